use super::*;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

fn day(day: i32, away_days: i32) -> Today {
    Today { day, energy: None, away_days }
}

#[test]
fn barriers_lower_the_start_and_count_once() {
    let twice = [Barrier::Anxiety, Barrier::Protective, Barrier::Anxiety];
    let capacity = Person::new(0, &twice, None).capacity();
    for (side, expected) in capacity.into_iter().zip([1.2, 1.3, 0.6, 0.8, 1.0]) {
        assert!(near(side, expected), "{capacity:?}");
    }
    let all = Person::new(0, &Barrier::ALL, None).capacity();
    assert!(near(all[4], 1.5 - 0.14 - 0.4 - 0.3 - 0.1 - 0.5));
}

#[test]
fn intake_is_one_observation_per_side() {
    let person = Person::new(0, &[], Some([0, 1, 2, 3, 200]));
    // 1.5 + .64 / 1.64 x (.5 + .8 q - 1.5)
    for (side, said) in person.capacity.iter().zip([0.0, 1.0, 2.0, 3.0, 3.0]) {
        assert!(near(side.mean, 1.5 + 0.64 / 1.64 * (0.8 * said - 1.0)));
        assert!(near(side.var, 0.64 / 1.64));
    }
}

#[test]
fn each_day_adds_a_little_doubt_and_only_once() {
    let mut person = Person::new(0, &[], None);
    person.begin_day(&day(5, 0));
    assert!(near(person.capacity[0].var, 0.64));
    person.begin_day(&day(8, 0));
    person.begin_day(&day(8, 0));
    assert!(near(person.capacity[0].var, 0.649));
    person.begin_day(&day(-3, 0));
    assert!(near(person.capacity[0].var, 0.649));
    person.begin_day(&day(i32::MAX, 0));
    assert!(near(person.capacity[0].var, 1.0));
}

#[test]
fn a_long_absence_counts_once() {
    let mut person = Person { frontier: 5, uptake: 0.1, ..Person::new(0, &[], None) };
    person.begin_day(&day(0, 13));
    assert_eq!((person.frontier(), person.uptake), (5, 0.1));
    person.begin_day(&day(20, 14));
    person.begin_day(&day(20, 14));
    assert_eq!((person.frontier(), person.uptake), (3, 0.6));
    assert!(near(person.capacity[0].var, 0.64 + 20.0 * 0.003 + 0.15));
    person.begin_day(&day(40, 20));
    person.begin_day(&day(60, 20));
    assert_eq!(person.frontier(), 1);
}

#[test]
fn with_a_different_style_one_step_says_less_of_the_next() {
    let rung = Rung { step: 1, size: 0, kind: 0, demand: [0.0; 5], effort: 0.0, nourish: 0.0, inner: true };
    let usual = Person::new(0, &[], None).guess(0, &[rung], None).sd;
    let style = Person::new(0, &[Barrier::DifferentStyle], None).guess(0, &[rung], None).sd;
    assert!(near(usual * usual, 0.1225) && near(style * style, 0.245));
}

#[test]
fn what_is_learnt_of_one_size_is_learnt_of_its_step() {
    use crate::model::scheduler::Outcome;
    let small =
        Rung { step: 1, size: 0, kind: 1, demand: [1.1, 0.0, 0.0, 0.0, 0.0], effort: 0.1, nourish: 0.4, inner: false };
    let rungs = [small, Rung { size: 1, ..small }, Rung { step: 2, ..small }];
    let mut person = Person::new(0, &[], None);
    person.begin_day(&day(0, 0));
    let easy = Outcome::Done { felt: Some(Felt::Easy), nourished: None };
    person.reflect(0, &rungs, &day(0, 0), easy, true);
    let margin = |at: usize| person.guess(at, &rungs, None).margin;
    assert!(margin(0) > margin(1) && margin(1) > margin(2));
}
