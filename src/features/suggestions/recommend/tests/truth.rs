//! A reason is true of the latest that was told.

use super::*;

fn ground(case: &Case, slug: &str, size: Size) -> Option<Ground> {
    let recommender = case.recommender();
    let number = recommender.library().by_slug(slug).unwrap().number;
    let rungs = recommender.library().rungs();
    let rung = rungs.iter().find(|rung| (rung.step, rung.size) == (number, size.number())).unwrap();
    recommender.ground(rung, Why::Known)
}

#[test]
fn what_was_okay_and_then_nearly_done_is_not_called_okay() {
    let line = "a-kind-message-again";
    let okay = Case::on(Energy::Some).did(line, Size::Smaller, 40, Felt::Okay);
    assert_eq!(ground(&okay, line, Size::Smaller), Some(Ground::WasOkay));
    assert_ne!(
        ground(&okay.nearly(line, Size::Smaller, 20, Felt::Stretch), line, Size::Smaller),
        Some(Ground::WasOkay)
    );
}

#[test]
fn to_go_again_is_never_new() {
    let new = |slug, size| ground(&Case::on(Energy::Some), slug, size) == Some(Ground::New);
    assert!(new("a-gentle-regular-place", Size::Regular) && !new("a-gentle-regular-place", Size::More));
}
