//! Another way of ranking under this design's hard rules and with its shape of offers.

use handrail::model::scheduler::{Felt, Offer, Outcome, Person, Rung, Today, Why};

use super::{Choice, Policy};
use crate::human::Human;

/// Ranks rungs, and learns from what became of them.
pub trait Ranks {
    /// Before each offer.
    fn prepare(&mut self) {}
    fn rank(&self, rung: &Rung, today: &Today) -> f64;
    fn learn(&mut self, rung: &Rung, today: &Today, outcome: Outcome);
}

/// The person is kept for the rules alone.
pub struct Ruled<R>(Person, R);

impl<R: Ranks> Ruled<R> {
    pub fn new(human: &mut Human, rungs: &[Rung], ranks: R) -> Self {
        let intake = human.says_intake();
        Self(Person::new(rungs.len(), &human.barriers, intake), ranks)
    }
}

impl<R: Ranks> Policy for Ruled<R> {
    fn begin_day(&mut self, today: &Today) {
        self.0.begin_day(today);
    }

    fn offer(&mut self, _: &Human, rungs: &[Rung], today: &Today, asked: bool) -> Option<Choice> {
        if self.0.offer(rungs, today, asked, 0) == Offer::Rest(Why::FewerWanted) {
            return None;
        }
        self.1.prepare();
        let fitting: Vec<_> = (0..rungs.len())
            .filter(|&at| self.0.allowed(at, rungs, today))
            .map(|at| (at, self.1.rank(&rungs[at], today)))
            .collect();
        let best = |fits: &dyn Fn(&Rung) -> bool| {
            let fits = fitting.iter().filter(|one| fits(&rungs[one.0]));
            fits.max_by(|a, b| a.1.total_cmp(&b.1)).map(|one| one.0)
        };
        let main = best(&|_| true)?;
        let (shown, load) = (&rungs[main], rungs[main].load());
        let smaller = best(&|rung| rung.step == shown.step && rung.load() <= load - 0.5)
            .or_else(|| best(&|rung| rung.kind != shown.kind && rung.load() <= load - 1.0));
        let other = best(&|rung| rung.kind != shown.kind && rung.load() <= load + 0.2);
        Some(Choice { main, smaller, other })
    }

    fn shown(&mut self, at: usize, rungs: &[Rung], today: &Today, asked: bool) {
        self.0.shown(at, rungs, today, asked);
    }

    fn asked_smaller(&mut self, at: usize, rungs: &[Rung], today: &Today) {
        self.0.asked_smaller(at, rungs, today);
    }

    fn placed(&mut self, at: usize, rungs: &[Rung], felt: Felt) {
        self.0.placed(at, rungs, felt);
    }

    fn reflect(&mut self, at: usize, rungs: &[Rung], today: &Today, outcome: Outcome, offered: bool) {
        self.0.reflect(at, rungs, today, outcome, offered);
        self.1.learn(&rungs[at], today, outcome);
    }
}
