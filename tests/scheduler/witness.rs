//! Someone who keeps their own notes of a history and holds every offer against the hard rules.
//! The notes are made from the public interface alone.

use handrail::model::scheduler::{Declined, Energy, Felt, Guess, Offer, Outcome, Person, Rung, Today, Why};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::history::{Act, Correction, Follow, History};

pub type Kept = Result<(), TestCaseError>;

pub struct Witness {
    pub person: Person,
    pub rungs: Vec<Rung>,
    pub today: Today,
    begun: i32,
    shown: Vec<(i32, u32, u8, bool)>,
    unwanted: Vec<(i32, u32)>,
    too_much: Vec<TooMuch>,
    /// Suggestions in a row that reached nobody, on days that were not low.
    alone: u32,
    /// The latest word said of a step that was done, and how often in a row.
    run: (Option<Felt>, u32),
    frontier: u8,
    uptake: f64,
}

struct TooMuch {
    day: i32,
    rung: Rung,
    side: Option<usize>,
    open: bool,
    /// Whether they ended its pause; what else follows from it stays.
    lifted: bool,
}

impl Witness {
    pub fn new(history: &History) -> Self {
        let rungs = history.rungs.clone();
        Self {
            person: Person::new(rungs.len(), &history.barriers, history.intake),
            rungs,
            today: Today { day: 0, energy: None, away_days: 0 },
            begun: 0,
            shown: Vec::new(),
            unwanted: Vec::new(),
            too_much: Vec::new(),
            alone: 0,
            run: (None, 0),
            frontier: 1,
            uptake: 0.6,
        }
    }

    /// Lets one thing happen, and checks what must hold of it.
    pub fn follow(&mut self, act: &Act) -> Kept {
        match act {
            Act::Wait { days, energy, begin } => return self.wait(*days, *energy, *begin),
            Act::Offer { asked, seed, follow } => return self.offer(*asked, *seed, follow),
            Act::Own { at, outcome, offered } => {
                return self.answer(at.index(self.rungs.len()), *outcome, *offered);
            }
            Act::Shown { at, asked } => self.suggest(at.index(self.rungs.len()), *asked),
            Act::Smaller { at } => self.wish_smaller(at.index(self.rungs.len())),
            Act::Placed { at, felt } => {
                self.person.placed(at.index(self.rungs.len()), &self.rungs, *felt);
            }
            Act::Corrected(correction) => self.correct(*correction),
        }
        prop_assert_eq!(self.person.frontier(), self.frontier);
        Ok(())
    }

    fn wait(&mut self, days: i32, energy: Option<Energy>, begin: bool) -> Kept {
        let away_days = if begin && days >= 14 { days } else { 0 };
        self.today = Today { day: self.today.day + days, energy, away_days };
        if begin {
            self.begun = self.today.day;
            self.person.begin_day(&self.today);
            let once = self.person.clone();
            self.person.begin_day(&self.today);
            prop_assert_eq!(&self.person, &once, "rule 7: an absence counts once");
        }
        if away_days >= 14 {
            self.frontier = self.frontier.saturating_sub(2).max(1);
            self.uptake = 0.6;
        }
        prop_assert_eq!(self.person.frontier(), self.frontier, "rule 7: the frontier");
        Ok(())
    }

    fn offer(&mut self, asked: bool, seed: u64, follow: &Follow) -> Kept {
        let offer = self.person.offer(&self.rungs, &self.today, asked, seed);
        let too_soon = self.too_soon();
        prop_assert_eq!(offer == Offer::Rest(Why::FewerWanted), too_soon && !asked, "rule 6");
        let Offer::Steps { main, smaller, other, why } = offer else { return Ok(()) };

        prop_assert_eq!(why == Why::FirstDays, self.shown.len() < 3);
        for at in [Some(main), smaller, other].into_iter().flatten() {
            prop_assert!(self.person.allowed(at, &self.rungs, &self.today));
            self.keeps_the_rules(&self.rungs[at], &self.guess(at))?;
        }
        self.eases(main, smaller, other)?;
        self.leads_outward(main)?;

        match follow {
            Follow::Ignore => Ok(()),
            Follow::Main(answer) => {
                self.count_outward(main);
                self.take(main, asked, *answer)
            }
            Follow::Smaller(answer) => {
                self.suggest(main, asked);
                self.wish_smaller(main);
                smaller.map_or(Ok(()), |smaller| self.take(smaller, asked, *answer))
            }
            Follow::Other(why, answer) => {
                self.count_outward(main);
                self.take(main, asked, Some(Outcome::Left(*why)))?;
                other.map_or(Ok(()), |other| self.take(other, asked, *answer))
            }
        }
    }

