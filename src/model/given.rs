//! What a supporter gives: short notes, an offer of a step, an order for a ladder, when they are away. Pure.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::steps::own::OwnStep;
use super::steps::{Library, Size, Step};
use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::words::typed::all_fit;

/// The most steps that an order names: as many as a ladder holds.
const RUNGS_MOST: usize = 100;
/// A few kind sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenNote {
    pub words: String,
}

/// A step to take, to make smaller, or to leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GivenOffer {
    pub step: OfferedStep,
    pub size: Size,
    /// A sentence that goes with it; may be empty.
    pub words: String,
}

/// What is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum OfferedStep {
    /// One of the library's, by its number.
    Library(u32),
    /// One that was written for this person.
    Written(OwnStep),
}

/// An order for somebody's ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GivenOrder {
    /// The steps' numbers, the gentlest first.
    pub steps: Vec<u32>,
    /// Why; may be empty.
    pub words: String,
}

/// When a supporter reads nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GivenAway {
    pub from: Date,
    /// The last day of it.
    pub until: Date,
    /// Whom to turn to meanwhile; may be empty.
    pub words: String,
}

/// Which questions, that want a human beside them, a supporter has turned on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenMeasure {
    pub measure: u8,
}

impl OfferedStep {
    /// The step, where there is one of this number. One that was written has the number it will have under `id`.
    pub fn step(&self, library: &Library, id: Id) -> Option<Step> {
        match self {
            Self::Library(number) => library.step(*number).cloned(),
            Self::Written(own) => Some(own.clone().into_step(id, library)),
        }
    }
}

impl GivenOffer {
    /// The next smaller size of it, if there is one.
    pub fn smaller(&self, step: &Step) -> Option<Size> {
        step.sizes.iter().map(|one| one.size).filter(|size| *size < self.size).max()
    }
}

impl GivenAway {
    /// Whether its last day is gone by.
    pub fn is_over(&self, today: Date) -> bool {
        self.until < today
    }
}

impl Bounded for GivenOffer {
    fn within_limits(&self) -> bool {
        let fits = match &self.step {
            OfferedStep::Library(_) => true,
            OfferedStep::Written(own) => own.within_limits(),
        };
        fits && all_fit([self.words.as_str()])
    }
}

impl Bounded for GivenOrder {
    fn within_limits(&self) -> bool {
        self.steps.len() <= RUNGS_MOST && all_fit([self.words.as_str()])
    }
}
