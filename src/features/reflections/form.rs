//! The form of a look back, shared by the first one and its edits.

use serde::Deserialize;

use crate::base::words::typed::{TooLong, ticked, words};
use crate::model::reflection::{AttemptOutcome, Reflection};
use crate::model::scheduler::{Felt, Nourished};
use crate::model::steps::Nourishment;

/// What was sent, as it was sent, so that it can be shown again.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// What happened; the only part that is needed.
    pub outcome: String,
    pub expected: String,
    pub felt: String,
    pub nourishing: String,
    /// What it nourished.
    pub which: Vec<String>,
    pub with: String,
    pub note: String,
    /// Whether it stays with them: *not this one*.
    pub kept_back: String,
    /// The revision an edit is of.
    pub revision: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No outcome, or none of the four.
    Outcome,
    /// A reply is awaited where none can come.
    Reply,
    /// A word that is none of the choices.
    Choice,
    /// The note is too long.
    Note,
}

impl Fault {
    pub const fn field(self) -> &'static str {
        match self {
            Self::Outcome | Self::Reply => "outcome",
            Self::Choice => "felt",
            Self::Note => "note",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::Outcome => "Choose what happened. Any of them is a good answer.",
            Self::Reply => "This one asks nobody for a reply, so “I did it” says it all.",
            Self::Choice => "Choose one of the answers, or none.",
            Self::Note => "That is longer than fits here. 10,000 letters is the most.",
        }
    }
}

/// What to say beside a field; empty where nothing is wrong with it.
pub fn wrong(fault: Option<Fault>, field: &str) -> &'static str {
    fault.filter(|fault| fault.field() == field).map_or("", Fault::words)
}

impl From<TooLong> for Fault {
    fn from(_: TooLong) -> Self {
        Self::Note
    }
}

impl Fields {
    /// What they say, where a reply may be awaited or not.
    pub fn understood(&self, at: i64, waits: bool) -> Result<Reflection, Fault> {
        let outcome = AttemptOutcome::from_word(&self.outcome).ok_or(Fault::Outcome)?;
        if outcome == AttemptOutcome::NoReplyYet && !waits {
            return Err(Fault::Reply);
        }
        Ok(Reflection {
            outcome,
            expected: Felt::optional(&self.expected).map_err(|_| Fault::Choice)?,
            felt: Felt::optional(&self.felt).map_err(|_| Fault::Choice)?,
            nourishing: Nourished::optional(&self.nourishing).map_err(|_| Fault::Choice)?,
            which: Nourishment::ALL.into_iter().filter(|one| self.names(*one)).collect(),
            note: words(&self.note)?,
            at,
            reply: None,
            with: self.with.parse().ok(),
            kept_back: !self.kept_back.is_empty(),
        })
    }

    /// Whether its box is ticked.
    pub fn names(&self, one: Nourishment) -> bool {
        self.which.iter().any(|word| word == one.word())
    }

    /// These as an edit of what is saved. Words begun before anything was saved say nothing against what was tapped since.
    pub fn over(self, saved: Self) -> Self {
        if self.revision > 0 {
            return self;
        }
        let said = |said: String, saved: String| if said.is_empty() { saved } else { said };
        Self {
            outcome: said(self.outcome, saved.outcome),
            expected: said(self.expected, saved.expected),
            felt: said(self.felt, saved.felt),
            nourishing: said(self.nourishing, saved.nourishing),
            which: if self.which.is_empty() { saved.which } else { self.which },
            with: said(self.with, saved.with),
            note: said(self.note, saved.note),
            kept_back: said(self.kept_back, saved.kept_back),
            revision: saved.revision,
        }
    }

    pub fn saying(reflected: &Reflection, expected: Option<Felt>, revision: i64) -> Self {
        Self {
            outcome: reflected.outcome.word().into(),
            expected: expected.or(reflected.expected).map_or("", Felt::word).into(),
            felt: reflected.felt.map_or("", Felt::word).into(),
            nourishing: reflected.nourishing.map_or("", Nourished::word).into(),
            which: reflected.which.iter().map(|one| one.word().to_owned()).collect(),
            with: reflected.with.map_or_else(String::new, |with| with.to_string()),
            note: reflected.note.clone(),
            kept_back: ticked(reflected.kept_back),
            revision,
        }
    }
}
