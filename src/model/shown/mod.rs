//! What somebody else is shown of a person: exactly what is sealed for them, and what the page before shows. Pure.

mod names;
mod summary;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use names::{called_by, without_names};
pub use summary::{MeasureRun, ShownSummary};

use super::outward::Reached;
use super::reflection::{Attempt, AttemptOutcome, Reflection, Reply};
use super::scheduler::{Felt, Nourished};
use super::steps::{Library, Nourishment, Size, Step};
use crate::base::labelled::{EntryParts, LabelledPart};
use crate::base::words::{DateFormat, DateText};

/// One thing that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    Entry(ShownEntry),
    Reflection(ShownReflection),
    Ladder(ShownLadder),
    Measure(ShownMeasure),
    /// Words for the next talk.
    ToBring(ShownEntry),
    /// Several of these together, of some days.
    Summary(ShownSummary),
}

/// A moment, a page, a thought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownEntry {
    /// Its kind's name.
    pub kind: String,
    pub day: Date,
    pub parts: Vec<LabelledPart>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownReflection {
    pub day: Date,
    /// The step's title; none for one that is gone.
    pub title: Option<String>,
    pub size: Size,
    pub outcome: AttemptOutcome,
    pub reply: Option<Reply>,
    pub guess: Option<Felt>,
    pub felt: Option<Felt>,
    pub nourishing: Option<Nourished>,
    /// Whom it reached, where it was done or nearly; none for one that was shown before this was said.
    #[serde(default)]
    pub reached: Option<Reached>,
    /// What was good about it.
    pub which: BTreeSet<Nourishment>,
    /// In their own words; empty where these stay with them.
    pub note: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownLadder {
    /// The gentlest first.
    pub rungs: Vec<ShownLadderStep>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownLadderStep {
    /// Its number, by which an order for the ladder names it; 0 where it was shown before there were such.
    #[serde(default)]
    pub step: u32,
    pub title: String,
    /// About how long it takes as it is usually meant.
    pub minutes: u16,
    pub tried: bool,
    /// Whether it is the one that comes next.
    pub next: bool,
}

/// One time it was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownMeasure {
    pub name: String,
    pub day: Date,
    pub result: MeasureResult,
}

/// What came of it, in the measure's own words and without a name for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureResult {
    Total {
        sum: usize,
        lowest: usize,
        highest: usize,
    },
    /// Something was left open, so that there is no total.
    Open,
    /// Its answers are not added up.
    Answers(Vec<ShownAnswer>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownAnswer {
    pub question: String,
    /// None where it was left open.
    pub answer: Option<String>,
}

/// What stays behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShareScope {
    /// The names that stay behind; none where they were let along.
    pub names: Vec<String>,
    /// Whether what was written on a look back stays behind.
    pub without_note: bool,
}

impl ShareScope {
    /// Words as these let them along.
    pub fn words(&self, words: &str) -> String {
        if self.names.is_empty() { words.to_owned() } else { without_names(words, &self.names) }
    }

    /// A step's title: only in one of their own can somebody be named.
    pub fn title(&self, step: Option<&Step>, title: &str) -> String {
        if step.is_some_and(|step| step.own.is_none()) { title.to_owned() } else { self.words(title) }
    }
}

impl ShownEntry {
    pub fn of(kind: &str, day: Date, entry: &EntryParts, scope: &ShareScope) -> Self {
        let part = |part: &LabelledPart| LabelledPart {
            label: part.label,
            words: if part.label.is_written() { scope.words(&part.words) } else { part.words.clone() },
        };
        Self { kind: kind.to_owned(), day, parts: entry.parts.iter().map(part).collect() }
    }
}

impl ShownReflection {
    pub fn of(library: &Library, day: Date, attempted: &Attempt, told: &Reflection, scope: &ShareScope) -> Self {
        let note = if scope.without_note { String::new() } else { scope.words(&told.note) };
        Self {
            day,
            title: library.heading(attempted).map(|title| scope.title(library.step(attempted.step), title)),
            size: attempted.size,
            outcome: told.outcome,
            reply: told.reply,
            guess: attempted.guess(told),
            felt: told.felt,
            nourishing: told.nourishing,
            reached: library.reached(attempted, told),
            which: told.which.clone(),
            note,
        }
    }
}

impl ShownEntry {
    /// Whether its parts are called something.
    pub fn is_labelled(&self) -> bool {
        use crate::base::labelled::PartLabel::{Prompt, Tapped, Words};
        self.parts.iter().any(|part| !matches!(part.label, Prompt | Tapped | Words))
    }

    pub fn said_on(&self, calendar: &DateFormat) -> DateText {
        calendar.date(self.day)
    }
}

impl ShownReflection {
    pub fn said_on(&self, calendar: &DateFormat) -> DateText {
        calendar.date(self.day)
    }
}

impl ShownMeasure {
    pub fn said_on(&self, calendar: &DateFormat) -> DateText {
        calendar.date(self.day)
    }
}
