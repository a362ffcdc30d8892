//! What lies beside a rung that is on the table: a way down and a way aside, as often as they are wished for.

use super::choose::{Candidate, EASIER_KIND, HARDER_OTHER, SURE, best};
use super::{Person, Rung, Today};

/// Where one can go from a rung that is shown. Positions in the library that was passed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alternatives {
    /// Clearly easier.
    pub smaller: Option<usize>,
    /// Something different.
    pub other: Option<usize>,
}

impl Person {
    /// Whether a rung that is on the table may stay there, should the day have changed. Variety (rule 5) does not
    /// speak against it: it is there already.
    pub fn may_stand(&self, rung: usize, rungs: &[Rung], today: &Today) -> bool {
        rungs.get(rung).is_some_and(|rung| self.allows_again(rung, today))
    }

    /// The ways on from a rung that is shown. Down: the next smaller size of the same step, which is the same offer
    /// made smaller, or else a sure step of another kind that is much easier, or else the easiest there is. Aside: a
    /// sure step of another kind that is not much harder, or else any other sure step.
    pub fn alternatives(&self, here: usize, rungs: &[Rung], today: &Today, seed: u64) -> Alternatives {
        let Some(shown) = rungs.get(here) else { return Alternatives { smaller: None, other: None } };
        let margin = self.guess_of(shown, today.energy).margin;
        let allowed = |rung: &Rung| rung.step != shown.step && self.allows(rung, today);
        let sure: Vec<_> = self.candidates(rungs, today, seed, allowed).filter(|one| one.guess.low >= SURE).collect();
        let another =
            |least: f64| best(sure.iter().filter(move |one| one.rung.kind != shown.kind && one.guess.margin >= least));
        let easiest = || {
            let easier = sure.iter().filter(|one| one.guess.margin > margin);
            easier.max_by(|a, b| a.guess.margin.total_cmp(&b.guess.margin))
        };
        let smaller = self
            .smaller_size(shown, margin, rungs, today)
            .or_else(|| another(margin + EASIER_KIND).or_else(easiest).map(|one| one.at));
        let other = another(margin - HARDER_OTHER).or_else(|| best(sure.iter())).map(|one: &Candidate| one.at);
        Alternatives { smaller, other }
    }

    /// The next smaller size of the same step, if this person is thought to find it easier too.
    fn smaller_size(&self, shown: &Rung, margin: f64, rungs: &[Rung], today: &Today) -> Option<usize> {
        let sizes = rungs.iter().enumerate().filter(|(_, rung)| rung.step == shown.step && rung.size < shown.size);
        let easier = |rung: &Rung| self.guess_of(rung, today.energy).margin > margin && self.allows_again(rung, today);
        sizes.max_by_key(|(_, rung)| rung.size).filter(|(_, rung)| easier(rung)).map(|(at, _)| at)
    }
}
