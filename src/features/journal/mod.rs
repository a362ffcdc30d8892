//! A journal: a page now and then, with or without a prompt.

pub mod edit;
pub mod feature;
pub mod form;
pub mod pages;
pub mod paths;
pub mod prompts;

use serde::{Deserialize, Serialize};

use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::labelled::{EntryParts, PartLabel};
use crate::base::sealed::{Entry, Private};
use crate::base::words::typed::{all_fit, could_be_authored};

/// How much of a page a list shows, in letters.
pub const OPENING: usize = 160;

/// What was written.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct JournalEntry {
    /// In their own words.
    pub words: String,
    /// The prompt they had asked for, where they had; as it was worded then.
    pub prompt: Option<String>,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Whether it stays with them, whatever of its kind they show to somebody.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kept_back: bool,
}

impl Private for JournalEntry {
    const NAME: &'static str = "journal";
}

impl Bounded for JournalEntry {
    fn within_limits(&self) -> bool {
        all_fit(self.words()) && self.prompt.as_deref().is_none_or(could_be_authored)
    }
}

impl Entry for JournalEntry {
    const LIST_PATH: &'static str = paths::LIST;

    fn words(&self) -> Vec<&str> {
        vec![&self.words]
    }

    fn same_content(&self, other: &Self) -> bool {
        (&self.words, &self.prompt, self.kept_back) == (&other.words, &other.prompt, other.kept_back)
    }

    fn parts(&self) -> Option<EntryParts> {
        let prompt = self.prompt.as_deref().unwrap_or_default();
        let parts = [(PartLabel::Prompt, prompt), (PartLabel::Words, &self.words)];
        Some(EntryParts::of(self.at, self.kept_back, parts))
    }

    fn after_restore(id: Id) -> String {
        paths::page(id)
    }
}

/// The first words of a longer text, of so many letters at the most, whole words where that is possible, and whether more
/// follows.
pub fn opening(words: &str, most: usize) -> (&str, bool) {
    let Some((end, _)) = words.char_indices().nth(most) else { return (words, false) };
    let head = words.get(..end).unwrap_or(words);
    let whole = head.rfind(char::is_whitespace).filter(|at| *at > end / 2).unwrap_or(end);
    (words.get(..whole).unwrap_or(head).trim_end(), true)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_list_shows_whole_words() {
        assert_eq!(opening("short", OPENING), ("short", false));
        let long = "word ".repeat(100);
        let (shown, more) = opening(&long, OPENING);
        assert!(more && shown.ends_with("word") && shown.chars().count() <= OPENING);
    }

    proptest! {
        #[test]
        fn any_text_has_an_opening(text in "\\PC{0,400}") {
            let (shown, more) = opening(&text, OPENING);
            prop_assert!(text.starts_with(shown) && shown.chars().count() <= OPENING);
            prop_assert_eq!(more, text.chars().count() > OPENING);
        }
    }
}
