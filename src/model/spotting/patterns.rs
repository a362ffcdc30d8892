//! The patterns as they are authored, and how they are made ready.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use fancy_regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::{Category, Level, Spotter};
use crate::base::content;

/// How long a pattern may try before it counts as not found: much more than any sentence needs.
const TRIES: usize = 100_000;

#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) regex: Regex,
    pub(super) level: Level,
    pub(super) category: Category,
    /// Whether a *not* right before it makes it softer.
    pub(super) can_be_denied: bool,
    pub(super) softer: Option<Mitigation>,
}

/// What around it makes a pattern softer.
#[derive(Clone, Debug)]
pub(super) struct Mitigation {
    pub(super) applies_if: Regex,
    pub(super) unless: Regex,
}

#[derive(Deserialize)]
pub(super) struct PatternsFile {
    patterns: Vec<PatternEntry>,
    idioms: Vec<String>,
    negation_prefix: String,
    contrast_words: String,
    soften_context: BTreeMap<String, SofteningEntry>,
    past_prefix: String,
    past_suffix: String,
    #[cfg(test)]
    pub(super) tests: Vec<crate::model::spotting::tests::Case>,
}

#[derive(Deserialize)]
struct PatternEntry {
    level: u8,
    category: Category,
    regex: String,
    negation_check: bool,
    soften: Option<String>,
}

#[derive(Deserialize)]
struct SofteningEntry {
    applies_if: String,
    unless: String,
}

impl PatternsFile {
    pub(super) fn read() -> anyhow::Result<Self> {
        Ok(serde_json::from_str(&content::text("safety_patterns.json")?)?)
    }

    pub(super) fn ready(self) -> anyhow::Result<Spotter> {
        let mut softer = BTreeMap::new();
        for (name, around) in &self.soften_context {
            let (applies_if, unless) = (regex(&around.applies_if)?, regex(&around.unless)?);
            softer.insert(name.as_str(), Mitigation { applies_if, unless });
        }
        let patterns = self.patterns.iter().map(|written| written.ready(&softer));
        Ok(Spotter {
            patterns: patterns.collect::<anyhow::Result<_>>()?,
            idioms: self.idioms.iter().map(|idiom| regex(idiom)).collect::<anyhow::Result<_>>()?,
            negation: regex(&self.negation_prefix)?,
            contrast: regex(&self.contrast_words)?,
            past_before: regex(&self.past_prefix)?,
            past_after: regex(&self.past_suffix)?,
            back: regex(r"\b(?:again|now|but)\b")?,
        })
    }
}

impl PatternEntry {
    fn ready(&self, softer: &BTreeMap<&str, Mitigation>) -> anyhow::Result<Pattern> {
        let level = match self.level {
            1 => Level::Line,
            2 => Level::Card,
            other => bail!("there is no level {other}"),
        };
        let softer = self.soften.as_deref().map(|name| softer.get(name).cloned().context("softened by nothing known"));
        Ok(Pattern {
            regex: regex(&self.regex)?,
            level,
            category: self.category,
            can_be_denied: self.negation_check,
            softer: softer.transpose()?,
        })
    }
}

fn regex(written: &str) -> anyhow::Result<Regex> {
    RegexBuilder::new(written).backtrack_limit(TRIES).build().with_context(|| format!("a pattern: {written}"))
}