    fn keeps_the_rules(&self, rung: &Rung, guess: &Guess) -> Kept {
        let (notch, today) = (rung.notch(), self.today.day);
        if self.shown.len() < 3 {
            prop_assert!(notch == 0 && rung.effort <= 0.1 && guess.low >= 0.98, "rule 1");
        }
        prop_assert!(notch <= self.frontier, "rule 2");
        if self.today.energy == Some(Energy::Low) {
            prop_assert!(notch <= 1 && rung.effort <= 0.25, "rule 3");
        }
        for event in &self.too_much {
            let (then, days) = (event.rung.notch(), today - event.day);
            prop_assert!(days > 1 || rung.inner || notch == 0, "rule 4: the day and the next");
            prop_assert!(!event.open || notch < then || notch == 0, "rule 4: easier until done");
            let same_side = event.side.is_none_or(|side| rung.demand[side] > 0.0);
            prop_assert!(days > 7 || !same_side || notch < then || notch == 0, "rule 4: the side");
            let same_rung = (event.rung.step, event.rung.size) == (rung.step, rung.size);
            prop_assert!(days > 21 || !same_rung || event.lifted, "rule 4: the rung");
        }
        for &(day, step, ..) in &self.shown {
            prop_assert!(step != rung.step || today - day > 4, "rule 5: the same step");
        }
        for &(day, step) in &self.unwanted {
            prop_assert!(step != rung.step || today - day > 21, "rule 5: not for me");
        }
        Ok(())
    }

    fn correct(&mut self, correction: Correction) {
        correction.tell(&mut self.person);
        if let Correction::LiftPause { step } = correction {
            self.unwanted.retain(|unwanted| unwanted.1 != step);
            self.too_much.iter_mut().filter(|event| event.rung.step == step).for_each(|event| event.lifted = true);
        }
    }

    /// The smaller is easier and the other different.
    fn eases(&self, main: usize, smaller: Option<usize>, other: Option<usize>) -> Kept {
        let margin = |at| self.guess(at).margin;
        let kind = |at: usize| self.rungs[at].kind;
        let mut kinds = vec![kind(main)];
        if let Some(smaller) = smaller {
            let same_step = self.rungs[smaller].step == self.rungs[main].step;
            let easier = if same_step { 0.5 } else { 1.0 };
            prop_assert!(margin(smaller) >= margin(main) + easier);
            prop_assert!(same_step || kind(smaller) != kind(main));
            kinds.push(kind(smaller));
        }
        if let Some(other) = other {
            prop_assert!(margin(other) >= margin(main) - 0.2 && !kinds.contains(&kind(other)));
        }
        Ok(())
    }

    fn take(&mut self, at: usize, asked: bool, answer: Option<Outcome>) -> Kept {
        self.show(at, asked);
        answer.map_or(Ok(()), |outcome| self.answer(at, outcome, true))
    }

    fn show(&mut self, at: usize, asked: bool) {
        let Rung { step, size, .. } = self.rungs[at];
        self.person.shown(at, &self.rungs, &self.today, asked);
        self.shown.push((self.today.day, step, size, asked));
    }

    /// Shows what came first, and not in another's place.
    fn suggest(&mut self, at: usize, asked: bool) {
        self.count_outward(at);
        self.show(at, asked);
    }

    fn count_outward(&mut self, at: usize) {
        if self.today.energy != Some(Energy::Low) {
            self.alone = if self.rungs[at].reaches() { 0 } else { self.alone + 1 };
        }
    }

