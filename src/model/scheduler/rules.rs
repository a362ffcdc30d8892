//! The hard rules: what may be offered at all. Nothing overrides them.
//!
//! (Rule 1 for the first days, 2 the frontier, 3 low days, 4 after too much, 5 variety, 6 pace.
//! Rule 7, long absence, is in `person`; 8 and 9 are the caller's.)

use super::person::SOFTER;
use super::{Energy, Person, Rung, Today};

/// Rule 1: how many offers the first days last, and what they may ask.
pub(super) const FIRST_OFFERS: u32 = 3;
pub(super) const FIRST_EFFORT: f64 = 0.1;
const FIRST_LOW: f64 = 0.98;

/// Rule 4: how many days after too much only the softest is offered.
const RECOVERY: u32 = 1;

/// Rule 5: how many days a step that was shown stays away.
const VARIETY: u32 = 4;

/// Rule 7: how many days away are a long absence.
pub const LONG_ABSENCE: i32 = 14;

/// Whether `then` lies at most `days` days from today, the last of them included. Distance
/// rather than order, so that what a wrong clock dated into the future does not bind for ever.
pub(super) fn within(days: u32, then: i32, today: &Today) -> bool {
    then.abs_diff(today.day) <= days
}

impl Today {
    /// Whether they said that energy is low.
    pub fn is_low(&self) -> bool {
        self.energy == Some(Energy::Low)
    }

    pub(super) fn long_away(&self) -> bool {
        self.away_days >= LONG_ABSENCE
    }
}

impl Person {
    /// Whether a rung may be offered today, asked for or not.
    pub fn allowed(&self, rung: usize, rungs: &[Rung], today: &Today) -> bool {
        rungs.get(rung).is_some_and(|rung| self.allows(rung, today))
    }

    /// Whether the first offers are still to come, for which rule 1 holds.
    pub const fn is_new(&self) -> bool {
        self.offers < FIRST_OFFERS
    }

    pub(super) fn allows(&self, rung: &Rung, today: &Today) -> bool {
        self.allows_again(rung, today) && !self.shown_lately(rung, today)
    }

    /// Every rule but variety (rule 5), for what is on the table already.
    pub(super) fn allows_again(&self, rung: &Rung, today: &Today) -> bool {
        rung.notch() <= self.frontier
            && (!today.is_low() || rung.tiny())
            && self.softer_after_too_much(rung, today)
            && !self.paused(rung, today)
            && (!self.is_new() || self.fits_first_days(rung, today))
    }

    /// Rule 6: whether it is too soon for another offer nobody asked for.
    pub(super) fn too_soon(&self, today: &Today) -> bool {
        self.recent.iter().any(|shown| !shown.asked && within(self.interval() - 1, shown.day, today))
    }

    /// Whether the last step was too much, or one was today or yesterday.
    pub(super) fn recovering(&self, today: &Today) -> bool {
        self.too_much.iter().any(|event| event.open || within(RECOVERY, event.day, today))
    }

    /// Rule 1.
    fn fits_first_days(&self, rung: &Rung, today: &Today) -> bool {
        rung.notch() == 0 && rung.effort() <= FIRST_EFFORT && self.guess_of(rung, today.energy).low >= FIRST_LOW
    }

    /// Rule 4. "Below that notch on that side" is read strictly: whatever asks anything on that
    /// side stays below that notch as a whole. Something too much that asks nothing has no side, and binds all.
    fn softer_after_too_much(&self, rung: &Rung, today: &Today) -> bool {
        let notch = rung.notch();
        notch == 0
            || self.too_much.iter().all(|event| {
                let recovered = !within(RECOVERY, event.day, today);
                let same_side = event.side.is_none_or(|side| rung.demands()[side] > 0.0);
                let binds = event.open || (same_side && within(SOFTER, event.day, today));
                (recovered || rung.inner) && (notch < event.notch || !binds)
            })
    }

    /// Rule 5: whether the same step was shown lately, in any size.
    fn shown_lately(&self, rung: &Rung, today: &Today) -> bool {
        self.recent.iter().any(|shown| shown.step == rung.step && within(VARIETY, shown.day, today))
    }
}
