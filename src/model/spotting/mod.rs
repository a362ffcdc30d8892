//! Gentle spotting: whether words that were just kept make it kind to show where help is. Pure, and forgotten at once.
//!
//! What was written is put into plain sentences, and what is said and not meant is taken out. Then two things look at each
//! sentence, and the heavier finding stands: a few rules, for what is plain enough to be met whatever stands around it, and
//! the scales, which weigh a sentence by its words as was learnt from made-up sentences (`cargo bench --bench spotting`).
//! A miss is expected: help is one tap away on every page.

mod plain;
mod reader;
mod rules;
mod scales;
mod signs;
pub mod words;

use std::cmp::Reverse;
use std::sync::LazyLock;

use anyhow::Context as _;
use serde::Deserialize;

use crate::base::content;

pub use self::reader::{Passage, ReadText, Reader};
pub use self::scales::{SCALES, Scales, Weight};
pub use self::signs::Sign;

/// What words may be about, the heaviest first.
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

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Line,
    Card,
}

/// How heavy a sentence is at the least, on the scales, for the card and for the line. Set so that of made-up innocent
/// sentences of hands that nothing was learnt from about three in a hundred get the card and nine the line (`cargo bench
/// --bench spotting`).
const CARD_FROM: f32 = 0.2;
const LINE_FROM: f32 = -0.06;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpottingResult {
    pub level: Level,
    pub category: Category,
}

#[derive(Debug)]
pub struct Spotter {
    reader: Reader,
    scales: Scales,
}

static SPOTTER: LazyLock<anyhow::Result<Spotter>> =
    LazyLock::new(|| Ok(Spotter::new(Reader::load()?, Scales::read(&content::bytes("spotting/weights")?)?)));

impl Spotter {
    /// The one there is, made ready when it is first wanted, which takes a while and some memory.
    pub fn shared() -> anyhow::Result<&'static Self> {
        content::loaded(&SPOTTER).context("content/en/spotting cannot be used")
    }

    pub const fn new(reader: Reader, scales: Scales) -> Self {
        Self { reader, scales }
    }

    /// What these words would make kind to show, if anything. Takes time in proportion to their length.
    pub fn look(&self, words: &[impl AsRef<str>]) -> Option<SpottingResult> {
        let found = words.iter().filter_map(|words| self.judged(&self.reader.read(words.as_ref())));
        found.reduce(heavier)
    }

    /// What the rules and the scales find in what was read.
    pub fn judged(&self, reading: &ReadText) -> Option<SpottingResult> {
        let ruled = reading.rulings.iter().filter_map(|ruling| ruling.found);
        let weighed = reading.passages.iter().filter(|passage| !passage.denied);
        let weighed = weighed.filter_map(|passage| judged(self.scales.weigh(&passage.signs)));
        ruled.chain(weighed).reduce(heavier)
    }
}

fn judged(weight: Weight) -> Option<SpottingResult> {
    if weight.for_card() >= CARD_FROM {
        let category = if weight.from_other > 0.0 { Category::DangerFromOther } else { Category::SuicidePassive };
        return Some(SpottingResult { level: Level::Card, category });
    }
    (weight.for_line() >= LINE_FROM).then_some(SpottingResult { level: Level::Line, category: Category::Vague })
}

/// Which of two leads.
fn heavier(one: SpottingResult, other: SpottingResult) -> SpottingResult {
    let rank = |one: SpottingResult| (Reverse(one.level), one.category);
    if rank(other) < rank(one) { other } else { one }
}

#[cfg(test)]
mod tests;