    /// Rule 10: after two that reached nobody, the next is with somebody where something sure is.
    fn leads_outward(&self, main: usize) -> Kept {
        let recovering = self.too_much.iter().any(|event| event.open || self.today.day - event.day <= 1);
        let low_day = self.today.energy == Some(Energy::Low);
        if self.alone < 2 || low_day || recovering || self.shown.len() < 3 {
            return Ok(());
        }
        let may = |at: &usize| self.person.allowed(*at, &self.rungs, &self.today);
        let fits = |fits: &dyn Fn(usize) -> bool| (0..self.rungs.len()).filter(may).any(fits);
        let (rung, low) = (|at: usize| self.rungs[at], |at: usize| self.guess(at).low);
        if fits(&|at| rung(at).reaches() && low(at) >= 0.87) {
            prop_assert!(rung(main).reaches() && low(main) >= 0.87, "rule 10: reaches somebody");
        } else if fits(&|at| !rung(at).inner && low(at) >= 0.87) {
            prop_assert!(!rung(main).inner && low(main) >= 0.87, "rule 10: with others");
        } else if fits(&|at| smallest_with_others(&rung(at)) && low(at) >= 0.65) {
            prop_assert!(smallest_with_others(&rung(main)) && low(main) >= 0.65, "rule 10: the smallest");
        }
        Ok(())
    }

    fn wish_smaller(&mut self, at: usize) {
        self.person.asked_smaller(at, &self.rungs, &self.today);
    }

    fn answer(&mut self, at: usize, outcome: Outcome, offered: bool) -> Kept {
        let (rung, side) = (self.rungs[at], self.guess(at).hardest_side());
        let before = self.person.clone();
        self.person.reflect(at, &self.rungs, &self.today, outcome, offered);
        match outcome {
            Outcome::Done { felt: Some(felt), .. } => self.note_felt(rung, side, felt),
            Outcome::Left(Declined::Rest) => {
                prop_assert_eq!(&self.person, &before, "rule 8: rest changes nothing");
            }
            Outcome::Left(Declined::TooBig) | Outcome::Nearly => {}
            Outcome::Left(_) | Outcome::Done { felt: None, .. } => {
                let lowered = |(now, then)| now < then;
                let mut sides = self.person.capacity().into_iter().zip(before.capacity());
                prop_assert!(!sides.any(lowered), "lowered by silence");
            }
        }
        if outcome == Outcome::Left(Declined::NotForMe) {
            self.unwanted.push((self.today.day, rung.step));
        }
        if offered {
            self.note_uptake(outcome);
        }
        prop_assert_eq!(self.person.frontier(), self.frontier, "after {:?}", outcome);
        Ok(())
    }

    fn note_felt(&mut self, rung: Rung, side: Option<usize>, felt: Felt) {
        let in_a_row = if self.run.0 == Some(felt) { self.run.1 + 1 } else { 1 };
        self.run = (Some(felt), in_a_row);
        let notch = rung.notch();
        if felt == Felt::TooMuch {
            self.frontier = self.frontier.min(notch).max(1);
            self.too_much.push(TooMuch { day: self.today.day, rung, side, open: true, lifted: false });
            return;
        }
        self.too_much.iter_mut().for_each(|event| event.open = false);
        let excess = if felt == Felt::Easy { in_a_row.saturating_sub(3) } else { 0 };
        let next = u8::from(felt != Felt::Stretch && excess % 4 == 0);
        self.frontier = self.frontier.max((notch + next).min(6));
    }

    fn note_uptake(&mut self, outcome: Outcome) {
        let taken = match outcome {
            Outcome::Done { .. } | Outcome::Nearly => 1.0,
            Outcome::Left(Declined::Rest | Declined::NoOccasion) => return,
            Outcome::Left(_) => 0.0,
        };
        self.uptake += 0.12 * (taken - self.uptake);
    }

    fn too_soon(&self) -> bool {
        let steps = [(0.35, 1), (0.25, 2), (0.16, 3), (0.09, 5)];
        let interval = steps.iter().find(|(from, _)| self.uptake >= *from).map_or(9, |one| one.1);
        let last = self.shown.iter().rev().find(|shown| !shown.3);
        last.is_some_and(|shown| self.today.day - shown.0 < interval)
    }

    pub fn guess(&self, at: usize) -> Guess {
        self.person.guess(at, &self.rungs, self.today.energy)
    }
}

fn smallest_with_others(rung: &Rung) -> bool {
    !rung.inner && rung.notch() == 0 && rung.effort <= 0.1
}
