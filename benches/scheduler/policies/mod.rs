//! What the design is compared with.

mod design;
mod elo;
mod expert;
mod ladders;
mod oracle;
mod random;
mod ruled;
mod thompson;

use design::Design;
use elo::Elo;
use expert::Expert;
use handrail::model::scheduler::{Felt, Guess, Outcome, Rung, Today};
use ladders::{Ladder, Staircase};
use oracle::Oracle;
use random::Random;
use ruled::Ruled;
use thompson::Thompson;

use super::human::Human;

/// One suggestion with a way down and a way aside.
#[derive(Clone, Copy)]
pub struct Choice {
    pub main: usize,
    pub smaller: Option<usize>,
    pub other: Option<usize>,
}

/// A way of choosing, for one person.
pub trait Policy {
    fn begin_day(&mut self, _today: &Today) {}
    fn offer(&mut self, human: &Human, rungs: &[Rung], today: &Today, asked: bool) -> Option<Choice>;
    fn guess(&self, _at: usize, _rungs: &[Rung], _today: &Today) -> Option<Guess> {
        None
    }
    fn shown(&mut self, _at: usize, _rungs: &[Rung], _today: &Today, _asked: bool) {}
    fn asked_smaller(&mut self, _at: usize, _rungs: &[Rung], _today: &Today) {}
    fn placed(&mut self, _at: usize, _rungs: &[Rung], _felt: Felt) {}
    fn sorted(&mut self, _cards: &[(usize, Felt)], _rungs: &[Rung]) {}
    fn reflect(&mut self, _at: usize, _rungs: &[Rung], _today: &Today, _outcome: Outcome, _offered: bool) {}
}

/// A policy, and what people tell it beforehand.
pub struct Named {
    pub name: &'static str,
    pub begin: fn(&mut Human, &[Rung]) -> Box<dyn Policy>,
    /// Whether they sort the ten cards at the start.
    pub cards: bool,
    /// How often they guess how a step they take will feel.
    pub guesses: f64,
}

const fn plain(name: &'static str, begin: fn(&mut Human, &[Rung]) -> Box<dyn Policy>) -> Named {
    Named { name, begin, cards: false, guesses: 0.0 }
}

const fn design(name: &'static str, cards: bool, guesses: f64) -> Named {
    Named { name, begin: |human, rungs| Box::new(Design::new(human, rungs)), cards, guesses }
}

/// Where *this design* stands among the policies.
pub const DESIGN: usize = 6;

pub const POLICIES: [Named; 12] = [
    plain("random", |human, _| Box::new(Random::new(human))),
    plain("fixed ladder", |_, rungs| Box::new(Ladder::new(rungs))),
    plain("staircase", |human, rungs| Box::new(Staircase::new(human, rungs))),
    plain("expert rules", |human, _| Box::new(Expert::new(human))),
    plain("Elo, p* .75", |human, rungs| Box::new(Ruled::new(human, rungs, Elo::default()))),
    plain("Thompson", |human, rungs| Box::new(Ruled::new(human, rungs, Thompson::new(human)))),
    design("this design", false, 0.0),
    design("... and cards", true, 0.0),
    design("... and guesses", false, 0.6),
    design("... and both", true, 0.6),
    plain("capacity oracle", |_, _| Box::new(Oracle::of_capacity())),
    plain("full oracle", |_, _| Box::new(Oracle::of_everything())),
];
