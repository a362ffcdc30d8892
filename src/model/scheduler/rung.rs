//! One size of one step, and how hard it is in itself.

use serde::{Deserialize, Serialize};

use super::{KINDS, SIDES};

/// The hardest notch there is.
pub(super) const HIGHEST_NOTCH: u8 = 6;

/// From which sum of what it asks towards others, novelty apart, a rung reaches somebody.
const REACHES: f64 = 0.3;

/// Beyond any authored demand (the hardest anchor is 4.6); what cannot be read counts as this.
const HARDEST: f64 = 10.0;

/// One size of one step.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rung {
    /// Which step; with `size`, the name under which a person's state finds this rung again.
    pub step: u32,
    /// Which size of it; a larger number is a larger size.
    pub size: u8,
    /// Index of the step's kind, below [`KINDS`].
    pub kind: u8,
    /// Demands on each side, from 0 to about 4, set by hand against the anchors in the library.
    pub demand: [f64; SIDES],
    /// Effort it takes, 0..1.
    pub effort: f64,
    /// How nourishing it tends to be, 0..1.
    pub nourish: f64,
    /// Whether it needs nobody and is seen by nobody.
    pub inner: bool,
}

impl Rung {
    /// How hard it is in itself: a soft maximum of its demands, since one hard side makes a step
    /// hard. -2 without any demand, about 4.7 for the hardest anchor.
    pub fn load(&self) -> f64 {
        let sum: f64 = self.demands().iter().filter(|&&d| d > 0.0).map(|d| (1.5 * d).exp()).sum();
        ((-3.0_f64).exp() + sum).ln() / 1.5
    }

    /// Its load in steps of .7: 0 (nothing to it) to 6.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to whole numbers from 0 to 6")]
    pub fn notch(&self) -> u8 {
        (self.load().max(0.0) / 0.7).floor().clamp(0.0, f64::from(HIGHEST_NOTCH)) as u8
    }

    /// Whether somebody else would notice: it is with others, and asks something of them or before them.
    pub fn reaches(&self) -> bool {
        let [initiation, presence, disclosure, receiving, _] = self.demands();
        !self.inner && initiation + presence + disclosure + receiving >= REACHES
    }

    /// Makes it count for so many times as nourishing, which no rule on what is too much looks at.
    pub fn weigh(&mut self, times: f64) {
        self.nourish = (self.nourish * times).min(1.0);
    }

    /// Small enough for a low day: notch 0 or 1 and an effort of at most .25.
    pub fn tiny(&self) -> bool {
        self.notch() <= 1 && self.effort() <= 0.25
    }

    /// The demands as read: a number that is none counts as the hardest.
    pub(super) fn demands(&self) -> [f64; SIDES] {
        self.demand.map(|d| if d.is_nan() { HARDEST } else { d.clamp(0.0, HARDEST) })
    }

    /// The effort as read: a number that is none counts as all of it.
    pub(super) fn effort(&self) -> f64 {
        if self.effort.is_nan() { 1.0 } else { self.effort.clamp(0.0, 1.0) }
    }

    /// The nourishment as read: a number that is none promises nothing.
    pub(super) fn nourish(&self) -> f64 {
        if self.nourish.is_nan() { 0.0 } else { self.nourish.clamp(0.0, 1.0) }
    }

    /// Its kind as an index, unless there is no such kind.
    pub(super) fn kind(&self) -> Option<usize> {
        Some(usize::from(self.kind)).filter(|&kind| kind < KINDS)
    }
}

#[cfg(test)]
mod tests {
    use super::Rung;

    fn rung(demand: [f64; 5], effort: f64) -> Rung {
        Rung { step: 1, size: 1, kind: 0, demand, effort, nourish: 0.5, inner: false }
    }

    #[test]
    fn anchors_have_the_notches_worked_out_by_hand() {
        // demand, load, notch
        let anchors = [
            ([0.0, 0.0, 0.0, 0.0, 0.0], -2.0, 0),  // three slow breaths
            ([0.0, 0.5, 0.0, 0.0, 0.4], 0.922, 1), // notice a kindness between strangers
            ([0.6, 0.0, 0.0, 0.0, 0.0], 0.613, 0), // answer with a symbol
            ([1.1, 0.0, 0.4, 0.0, 0.0], 1.305, 1), // "thinking of you"
            ([0.9, 0.8, 0.0, 0.0, 0.9], 1.604, 2), // thank the person at the till
            ([1.8, 1.0, 0.0, 0.0, 0.0], 1.977, 2), // invite by text
            ([0.0, 0.8, 2.0, 0.0, 0.0], 2.103, 3), // a notch more honest
            ([2.4, 3.0, 2.0, 0.0, 0.0], 3.326, 4), // an evening with a friend
            ([0.0, 2.4, 4.6, 2.8, 0.0], 4.666, 6), // tell something never told
        ];
        for (demand, load, notch) in anchors {
            let rung = rung(demand, 0.1);
            assert!((rung.load() - load).abs() < 1e-3, "{demand:?}: {}", rung.load());
            assert_eq!(rung.notch(), notch, "{demand:?}");
        }
    }

    #[test]
    fn tiny_asks_for_a_low_notch_and_little_effort() {
        assert!(rung([1.1, 0.0, 0.4, 0.0, 0.0], 0.25).tiny());
        assert!(!rung([1.1, 0.0, 0.4, 0.0, 0.0], 0.26).tiny());
        assert!(!rung([0.9, 0.8, 0.0, 0.0, 0.9], 0.2).tiny());
    }

    #[test]
    fn what_cannot_be_read_counts_as_hard() {
        let broken = rung([f64::NAN, 0.0, 0.0, 0.0, 0.0], f64::NAN);
        assert_eq!(broken.notch(), 6);
        assert!(!broken.tiny());
        assert!(rung([f64::INFINITY; 5], 0.0).load().is_finite());
        assert_eq!(rung([-3.0; 5], 0.0).notch(), 0);
    }
}
