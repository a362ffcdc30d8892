//! Where someone starts, given what gets in the way.

use super::{Barrier, Person, SIDES};

/// How much more of its lowering the barrier adds that weighs most. Our own judgement.
const WEIGHS_MOST: f64 = 0.5;

impl Person {
    /// Takes in, at the start, which of the barriers weighs most: it lowers half as much again.
    pub fn weighs_most(&mut self, barrier: Barrier) {
        for (side, lower) in self.capacity.iter_mut().zip(barrier.lowers()) {
            side.mean -= lower * WEIGHS_MOST;
        }
    }
}

impl Barrier {
    /// How much lower each side starts: initiation, presence, disclosure, receiving, novelty.
    pub(super) const fn lowers(self) -> [f64; SIDES] {
        match self {
            Self::LowEnergy => [0.14; SIDES],
            Self::Anxiety => [0.2, 0.1, 0.3, 0.1, 0.4],
            Self::MissingPractice => [0.55, 0.15, 0.35, 0.1, 0.3],
            Self::Protective => [0.1, 0.1, 0.6, 0.6, 0.1],
            Self::DifferentStyle => [0.15, 0.3, 0.1, 0.1, 0.5],
        }
    }
}
