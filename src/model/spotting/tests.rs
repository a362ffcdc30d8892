use proptest::prelude::*;

use super::*;
use crate::model::steps::Library;

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

fn all_are(wanted: u8, sentences: &[&str]) {
    let wrong: Vec<_> = sentences.iter().filter(|sentence| level(&[sentence]) != wanted).collect();
    assert!(wrong.is_empty(), "not {wanted}: {wrong:?}");
}

#[test]
fn what_is_plain_gets_the_card() {
    all_are(
        2,
        &[
            "I want to die",
            "i dont wanna be here anymore",
            "Wish I was never born",
            "everyone would be better off without me",
            "I cut myself again last night",
            "i took too many pills on friday",
            "My husband grabbed me by the throat",
            "I'm scared of my partner",
            "he said he'd kill me if I left",
            "Had a good walk. Still want to kill myself. Then tea",
        ],
    );
}

#[test]
fn what_is_meant_otherwise_gets_nothing() {
    all_are(
        0,
        &[
            "I have a plan to do it on Friday: one short hello",
            "No point in going on Saturday if Ana can’t come",
            "He beat me at cards and we laughed",
            "She beats me at Scrabble every week",
            "We walked 10 kms along the river, slowly",
            "My phone died halfway and I was glad",
            "Glad I'm done with my life admin for the month",
            "I'm dying to see the new flat",
            "My cat scratched my arm",
            "Killing time in the library was nice",
            "It was too much, so I left early and had a rest",
        ],
    );
}

#[test]
fn what_the_steps_say_is_never_taken_for_danger() {
    let library = Library::load().unwrap();
    for size in library.steps().flat_map(|step| &step.sizes) {
        let said = [&size.title, &size.does].into_iter().chain(&size.starters);
        let taken: Vec<_> = said.filter(|words| level(&[words]) == 2).collect();
        assert!(taken.is_empty(), "{taken:?}");
    }
}

#[test]
fn a_no_clears_its_own_sentence_unless_it_is_taken_back() {
    assert!(level(&["The nurse asked if I think of harming myself and I said no"]) < 2);
    assert!(level(&["No thoughts of hurting myself, only tired"]) < 2);
    assert_eq!(level(&["I'm not going to kill myself, but I think about it most days"]), 2);
    assert_eq!(level(&["I'm not suicidal. I want to die all the same"]), 2);
}

#[test]
fn every_field_and_every_sentence_is_looked_at() {
    assert_eq!(level(&["a calm day", "I want to die"]), 2);
    assert_eq!(level(&["we had soup. I don’t want to live! The end"]), 2);
    assert_eq!(level(&[]), 0);
    assert_eq!(level(&["", " \n"]), 0);
}

#[test]
fn the_heaviest_leads() {
    assert_eq!(
        category("My friend says she wants to die. He hit me again last night"),
        Some(Category::DangerFromOther)
    );
    assert_eq!(category("i self-harmed yesterday. I want to kill myself"), Some(Category::SuicideExplicit));
    assert_eq!(category("he hid my passport again and says i am going nowhere"), Some(Category::DangerFromOther));
}

#[test]
fn how_it_is_typed_does_not_matter() {
    for typed in [
        "I WANT TO DIE",
        "i  want\u{a0}to   die",
        "I want t\u{200b}o die",
        "Ｉ want to die",
        "i wanna dieeee",
        "I want 2 die",
    ] {
        assert_eq!(level(&[typed]), 2, "{typed}");
    }
}

#[test]
fn what_stands_late_in_a_sentence_without_end_is_found() {
    let long = "and then we went on ".repeat(300);
    assert_eq!(level(&[&format!("{long} i want to die")]), 2);
    assert_eq!(level(&[&format!("i want to die {long}")]), 2);
}

/// Once what is plain is taken out, what is weighed is a bounded number of signs for each word.
#[test]
fn however_long_it_is_there_is_no_more_to_weigh_for_a_word() {
    let reader = Reader::load().unwrap();
    for words in ["i ", "he hit me ", "die . ", "want to die and ", "a"] {
        let signs = |characters: usize| -> usize {
            let text: String = words.chars().cycle().take(characters).collect();
            reader.read(&text).passages.iter().map(|passage| passage.signs.len()).sum()
        };
        assert!(signs(80_000) <= 9 * signs(10_000), "{words}");
    }
}

proptest! {
    #[test]
    fn any_text_can_be_looked_at(text in "\\PC{0,200}") {
        level(&[&text]);
    }
}
