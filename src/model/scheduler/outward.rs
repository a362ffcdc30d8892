//! Outward: nobody is kept for long among steps that involve nobody (rule 10).

use super::choose::{Candidate, SURE, best, surest};
use super::rules::FIRST_EFFORT;
use super::{Person, Rung, Today};

/// After how many suggestions in a row that reached nobody the next one is with somebody.
const ALONE: u32 = 2;
/// How surely the smallest step with somebody must be manageable, where nothing with others is quite sure.
const SMALLEST_WITH_OTHERS: f64 = 0.65;

impl Person {
    /// Counts a suggestion that is about to be shown. What comes later on the same day, as something smaller or something
    /// else, is the person's own turn: it never ends the row. Low days neither count nor end it.
    pub(super) fn count_outward(&mut self, rung: &Rung, today: &Today) {
        if today.is_low() {
            return;
        }
        let first_today = self.recent.last().is_none_or(|shown| shown.day != today.day);
        if !rung.reaches() {
            self.alone = self.alone.saturating_add(1);
        } else if first_today {
            self.alone = 0;
        }
    }

    /// The rung that leads outward, if it is time for one: the best sure one that reaches somebody, or else that is with
    /// others, or else the surest of the smallest with others.
    pub(super) fn leads_outward<'a>(
        &self,
        candidates: &'a [Candidate<'a>],
        today: &Today,
    ) -> Option<&'a Candidate<'a>> {
        let due = self.alone >= ALONE && !today.is_low() && !self.recovering(today) && !self.is_new();
        if !due {
            return None;
        }
        let sure = || candidates.iter().filter(|one| one.guess.low >= SURE);
        let smallest = |one: &&Candidate| {
            !one.rung.inner
                && one.rung.notch() == 0
                && one.rung.effort() <= FIRST_EFFORT
                && one.guess.low >= SMALLEST_WITH_OTHERS
        };
        best(sure().filter(|one| one.rung.reaches()))
            .or_else(|| best(sure().filter(|one| !one.rung.inner)))
            .or_else(|| surest(candidates.iter().filter(smallest)))
    }
}

#[cfg(test)]
mod tests;
