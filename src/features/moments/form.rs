//! The form of a moment, and what can be wrong with it. Pure.

use jiff::civil::Date;
use serde::Deserialize;

use super::Moment;
use crate::base::words::typed::{NoSuchDay, day, words};

/// What was sent, as it was sent, so that it can be shown again.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub id: String,
    /// The revision a change is of.
    pub revision: i64,
    pub words: String,
    /// The kind that was tapped.
    pub kind: String,
    /// The day it is for; empty for today.
    pub day: String,
    /// Whether it stays with them: *not this one*.
    pub kept_back: String,
}

/// Why a moment was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Empty,
    Long,
    Day,
}

impl Fault {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Write a few words first.",
            Self::Long => "That is longer than fits here. 10,000 letters is the most.",
            Self::Day => NoSuchDay.words(),
        }
    }

    /// The field it is about.
    pub const fn field(self) -> &'static str {
        if matches!(self, Self::Day) { "day" } else { "words" }
    }
}

impl Fields {
    /// The moment, of the kind that is named, and the day it is for where one was chosen.
    pub fn understood(&self, kind: String, at: i64, today: Date) -> Result<(Moment, Option<Date>), Fault> {
        let words = words(&self.words).map_err(|_| Fault::Long)?;
        if words.is_empty() && kind.is_empty() {
            return Err(Fault::Empty);
        }
        let chosen = day(&self.day, today).map_err(|_| Fault::Day)?;
        Ok((Moment { words, kind, at, kept_back: !self.kept_back.is_empty() }, chosen))
    }
}
