//! What words are held to wherever they stand: warnings shorter than their steps, promises only where they hold, and nothing
//! that reads like a translation.

use std::fs;
use std::path::{Path, PathBuf};

use handrail::model::steps::{Library, Size};

/// Phrases that are no longer said, each from when somebody found it hurtful, untrue or hard to read.
const RETIRED: [&str; 36] = [
    "it stands on your ladder",
    "stands on it",
    "comes by itself",
    "grow fewer",
    "what you told.",
    "from what you told handrail",
    "anew",
    "weighs most:",
    "a parting.",
    "two things we’d rather know",
    "tomorrow all is back",
    "changed, and believed",
    "lay one for me",
    "of 18 and over",
    "another kind of food",
    "not the other shore",
    "four hands",
    "go back a fair way",
    "in a gentle way",
    "bow on top",
    "thumbs can rest",
    "deep breath taken",
    "ordinary wobble",
    "nobody else saw it",
    "these people know about being afraid",
    "won’t tell you off",
    "steps have had no reply",
    "it can’t sit beside you",
    "where another person is",
    "outside the usual slot",
    "frightened, controlled or harmed you, and not",
    "need not ",
    "nothing to reach",
    "long life of writing",
    "same odd thing",
    "whoever listens, and so to you",
];

/// How often somebody who is asked is told that no is fine, in all steps.
const NO_IS_FINE_MOST: usize = 24;

fn files(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                walk(&entry, found);
            } else if let Ok(text) = fs::read_to_string(&entry) {
                found.push((entry, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found
}

/// The words of a page or a list, without what only whoever writes here reads.
fn read_by_people(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let mut rest = lines.collect::<Vec<_>>().join(" ").replace('\'', "’").to_lowercase();
    while let Some((before, after)) = rest.split_once("{#") {
        rest = format!("{before}{}", after.split_once("#}").map_or("", |(_, after)| after));
    }
    rest
}

fn count(words: &str) -> usize {
    words.split_whitespace().count()
}

fn says_no_is_fine(text: &str) -> usize {
    let low = text.to_lowercase();
    ["no is fine", "so is no.", "no is good", "no is completely fine"].iter().map(|one| low.matches(one).count()).sum()
}

#[test]
fn what_to_be_careful_about_is_no_longer_than_what_is_asked() {
    let library = Library::load().unwrap();
    for step in library.steps() {
        for size in &step.sizes {
            let notes: usize = library.flags_of(step, size).map(|(_, flag)| count(&flag.note)).sum();
            let good = size.good_to_know.as_ref().or(step.good_to_know.as_ref()).map_or(0, |good| count(good));
            let asked = count(&size.title) + count(&size.does);
            assert!(notes + good <= asked, "{}, {}: {notes} + {good} words beside {asked}", step.slug, size.title);
        }
    }
}

#[test]
fn an_easy_no_is_offered_where_it_helps_and_not_everywhere() {
    let library = Library::load().unwrap();
    let mut said = 0;
    for (step, size) in library.steps().flat_map(|step| step.sizes.iter().map(move |size| (step, size))) {
        let here: usize = size.starters.iter().map(|starter| says_no_is_fine(starter)).sum();
        assert!(here == 0 || size.size != Size::More, "{}: {}", step.slug, size.title);
        said += here;
    }
    assert!((8..=NO_IS_FINE_MOST).contains(&said), "{said}");
}

#[test]
fn what_was_retired_stays_away() {
    for (path, text) in files("templates").into_iter().chain(files("content")) {
        if path.extension().is_some_and(|kind| kind == "json") {
            continue;
        }
        let text = read_by_people(&text);
        for phrase in RETIRED {
            let at_a_word = |at: usize| !text[..at].ends_with(char::is_alphabetic);
            let said =
                text.match_indices(phrase).any(|(at, _)| at_a_word(at) && !text[..at].ends_with(['_', '"', '/']));
            assert!(!said, "{}: {phrase}", path.display());
        }
    }
}

/// Without a password whoever uses the computer sees it as well, so only the one component that knows of that says it.
#[test]
fn that_only_you_see_something_is_said_in_one_place() {
    for (path, text) in files("templates").into_iter().chain(files("content")) {
        if path.ends_with("components/seen.html") {
            continue;
        }
        let text = read_by_people(&text);
        for phrase in ["only you can see", "only you see", "only you can read", "only you read"] {
            assert!(!text.contains(phrase), "{}: {phrase}", path.display());
        }
    }
}
