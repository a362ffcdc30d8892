use super::*;

fn rung(step: u32, size: u8) -> Rung {
    Rung { step, size, kind: 3, demand: [0.5; 5], effort: 0.1, nourish: 0.3, inner: false }
}

#[test]
fn a_reason_speaks_of_this_size_and_of_nothing_that_was_not_told() {
    let mut records = StepRecords::default();
    let ground = |records: &StepRecords, size, why| records.ground(&rung(1, size), why, |_| true);
    assert!(records.is_new(&rung(1, 0)) && !records.another_size(&rung(1, 0), |_| true));
    records.shown(&rung(1, 0), 1);
    assert_eq!(ground(&records, 0, Why::Known), None, "it was shown before");
    records.begun(&rung(2, 0), 4);
    records.told(&rung(2, 0), 5, Some(Felt::Okay), Some(Nourished::Yes));
    let like = Some(Ground::LikeOne { step: 2, size: Size::Smaller });
    assert_eq!(ground(&records, 0, Why::Liked), like);
    let nothing_is = records.ground(&rung(1, 0), Why::Liked, |_| false);
    assert_eq!(nothing_is, None, "it is of its kind, and not like it");
    records.told(&rung(1, 0), 6, Some(Felt::Okay), Some(Nourished::Yes));
    assert_eq!(ground(&records, 0, Why::Liked), Some(Ground::DidGood));
    assert_eq!(ground(&records, 0, Why::Known), Some(Ground::WasOkay));
    records.shown(&rung(1, 1), 6);
    assert_eq!(ground(&records, 1, Why::SmallStretch), Some(Ground::SmallerWentWell), "shown, and not begun");
    records.told(&rung(1, 1), 7, Some(Felt::Stretch), None);
    assert_eq!(ground(&records, 1, Why::SmallStretch), None, "this size was tried since");
    records.told(&rung(1, 0), 9, Some(Felt::TooMuch), Some(Nourished::No));
    assert_eq!(ground(&records, 0, Why::Known), None);
    assert_eq!(ground(&records, 0, Why::Liked), None, "the other was spoken of already");
}

#[test]
fn another_size_is_one_that_went_well_and_is_recognised() {
    let mut records = StepRecords::default();
    records.told(&rung(1, 2), 1, Some(Felt::Stretch), None);
    assert!(!records.another_size(&rung(1, 1), |_| true), "a stretch speaks for nothing");
    records.told(&rung(1, 0), 2, Some(Felt::Okay), None);
    assert!(records.another_size(&rung(1, 1), |_| true) && !records.another_size(&rung(1, 1), |_| false));
    records.told(&rung(1, 1), 3, Some(Felt::TooMuch), None);
    assert!(!records.another_size(&rung(1, 1), |_| true), "they did this very size");
}

#[test]
fn the_latest_word_counts_whenever_it_is_told() {
    let mut records = StepRecords::default();
    records.told(&rung(1, 0), 9, Some(Felt::Easy), None);
    records.told(&rung(1, 0), 5, Some(Felt::TooMuch), None);
    assert_eq!(records.ground(&rung(1, 0), Why::Known, |_| true), Some(Ground::WasEasy));
}

#[test]
fn what_came_close_since_speaks_against_it() {
    let mut records = StepRecords::default();
    let ground = |records: &StepRecords, size| records.ground(&rung(1, size), Why::Known, |_| true);
    records.told(&rung(1, 0), 1, Some(Felt::Okay), None);
    assert_eq!((ground(&records, 0), ground(&records, 1)), (Some(Ground::WasOkay), Some(Ground::SmallerWentWell)));
    records.nearly(&rung(1, 0), 2, None);
    assert_eq!((ground(&records, 0), ground(&records, 1)), (None, None), "the latest word is another");
    records.told(&rung(1, 0), 3, Some(Felt::Easy), None);
    assert_eq!(ground(&records, 0), Some(Ground::WasEasy));
}

#[test]
fn one_like_it_speaks_for_nothing_where_its_own_step_or_kind_was_hard_last() {
    let kind = |records: &StepRecords| records.of_its_kind(&rung(1, 0), |_| true);
    let mut records = StepRecords::default();
    records.told(&rung(2, 0), 9, Some(Felt::Easy), None);
    assert_eq!(kind(&records), Some(Ground::KindWasEasy));
    for felt in [Felt::Stretch, Felt::TooMuch] {
        let mut hard = records.clone();
        hard.told(&rung(1, 1), 5, Some(felt), None);
        assert_eq!(kind(&hard), None, "its own step was {felt:?}");
        let mut hard = records.clone();
        hard.told(&rung(3, 0), 10, Some(felt), None);
        assert_eq!(kind(&hard), None, "the last of its kind was {felt:?}");
    }
    for step in [1, 3] {
        let mut nearly = records.clone();
        nearly.nearly(&rung(step, 0), 10, Some(Felt::Stretch));
        assert_eq!(kind(&nearly), None, "nearly");
    }
    let mut own = records.clone();
    own.told(&rung(1, 1), 5, Some(Felt::Okay), None);
    assert_eq!(kind(&own), Some(Ground::KindWasEasy));
}

#[test]
fn what_was_nearly_done_and_too_much_was_too_much_and_what_was_said_since_counts() {
    let mut records = StepRecords::default();
    records.nearly(&rung(1, 0), 1, Some(Felt::TooMuch));
    assert!(records.was_too_much(&rung(1, 0)) && !records.was_too_much(&rung(1, 1)));
    records.nearly(&rung(1, 0), 2, None);
    assert!(records.was_too_much(&rung(1, 0)), "nothing else was said");
    records.nearly(&rung(1, 0), 3, Some(Felt::Stretch));
    assert!(!records.was_too_much(&rung(1, 0)));
}

#[test]
fn what_was_shown_is_not_new() {
    let mut records = StepRecords::default();
    assert!(records.is_new(&rung(1, 0)) && !records.was_shown(&rung(1, 0)));
    records.shown(&rung(1, 1), 1);
    assert!(records.is_new(&rung(1, 0)) && records.was_shown(&rung(1, 0)), "in another size");
}
