use super::*;
use crate::model::scheduler::rules::FIRST_OFFERS;
use crate::model::scheduler::{Barrier, Energy, Felt, Offer, Outcome, Why};

const TODAY: Today = Today { day: 0, energy: Some(Energy::Some), away_days: 0 };
const BREATH: Rung = Rung { step: 1, size: 0, kind: 9, demand: [0.0; 5], effort: 0.05, nourish: 1.0, inner: true };
const WRITING: Rung = Rung { step: 2, kind: 8, ..BREATH };
const BENCH: Rung = Rung { step: 3, kind: 3, nourish: 0.1, inner: false, ..BREATH };
const SYMBOL: Rung =
    Rung { step: 4, size: 0, kind: 1, demand: [0.6, 0.0, 0.0, 0.0, 0.0], effort: 0.1, nourish: 0.1, inner: false };

fn day(day: i32) -> Today {
    Today { day, ..TODAY }
}

/// Somebody to whom these were shown, a day apart, from day -20 on; past their first days, and free of rule 5.
fn after(shown: &[(Rung, Option<Energy>)]) -> Person {
    let mut person = Person::new(0, &[], None);
    person.offers = FIRST_OFFERS;
    for (at, (rung, energy)) in (-20..).zip(shown) {
        person.shown(0, &[*rung], &Today { energy: *energy, ..day(at) }, false);
    }
    person
}

fn suggested(person: &Person, rungs: &[Rung], today: &Today) -> (Option<u32>, Why) {
    match person.offer(rungs, today, true, 0) {
        Offer::Steps { main, why, .. } => (Some(rungs[main].step), why),
        Offer::Rest(why) => (None, why),
    }
}

const SOME: Option<Energy> = Some(Energy::Some);
const LOW: Option<Energy> = Some(Energy::Low);

#[test]
fn after_two_that_reached_nobody_the_next_reaches_somebody() {
    let rungs = [BREATH, WRITING, BENCH, SYMBOL];
    let outward = |shown: &[(Rung, Option<Energy>)]| suggested(&after(shown), &rungs, &TODAY);
    assert_ne!(outward(&[(BREATH, SOME)]).1, Why::Outward);
    assert_eq!(outward(&[(BREATH, SOME), (BENCH, SOME)]), (Some(4), Why::Outward), "a bench reaches nobody");
    assert_ne!(outward(&[(BREATH, SOME), (SYMBOL, SOME), (WRITING, SOME)]).1, Why::Outward);
    assert_eq!(outward(&[(BREATH, SOME), (SYMBOL, LOW), (WRITING, SOME)]).1, Why::Outward, "low days do not count");
    assert_ne!(outward(&[(BREATH, LOW), (WRITING, LOW)]).1, Why::Outward, "either way");
}

#[test]
fn where_nothing_reaches_something_with_others_is_next_or_else_the_usual() {
    let person = after(&[(BREATH, SOME), (WRITING, SOME)]);
    assert_eq!(suggested(&person, &[BREATH, WRITING, BENCH], &TODAY), (Some(3), Why::Outward));
    assert_ne!(suggested(&person, &[BREATH, WRITING], &TODAY).1, Why::Outward);
}

#[test]
fn where_nothing_with_others_is_quite_sure_the_surest_of_the_smallest_is() {
    let every = [Barrier::Anxiety, Barrier::MissingPractice, Barrier::Protective, Barrier::DifferentStyle];
    let mut person = Person::new(0, &every, None);
    (person.alone, person.offers) = (ALONE, FIRST_OFFERS);
    let harder = Rung { step: 5, demand: [0.65, 0.0, 0.0, 0.0, 0.0], ..SYMBOL };
    let tiring = Rung { step: 6, demand: [0.5, 0.0, 0.0, 0.0, 0.0], effort: 0.11, ..SYMBOL };
    let rungs = [BREATH, SYMBOL, harder, tiring];
    person.capacity[0].mean = 0.6;
    let low = |person: &Person, at: usize| person.guess(at, &rungs, SOME).low;
    assert!((SMALLEST_WITH_OTHERS..SURE).contains(&low(&person, 1)), "{}", low(&person, 1));
    assert_eq!(suggested(&person, &rungs, &TODAY), (Some(4), Why::Outward));
    person.capacity[0].mean = -0.5;
    assert!(low(&person, 1) < SMALLEST_WITH_OTHERS);
    assert_ne!(suggested(&person, &rungs, &TODAY).1, Why::Outward);
}

#[test]
fn not_on_a_low_day_nor_after_too_much_nor_in_the_first_days() {
    let rungs = [BREATH, WRITING, SYMBOL];
    let person = after(&[(BREATH, SOME), (WRITING, SOME)]);
    assert_ne!(suggested(&person, &rungs, &Today { energy: LOW, ..TODAY }).1, Why::Outward);
    let mut new = person.clone();
    new.offers = FIRST_OFFERS - 1;
    assert_eq!(suggested(&new, &rungs, &TODAY).1, Why::FirstDays);
    let mut recovering = person;
    let too_much = Outcome::Done { felt: Some(Felt::TooMuch), nourished: None };
    recovering.reflect(0, &rungs, &day(-1), too_much, true);
    assert_eq!(suggested(&recovering, &rungs, &TODAY).1, Why::AfterTooMuch);
}

#[test]
fn turning_to_something_else_the_same_day_does_not_end_the_row() {
    let mut person = after(&[(BREATH, SOME)]);
    person.shown(0, &[WRITING], &day(-10), false);
    person.shown(0, &[SYMBOL], &day(-10), true);
    assert_eq!(suggested(&person, &[BREATH, SYMBOL], &TODAY), (Some(4), Why::Outward));
}
