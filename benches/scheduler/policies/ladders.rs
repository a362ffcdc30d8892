//! Two ways up the rungs in order of their load, the same order for everybody.

use handrail::model::scheduler::{Felt, Outcome, Rung, Today};

use super::{Choice, Policy};
use crate::chance::Chance;
use crate::human::Human;

fn by_load(rungs: &[Rung]) -> Vec<usize> {
    let mut order: Vec<_> = (0..rungs.len()).collect();
    order.sort_by(|&a, &b| rungs[a].load().total_cmp(&rungs[b].load()));
    order
}

/// Every rung in turn: one further once it was done without strain, one back when it was too much.
pub struct Ladder {
    at: usize,
    order: Vec<usize>,
}

impl Ladder {
    pub fn new(rungs: &[Rung]) -> Self {
        Self { at: 0, order: by_load(rungs) }
    }
}

impl Policy for Ladder {
    fn offer(&mut self, _: &Human, _: &[Rung], _: &Today, _: bool) -> Option<Choice> {
        let smaller = self.at.checked_sub(1).map(|below| self.order[below]);
        Some(Choice { main: self.order[self.at], smaller, other: None })
    }

    fn reflect(&mut self, _: usize, _: &[Rung], _: &Today, outcome: Outcome, _: bool) {
        let Outcome::Done { felt: Some(felt), .. } = outcome else { return };
        match felt {
            Felt::Easy | Felt::Okay => self.at = (self.at + 1).min(self.order.len() - 1),
            Felt::Stretch => {}
            Felt::TooMuch => self.at = self.at.saturating_sub(1),
        }
    }
}

/// A twentieth of the rungs further after two that went without strain, a tenth back after one that was too much; any of
/// the dozen rungs around there.
pub struct Staircase {
    at: usize,
    well: u32,
    order: Vec<usize>,
    chance: Chance,
}

impl Staircase {
    pub fn new(human: &Human, rungs: &[Rung]) -> Self {
        let (order, chance) = (by_load(rungs), Chance::new(human.chance.clone().bits()));
        Self { at: order.len() / 5, well: 0, order, chance }
    }
}

impl Policy for Staircase {
    fn offer(&mut self, _: &Human, _: &[Rung], _: &Today, _: bool) -> Option<Choice> {
        let mut around = |at: usize| {
            let from = at.saturating_sub(6);
            self.order[(from + self.chance.index(12)).min(self.order.len() - 1)]
        };
        let smaller = around(self.at.saturating_sub(self.order.len() / 10));
        Some(Choice { main: around(self.at), smaller: Some(smaller), other: Some(around(self.at)) })
    }

    fn reflect(&mut self, _: usize, _: &[Rung], _: &Today, outcome: Outcome, _: bool) {
        let Outcome::Done { felt: Some(felt), .. } = outcome else { return };
        let stair = self.order.len() / 20;
        match felt {
            Felt::Easy | Felt::Okay if self.well > 0 => {
                self.at = (self.at + stair).min(self.order.len() - 1);
                self.well = 0;
            }
            Felt::Easy | Felt::Okay => self.well += 1,
            Felt::Stretch => self.well = 0,
            Felt::TooMuch => {
                self.at = self.at.saturating_sub(2 * stair);
                self.well = 0;
            }
        }
    }
}
