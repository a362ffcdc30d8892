//! The form of a page, and what can be wrong with it. Pure.

use jiff::civil::Date;
use serde::Deserialize;

use super::JournalEntry;
use super::prompts::Prompts;
use crate::base::words::typed::{NoSuchDay, day, words};

/// What was sent, as it was sent, so that it can be shown again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The id of the row a new one will make.
    pub id: String,
    /// The revision a change is of.
    pub revision: i64,
    /// The name of the prompt that is shown.
    pub prompt: String,
    pub words: String,
    /// The day it is for; empty for today.
    pub day: String,
    /// Whether another prompt was asked for, or none.
    pub another: String,
    /// Whether it stays with them: *not this one*.
    pub kept_back: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Empty,
    Long,
    Day,
}

impl Fault {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Write a few words first. One is enough.",
            Self::Long => "That is longer than fits on one page. 10,000 letters is the most. You can keep it as two.",
            Self::Day => NoSuchDay.words(),
        }
    }

    /// The field it is about.
    pub const fn field(self) -> &'static str {
        if matches!(self, Self::Day) { "day" } else { "words" }
    }
}

impl Fields {
    /// The day it is for, where one was chosen.
    pub fn chosen_day(&self, today: Date) -> Result<Option<Date>, Fault> {
        day(&self.day, today).map_err(|_| Fault::Day)
    }

    pub fn understood(&self, prompts: &Prompts, at: i64) -> Result<JournalEntry, Fault> {
        let words = words(&self.words).map_err(|_| Fault::Long)?;
        if words.is_empty() {
            return Err(Fault::Empty);
        }
        let prompt = prompts.named(&self.prompt).map(|prompt| prompt.text.clone());
        Ok(JournalEntry { words, prompt, at, kept_back: !self.kept_back.is_empty() })
    }
}
