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
    fn first_offer(&self, rungs: &[Rung], today: &Today, asked: bool) -> Option<Choice> {
        let fitting: Vec<usize> = (0..rungs.len()).filter(|&at| self.untold.allowed(at, rungs, today)).collect();
        let sure: Vec<Rung> = fitting.iter().map(|&at| rungs[at]).collect();
        match self.person.offer(&sure, today, asked, self.seed) {
            Offer::Rest(_) => None,
            Offer::Steps { main, smaller, other, .. } => Some(Choice {
                main: fitting[main],
                smaller: smaller.map(|at| fitting[at]),
                other: other.map(|at| fitting[at]),
            }),
        }
    }
}

impl Policy for Design {
    fn begin_day(&mut self, today: &Today) {
        self.person.begin_day(today);
    }

    fn offer(&mut self, _: &Human, rungs: &[Rung], today: &Today, asked: bool) -> Option<Choice> {
        if self.person.is_new() {
            return self.first_offer(rungs, today, asked);
        }
        match self.person.offer(rungs, today, asked, self.seed) {
            Offer::Rest(_) => None,
            Offer::Steps { main, smaller, other, .. } => Some(Choice { main, smaller, other }),
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
