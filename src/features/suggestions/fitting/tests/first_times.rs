//! What begins small, and what steps back because it came often.

use super::lately::{Met, felt, number, offers};
use super::*;
use crate::model::scheduler::Felt;

fn last(told: &FittingCase, slug: &str, size: Size) -> bool {
    let library = Library::load().unwrap();
    let last = told.seen_on(TODAY, |fitting| fitting.last_of_all(library.rungs()));
    last.contains(&(number(slug), size.number()))
}

#[test]
fn a_step_that_was_never_tried_begins_at_its_smallest_size() {
    let told = |times| {
        let mut told = felt(&vec![("specific-thanks", Size::Smaller, 9, Felt::Okay); times]);
        told.energy = Some(Energy::Some);
        told
    };
    for size in [Size::Regular, Size::More] {
        assert!(last(&told(2), "plain-hello", size) && !last(&told(3), "plain-hello", size), "its kind went well");
        assert!(last(&told(3), "low-key-invite", size), "of another kind");
    }
    assert!(!last(&told(0), "plain-hello", Size::Smaller));
    let warm = |size| last(&FittingCase::low(), "something-warm-on-a-low-day", size);
    assert!(!warm(Size::Regular) && warm(Size::More), "a low day has its own smallest");
    assert!(!last(&told(1), "specific-thanks", Size::More), "that one was tried");
}

#[test]
fn what_came_often_steps_back_for_longer_each_time() {
    let library = Library::load().unwrap();
    let seen = |days: &[i32], size| {
        let told: Vec<_> = days.iter().map(|days| ("plain-hello", *days, Met::Taken)).collect();
        let rung = library.rungs()[library.rung(number("plain-hello"), size).unwrap()];
        offers(&told).seen_on(TODAY, |fitting| fitting.was_seen(&rung))
    };
    let small = |days: &[i32]| seen(days, Size::Smaller);
    assert!(small(&[20]) && !small(&[21]));
    assert!(small(&[80, 41]) && !small(&[80, 42]));
    assert!(small(&[99, 80, 62]) && !small(&[99, 80, 63]));
    let larger = |days: &[i32]| seen(days, Size::Regular);
    assert!(!larger(&[40, 5]), "it may grow");
    assert!(larger(&[90, 60, 29]) && !larger(&[90, 60, 30]), "in every size from the third time on");
}
