//! Short pages to read: how loneliness works, without blame. The same for everybody, and found by number, so that no
//! browser's history says what somebody read about.

pub mod feature;
pub mod pages;
pub mod paths;

use anyhow::Context as _;
use pulldown_cmark::{Parser, html};
use serde::Deserialize;

use crate::base::content;
use crate::model::reflection::{AttemptOutcome, Reflection};
use crate::model::scheduler::{Barrier, Felt};

/// The page for somebody who has a person to be safe from.
const NOT_SAFE: u8 = 8;

#[derive(Clone, Debug)]
pub struct Reading {
    /// Its address is made of this.
    pub number: u8,
    pub title: String,
    /// What it is about, in a sentence.
    pub short: String,
    pub minutes: u8,
    /// Its parts, as HTML made from our own Markdown: the first without a heading, each other one begins inside its own.
    pub parts: Vec<String>,
    pub sources: Vec<StudySource>,
    barriers: Vec<Barrier>,
    after: Vec<String>,
}

/// A study, what it found and what it cannot say.
#[derive(Clone, Debug)]
pub struct StudySource {
    /// In a sentence or two.
    pub words: String,
    /// Where it is found: its DOI's address, without the scheme.
    pub doi: String,
}

/// All pages, by number.
#[derive(Clone, Debug)]
pub struct Articles(Vec<Reading>);

impl Articles {
    pub fn load() -> anyhow::Result<Self> {
        let names = content::names("reading/");
        let read = |name: &String| parsed(&content::text(name)?).with_context(|| format!("content/en/{name}"));
        let mut all = names.iter().map(read).collect::<anyhow::Result<Vec<_>>>()?;
        all.sort_by_key(|one| one.number);
        Ok(Self(all))
    }

    pub fn iter(&self) -> impl Iterator<Item = &Reading> {
        self.0.iter()
    }

    pub fn numbered(&self, number: u8) -> Option<&Reading> {
        self.0.iter().find(|one| one.number == number)
    }

    /// The page for somebody who has a person to be safe from. It is named to nobody else, except in the list.
    pub fn when_not_safe(&self) -> Option<&Reading> {
        self.numbered(NOT_SAFE)
    }

    /// The page about what gets in someone's way most: of those that are mostly about it, the most general one.
    pub fn about(&self, barrier: Option<Barrier>) -> Option<&Reading> {
        let mostly = self.0.iter().filter(|one| barrier.is_some() && one.barriers.first() == barrier.as_ref());
        mostly.min_by_key(|one| (std::cmp::Reverse(one.barriers.len()), one.number))
    }

    /// A page that may help after this, if there is one. Where there are several, `turn` chooses.
    pub fn after(&self, reflected: &Reflection, turn: u8) -> Option<&Reading> {
        let word = after_word(reflected)?;
        let fit: Vec<_> = self.0.iter().filter(|one| one.after.iter().any(|after| after == word)).collect();
        fit.get(usize::from(turn) % fit.len().max(1)).copied()
    }
}

/// What the head of a page calls it; nothing where it went as things go.
fn after_word(reflected: &Reflection) -> Option<&'static str> {
    match (reflected.felt, reflected.outcome) {
        (Some(felt @ Felt::TooMuch), _) => Some(felt.word()),
        (_, AttemptOutcome::Did) => None,
        (_, outcome) => Some(outcome.word()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadingHead {
    number: u8,
    title: String,
    short: String,
    minutes: u8,
    barriers: Vec<String>,
    after: Vec<String>,
    sources: Vec<String>,
}

/// A file: its head as TOML between two lines of three hyphens, then Markdown.
fn parsed(text: &str) -> anyhow::Result<Reading> {
    let (head, body) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).context("no head")?;
    let head: ReadingHead = toml::from_str(head)?;
    let mut made = String::new();
    html::push_html(&mut made, Parser::new(body));
    let barrier = |word: &String| Barrier::from_word(word).with_context(|| format!("no barrier {word}"));
    let source = |source: &String| {
        let (words, doi) = source.rsplit_once(' ').filter(|(_, doi)| doi.starts_with("doi.org/")).context("no DOI")?;
        Ok(StudySource { words: words.to_owned(), doi: doi.to_owned() })
    };
    Ok(Reading {
        number: head.number,
        title: head.title,
        short: head.short,
        minutes: head.minutes,
        parts: made.split("<h2>").map(ToOwned::to_owned).collect(),
        sources: head.sources.iter().map(source).collect::<anyhow::Result<_>>()?,
        barriers: head.barriers.iter().map(barrier).collect::<anyhow::Result<_>>()?,
        after: head.after,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(outcome: AttemptOutcome, felt: Option<Felt>) -> Reflection {
        Reflection {
            outcome,
            expected: None,
            felt,
            nourishing: None,
            which: std::collections::BTreeSet::new(),
            note: String::new(),
            at: 0,
            reply: None,
            with: None,
            kept_back: false,
        }
    }

    #[test]
    fn a_page_is_offered_after_what_was_hard_and_not_after_what_went_well() {
        let shelf = Articles::load().unwrap();
        let number = |outcome, felt, turn| shelf.after(&told(outcome, felt), turn).map(|one| one.number);
        assert_eq!(number(AttemptOutcome::Did, Some(Felt::Okay), 0), None);
        assert_eq!(number(AttemptOutcome::Nearly, None, 7), Some(10));
        assert_eq!(number(AttemptOutcome::Rested, None, 0), Some(5));
        assert_eq!(number(AttemptOutcome::NoReplyYet, Some(Felt::Stretch), 0), Some(7));
        assert_eq!(number(AttemptOutcome::Did, Some(Felt::TooMuch), 0), Some(3));
        assert_eq!(number(AttemptOutcome::Did, Some(Felt::TooMuch), 255), Some(6));
    }

    #[test]
    fn there_is_a_page_about_each_thing_that_gets_in_the_way() {
        let shelf = Articles::load().unwrap();
        let number = |barrier| shelf.about(Some(barrier)).map(|one| one.number);
        assert_eq!(number(Barrier::LowEnergy), Some(1));
        assert_eq!(number(Barrier::Anxiety), Some(10));
        assert_eq!(number(Barrier::MissingPractice), Some(3));
        assert_eq!(number(Barrier::Protective), Some(2));
        assert_eq!(number(Barrier::DifferentStyle), Some(5));
        assert!(shelf.about(None).is_none());
    }

    #[test]
    fn the_page_on_harm_is_named_only_where_somebody_said_so() {
        let shelf = Articles::load().unwrap();
        let page = shelf.when_not_safe().unwrap();
        assert!(page.barriers.is_empty() && page.after.is_empty());
    }
}
