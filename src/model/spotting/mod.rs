//! Gentle spotting: whether what somebody has just written would make it kind to show them who can talk. Pure. What it
//! finds is for the answer to them and for nothing else: it is not stored, told or counted. It misses much, which is why
//! help is one tap away on every page.

mod patterns;
pub mod words;

use std::cmp::Reverse;
use std::sync::LazyLock;

use anyhow::Context as _;
use fancy_regex::Regex;
use patterns::{Mitigation, Pattern, PatternsFile};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;

use crate::base::content;

/// What it may be about; where several were found, the first of these leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    SuicideExplicit,
    SelfHarm,
    /// Of not wanting to be.
    SuicidePassive,
    DangerFromOther,
    WorriedAboutOther,
    /// Of a day that is a lot.
    Vague,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Line,
    Card,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpottingResult {
    pub level: Level,
    pub category: Category,
}

#[derive(Debug)]
pub struct Spotter {
    patterns: Vec<Pattern>,
    idioms: Vec<Regex>,
    negation: Regex,
    contrast: Regex,
    past_before: Regex,
    past_after: Regex,
    /// What says that it is not past after all.
    back: Regex,
}

static SPOTTER: LazyLock<anyhow::Result<Spotter>> = LazyLock::new(|| PatternsFile::read()?.ready());

impl Spotter {
    /// The one there is. Its patterns are made ready when it is first wanted, which takes a while and some memory.
    pub fn shared() -> anyhow::Result<&'static Self> {
        content::loaded(&SPOTTER).context("content/en/safety_patterns.json cannot be used")
    }

    /// What these words would make kind to show, if anything.
    pub fn look(&self, words: &[impl AsRef<str>]) -> Option<SpottingResult> {
        let found = words.iter().flat_map(|words| self.spotted(words.as_ref()));
        found.min_by_key(|one| (Reverse(one.level), one.category))
    }

    fn spotted(&self, words: &str) -> Vec<SpottingResult> {
        let plain = plainly(words);
        let sentences = plain.split(['.', '!', '?', '\n']).filter(|sentence| !sentence.trim().is_empty());
        sentences.flat_map(|sentence| self.in_sentence(&self.without_idioms(sentence.trim()))).collect()
    }

    /// The sentence with its figures of speech blanked.
    fn without_idioms(&self, sentence: &str) -> String {
        self.idioms.iter().fold(sentence.to_owned(), |sentence, idiom| {
            // One that takes too long to look for is left in.
            idiom.try_replacen(&sentence, 0, " ").map_or_else(|_| sentence.clone(), std::borrow::Cow::into_owned)
        })
    }

    fn in_sentence(&self, sentence: &str) -> Vec<SpottingResult> {
        let mut found = Vec::new();
        for pattern in &self.patterns {
            for at in pattern.regex.find_iter(sentence).map_while(Result::ok) {
                let (before, rest) = sentence.split_at_checked(at.start()).unwrap_or_default();
                let after = rest.get(at.as_str().len()..).unwrap_or_default();
                let softer = pattern.level == Level::Card && self.is_softer(pattern, sentence, before, after);
                let level = if softer { Level::Line } else { pattern.level };
                found.push(SpottingResult { level, category: pattern.category });
            }
        }
        found
    }

    fn is_softer(&self, pattern: &Pattern, sentence: &str, before: &str, after: &str) -> bool {
        let is = |regex: &Regex, text: &str| regex.is_match(text).unwrap_or(false);
        let denied = pattern.can_be_denied && is(&self.negation, before) && !is(&self.contrast, after);
        let told = |softer: &Mitigation| is(&softer.applies_if, sentence) && !is(&softer.unless, sentence);
        let past = is(&self.past_before, before) || is(&self.past_after, after);
        denied || pattern.softer.as_ref().is_some_and(told) || past && !is(&self.back, after)
    }
}

/// The words in one plain form: small letters, straight quotes, single spaces.
fn plainly(words: &str) -> String {
    let straight = words.nfkc().flat_map(char::to_lowercase).map(|c| match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '`' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        c => c,
    });
    let straight: String = straight.filter(|c| !crate::base::words::is_ignorable(*c)).collect();
    let lines = straight.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests;
