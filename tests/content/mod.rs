//! What is authored: every step whole, safe, plainly worded, and enough of them for everybody.

mod cautions;
mod composer;
mod grade;
mod inner;
mod naming;
mod reasons;
mod rehearsals;
mod sizes;
mod titles;
mod words;

use std::collections::BTreeSet;

use grade::grade;
use handrail::features::measures::Measures;
use handrail::features::reading::Articles;
use handrail::model::help::{Confidence, Help};
use handrail::model::scheduler::{Barrier, Felt, Offer, Outcome, Person, Today};
use handrail::model::steps::{Library, Step};

/// Words that belong to what is never suggested, or that judge, cheer or push.
const NEVER: [&str; 27] = [
    "alcohol",
    "beer",
    "wine",
    "pub ",
    "drunk",
    "eye contact",
    "surprise visit",
    "challenge",
    "you should",
    "just ",
    "simply",
    "commit",
    "streak",
    "overdue",
    "failed",
    "failure",
    "!",
    "—",
    "normal people",
    "mentally ill",
    "ultimatum",
    "silent treatment",
    "medication",
    "skip sleep",
    "fasting",
    "dating",
    "flirt",
];

/// The reading grade that no step's words exceed: about age 12 (Kincaid et al. 1975).
const HIGHEST_GRADE: f64 = 7.0;

fn prose(step: &Step) -> String {
    let mut parts = vec![step.why.clone()];
    parts.extend(step.good_to_know.clone());
    parts.extend(step.sizes.iter().flat_map(|size| [Some(size.does.clone()), size.good_to_know.clone()]).flatten());
    let adapted = [&step.adapt].into_iter().chain(step.sizes.iter().map(|size| &size.adapt));
    let adapted = adapted.flat_map(|notes| BARRIERS.iter().filter_map(|barrier| notes.words(*barrier)));
    parts.extend(adapted.map(ToOwned::to_owned));
    parts.join(" ")
}

const BARRIERS: [Barrier; 5] =
    [Barrier::LowEnergy, Barrier::Anxiety, Barrier::MissingPractice, Barrier::Protective, Barrier::DifferentStyle];

#[test]
fn every_step_is_whole_and_its_sizes_differ() {
    let library = Library::load().unwrap();
    assert_eq!(library.steps().map(|step| step.number).collect::<Vec<_>>(), (1..=126).collect::<Vec<_>>());
    let (mut titles, mut asks) = (BTreeSet::new(), BTreeSet::new());
    for step in library.steps() {
        let name = &step.slug;
        assert!(titles.insert(&step.title), "{name}: the title is taken");
        assert!(step.band <= 5 && !step.who.is_empty() && step.title.chars().count() <= 60, "{name}");
        let rungs: Vec<_> = step.rungs().collect();
        for (less, more) in rungs.iter().zip(rungs.iter().skip(1)) {
            assert!(less.load() < more.load(), "{name}: each size asks more than the one before");
            assert!(less.effort <= more.effort && less.nourish <= more.nourish, "{name}");
        }
        assert!(rungs[0].tiny(), "{name}: the smaller size is tiny");
        for (size, rung) in step.sizes.iter().zip(&rungs) {
            assert!(asks.insert(&size.title), "{name}: {} is taken", size.title);
            let words = size.title.split(' ').count();
            assert!(size.title.chars().count() <= 44 && words <= 8, "{name}: {}", size.title);
            assert!(!size.title.ends_with('.'), "{name}: {}", size.title);
            assert!(rung.demand.iter().all(|side| (0.0..=5.0).contains(side)), "{name}");
            assert!((0.0..=1.0).contains(&rung.effort) && (0.0..=1.0).contains(&rung.nourish), "{name}");
            assert!(!rung.inner || (rung.demand[1] == 0.0 && rung.demand[3] == 0.0), "{name}: inner is seen by nobody");
            assert_eq!(size.used.is_some(), !size.starters.is_empty(), "{name}");
        }
    }
}

#[test]
fn every_word_is_plain_and_none_is_on_the_never_list() {
    for step in Library::load().unwrap().steps() {
        let prose = prose(step);
        let starters =
            step.sizes.iter().flat_map(|size| &size.starters).fold(String::new(), |all, one| all + " " + one);
        let named = step.sizes.iter().fold(step.title.clone(), |all, size| {
            format!("{all} {} {}", size.title, size.lead.as_deref().unwrap_or_default())
        });
        let all = format!("{named} {prose} {starters}").to_lowercase();
        for word in NEVER {
            assert!(!all.contains(word), "{}: {word}", step.slug);
        }
        let grade = grade(&prose);
        assert!(grade <= HIGHEST_GRADE, "{}: grade {grade:.1}", step.slug);
    }
}

