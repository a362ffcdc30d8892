use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn of(steps: &[u32]) -> Ladder {
    Ladder { steps: steps.to_vec() }
}

#[test]
fn a_step_moves_one_place_or_to_a_place() {
    let mut ladder = of(&[1, 2, 3, 4]);
    ladder.shift(3, Move::Up);
    assert_eq!(ladder.steps(), [1, 3, 2, 4]);
    ladder.shift(1, Move::Up);
    assert_eq!(ladder.steps(), [1, 3, 2, 4], "the first has nowhere to go");
    ladder.shift(1, Move::To(99));
    assert_eq!(ladder.steps(), [3, 2, 4, 1]);
    ladder.shift(7, Move::Down);
    assert_eq!(ladder.steps(), [3, 2, 4, 1]);
}

#[test]
fn what_was_taken_off_comes_back_where_it_was() {
    let mut ladder = of(&[1, 2, 3]);
    let place = ladder.take_off(2);
    assert_eq!((ladder.steps(), place), ([1, 3].as_slice(), Some(1)));
    ladder.put(2, place);
    assert_eq!(ladder.steps(), [1, 2, 3]);
}

#[test]
fn the_next_is_the_first_that_has_not_gone_well() {
    let ladder = of(&[5, 6, 7]);
    assert_eq!(ladder.next(|step| step == 5), Some(6));
    assert_eq!(ladder.next(|_| true), None);
}

#[test]
fn a_ladder_to_begin_with_goes_from_little_to_more() {
    let library = Library::load().unwrap();
    let ladder = to_begin_with(&library, |_| None, load, 8);
    assert_eq!(ladder.steps().len(), 8);
    let loads: Vec<f64> = ladder.steps().iter().map(|number| load(library.step(*number).unwrap())).collect();
    assert!(loads.is_sorted(), "{loads:?}");
    let kinds: BTreeSet<_> = ladder.steps().iter().map(|number| library.step(*number).unwrap().kind).collect();
    assert!(kinds.len() >= 4, "{kinds:?}");
}

#[test]
fn what_comes_after_asks_a_little_more() {
    let library = Library::load().unwrap();
    for step in library.steps() {
        for further in beyond(&library, step, |_| None, 2) {
            assert!(load(further) > load(step), "{} after {}", further.slug, step.slug);
        }
    }
}

proptest! {
    #[test]
    fn moving_loses_and_doubles_nothing(moves in prop::collection::vec((0u32..8, 0usize..12), 0..40)) {
        let mut ladder = Ladder::default();
        for step in 0..6 { ladder.put(step, None); }
        for (step, to) in moves {
            ladder.shift(step, match to { 0 => Move::Up, 1 => Move::Down, place => Move::To(place) });
        }
        let steps: BTreeSet<u32> = ladder.steps().iter().copied().collect();
        prop_assert_eq!(steps, (0..6).collect());
        prop_assert_eq!(ladder.steps().len(), 6);
    }
}
