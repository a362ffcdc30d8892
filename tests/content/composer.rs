//! The parts that messages are put together from: each kind and whole, and wherever two may meet, nothing said twice.

use std::collections::BTreeSet;

use handrail::features::composer::{
    Fragment, Fragments, Gap, Length, MessagePurpose, MessageWishes, Part, Relation, Slot, Tone,
};

use super::NEVER;
use super::grade::grade;

/// Blame, begging, tests, hints at crisis, farewells, grovelling.
const UNKIND: [&str; 40] = [
    "please ",
    "forgive",
    "never wrote",
    "you never",
    "why didn",
    "why haven",
    "ignored",
    "ignoring",
    "forgot me",
    "if you care",
    "if you loved",
    "prove",
    "owe",
    "last time i",
    "goodbye",
    "farewell",
    "burden",
    "can’t go on",
    "give up",
    "gave up",
    "not be here",
    "won’t be here",
    "for everything",
    "hopeless",
    "no point",
    "terrible",
    "awful",
    "ashamed",
    "my fault",
    "your fault",
    "disappoint",
    "let me down",
    "as usual",
    "you always",
    "promise",
    "urgent",
    "alone with",
    "nobody else",
    "no one else",
    "end it ",
];

/// Said at most once in a message, each of these families.
const ONCE: [&[&str]; 16] = [
    &["no need to", "no reply", "no rush", "n’t need an answer", "need to answer", "have to answer", "has to answer"],
    &["sorry", "apolog"],
    &["thank", "grateful"],
    &["hope"],
    &["glad"],
    &["pleased"],
    &["came to mind", "thought of you", "thinking of you"],
    &["came to mind", "in mind", "on my mind", "on your mind"],
    &[" while"],
    &["month"],
    &["years"],
    &["favour"],
    &["in touch"],
    &["honest"],
    &["👋"],
    &["hear how you"],
];

/// How many characters a message has at the most.
const LONGEST: [(Length, usize); 2] = [(Length::Short, 160), (Length::Longer, 420)];
/// The hardest that one part may be to read; messages are made of very few sentences.
const HARDEST: f64 = 10.0;

fn all() -> Fragments {
    Fragments::load().unwrap()
}

fn slots(text: &str) -> Vec<&str> {
    text.split('{').skip(1).map(|rest| rest.split_once('}').unwrap().0).collect()
}

fn leaves_open(text: &str) -> bool {
    [
        "no need to",
        "no reply",
        "no rush",
        "n’t need an answer",
        "n’t need to answer",
        "have to answer",
        "has to answer",
        "both are fine",
        "any day is fine",
        "is plenty",
        "all the time you like",
        "if you feel like it",
    ]
    .iter()
    .any(|way| text.contains(way))
}

/// Whether it lets the other know that an answer is welcome.
fn opens_a_door(text: &str) -> bool {
    ["feel like it", "if you like", "when you can", "next time", "when we meet"].iter().any(|way| text.contains(way))
}

fn easy_no(text: &str) -> bool {
    let says_no = text.split(|c: char| !c.is_alphabetic() && c != '’').any(|word| word == "no");
    says_no && ["fine", "good answer", "won’t mind"].iter().any(|way| text.contains(way))
}

#[test]
fn every_part_is_kind_plain_and_whole() {
    let mut prose = String::new();
    for one in all().iter() {
        let (name, text, low) = (&one.id, &one.text, format!("{} ", one.text.to_lowercase()));
        for word in NEVER.iter().chain(&UNKIND) {
            let at_a_word = low.match_indices(word).any(|(at, _)| !low[..at].ends_with(char::is_alphabetic));
            assert!(!at_a_word, "{name}: {word}");
        }
        assert!(!text.contains(['\'', '"', '[']) && !text.contains("  "), "{name}");
        let ends = text.ends_with(['.', '?']) || one.part == Part::Greeting && text.ends_with([',', '👋', '🙂']);
        assert!(ends, "{name}: ends without a stop");
        let mut given: Vec<_> = slots(text).into_iter().filter(|slot| *slot != "name").collect();
        given.sort_unstable();
        let mut needs: Vec<_> = one.needs.iter().map(|slot| slot.word()).collect();
        needs.sort_unstable();
        assert_eq!(given, needs, "{name}");
        assert!(given.is_empty() || one.part == Part::Heart, "{name}: what is given stands in the heart");
        assert!(!one.says_name() || one.part == Part::Greeting, "{name}: names stand in greetings");
        if one.part != Part::Greeting {
            let said = text.replace("{thing}", "a form").replace("{when}", "tomorrow");
            assert!(grade(&said) <= HARDEST, "{name}: grade {:.1}", grade(&said));
            prose = format!("{prose} {said}");
        }
    }
    assert!(grade(&prose) <= super::HIGHEST_GRADE);
}

