//! One number for what somebody can do, one for how hard each rung is, both moved after each answer; the rung that goes
//! well with a chance nearest to three in four.

use std::collections::BTreeMap;

use handrail::model::scheduler::{Felt, Outcome, Rung, Today};

use super::ruled::Ranks;

const AIM: f64 = 0.75;

#[derive(Default)]
pub struct Elo {
    ability: f64,
    answers: f64,
    harder: BTreeMap<(u32, u8), f64>,
}

impl Elo {
    fn chance(&self, rung: &Rung) -> f64 {
        let harder = self.harder.get(&(rung.step, rung.size)).copied().unwrap_or(0.0);
        1.0 / (1.0 + (rung.load() + harder - self.ability - 1.5).exp())
    }
}

impl Ranks for Elo {
    fn rank(&self, rung: &Rung, _: &Today) -> f64 {
        0.2 * rung.nourish - (self.chance(rung) - AIM).abs()
    }

    fn learn(&mut self, rung: &Rung, _: &Today, outcome: Outcome) {
        let Outcome::Done { felt: Some(felt), .. } = outcome else { return };
        let went = match felt {
            Felt::Easy | Felt::Okay => 1.0,
            Felt::Stretch => 0.5,
            Felt::TooMuch => 0.0,
        };
        let error = went - self.chance(rung);
        self.answers += 1.0;
        self.ability += error / (1.0 + 0.05 * self.answers);
        *self.harder.entry((rung.step, rung.size)).or_default() -= 0.5 * error;
    }
}
