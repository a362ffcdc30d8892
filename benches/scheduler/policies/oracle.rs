//! Two that know what nobody can know. They rank as the design does, but by the truth in place of beliefs, and follow no
//! hard rule. Of boredom they know only not to offer the same step on two days in a row: so they come nearest to how
//! often the reference's are followed and left.

use handrail::model::scheduler::{Energy, Rung, Today};

use super::{Choice, Policy};
use crate::human::{Human, softmax};

/// What is left open of how a step will feel: chance alone, and with it how steps differ from what was authored.
const CHANCE: f64 = 0.64;
const DIFFERENCES: f64 = 0.1225 + 0.09;

pub struct Oracle {
    /// Knows today's energy, how steps really are for them and what they like, and not only what they can carry.
    everything: bool,
    shown: Option<(i32, u32)>,
}

impl Oracle {
    pub const fn of_capacity() -> Self {
        Self { everything: false, shown: None }
    }

    pub const fn of_everything() -> Self {
        Self { everything: true, shown: None }
    }

    /// By how much capacity exceeds demand, the sum of the shares, and the variance of what it will be like.
    fn margin(&self, human: &Human, at: usize, rung: &Rung, today: &Today) -> (f64, f64, f64) {
        let ((strain, share), var) = if self.everything {
            (human.strain(at, rung), CHANCE)
        } else {
            let (hard, share) = softmax(&rung.demand, &human.capacity);
            ((hard - 0.8 * said(today) * rung.effort, share), CHANCE + DIFFERENCES)
        };
        (-strain, share.iter().sum(), var)
    }

    fn score(&self, human: &Human, at: usize, rung: &Rung, today: &Today) -> f64 {
        let (margin, hard, var) = self.margin(human, at, rung, today);
        let weight = if rung.inner { 0.4 } else { 1.0 };
        let nourish = weight * if self.everything { human.value(at, rung) } else { rung.nourish };
        let sigma = |x: f64| 1.0 / (1.0 + (-x).exp());
        let manageable = sigma(1.7 * (margin + 1.3) / var.sqrt());
        let comfortable = sigma(1.7 * (margin + 0.7) / var.sqrt());
        let zone = (-((margin - 0.5) / 0.7).powi(2) / 2.0).exp() * hard;
        let take = sigma(0.6 + 1.3 * margin.min(1.5));
        take * (2.0 * nourish * (0.5 + 0.5 * comfortable) + zone - 6.0 * (1.0 - manageable))
    }
}

/// Energy as the design reads it.
fn said(today: &Today) -> f64 {
    match today.energy {
        Some(Energy::Low) => -1.2,
        Some(Energy::Some) => 0.0,
        Some(Energy::Plenty) => 0.8,
        None => -0.2,
    }
}

impl Policy for Oracle {
    fn offer(&mut self, human: &Human, rungs: &[Rung], today: &Today, _: bool) -> Option<Choice> {
        let lately = |rung: &Rung| self.shown.is_some_and(|(day, step)| step == rung.step && today.day - day <= 1);
        let fitting: Vec<_> = (0..rungs.len())
            .filter(|&at| !lately(&rungs[at]))
            .map(|at| (at, self.score(human, at, &rungs[at], today)))
            .collect();
        let best = |fits: &dyn Fn(usize) -> bool| {
            let fits = fitting.iter().filter(|one| fits(one.0));
            fits.max_by(|a, b| a.1.total_cmp(&b.1)).map(|one| one.0)
        };
        let margin = |at: usize| self.margin(human, at, &rungs[at], today).0;
        let main = best(&|_| true)?;
        let kind = |at: usize| rungs[at].kind;
        let smaller = best(&|at| kind(at) != kind(main) && margin(at) >= margin(main) + 1.0);
        let other = best(&|at| kind(at) != kind(main) && smaller.is_none_or(|smaller| kind(smaller) != kind(at)));
        Some(Choice { main, smaller, other })
    }

    fn shown(&mut self, at: usize, rungs: &[Rung], today: &Today, _: bool) {
        self.shown = Some((today.day, rungs[at].step));
    }
}