#[test]
fn only_the_end_of_a_message_leaves_it_open() {
    for one in all().iter() {
        let low = one.text.to_lowercase();
        let asks =
            one.purposes.iter().any(|purpose| matches!(purpose, MessagePurpose::Invite | MessagePurpose::AskHelp));
        match one.part {
            Part::Closer if asks => {
                assert!(one.purposes.len() <= 2 && easy_no(&low), "{}: no easy no", one.id);
            }
            Part::Closer => assert!(leaves_open(&low) || opens_a_door(&low), "{}: no easy way out", one.id),
            _ => assert!(!leaves_open(&low), "{}: a way out before the end", one.id),
        }
    }
}

fn wishes(purpose: MessagePurpose, relation: Relation, gap: Option<Gap>) -> MessageWishes {
    let empty = String::new;
    let (tone, length) = (Tone::Plain, Length::Longer);
    MessageWishes { purpose, relation, gap, tone, length, name: empty(), thing: empty(), when: empty() }
}

/// Whoever reads it must not think that it is the last they hear: after a thank-you, a sorry or something true, and after
/// months, years, or nobody knows how long.
#[test]
fn nothing_ends_like_a_last_word() {
    let fragments = all();
    let heavy = [MessagePurpose::Thanks, MessagePurpose::Sorry, MessagePurpose::Honest];
    let light = [MessagePurpose::Hello, MessagePurpose::Share];
    let long_ago = [Some(Gap::Months), Some(Gap::Years), None];
    let soon = [Some(Gap::Days), Some(Gap::Weeks)];
    let mut seen = 0;
    let asked = heavy.iter().flat_map(|purpose| long_ago.iter().chain(&soon).map(move |gap| (*purpose, *gap)));
    for (purpose, gap) in asked.chain(light.iter().flat_map(|purpose| long_ago.map(|gap| (*purpose, gap)))) {
        for (relation, tone) in Relation::ALL.iter().flat_map(|one| Tone::ALL.iter().map(move |tone| (*one, *tone))) {
            let wishes = MessageWishes { tone, ..wishes(purpose, relation, gap) };
            for one in fragments.iter().filter(|one| one.part == Part::Closer && one.fits(&wishes)) {
                let low = one.text.to_lowercase();
                assert!(opens_a_door(&low), "{wishes:?}: {} has no open door", one.id);
                assert!(!low.contains("take care"), "{wishes:?}: {} is like a last word", one.id);
                seen += 1;
            }
        }
    }
    assert!(seen > 0);
}

/// Whoever says how they really are wants an answer, and whoever says sorry or thanks asks for nothing in return.
#[test]
fn something_true_asks_for_a_line_and_a_sorry_asks_nothing_back() {
    for one in all().iter().filter(|one| one.part == Part::Closer) {
        let low = one.text.to_lowercase();
        if one.purposes.contains(&MessagePurpose::Honest) {
            let helper = one.relations.contains(&Relation::Helper);
            let asks = if helper { ["next time", "when we meet"] } else { ["line back", "when you can"] };
            assert!(asks.iter().any(|ask| low.contains(ask)) && !leaves_open(&low), "{}", one.id);
        }
        let repays = [MessagePurpose::Thanks, MessagePurpose::Sorry].iter().any(|sort| one.purposes.contains(sort));
        assert!(!repays || !low.contains("and you?"), "{}", one.id);
    }
}

