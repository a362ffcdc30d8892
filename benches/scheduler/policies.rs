//! What the design is compared with.

use handrail::suggestions::scheduler::{Felt, Guess, Offer, Outcome, Person, Rung, Today};

use super::chance::Chance;
use super::people::{Human, softmax};

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
    fn reflect(&mut self, _at: usize, _rungs: &[Rung], _today: &Today, _outcome: Outcome, _offered: bool) {}
}

/// The name of a policy, and how to begin it for someone.
pub type Named = (&'static str, fn(&Human, usize) -> Box<dyn Policy>);

pub const POLICIES: [Named; 4] = [
    ("random", |human, _| Box::new(Random(Chance::new(human.chance.clone().bits())))),
    ("fixed ladder", |_, _| Box::new(Ladder { at: 0, once: false, order: Vec::new() })),
    ("this design", |human, rungs| {
        let person = Person::new(rungs, &human.barriers, human.intake);
        Box::new(Design(person, human.chance.clone().bits()))
    }),
    ("capacity oracle", |_, _| Box::new(Oracle { shown: Vec::new() })),
];

/// Any rung, every day.
struct Random(Chance);

impl Policy for Random {
    fn offer(&mut self, _: &Human, rungs: &[Rung], _: &Today, _: bool) -> Option<Choice> {
        let mut any = || self.0.index(rungs.len());
        Some(Choice { main: any(), smaller: Some(any()), other: Some(any()) })
    }
}

/// All rungs from the easiest to the hardest, one further when one was twice done without strain.
struct Ladder {
    at: usize,
    once: bool,
    order: Vec<usize>,
}

impl Policy for Ladder {
    fn offer(&mut self, _: &Human, rungs: &[Rung], _: &Today, _: bool) -> Option<Choice> {
        if self.order.is_empty() {
            self.order = (0..rungs.len()).collect();
            self.order.sort_by(|&a, &b| rungs[a].load().total_cmp(&rungs[b].load()));
        }
        let smaller = self.at.checked_sub(1).map(|below| self.order[below]);
        Some(Choice { main: self.order[self.at], smaller, other: None })
    }

    fn reflect(&mut self, _: usize, _: &[Rung], _: &Today, outcome: Outcome, _: bool) {
        let Outcome::Done { felt: Some(felt), .. } = outcome else { return };
        match felt {
            Felt::Easy | Felt::Okay if self.once => {
                self.at = (self.at + 1).min(self.order.len() - 1);
                self.once = false;
            }
            Felt::Easy | Felt::Okay => self.once = true,
            Felt::Stretch => {}
            Felt::TooMuch => self.at = self.at.saturating_sub(1),
        }
    }
}

/// `handrail::suggestions::scheduler`.
struct Design(Person, u64);

impl Policy for Design {
    fn begin_day(&mut self, today: &Today) {
        self.0.begin_day(today);
    }

    fn offer(&mut self, _: &Human, rungs: &[Rung], today: &Today, asked: bool) -> Option<Choice> {
        match self.0.offer(rungs, today, asked, self.1) {
            Offer::Rest(_) => None,
            Offer::Steps { main, smaller, other, .. } => Some(Choice { main, smaller, other }),
        }
    }

    fn guess(&self, at: usize, rungs: &[Rung], today: &Today) -> Option<Guess> {
        Some(self.0.guess(at, rungs, today.energy))
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
    }
}

/// Knows what someone can carry and how much energy they have, but neither how steps differ from
/// what was authored nor what they like. It follows no hard rules.
struct Oracle {
    shown: Vec<(i32, u32, u8)>,
}

impl Oracle {
    fn margin(human: &Human, rung: &Rung) -> f64 {
        human.energy * rung.effort - softmax(&rung.demand, &human.capacity).0
    }

    fn score(&self, human: &Human, rung: &Rung, day: i32) -> f64 {
        let margin = Self::margin(human, rung);
        let (mut same, mut kind) = (0.0, 0.0);
        for &(then, step, of_kind) in &self.shown {
            let days = f64::from(day - then);
            same += if step == rung.step { (-days / 8.0).exp() } else { 0.0 };
            kind += if of_kind == rung.kind { (-days / 4.0).exp() } else { 0.0 };
        }
        let kind = f64::min(kind, 2.0);
        let sigma = |x: f64| 1.0 / (1.0 + (-x).exp());
        let manageable = sigma(1.7 * (margin + 1.0) / 0.75);
        let grown = (-margin * margin / 1.28).exp();
        let take = sigma(0.6 + 1.3 * margin.min(1.5) - 0.5 * (0.4 * kind + same));
        take * (2.0 * rung.nourish + grown - 6.0 * (1.0 - manageable)) - 0.2 * (kind + same)
    }
}

impl Policy for Oracle {
    fn offer(&mut self, human: &Human, rungs: &[Rung], today: &Today, _: bool) -> Option<Choice> {
        let scores: Vec<_> = rungs.iter().map(|rung| self.score(human, rung, today.day)).collect();
        let best = |fits: &dyn Fn(&Rung) -> bool| {
            let fitting = (0..rungs.len()).filter(|&at| fits(&rungs[at]));
            fitting.max_by(|&a, &b| scores[a].total_cmp(&scores[b]))
        };
        let main = best(&|_| true)?;
        let (kind, margin) = (rungs[main].kind, Self::margin(human, &rungs[main]));
        let smaller = best(&|rung| rung.kind != kind && Self::margin(human, rung) >= margin + 1.0);
        let other = best(&|rung| rung.kind != kind && smaller.is_none_or(|smaller| rungs[smaller].kind != rung.kind));
        Some(Choice { main, smaller, other })
    }

    fn shown(&mut self, at: usize, rungs: &[Rung], today: &Today, _: bool) {
        self.shown.push((today.day, rungs[at].step, rungs[at].kind));
    }
}
