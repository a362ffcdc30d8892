//! Repeatable randomness for the simulated people.

use handrail::base::split_mix::{GAMMA, finished};

/// `SplitMix64`: small, and good enough for a simulation.
#[derive(Clone)]
pub struct Chance(u64);

impl Chance {
    /// Begins at a place scattered by the seed, so that neighbouring seeds share no stretch.
    pub fn new(seed: u64) -> Self {
        Self(Self(seed).bits())
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GAMMA);
        finished(self.0)
    }

    /// Uniform in 0..1.
    pub fn uniform(&mut self) -> f64 {
        let [a, b, c, d, ..] = self.bits().to_le_bytes();
        f64::from(u32::from_le_bytes([a, b, c, d])) / (f64::from(u32::MAX) + 1.0)
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// True with this probability.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    pub fn normal(&mut self, mean: f64, sd: f64) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        mean + sd * radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// One of these.
    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.index(all.len())]
    }

    /// A number below `len`.
    pub fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.bits() % len as u64).unwrap_or(0)
    }
}
