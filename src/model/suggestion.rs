//! One suggestion at a time: the day's check-in, what is offered, how it was answered, and why.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::scheduler::{Declined, Energy, Felt, SIDES, Why};
use super::step_records::Ground;
use super::steps::Size;
use crate::base::bounded::Bounded;
use crate::base::sealed::Private;
use crate::base::words::typed::could_be_authored;

/// How a day began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CheckIn {
    /// How much energy there was; none if it was not said.
    pub energy: Option<Energy>,
    /// A feeling word's key, if one was chosen.
    pub feeling: Option<String>,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Why nothing is suggested, while that is so.
    pub rest: Option<Why>,
    /// The steps that were prepared and, as was said that day, are not to be gone on with.
    #[serde(default)]
    pub not_on: BTreeSet<u32>,
}

/// The most steps that lead on and are left on one day.
const LEFT: usize = 100;

impl CheckIn {
    /// A day on which nothing was said of how it is.
    pub const fn unsaid(at: i64) -> Self {
        Self { energy: None, feeling: None, at, rest: None, not_on: BTreeSet::new() }
    }
}

impl Private for CheckIn {
    const NAME: &'static str = "check_ins";
}

impl Bounded for CheckIn {
    fn within_limits(&self) -> bool {
        self.feeling.as_deref().is_none_or(could_be_authored) && self.not_on.len() <= LEFT
    }
}

/// A step in one size, offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Suggestion {
    /// The step's number.
    pub step: u32,
    /// In which size.
    pub size: Size,
    /// Why this one.
    pub why: Why,
    /// The side that makes it hard, as the scheduler numbers them.
    pub side: Option<usize>,
    /// What came just before, which it follows from.
    pub after: Option<PriorAnswer>,
    /// What they told of this step, or its kind, that speaks for it.
    #[serde(default)]
    pub ground: Option<Ground>,
    /// Whether it asks less than what came before.
    pub softer: bool,
    /// Whether it stands on their own ladder.
    #[serde(default)]
    pub on_ladder: bool,
    /// Whether it was asked for.
    pub asked: bool,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// How it was answered, once it was.
    pub answer: Option<GivenAnswer>,
}

impl Private for Suggestion {
    const NAME: &'static str = "suggestions";
}

impl Bounded for Suggestion {
    fn within_limits(&self) -> bool {
        self.side.is_none_or(|side| side < SIDES)
    }
}

/// An answer to a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GivenAnswer {
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What.
    pub what: SuggestionAnswer,
    /// Whether there is nobody for it just now.
    #[serde(default)]
    pub nobody: bool,
}

/// The four answers, all of them full ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum SuggestionAnswer {
    /// I'll try.
    Try,
    /// Make it smaller.
    Smaller,
    /// Something else.
    Different(Declined),
    /// Not today.
    Rest(Declined),
}

impl SuggestionAnswer {
    /// Why it was left, if it was.
    pub const fn left(self) -> Option<Declined> {
        match self {
            Self::Different(why) | Self::Rest(why) => Some(why),
            Self::Try | Self::Smaller => None,
        }
    }
}

/// What somebody told just before a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum PriorAnswer {
    /// They did it, and perhaps what it was like.
    Did(Option<Felt>),
    /// They did it; no reply so far.
    NoReplyYet,
    /// They came close.
    Nearly,
    /// They chose rest.
    Rested,
    /// They asked for something smaller.
    AskedSmaller,
    /// They left it.
    Left(Declined),
    /// There was nobody for it.
    Nobody,
}

impl PriorAnswer {
    pub const fn was_too_much(self) -> bool {
        matches!(self, Self::Did(Some(Felt::TooMuch)))
    }

    /// Whether it asks for something lighter: only what asks no more of anything may follow.
    pub const fn asks_less(self) -> bool {
        matches!(self, Self::AskedSmaller | Self::Left(Declined::TooBig | Declined::NoEnergy))
    }
}
