//! The form of what somebody writes for a group, and what can be wrong with it. Pure.

use serde::Deserialize;

use super::{GroupRound, NOTE_MOST};
use crate::base::ids::Id;
use crate::base::words::typed::{fits, one_line, words};
use crate::model::group::{RoundOutcome, RoundWish};

/// The longest that goes to a group, in characters: a few lines that everybody has time for.
pub const WORDS_MOST: usize = 2000;

/// What was sent, as it was sent, so that it can be shown again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RoundFields {
    pub id: String,
    /// The revision a change is of.
    pub revision: i64,
    pub tried: String,
    pub words: String,
    pub content_note: String,
    pub wish: String,
    /// What stood for all who would read it when the form was shown.
    pub readers: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundFault {
    Empty,
    Long,
    LongNote,
    /// Others would read it than the form said.
    Readers,
    /// They wrote today, and each writes once a day.
    Slow,
    /// They wrote a great deal today.
    Much,
    /// It is outside the hours in which the group is written in.
    Shut,
    /// They are not in it yet, or it sleeps.
    NotIn,
    /// Nobody else is there.
    Nobody,
    /// As many ideas of theirs are there as can be.
    ManyIdeas,
}

impl RoundFault {
    pub const fn field(self) -> &'static str {
        match self {
            Self::Empty => "tried",
            Self::LongNote => "content_note",
            _ => "words",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Tap one of the three, or write a few words.",
            Self::Long => "This is long. 2,000 letters is the most.",
            Self::LongNote => "Make it shorter. 120 letters is the most.",
            Self::Readers => "Who reads this has changed since. Look at the names, and send it again if it’s right.",
            Self::Slow => "In this group each writes once a day. Keep it for tomorrow.",
            Self::Much => "No more fits in today. Keep it for another day.",
            Self::Shut => "The group is closed just now. Finish later keeps your words.",
            Self::NotIn => "The group is not open to you yet. Finish later keeps your words.",
            Self::Nobody => "Nobody else is here to read it just now. Finish later keeps your words.",
            Self::ManyIdeas => "Eight ideas of yours are here already. Take one back first.",
        }
    }
}

impl RoundFields {
    pub fn saying(round: &GroupRound, revision: i64) -> Self {
        Self {
            revision,
            tried: round.outcome.map_or("", RoundOutcome::word).to_owned(),
            words: round.words.clone(),
            content_note: round.content_note.clone(),
            wish: round.wish.word().to_owned(),
            ..Self::default()
        }
    }

    /// What it says, for a group of this name.
    pub fn understood(&self, group: Id, name: &str) -> Result<GroupRound, RoundFault> {
        let words = words(&self.words).ok().filter(|words| fits(words, WORDS_MOST)).ok_or(RoundFault::Long)?;
        let content_note = one_line(&self.content_note, NOTE_MOST).map_err(|_| RoundFault::LongNote)?;
        let outcome = RoundOutcome::from_word(&self.tried);
        if outcome.is_none() && words.is_empty() {
            return Err(RoundFault::Empty);
        }
        let wish = RoundWish::from_word(&self.wish).unwrap_or_default();
        Ok(GroupRound { group, name: name.to_owned(), outcome, words, content_note, wish })
    }
}
