//! Trying a step and looking back on it: the guess before, what happened, and what it was like.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::scheduler::{self, Declined, Felt, Nourished};
use super::steps::{Nourishment, Size};
use super::suggestion::PriorAnswer;
use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::sealed::Private;
use crate::base::words::form_words;
use crate::base::words::typed::all_fit;

/// After how many days *no reply yet* is asked about, once.
pub const ASK_AGAIN_AFTER: i32 = 2;
/// And after how many it is let rest unasked.
pub const ASK_AGAIN_UNTIL: i32 = 14;

/// For how many days what was prepared leads on.
pub const LEADS_ON_FOR: i32 = 7;

/// A step somebody set out to try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Attempt {
    /// The step's number.
    pub step: u32,
    /// In which size.
    pub size: Size,
    /// The guess before.
    pub expected: Option<Felt>,
    /// Whether it was suggested, rather than found in the library.
    pub offered: bool,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

impl Attempt {
    /// The guess before: what was told when it began, or else when it was looked back on.
    pub fn guess(&self, told: &Reflection) -> Option<Felt> {
        self.expected.or(told.expected)
    }
}

impl Private for Attempt {
    const NAME: &'static str = "attempts";
}

/// Numbers and choices only.
impl Bounded for Attempt {
    fn within_limits(&self) -> bool {
        true
    }
}

form_words! {
    /// What happened. All four are good answers.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum AttemptOutcome {
        /// Did it.
        Did = "did",
        /// Came close.
        Nearly = "nearly",
        /// Chose rest.
        Rested = "rested",
        /// Did it; no reply so far.
        NoReplyYet = "no-reply-yet",
    }
}

form_words! {
    /// How *no reply yet* went on.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum Reply {
        /// One came.
        Came = "came",
        /// Still quiet, which is fine.
        Quiet = "quiet",
    }
}

/// A look back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Reflection {
    /// What happened.
    pub outcome: AttemptOutcome,
    /// The guess before, where it was told only now.
    pub expected: Option<Felt>,
    /// What it was like.
    pub felt: Option<Felt>,
    /// Whether it nourished.
    pub nourishing: Option<Nourished>,
    /// What it nourished, if they said.
    #[serde(default)]
    pub which: BTreeSet<Nourishment>,
    /// In their own words.
    pub note: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What came of *no reply yet*, once it was asked again.
    pub reply: Option<Reply>,
    /// With whom it was, if they said.
    #[serde(default)]
    pub with: Option<Id>,
    /// Whether it stays with them, whatever of its kind they show to somebody.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kept_back: bool,
}

impl Private for Reflection {
    const NAME: &'static str = "reflections";
}

impl Bounded for Reflection {
    fn within_limits(&self) -> bool {
        all_fit([self.note.as_str()])
    }
}

impl Reflection {
    /// Whether it was done, answered or not.
    pub const fn was_done(&self) -> bool {
        matches!(self.outcome, AttemptOutcome::Did | AttemptOutcome::NoReplyYet)
    }

    /// Whether only the outcome of something tried was told, so that what it was like can be asked.
    pub fn is_one_tap(&self) -> bool {
        let more = self.expected.is_some() || self.felt.is_some() || self.nourishing.is_some() || self.with.is_some();
        self.outcome != AttemptOutcome::Rested && !more && self.which.is_empty() && self.note.is_empty()
    }

    /// Whether it was done, or came close.
    pub const fn was_tried(&self) -> bool {
        !matches!(self.outcome, AttemptOutcome::Rested)
    }

    /// Whether it was done and, as far as was said, felt easy or okay.
    pub const fn went_well(&self) -> bool {
        self.was_done() && !matches!(self.felt, Some(Felt::Stretch | Felt::TooMuch))
    }

    /// The same, as the scheduler hears it. Waiting for a reply says nothing yet of what it gave. What was too much was
    /// too much, however far it went.
    pub fn outcome(&self) -> scheduler::Outcome {
        match self.outcome {
            AttemptOutcome::Nearly if self.felt == Some(Felt::TooMuch) => {
                scheduler::Outcome::Done { felt: self.felt, nourished: None }
            }
            AttemptOutcome::Did => scheduler::Outcome::Done { felt: self.felt, nourished: self.nourishing },
            AttemptOutcome::NoReplyYet => scheduler::Outcome::Done { felt: self.felt, nourished: None },
            AttemptOutcome::Nearly => scheduler::Outcome::Nearly,
            AttemptOutcome::Rested => scheduler::Outcome::Left(Declined::Rest),
        }
    }

    /// The same, as the next suggestion's sentence takes it up.
    pub const fn after(&self) -> PriorAnswer {
        match self.outcome {
            AttemptOutcome::Nearly if matches!(self.felt, Some(Felt::TooMuch)) => PriorAnswer::Did(self.felt),
            AttemptOutcome::Did => PriorAnswer::Did(self.felt),
            AttemptOutcome::NoReplyYet => PriorAnswer::NoReplyYet,
            AttemptOutcome::Nearly => PriorAnswer::Nearly,
            AttemptOutcome::Rested => PriorAnswer::Rested,
        }
    }

    /// Whether another look back says the same, whenever it was sent.
    pub fn same_content(&self, other: &Self) -> bool {
        let timeless = |one: &Self| Self { at: 0, reply: None, ..one.clone() };
        timeless(self) == timeless(other)
    }

    /// Whether on `day` a reply may still be asked about.
    pub fn awaits_reply(&self, told_on: i32, day: i32) -> bool {
        self.outcome == AttemptOutcome::NoReplyYet
            && self.reply.is_none()
            && (ASK_AGAIN_AFTER..=ASK_AGAIN_UNTIL).contains(&(day - told_on))
    }

    /// The same as a change of `earlier`, with what was told of a reply as far as that still fits.
    pub fn instead_of(self, earlier: &Self) -> Self {
        let reply = match (self.outcome, earlier.reply) {
            (AttemptOutcome::Did, Some(Reply::Came)) => Some(Reply::Came),
            (AttemptOutcome::NoReplyYet, Some(_)) => Some(Reply::Quiet),
            _ => None,
        };
        Self { reply, ..self }
    }
}
