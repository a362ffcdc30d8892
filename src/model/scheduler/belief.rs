//! One uncertain number, learnt from what people say.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// A mean and a variance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Belief {
    pub mean: f64,
    pub var: f64,
}

impl Belief {
    pub const fn new(mean: f64, var: f64) -> Self {
        Self { mean, var }
    }

    /// Takes in an answer that lay `error` from what was expected. `share` is this number's part
    /// in it (0..1), `total` the variance of the error, at least `share^2 var`. The mean moves by
    /// at most `most`; the variance narrows either way.
    pub fn learn(&mut self, error: f64, share: f64, total: f64, most: f64) {
        self.mean += (self.var * share * error / total).clamp(-most, most);
        self.var *= 1.0 - self.var * share * share / total;
    }

    /// Takes in a direct observation whose own variance is `noise`.
    pub fn observe(&mut self, value: f64, noise: f64) {
        self.learn(value - self.mean, 1.0, self.var + noise, f64::INFINITY);
    }

    /// Moves by `step`, up or down, as they said it should, within `range` but never back towards it; and stays open
    /// to what comes: its variance is at least `doubt`.
    pub fn correct(&mut self, up: bool, step: f64, doubt: f64, range: RangeInclusive<f64>) {
        let (least, most) = range.into_inner();
        self.mean =
            if up { (self.mean + step).min(self.mean.max(most)) } else { (self.mean - step).max(self.mean.min(least)) };
        self.var = self.var.max(doubt);
    }

    /// Grows less certain by `by`, up to a variance of `most`.
    pub fn widen(&mut self, by: f64, most: f64) {
        self.var = (self.var + by).min(most);
    }
}

#[cfg(test)]
mod tests {
    use super::Belief;

    #[test]
    fn an_observation_pulls_by_its_precision() {
        let mut belief = Belief::new(1.5, 0.64);
        belief.observe(2.14, 1.0);
        // .64 / 1.64 of the .64 between them; variance .64 x 1 / 1.64.
        assert!((belief.mean - 1.749_756).abs() < 1e-6);
        assert!((belief.var - 0.390_244).abs() < 1e-6);
    }

    #[test]
    fn a_clamped_answer_still_narrows() {
        let mut belief = Belief::new(0.0, 1.0);
        belief.learn(-10.0, 1.0, 2.0, 0.5);
        assert_eq!(belief, Belief::new(-0.5, 0.5));
    }

    #[test]
    fn doubt_has_a_ceiling() {
        let mut belief = Belief::new(0.0, 0.9);
        belief.widen(0.15, 1.0);
        assert_eq!(belief, Belief::new(0.0, 1.0));
    }
}
