use proptest::prelude::*;

use super::*;

/// A sentence of the authors', and how much is to be said of it.
#[derive(Deserialize)]
pub(super) struct Case {
    text: String,
    level: u8,
}

fn level(words: &[&str]) -> u8 {
    match Spotter::shared().unwrap().look(words) {
        None => 0,
        Some(spotted) if spotted.level == Level::Line => 1,
        Some(_) => 2,
    }
}

fn category(words: &str) -> Option<Category> {
    Spotter::shared().unwrap().look(&[words]).map(|spotted| spotted.category)
}

#[test]
fn the_authors_sentences_are_met_as_they_meant() {
    let cases = PatternsFile::read().unwrap().tests;
    assert!(cases.len() > 100);
    let wrong: Vec<_> = cases.iter().filter(|case| level(&[&case.text]) != case.level).map(|case| &case.text).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_field_and_every_sentence_is_looked_at() {
    assert_eq!(level(&["a calm day", "I want to die"]), 2);
    assert_eq!(level(&["we had soup. I don’t want to live! The end"]), 2);
    assert_eq!(level(&["I’m not suicidal. Only tired", "Rain all day\nI can’t go on like this"]), 1);
    assert_eq!(level(&[]), 0);
    assert_eq!(level(&["", " \n"]), 0);
}

#[test]
fn the_heaviest_leads() {
    assert_eq!(category("My friend says she wants to die. He hit me last night"), Some(Category::DangerFromOther));
    assert_eq!(category("i self-harmed yesterday. I want to kill myself"), Some(Category::SuicideExplicit));
    assert_eq!(category("I'm worried my brother might hurt himself"), Some(Category::WorriedAboutOther));
}

#[test]
fn how_it_is_typed_does_not_matter() {
    for typed in ["I WANT TO DIE", "i  want\u{a0}to   die", "I want t\u{200b}o die", "Ｉ want to die"] {
        assert_eq!(level(&[typed]), 2, "{typed}");
    }
}

#[test]
fn the_longest_text_there_can_be_is_looked_at_in_time() {
    let long = "not want to i i i ".repeat(10_000 / 18);
    let begun = std::time::Instant::now();
    level(&[&long]);
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}

proptest! {
    #[test]
    fn any_text_can_be_looked_at(text in "\\PC{0,200}") {
        level(&[&text]);
    }
}
