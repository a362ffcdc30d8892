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

/// What is gone over for a thought with all of its eight fields full.
fn effort(sentence: &str) -> (Effort, Option<SpottingResult>) {
    let field: String = sentence.chars().cycle().take(10_000).collect();
    let effort = Effort::of_one_look();
    let spotted = Spotter::shared().unwrap().look_with(&vec![field; 8], &effort);
    (effort, spotted)
}

#[test]
fn the_longest_text_there_can_be_takes_no_more_effort_than_ordinary_words() {
    let ordinary = effort("We walked to the shop and talked about not much. It rained all day. I was glad. ").0;
    assert!(!ordinary.is_spent(), "all of it is looked at");
    for worst in [
        "self-harm ",
        "not self-harm ",
        "not want to i i i ",
        "i used to want to die and ",
        "suicid my i'm ",
        "song suicide ",
        "want to die when i was young ",
        "i can't go on ",
        "kill myself laughing ",
        "no no no no ",
    ] {
        let (effort, spotted) = effort(worst);
        assert!(effort.spent() <= 2 * ordinary.spent(), "{worst}: {} to {}", effort.spent(), ordinary.spent());
        assert!(!effort.is_spent() || spotted.is_some(), "{worst}: rather a quiet line than nothing");
    }
}

#[test]
fn what_stands_late_in_a_sentence_without_end_is_found() {
    let long = "and then we went on ".repeat(300);
    assert_eq!(level(&[&format!("{long} i want to die")]), 2);
}

proptest! {
    #[test]
    fn any_text_can_be_looked_at(text in "\\PC{0,200}") {
        level(&[&text]);
    }
}
