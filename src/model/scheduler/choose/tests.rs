use super::*;
use crate::model::scheduler::rules::FIRST_OFFERS;
use crate::model::scheduler::{Felt, Nourished, Outcome};

const TODAY: Today = Today { day: 0, energy: Some(Energy::Some), away_days: 0 };
/// Notch 0, no person needed: always sure.
const BREATH: Rung = Rung { step: 1, size: 0, kind: 9, demand: [0.0; 5], effort: 0.05, nourish: 0.1, inner: true };
const SYMBOL: Rung =
    Rung { step: 2, size: 0, kind: 1, demand: [0.6, 0.0, 0.0, 0.0, 0.0], effort: 0.1, nourish: 0.25, inner: false };

/// Someone past their first days.
fn someone() -> Person {
    let mut person = Person::new(0, &[], None);
    person.offers = FIRST_OFFERS;
    person
}

fn main_of(offer: Offer) -> Option<usize> {
    match offer {
        Offer::Steps { main, .. } => Some(main),
        Offer::Rest(_) => None,
    }
}

#[test]
fn the_score_is_the_one_worked_out_by_hand() {
    // SYMBOL: S = e^(1.5 x -.9) + e^-4.5 = .270349, share .958909, m = .872027,
    // s^2 = .64 x .919506 + .1225 = .710984, t = 1.162318, manageable .959952, comfortable .908814.
    // w = n = .25 (1 + .5 sqrt(.09 + .0625)) = .298814; edge 0; zone = e^(-(.372027 / .7)^2 / 2) x .958909 = .832612;
    // take = sigma(.6 + .5 (w - .3) + 1.3 x .872027) = .849801
    // .849801 (2 n x .954407 + .6 x .832612 - 11 x .040048) - .1 x .150199 = .519858
    let person = someone();
    let guess = person.guess_of(&SYMBOL, TODAY.energy);
    let by_chance = 0.05 * chance(1, 0, &SYMBOL);
    let score = person.score(&SYMBOL, &guess, 0.0, &TODAY, 1) - by_chance;
    assert!((score - 0.519_858).abs() < 2e-6, "{score}");
    let larger = person.score(&SYMBOL, &guess, 0.2, &TODAY, 1) - by_chance;
    assert!((larger - score - 0.849_801 * 0.2).abs() < 2e-6, "room to grow counts as far as it is taken");
}

#[test]
fn a_larger_size_is_worth_more_where_there_is_room_to_grow() {
    let regular = Rung { size: 1, demand: [1.1, 0.0, 0.0, 0.0, 0.0], ..SYMBOL };
    let library = [SYMBOL, regular, Rung { step: 4, size: 1, ..BREATH }];
    let sizes = Sizes::of(&library);
    let mut person = someone();
    let plenty = Today { energy: Some(Energy::Plenty), ..TODAY };
    let low = Today { energy: Some(Energy::Low), ..TODAY };
    let up = |person: &Person, rung: &Rung, today: &Today| person.up(rung, &sizes, today);
    let is = |found: f64, expected: f64| (found - expected).abs() < 1e-12;
    assert!(is(up(&person, &regular, &TODAY), 0.0) && is(up(&person, &regular, &plenty), 0.2));
    assert!(is(up(&person, &SYMBOL, &plenty), 0.0), "the smallest is no larger size");
    assert!(is(up(&person, &Rung { inner: true, ..regular }, &plenty), 0.0), "what involves nobody is no way to grow");

    let done = |felt| Outcome::Done { felt: Some(felt), nourished: None };
    for _ in 0..3 {
        person.reflect(0, &library, &TODAY, done(Felt::Okay), true);
    }
    assert!(is(up(&person, &regular, &TODAY), 0.2) && is(up(&person, &regular, &plenty), 0.4));
    assert!(is(up(&person, &regular, &low), 0.0));
    person.reflect(1, &library, &TODAY, done(Felt::TooMuch), true);
    person.reflect(1, &library, &TODAY, done(Felt::Okay), true);
    let later = Today { day: 2, ..TODAY };
    assert!(is(up(&person, &regular, &TODAY), 0.0) && is(up(&person, &regular, &later), 0.0), "counted anew since");
}

#[test]
fn what_was_shown_lately_scores_lower() {
    let mut person = someone();
    person.shown(0, &[SYMBOL], &Today { day: -8, ..TODAY }, false);
    let (same, kind) = person.sameness(&SYMBOL, &TODAY);
    assert!((same - (-1.0_f64).exp()).abs() < 1e-12);
    assert!((kind - (-2.0_f64).exp()).abs() < 1e-12);
    for _ in 0..9 {
        person.shown(0, &[SYMBOL], &TODAY, true);
    }
    assert!((person.sameness(&SYMBOL, &TODAY).1 - 2.0).abs() < 1e-12, "of a kind at most 2");
}