/// A helper is asked for an appointment, brought a question, or told what helped.
#[test]
fn nothing_asks_a_helper_out() {
    let sent = [MessagePurpose::Hello, MessagePurpose::Invite];
    for one in all().iter().filter(|one| one.part == Part::Heart) {
        let low = one.text.to_lowercase();
        let works = ["session", "appointment", "helped", "when we next meet", "next time", "something you said"];
        if one.relations.contains(&Relation::Helper) && one.purposes.iter().any(|purpose| sent.contains(purpose)) {
            assert!(works.iter().any(|word| low.contains(word)) || low.contains("diary {when}"), "{}", one.id);
        }
    }
}

#[test]
fn nothing_is_said_twice_in_one_message() {
    fn meet<T: PartialEq>(one: &[T], other: &[T]) -> bool {
        one.is_empty() || other.is_empty() || one.iter().any(|it| other.contains(it))
    }
    let fragments = all();
    let families = |one: &Fragment| {
        let low = one.text.to_lowercase();
        let said = (0..ONCE.len()).filter(|at| ONCE[*at].iter().any(|word| low.contains(word)));
        said.collect::<BTreeSet<_>>()
    };
    let all: Vec<_> = fragments.iter().map(|one| (one, families(one))).collect();
    for (at, (one, said)) in all.iter().enumerate() {
        for (other, again) in &all[at + 1..] {
            let beside = one.part != other.part
                && meet(&one.purposes, &other.purposes)
                && meet(&one.relations, &other.relations)
                && meet(&one.gaps, &other.gaps)
                && meet(&one.tones, &other.tones);
            let twice: Vec<_> = said.intersection(again).map(|at| ONCE[*at][0]).collect();
            assert!(!beside || twice.is_empty(), "{} and {}: {twice:?}", one.id, other.id);
        }
    }
}

#[test]
fn there_are_enough_for_everything_one_may_wish() {
    let fragments = all();
    let gaps = Gap::ALL.iter().copied().map(Some).chain([None]);
    for (purpose, gap) in MessagePurpose::ALL.iter().flat_map(|purpose| gaps.clone().map(move |gap| (*purpose, gap))) {
        for (relation, tone) in Relation::ALL.iter().flat_map(|one| Tone::ALL.iter().map(move |tone| (*one, *tone))) {
            for (length, longest) in LONGEST {
                let wishes = MessageWishes { tone, length, ..wishes(purpose, relation, gap) };
                enough(&fragments, &wishes, longest);
            }
        }
    }
}

fn enough(fragments: &Fragments, wishes: &MessageWishes, longest: usize) {
    let of = |part| fragments.iter().filter(move |one| one.part == part && one.fits(wishes));
    assert!(of(Part::Greeting).any(|one| !one.says_name()), "{wishes:?}: no greeting without a name");
    assert!(of(Part::Closer).count() >= 3, "{wishes:?}: closers");
    assert!(wishes.gap.is_none() || of(Part::Opener).count() >= 2, "{wishes:?}: openers");
    for given in [&[][..], &[Slot::Thing], &[Slot::When], &[Slot::Thing, Slot::When]] {
        let able = || of(Part::Heart).filter(|one| one.needs.iter().all(|slot| given.contains(slot)));
        let most = able().map(|one| one.needs.len()).max().unwrap();
        let hearts = able().filter(|one| one.needs.len() == most).count();
        assert!(hearts >= 3, "{wishes:?}, {given:?}: {hearts} hearts");
        let asks = matches!(wishes.purpose, MessagePurpose::Invite | MessagePurpose::AskHelp);
        assert!(!asks || most == given.len(), "{wishes:?}, {given:?}: not all of it is used");
        assert!(!given.contains(&Slot::Thing) || most > 0, "{wishes:?}: nothing says what it is about");
    }
    // As the authors measured: a name of seven letters, and when, but not what, in a short one.
    let when = "on Saturday, about an hour";
    let thing = if wishes.length == Length::Short { "" } else { "the form from the council" };
    let said = |one: &Fragment| one.text.replace("{name}", "Dr More").replace("{when}", when).replace("{thing}", thing);
    let most = |part| of(part).map(|one| said(one).chars().count() + 1).max().unwrap_or_default();
    let sum: usize = Part::ALL.iter().map(|part| most(*part)).sum();
    assert!(sum <= longest + 5, "{wishes:?}: {sum} characters");
}