#[test]
fn pages_to_read_are_plain_and_say_what_they_go_by() {
    let shelf = Articles::load().unwrap();
    assert_eq!(shelf.iter().map(|one| one.number).collect::<Vec<_>>(), (1..=10).collect::<Vec<_>>());
    for one in shelf.iter() {
        let text: String = one.parts.join(" ").split('<').filter_map(|part| part.split('>').nth(1)).collect();
        let all = format!("{} {} {text}", one.title, one.short).to_lowercase();
        for word in NEVER {
            assert!(!all.contains(word), "{}: {word}", one.number);
        }
        let grade = grade(&text);
        assert!(grade <= HIGHEST_GRADE, "{}: grade {grade:.1}", one.number);
        let minutes = text.split_whitespace().count() / 180;
        assert!(minutes <= usize::from(one.minutes), "{}: {minutes} minutes", one.number);
        assert!(!one.sources.is_empty() && one.parts.len() >= 3, "{}", one.number);
    }
}

/// Their questions and answers are not ours to change, so the words that are never said leave them out.
#[test]
fn published_questions_say_whose_they_are_and_our_words_beside_them_are_plain() {
    let measures = Measures::load().unwrap();
    for one in measures.iter() {
        assert!(!one.by.is_empty() && !one.statement.is_empty() && one.days >= 14, "{}", one.name);
        assert!(one.answers.len() >= 3 && !one.items.is_empty(), "{}", one.name);
        let ours = format!("{} {}", one.name, one.what);
        assert!(!NEVER.iter().any(|word| ours.to_lowercase().contains(word)), "{}", one.name);
        assert!(grade(&one.what) <= HIGHEST_GRADE, "{}: grade {:.1}", one.name, grade(&one.what));
    }
    let ninth = measures.iter().find(|one| one.items.len() == 9).unwrap();
    assert!(ninth.together && ninth.help_after == Some(9), "it wants a human beside it");
    assert!(measures.iter().all(|one| one.together || one.help_after.is_none()));
}

#[test]
fn help_lines_can_be_reached_and_say_how_sure_they_are() {
    let help = Help::load().unwrap();
    let names: Vec<_> = help.countries.iter().map(|country| country.name.to_lowercase()).collect();
    assert!(names.is_sorted(), "countries by name");
    for country in &help.countries {
        assert!(country.code.len() == 2 && !country.lines.is_empty(), "{}", country.name);
        for line in &country.lines {
            assert!(
                line.tel.is_some() || line.text.is_some() || line.chat.is_some() || line.url.is_some(),
                "{}",
                line.name
            );
            assert_eq!(line.phone.is_some(), line.tel.is_some(), "{}", line.name);
            assert!(matches!(line.confidence, Confidence::High | Confidence::Medium));
            for part in line.note_parts().iter().filter(|part| part.to.is_none()) {
                let untold = part.words.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > 2);
                assert!(!untold && !part.words.contains(['@', '[']), "{}: {} can be tapped", line.name, part.words);
            }
            let dials = line.tel.as_deref().unwrap_or("0");
            assert!(dials.chars().all(|c| c.is_ascii_digit() || "+#*".contains(c)), "{}: {dials}", line.name);
        }
    }
}

/// For each of the 32 sets of barriers: a step that faces a person within the first six offers for somebody who
/// answers *okay*, and never only steps that ask nothing.
#[test]
fn nobody_is_kept_from_people() {
    let library = Library::load().unwrap();
    let rungs = library.rungs();
    for set in 0..32_u32 {
        let barriers: Vec<_> = (0..5).filter(|at| set >> at & 1 == 1).map(|at| BARRIERS[at]).collect();
        for seed in 0..8 {
            let mut person = Person::new(rungs.len(), &barriers, None);
            let mut faced = Vec::new();
            for day in 0..30 {
                let today = Today { day, energy: None, away_days: i32::from(day > 0) };
                person.begin_day(&today);
                let Offer::Steps { main, .. } = person.offer(rungs, &today, true, seed) else { continue };
                person.shown(main, rungs, &today, true);
                let done = Outcome::Done { felt: Some(Felt::Okay), nourished: None };
                person.reflect(main, rungs, &today, done, true);
                faced.push((!rungs[main].inner, rungs[main].load() > 0.0));
            }
            assert!(faced.iter().take(6).any(|(person, _)| *person), "{barriers:?}, seed {seed}: {faced:?}");
            assert!(
                faced.iter().skip(6).any(|(_, asks)| *asks),
                "{barriers:?}, seed {seed}: only steps that ask nothing"
            );
        }
    }
}
