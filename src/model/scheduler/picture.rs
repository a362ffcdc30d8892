//! The picture of a person, for them to read and to correct.
//!
//! A correction is always believed, and leaves enough doubt that what happens next can still speak. It opens no notch
//! and lifts no hard rule.

use std::ops::RangeInclusive;

use super::person::{PAUSE, SOFTER};
use super::rules::within;
use super::{Felt, KINDS, Person, Rung, SIDES, Today};

/// How far a correction moves what a side is believed to carry, and the least doubt it leaves.
const SIDE_STEP: f64 = 0.4;
const SIDE_DOUBT: f64 = 0.25;
/// Corrections lead no further than this, on the scale of demands.
const SIDE_RANGE: RangeInclusive<f64> = -1.0..=5.0;

/// The same for how much a kind is liked.
const KIND_STEP: f64 = 0.25;
const KIND_DOUBT: f64 = 0.06;
const KIND_RANGE: RangeInclusive<f64> = -0.75..=0.75;

impl Person {
    /// How much each side is believed to carry, on the scale of demands; 1.5 less the barriers
    /// at the start.
    pub fn capacity(&self) -> [f64; SIDES] {
        self.capacity.map(|side| side.mean)
    }

    /// How unsure that is, as a variance: .64 at the start, at most 1.
    pub fn doubts(&self) -> [f64; SIDES] {
        self.capacity.map(|side| side.var)
    }

    /// How much each kind of step is liked: below 0 little, above 0 much, mostly within -.5..=.5.
    pub fn liking(&self) -> [f64; KINDS] {
        self.kinds.map(|kind| kind.mean)
    }

    /// The highest notch that is open, 1..=6.
    pub fn frontier(&self) -> u8 {
        self.frontier
    }

    /// Days from one offer nobody asked for to the next: fewer offers are made where fewer are taken up (rule 6).
    pub fn interval(&self) -> u32 {
        match self.uptake {
            uptake if uptake >= 0.35 => 1,
            uptake if uptake >= 0.25 => 2,
            uptake if uptake >= 0.16 => 3,
            uptake if uptake >= 0.09 => 5,
            _ => 9,
        }
    }

    /// Whether things stay softer today because something was too much (rule 4).
    pub fn softened(&self, today: &Today) -> bool {
        self.too_much.iter().any(|event| event.open || within(SOFTER, event.day, today))
    }

    /// What is pausing: the step, the size if it is only one of them (it was too much; a whole step was not for them),
    /// and in how many days it may be suggested again.
    pub fn pauses(&self, today: &Today) -> impl Iterator<Item = (u32, Option<u8>, u32)> {
        let bind = self.pauses.iter().filter(|pause| within(PAUSE, pause.day, today));
        bind.map(|pause| (pause.step, pause.size, PAUSE + 1 - pause.day.abs_diff(today.day)))
    }

    /// Ends every pause of a step, as they wish. What else follows from too much still holds.
    pub fn lift_pause(&mut self, step: u32) {
        self.pauses.retain(|pause| pause.step != step);
    }

    /// Takes in how easy one side feels, 0..3 (more counts as 3): one answer of the intake, where others may be missing.
    pub fn told(&mut self, side: usize, how: u8) {
        if let Some(side) = self.capacity.get_mut(side) {
            side.observe(0.5 + 0.8 * f64::from(how.min(3)), 1.0);
        }
    }

    /// Takes in the sort of cards: how big each of a few rungs feels. All in the same word says nothing about what is
    /// bigger than what, and is passed over; it is how those answer who would rather not.
    pub fn sorted(&mut self, cards: &[(usize, Felt)], rungs: &[Rung]) {
        if cards.windows(2).all(|pair| pair[0].1 == pair[1].1) {
            return;
        }
        for &(card, felt) in cards {
            self.placed(card, rungs, felt);
        }
    }

    /// Takes in that a side is easier, or harder, than believed.
    pub fn correct_side(&mut self, side: usize, easier: bool) {
        if let Some(side) = self.capacity.get_mut(side) {
            side.correct(easier, SIDE_STEP, SIDE_DOUBT, SIDE_RANGE);
        }
    }

