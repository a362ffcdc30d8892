//! What was done and was a stretch at the most lets the next size of its kind come.

use super::lately::felt;
use super::*;
use crate::features::suggestions::growth::OutgrownSizes;
use crate::model::steps::StepKind;

/// The sizes of small things shared that are due after these.
fn due(energy: Energy, told: &[(&str, Size, i32, Felt)], done: bool) -> BTreeSet<u8> {
    let mut case = FittingCase { energy: Some(energy), ..felt(told) };
    if done {
        case.done = case.felt.clone();
    }
    case.seen_on(TODAY, |fitting| {
        let rungs = OutgrownSizes::of(fitting).handed_over(fitting.library.rungs());
        rungs.iter().filter(|rung| rung.kind == StepKind::Share as u8).map(|rung| rung.size).collect()
    })
}

const SONG: (&str, Size, i32, Felt) = ("song-or-link", Size::Smaller, 9, Felt::Stretch);
const PICTURE: (&str, Size, i32, Felt) = ("ordinary-picture", Size::Smaller, 8, Felt::Stretch);

#[test]
fn two_that_were_done_and_a_stretch_make_the_next_size_of_their_kind_due() {
    assert_eq!(due(Energy::Some, &[SONG, PICTURE], true), [1].into());
    assert!(due(Energy::Some, &[SONG], true).is_empty());
    assert!(due(Energy::Some, &[SONG, PICTURE], false).is_empty(), "nearly done is not done");
    assert!(due(Energy::Low, &[SONG, PICTURE], true).is_empty(), "a low day asks for little");
    let larger = [SONG, PICTURE].map(|(step, _, days, felt)| (step, Size::Regular, days, felt));
    assert_eq!(due(Energy::Some, &larger, true), [2].into());
}

#[test]
fn something_too_much_of_its_kind_or_anything_often_lets_nothing_grow_by_a_stretch() {
    let after = |hurt: &[(&str, i32)]| {
        let hurt = hurt.iter().map(|(step, days)| (*step, Size::More, *days, Felt::TooMuch));
        !due(Energy::Some, &hurt.chain([SONG, PICTURE]).collect::<Vec<_>>(), true).is_empty()
    };
    assert!(!after(&[("something-silly", 13)]) && after(&[("something-silly", 14)]));
    assert!(after(&[("plain-hello", 13)]), "that is another kind");
    assert!(!after(&[("plain-hello", 13), ("low-key-invite", 12)]), "often");
}
