//! `handrail::model::scheduler`.

use handrail::model::scheduler::{Felt, Guess, Offer, Outcome, Person, Rung, Today};

use super::{Choice, Policy};
use crate::human::Human;

pub struct Design {
    person: Person,
    /// The same before any card was sorted: the first offers go by this too, as in the app.
    untold: Person,
    seed: u64,
}

impl Design {
    pub fn new(human: &mut Human, rungs: &[Rung]) -> Self {
        let intake = human.says_intake();
        let person = Person::new(rungs.len(), &human.barriers, intake);
        Self { untold: person.clone(), person, seed: human.chance.clone().bits() }
    }
}

impl Design {
    /// What may be offered, as in the app: in the first days what is as sure without the cards, and later larger sizes
    /// where it is time for one.
    fn fitting(&self, rungs: &[Rung], today: &Today) -> Vec<usize> {
        let all = 0..rungs.len();
        if self.person.is_new() {
            return all.filter(|&at| self.untold.allowed(at, rungs, today)).collect();
        }
        let grown = self.person.grown(rungs, today, self.person.softened(today));
        all.filter(|&at| grown.is_empty() || grown.contains(&rungs[at])).collect()
    }
}

impl Policy for Design {
    fn begin_day(&mut self, today: &Today) {
        self.person.begin_day(today);
    }

    fn offer(&mut self, _: &Human, rungs: &[Rung], today: &Today, asked: bool) -> Option<Choice> {
        let fitting = self.fitting(rungs, today);
        let among: Vec<Rung> = fitting.iter().map(|&at| rungs[at]).collect();
        match self.person.offer(&among, today, asked, self.seed) {
            Offer::Rest(_) => None,
            Offer::Steps { main, smaller, other, .. } => Some(Choice {
                main: fitting[main],
                smaller: smaller.map(|at| fitting[at]),
                other: other.map(|at| fitting[at]),
            }),
        }
    }

    fn guess(&self, at: usize, rungs: &[Rung], today: &Today) -> Option<Guess> {
        Some(self.person.guess(at, rungs, today.energy))
    }

    fn shown(&mut self, at: usize, rungs: &[Rung], today: &Today, asked: bool) {
        self.person.shown(at, rungs, today, asked);
    }

    fn asked_smaller(&mut self, at: usize, rungs: &[Rung], today: &Today) {
        self.person.asked_smaller(at, rungs, today);
    }

    fn placed(&mut self, at: usize, rungs: &[Rung], felt: Felt) {
        self.person.placed(at, rungs, felt);
    }

    fn sorted(&mut self, cards: &[(usize, Felt)], rungs: &[Rung]) {
        self.person.sorted(cards, rungs);
    }

    fn reflect(&mut self, at: usize, rungs: &[Rung], today: &Today, outcome: Outcome, offered: bool) {
        self.person.reflect(at, rungs, today, outcome, offered);
    }
}
