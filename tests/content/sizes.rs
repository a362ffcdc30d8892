//! What a size says of itself goes with its words.

use handrail::model::steps::{Around, Library, Mark, SizedStep, StarterUse, Step};

fn sizes(library: &Library) -> impl Iterator<Item = (&Step, &SizedStep)> {
    library.steps().flat_map(|step| step.sizes.iter().map(move |size| (step, size)))
}

fn words(size: &SizedStep) -> String {
    let starters = size.starters.join(" ");
    format!("{} {} {starters}", size.title, size.does).to_lowercase()
}

#[test]
fn a_poll_a_quiz_and_a_tap_in_a_crowd_reach_nobody() {
    let crowd = [" poll", " vote", "a quiz", "'this or that'", "watch it go by", "a live show for a few", "'helpful'"];
    let library = Library::load().unwrap();
    let mut seen = 0;
    for (_, size) in sizes(&library).filter(|(_, size)| crowd.iter().any(|word| words(size).contains(word))) {
        assert!(size.inner && size.noticed_by.is_none(), "{}", size.title);
        seen += 1;
    }
    assert!(seen >= 6, "{seen}");
}

#[test]
fn what_is_for_somebody_kind_or_safe_is_not_for_people_known_a_little() {
    let trusted = ["someone kind", "somebody kind", "kind person", "feel safe with", "someone you trust"];
    let library = Library::load().unwrap();
    for (_, size) in sizes(&library).filter(|(_, size)| trusted.iter().any(|word| size.does.contains(word))) {
        assert!(!size.around.contains(&Around::Acquaintances), "{}", size.title);
    }
}

#[test]
fn words_that_call_the_day_low_belong_to_a_low_day() {
    let low = ["low day", "few words today", "you have few words"];
    let library = Library::load().unwrap();
    let mut seen = 0;
    for (_, size) in sizes(&library).filter(|(_, size)| low.iter().any(|word| words(size).contains(word))) {
        assert!(size.is(Mark::LowDay), "{}", size.title);
        seen += 1;
    }
    assert_eq!(seen, 2);
}

#[test]
fn a_feeling_it_belongs_to_is_one_that_can_be_chosen() {
    let chosen = include_str!("../../content/en/feelings.toml");
    let library = Library::load().unwrap();
    for (_, size) in sizes(&library) {
        for feeling in &size.feelings {
            assert!(chosen.contains(&format!("key = \"{feeling}\"")), "{}: {feeling}", size.title);
        }
        let names_it = size.does.contains("lonely") || size.title.contains("lonel");
        assert!(!names_it || size.feelings == ["lonely"], "{}", size.title);
    }
}

/// A group, a line or a helper after a loss is for whoever lost somebody, by a death or otherwise.
#[test]
fn what_honours_a_loss_speaks_of_no_death_alone() {
    let library = Library::load().unwrap();
    let honours = || sizes(&library).filter(|(_, size)| size.honours_a_loss());
    assert_eq!(honours().count(), 6);
    for (step, size) in honours() {
        let words = format!("{} {} {}", words(size), step.why, step.good_to_know.as_deref().unwrap_or_default());
        for one in ["grie", "husband", "wife", "died", "funeral", "grave", "would be"] {
            assert!(!words.to_lowercase().contains(one), "{}: {one}", size.title);
        }
        assert!(!words.contains("death") || words.contains("break-up"), "{}", size.title);
    }
}

/// What somebody else must join at once can not be done at will; to ask them for it can.
#[test]
fn what_needs_somebody_free_right_now_waits_for_an_occasion() {
    let at_once = ["press play", "play one", "come along. or", "talk or type with"];
    let library = Library::load().unwrap();
    let mut seen = 0;
    for (_, size) in sizes(&library).filter(|(_, size)| !size.inner) {
        if at_once.iter().any(|words| size.does.to_lowercase().contains(words)) {
            assert!(size.occasion, "{}", size.title);
            seen += 1;
        }
    }
    assert!(seen >= 5, "{seen}");
}

/// What is sent but is met on the spot, stands there for whoever comes by, or answers what was asked.
const SENT_AND_NOT_ANSWERED: [&str; 16] = [
    "a-line-for-the-next-shift regular",
    "a-live-show regular",
    "a-live-show more",
    "buddy-in-group smaller",
    "kind-no smaller",
    "kind-no regular",
    "kind-no more",
    "let-someone-show-you smaller",
    "let-someone-show-you more",
    "listen-in-quietly more",
    "one-round regular",
    "online-hi regular",
    "online-hi more",
    "the-same-film regular",
    "welcome-newer regular",
    "which-support more",
];

#[test]
fn a_reply_is_awaited_where_words_go_to_somebody_who_can_write_back_and_nowhere_else() {
    let (library, mut seen) = (Library::load().unwrap(), 0);
    for (step, size) in sizes(&library) {
        let name = format!("{} {}", step.slug, size.size.word());
        let sent = !size.inner && size.used == Some(StarterUse::Send);
        if sent {
            assert_eq!(size.reply, !SENT_AND_NOT_ANSWERED.contains(&name.as_str()), "{name}: {}", size.title);
        }
        seen += usize::from(sent && !size.reply);
        let does = format!("{} {}", size.title, size.does).to_lowercase();
        let goes_out = ["send", "write", "post", "ask", "tell", "answer", "put up a note", "put a card", "invite"];
        assert!(sent || !size.reply || goes_out.iter().any(|one| does.contains(one)), "{name}: {}", size.title);
    }
    assert_eq!(seen, SENT_AND_NOT_ANSWERED.len());
}

#[test]
fn a_tap_a_thing_put_out_or_a_sign_for_all_awaits_no_reply() {
    let taps = ["tap a like", "tap the like", "put a thumb", "leave a thumb", "a heart or a like", "laughing face"];
    let signs = ["tap 'interested'", "a nod", "facing out", "'please take'", "your neighbours use too", "lift a hand"];
    let library = Library::load().unwrap();
    let mut seen = 0;
    for (_, size) in sizes(&library).filter(|(_, size)| {
        let does = size.does.to_lowercase();
        taps.iter().chain(&signs).any(|one| does.contains(one))
    }) {
        assert!(!size.reply, "{}", size.title);
        seen += 1;
    }
    assert!(seen >= 16, "{seen}");
}

/// Nobody is reached by looking round and going.
#[test]
fn what_is_looked_at_and_left_reaches_nobody() {
    let library = Library::load().unwrap();
    let leaves = || sizes(&library).filter(|(_, size)| size.does.contains("then leave"));
    assert!(
        leaves()
            .all(|(step, size)| size.noticed_by.is_none() && step.rungs().next().is_some_and(|rung| !rung.reaches()))
    );
    assert_eq!(leaves().count(), 1);
}

#[test]
fn what_is_done_again_is_never_called_new() {
    let library = Library::load().unwrap();
    let again = || sizes(&library).filter(|(_, size)| size.title.split([' ', ',']).any(|word| word == "again"));
    assert!(again().all(|(_, size)| size.is(Mark::Again)) && again().count() >= 4);
}
