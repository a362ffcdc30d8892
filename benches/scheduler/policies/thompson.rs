//! A linear guess at how good a rung would be, drawn anew from its doubt before each offer.

use handrail::model::scheduler::{Declined, Energy, Felt, Nourished, Outcome, Rung, Today};

use super::ruled::Ranks;
use crate::chance::Chance;
use crate::human::Human;

const FEATURES: usize = 7;

/// Beliefs with each feature's doubt kept by itself.
pub struct Thompson {
    mean: [f64; FEATURES],
    var: [f64; FEATURES],
    drawn: [f64; FEATURES],
    chance: Chance,
}

impl Thompson {
    pub fn new(human: &Human) -> Self {
        // Before anything is known: good grows with nourishment, and shrinks where much is asked.
        let mean = [0.3, 0.5, -0.1, 0.0, -0.2, 0.0, 0.0];
        Self { mean, var: [0.25; FEATURES], drawn: mean, chance: Chance::new(human.chance.clone().bits()) }
    }
}

fn features(rung: &Rung, today: &Today) -> [f64; FEATURES] {
    let load = rung.load().max(0.0) / 2.0;
    let low = if today.energy == Some(Energy::Low) { rung.effort } else { 0.0 };
    let inner = if rung.inner { 1.0 } else { 0.0 };
    [1.0, rung.nourish, load, inner, load * load, low, rung.demand[4] / 2.0]
}

/// What came of it, as one number.
fn worth(outcome: Outcome) -> Option<f64> {
    match outcome {
        Outcome::Done { felt: Some(Felt::TooMuch), .. } => Some(-2.0),
        Outcome::Done { nourished, .. } => Some(match nourished {
            Some(Nourished::No) => 0.3,
            Some(Nourished::Yes) => 1.0,
            _ => 0.6,
        }),
        Outcome::Nearly => Some(0.2),
        Outcome::Left(Declined::NoOccasion | Declined::Rest) => None,
        Outcome::Left(_) => Some(0.0),
    }
}

impl Ranks for Thompson {
    fn prepare(&mut self) {
        self.drawn = std::array::from_fn(|at| self.chance.normal(self.mean[at], self.var[at].sqrt()));
    }

    fn rank(&self, rung: &Rung, today: &Today) -> f64 {
        features(rung, today).iter().zip(self.drawn).map(|(feature, weight)| feature * weight).sum()
    }

    fn learn(&mut self, rung: &Rung, today: &Today, outcome: Outcome) {
        let Some(worth) = worth(outcome) else { return };
        let features = features(rung, today);
        let guessed: f64 = features.iter().zip(self.mean).map(|(feature, weight)| feature * weight).sum();
        let doubt: f64 = features.iter().zip(self.var).map(|(feature, var)| feature * feature * var).sum();
        let total = doubt + 0.4;
        for ((feature, mean), var) in features.iter().zip(&mut self.mean).zip(&mut self.var) {
            *mean += *var * feature * (worth - guessed) / total;
            *var *= 1.0 - *var * feature * feature / total;
        }
    }
}