#[test]
fn chance_is_spread_and_depends_on_each_of_its_parts() {
    let mut sum = 0.0;
    for seed in 0..1000 {
        let drawn = chance(seed, 3, &SYMBOL);
        assert!((0.0..=1.0).contains(&drawn));
        sum += drawn;
    }
    assert!((sum / 1000.0 - 0.5).abs() < 0.04);
    let drawn = chance(1, 3, &SYMBOL).to_bits();
    assert_ne!(drawn, chance(2, 3, &SYMBOL).to_bits());
    assert_ne!(drawn, chance(1, 4, &SYMBOL).to_bits());
    assert_ne!(drawn, chance(1, 3, &Rung { size: 1, ..SYMBOL }).to_bits());
    assert_ne!(drawn, chance(1, 3, &Rung { step: 3, ..SYMBOL }).to_bits());
}

#[test]
fn equal_rungs_go_by_step_not_by_position() {
    let person = someone();
    let twin = |at, step, score| Candidate {
        at,
        rung: if step == 1 { &BREATH } else { &SYMBOL },
        guess: person.guess_of(&BREATH, None),
        score,
    };
    let equal = [twin(0, 2, 1.0), twin(1, 1, 1.0)];
    assert_eq!(best(equal.iter()).map(|one| one.at), Some(1));
    let unequal = [twin(0, 2, 1.5), twin(1, 1, 1.0)];
    assert_eq!(best(unequal.iter()).map(|one| one.at), Some(0));
}

#[test]
fn a_smaller_size_has_to_be_clearly_easier() {
    let regular = Rung { size: 1, demand: [1.0, 0.0, 0.0, 0.0, 0.0], nourish: 0.9, ..SYMBOL };
    let mut person = someone();
    for side in &mut person.capacity {
        side.mean = 2.5;
    }
    let smaller = |demand: f64| {
        let mut small = SYMBOL;
        small.demand[0] = demand;
        match person.offer(&[small, regular, BREATH], &TODAY, true, 0) {
            Offer::Steps { main: 1, smaller, .. } => smaller,
            offer => panic!("{offer:?}"),
        }
    };
    assert_eq!(smaller(0.1), Some(0));
    assert_eq!(smaller(0.9), Some(2), "else another kind that is a whole margin easier");
}

#[test]
fn something_else_is_of_a_third_kind() {
    let other = Rung { step: 3, kind: 2, nourish: 0.2, ..SYMBOL };
    let offer = someone().offer(&[SYMBOL, BREATH, other], &TODAY, true, 0);
    assert_eq!(offer, Offer::Steps { main: 0, smaller: Some(1), other: Some(2), why: Why::Known });
}

#[test]
fn nothing_sure_means_the_surest_alone_or_rest() {
    let person = someone();
    let of = |demand: f64| Rung { demand: [demand, 0.0, 0.0, 0.0, 0.0], ..SYMBOL };
    let low = |demand| person.guess_of(&of(demand), TODAY.energy).low;
    assert!(low(1.05) < SURE && low(1.05) > SURE_ALONE);
    let offer = person.offer(&[of(1.1), of(1.05)], &TODAY, true, 0);
    assert_eq!(offer, Offer::Steps { main: 1, smaller: None, other: None, why: Why::SmallStretch });
    assert!(low(1.4) < SURE_ALONE);
    assert_eq!(person.offer(&[of(1.4)], &TODAY, true, 0), Offer::Rest(Why::LowEnergy));
    assert_eq!(person.offer(&[], &TODAY, true, 0), Offer::Rest(Why::LowEnergy));
}

#[test]
fn the_first_reason_that_fits_is_given() {
    let library = [BREATH, SYMBOL];
    let why = |person: &Person, today: &Today| match person.offer(&library, today, true, 0) {
        Offer::Steps { why, .. } | Offer::Rest(why) => why,
    };
    let low = Today { energy: Some(Energy::Low), ..TODAY };
    let back = Today { away_days: 14, ..low };
    assert_eq!(why(&Person::new(0, &[], None), &back), Why::FirstDays);

    let mut person = someone();
    let too_much = Outcome::Done { felt: Some(Felt::TooMuch), nourished: None };
    assert_eq!(why(&person, &TODAY), Why::Known);
    assert_eq!(why(&person, &low), Why::LowEnergy);
    person.reflect(1, &library, &TODAY, too_much, true);
    assert_eq!(why(&person, &low), Why::AfterTooMuch);
    assert_eq!(why(&person, &back), Why::WelcomeBack);

    let mut fond = someone();
    let liked = Outcome::Done { felt: None, nourished: Some(Nourished::Yes) };
    fond.reflect(1, &library, &TODAY, liked, true);
    assert_eq!(main_of(fond.offer(&library, &TODAY, true, 0)), Some(1));
    assert_eq!(why(&fond, &TODAY), Why::Liked);
}

#[test]
fn offers_grow_rarer_with_uptake_and_asking_always_works() {
    for (uptake, interval) in [(0.35, 1), (0.34, 2), (0.25, 2), (0.2, 3), (0.1, 5), (0.0, 9)] {
        let mut person = someone();
        person.uptake = uptake;
        person.shown(1, &[SYMBOL, BREATH], &TODAY, false);
        for day in 0..12 {
            let today = Today { day, ..TODAY };
            let offer = person.offer(&[SYMBOL, BREATH], &today, false, 0);
            assert_eq!(offer == Offer::Rest(Why::FewerWanted), day < interval, "{uptake} {day}");
            assert!(main_of(person.offer(&[SYMBOL, BREATH], &today, true, 0)).is_some());
        }
    }
}