    /// Takes in that a kind is liked more, or less, than believed.
    pub fn correct_kind(&mut self, kind: usize, more: bool) {
        if let Some(kind) = self.kinds.get_mut(kind) {
            kind.correct(more, KIND_STEP, KIND_DOUBT, KIND_RANGE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scheduler::{Declined, Outcome};

    const HELLO: Rung =
        Rung { step: 1, size: 1, kind: 1, demand: [1.1, 0.0, 0.4, 0.0, 0.0], effort: 0.15, nourish: 0.4, inner: false };
    const TODAY: Today = Today { day: 0, energy: None, away_days: 0 };

    fn someone() -> Person {
        Person::new(1, &[], None)
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    fn day(day: i32) -> Today {
        Today { day, ..TODAY }
    }

    #[test]
    fn sides_told_one_by_one_are_the_intake() {
        let mut person = someone();
        for (side, how) in [3, 0, 1, 2, 9].into_iter().enumerate() {
            person.told(side, how);
        }
        person.told(SIDES, 1);
        assert_eq!(person, Person::new(1, &[], Some([3, 0, 1, 2, 9])));
    }

    #[test]
    fn sorted_cards_are_placed_unless_all_say_the_same() {
        let rungs = [HELLO, Rung { step: 2, ..HELLO }];
        let sorted = |cards: &[(usize, Felt)]| {
            let mut person = someone();
            person.sorted(cards, &rungs);
            person
        };
        assert_eq!(sorted(&[]), someone());
        assert_eq!(sorted(&[(0, Felt::Easy)]), someone());
        assert_eq!(sorted(&[(0, Felt::Easy), (1, Felt::Easy)]), someone());
        let mut placed = someone();
        placed.placed(0, &rungs, Felt::Easy);
        placed.placed(1, &rungs, Felt::Stretch);
        assert_eq!(sorted(&[(0, Felt::Easy), (1, Felt::Stretch)]), placed);
    }

    #[test]
    fn a_correction_of_a_side_is_believed_and_leaves_doubt() {
        let mut person = someone();
        person.correct_side(0, true);
        assert!(near(person.capacity()[0], 1.9) && near(person.doubts()[0], 0.64));
        for _ in 0..20 {
            person.reflect(0, &[HELLO], &TODAY, Outcome::Done { felt: Some(Felt::Stretch), nourished: None }, true);
        }
        let (before, frontier) = (person.capacity()[0], person.frontier());
        assert!(person.doubts()[0] < 0.25);
        person.correct_side(0, false);
        assert!(near(person.capacity()[0], before - 0.4) && near(person.doubts()[0], 0.25));
        assert_eq!(person.frontier(), frontier);
        person.correct_side(SIDES, true);
    }

    #[test]
    fn corrections_come_to_an_end() {
        let mut person = someone();
        for _ in 0..50 {
            person.correct_side(0, true);
            person.correct_side(1, false);
            person.correct_kind(0, true);
            person.correct_kind(1, false);
        }
        assert!(near(person.capacity()[0], 5.0) && near(person.capacity()[1], -1.0));
        assert!(near(person.liking()[0], 0.75) && near(person.liking()[1], -0.75));
    }

    #[test]
    fn a_correction_of_a_kind_moves_its_liking() {
        let mut person = someone();
        person.kinds[3].var = 0.01;
        person.correct_kind(3, true);
        assert!(near(person.liking()[3], 0.25) && near(person.kinds[3].var, 0.06));
        person.correct_kind(4, false);
        assert!(near(person.liking()[4], -0.25) && near(person.kinds[4].var, 0.09));
        person.correct_kind(KINDS, true);
    }

    #[test]
    fn pauses_are_told_and_can_be_lifted() {
        let mut person = someone();
        person.reflect(0, &[HELLO], &TODAY, Outcome::Left(Declined::NotForMe), true);
        assert_eq!(person.pauses(&TODAY).collect::<Vec<_>>(), [(1, None, 22)]);
        assert_eq!(person.pauses(&day(21)).collect::<Vec<_>>(), [(1, None, 1)]);
        assert_eq!(person.pauses(&day(22)).count(), 0);
        person.lift_pause(2);
        assert!(person.paused(&HELLO, &TODAY));
        person.lift_pause(1);
        assert!(!person.paused(&HELLO, &TODAY));
    }

    #[test]
    fn too_much_softens_for_a_week_and_until_something_was_done() {
        let done = |felt| Outcome::Done { felt: Some(felt), nourished: None };
        let mut person = someone();
        assert!(!person.softened(&TODAY));
        person.reflect(0, &[HELLO], &TODAY, done(Felt::TooMuch), true);
        assert_eq!(person.pauses(&TODAY).collect::<Vec<_>>(), [(1, Some(1), 22)]);
        person.lift_pause(1);
        assert!(person.softened(&day(40)), "still open, pause or none");
        person.reflect(0, &[HELLO], &day(2), done(Felt::Okay), true);
        assert!(person.softened(&day(7)) && !person.softened(&day(8)));
    }
}
