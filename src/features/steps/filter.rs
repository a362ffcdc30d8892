//! Narrowing the library down by what a step asks. Pure.

use serde::Deserialize;

use crate::model::scheduler::Barrier;
use crate::model::steps::{Step, StepKind};

/// What to show of the library, as the form says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FilterFields {
    pub band: String,
    pub kind: String,
    pub time: String,
    pub energy: String,
    pub barrier: String,
}

/// The same, understood. A word that is none of the choices leaves its part open.
pub struct StepFilter {
    band: Option<u8>,
    kind: Option<StepKind>,
    minutes: Option<u16>,
    effort: Option<f64>,
    barrier: Option<Barrier>,
}

/// How much effort a step may cost where there is little energy, and where there is some: as the scheduler counts a
/// rung tiny, and the middle of its scale.
const LITTLE: f64 = 0.25;
const MIDDLING: f64 = 0.5;

impl FilterFields {
    pub fn wanted(&self) -> StepFilter {
        StepFilter {
            band: self.band.parse().ok(),
            kind: StepKind::from_word(&self.kind),
            minutes: self.time.parse().ok(),
            effort: match self.energy.as_str() {
                "low" => Some(LITTLE),
                "some" => Some(MIDDLING),
                _ => None,
            },
            barrier: Barrier::from_word(&self.barrier),
        }
    }

    pub fn narrows(&self) -> bool {
        [&self.band, &self.kind, &self.time, &self.energy, &self.barrier].iter().any(|word| !word.is_empty())
    }
}

impl StepFilter {
    pub fn fits(&self, step: &Step) -> bool {
        let usual = step.usual();
        self.band.is_none_or(|band| step.band == band)
            && self.kind.is_none_or(|kind| step.kind == kind)
            && self.minutes.is_none_or(|most| step.minutes() <= most)
            && self.effort.is_none_or(|most| usual.is_some_and(|size| size.effort <= most))
            && self.barrier.is_none_or(|barrier| step.adapt.words(barrier).is_some())
    }
}
