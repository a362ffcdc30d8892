//! A summary for the next talk: what of some days somebody chose, as it stood then. Pure.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{MeasureResult, Shown, ShownEntry, ShownLadder, ShownMeasure, ShownReflection};
use crate::base::words::{DateFormat, DateText};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownSummary {
    /// What they want to be called on it; may be empty.
    pub called: String,
    /// The day it was put together.
    pub made_on: Date,
    /// The first and the last day it is of.
    pub from: Date,
    pub to: Date,
    /// Some words of their own at its head; may be empty.
    pub words: String,
    /// Look backs, a ladder, measures, words to bring.
    pub items: Vec<Shown>,
    /// Whether there was more in these days than fits.
    pub more: bool,
}

/// One measure, with each time it was answered, the latest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureRun<'a> {
    pub name: &'a str,
    /// Whether its answers are added up.
    pub sums: bool,
    pub times: Vec<&'a ShownMeasure>,
}

impl ShownSummary {
    pub fn reflections(&self) -> Vec<&ShownReflection> {
        self.each(|item| if let Shown::Reflection(told) = item { Some(told) } else { None })
    }

    pub fn ladder(&self) -> Option<&ShownLadder> {
        self.items.iter().find_map(|item| if let Shown::Ladder(ladder) = item { Some(ladder) } else { None })
    }

    /// What to bring to the talk.
    pub fn brought(&self) -> Vec<&ShownEntry> {
        self.each(|item| if let Shown::ToBring(entry) = item { Some(entry) } else { None })
    }

    pub fn measures(&self) -> Vec<MeasureRun<'_>> {
        let mut runs: Vec<MeasureRun<'_>> = Vec::new();
        for taken in self.each(|item| if let Shown::Measure(taken) = item { Some(taken) } else { None }) {
            match runs.iter_mut().find(|run| run.name == taken.name) {
                Some(run) => run.times.push(taken),
                None => runs.push(MeasureRun {
                    name: &taken.name,
                    sums: !matches!(taken.result, MeasureResult::Answers(_)),
                    times: vec![taken],
                }),
            }
        }
        runs
    }

    pub const fn is_empty(&self) -> bool {
        self.words.is_empty() && self.items.is_empty()
    }

    pub fn begins_on(&self, calendar: &DateFormat) -> DateText {
        calendar.date(self.from)
    }

    pub fn ends_on(&self, calendar: &DateFormat) -> DateText {
        calendar.date(self.to)
    }

    pub fn said_on(&self, calendar: &DateFormat) -> DateText {
        calendar.date(self.made_on)
    }

    fn each<'a, T>(&'a self, of: impl Fn(&'a Shown) -> Option<&'a T>) -> Vec<&'a T> {
        self.items.iter().filter_map(of).collect()
    }
}
