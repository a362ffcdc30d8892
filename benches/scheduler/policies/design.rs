//! `handrail::model::scheduler`.

use handrail::model::scheduler::{Felt, Guess, Offer, Outcome, Person, Rung, Today};

use super::{Choice, Policy};
use crate::human::Human;

pub struct Design {
    person: Person,
    seed: u64,
}

impl Design {
    pub fn new(human: &mut Human, rungs: &[Rung]) -> Self {
        let intake = human.says_intake();
        Self { person: Person::new(rungs.len(), &human.barriers, intake), seed: human.chance.clone().bits() }
    }
}

impl Policy for Design {
    fn begin_day(&mut self, today: &Today) {
        self.person.begin_day(today);
    }

    fn offer(&mut self, _: &Human, rungs: &[Rung], today: &Today, asked: bool) -> Option<Choice> {
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
