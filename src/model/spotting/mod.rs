//! Gentle spotting: whether what somebody has just written would make it kind to show them who can talk. Pure. What it
//! finds is for the answer to them and for nothing else: it is not stored, told or counted. It misses much, which is why
//! help is one tap away on every page.

mod effort;
mod patterns;
pub mod words;

use std::cmp::Reverse;
use std::sync::LazyLock;

use anyhow::Context as _;
use effort::{Effort, pieces};
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

/// How often one pattern is looked at in a sentence, where each time something makes it softer.
const MATCHES_MOST: usize = 8;

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
        self.look_with(words, &Effort::of_one_look())
    }

    /// Where the effort was not enough to look at all of it, a quiet line is said at least.
    fn look_with(&self, words: &[impl AsRef<str>], effort: &Effort) -> Option<SpottingResult> {
        let mut found = None;
        for words in words {
            for sentence in plainly(words.as_ref()).split(['.', '!', '?', '\n']) {
                for piece in pieces(sentence.trim()) {
                    self.in_sentence(&self.without_idioms(piece, effort), &mut found, effort);
                }
            }
        }
        let unfinished = effort.is_spent().then_some(SpottingResult { level: Level::Line, category: Category::Vague });
        found.or(unfinished)
    }

    /// The sentence with its figures of speech blanked.
    fn without_idioms(&self, sentence: &str, effort: &Effort) -> String {
        self.idioms.iter().filter(|_| effort.spend(sentence)).fold(sentence.to_owned(), |sentence, idiom| {
            // One that takes too long to look for is left in.
            idiom.try_replacen(&sentence, 0, " ").map_or_else(|_| sentence.clone(), std::borrow::Cow::into_owned)
        })
    }

    /// Looks for what would lead before what was found so far, and for nothing else.
    fn in_sentence(&self, sentence: &str, found: &mut Option<SpottingResult>, effort: &Effort) {
        for pattern in &self.patterns {
            let at_best = SpottingResult { level: pattern.level, category: pattern.category };
            if leads(at_best, *found) && effort.spend(sentence) {
                let softest = self.with_pattern(pattern, sentence, effort).filter(|spotted| leads(*spotted, *found));
                *found = softest.or(*found);
            }
        }
    }

    /// What one pattern says of a sentence: as soon as it stands there without anything that makes it softer, that is it.
    fn with_pattern(&self, pattern: &Pattern, sentence: &str, effort: &Effort) -> Option<SpottingResult> {
        let mut spotted = None;
        for at in pattern.regex.find_iter(sentence).map_while(Result::ok).take(MATCHES_MOST) {
            let (before, rest) = sentence.split_at_checked(at.start()).unwrap_or_default();
            let after = rest.get(at.as_str().len()..).unwrap_or_default();
            let softer = pattern.level == Level::Card && self.is_softer(pattern, sentence, before, after, effort);
            let level = if softer { Level::Line } else { pattern.level };
            spotted = Some(SpottingResult { level, category: pattern.category });
            if !softer {
                break;
            }
        }
        spotted
    }

    fn is_softer(&self, pattern: &Pattern, sentence: &str, before: &str, after: &str, effort: &Effort) -> bool {
        let is = |regex: &Regex, text: &str| effort.spend(text) && regex.is_match(text).unwrap_or(false);
        let denied = pattern.can_be_denied && is(&self.negation, before) && !is(&self.contrast, after);
        let told = |softer: &Mitigation| is(&softer.applies_if, sentence) && !is(&softer.unless, sentence);
        let past = is(&self.past_before, before) || is(&self.past_after, after);
        denied || pattern.softer.as_ref().is_some_and(told) || past && !is(&self.back, after)
    }
}

/// Whether one leads before what was found so far.
fn leads(one: SpottingResult, found: Option<SpottingResult>) -> bool {
    let rank = |one: SpottingResult| (Reverse(one.level), one.category);
    found.is_none_or(|found| rank(one) < rank(found))
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
