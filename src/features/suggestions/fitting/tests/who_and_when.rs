//! Who is far away, when people are at work, and who writes to people already.

use super::lately::{felt, number};
use super::*;

#[test]
fn what_means_meeting_somebody_close_comes_last_where_nobody_is_met_in_the_flesh() {
    let last = |far_away, slug: &str, size: Size| {
        let told = FittingCase { far_away, energy: Some(Energy::Some), ..FittingCase::with(&[Around::Close]) };
        let told = FittingCase { felt: felt(&[(slug, Size::Smaller, 9, Felt::Okay)]).felt, ..told };
        let library = Library::load().unwrap();
        let last = told.seen_on(TODAY, |fitting| fitting.last_of_all(library.rungs()));
        last.contains(&(number(slug), size.number()))
    };
    for (slug, size) in [("cooked-for", Size::More), ("side-by-side-task", Size::Regular), ("tea-at-home", Size::More)]
    {
        assert!(last(true, slug, size) && !last(false, slug, size), "{slug}");
    }
    assert!(!last(true, "ten-minute-call", Size::Regular) && !last(true, "plain-hello", Size::Regular));
}

#[test]
fn a_notice_at_work_waits_for_a_working_day() {
    let thumb = |hour, day: Date| {
        let told = FittingCase { hour, ..FittingCase::with(&[Around::Colleagues]) };
        told.on(day).contains(&(number("a-line-for-the-next-shift"), 0))
    };
    assert!(
        thumb(12, TODAY) && !thumb(20, TODAY) && !thumb(12, date(2026, 3, 14)),
        "not in the evening, nor on a Saturday"
    );
}

#[test]
fn a_like_comes_last_on_a_day_of_plenty_for_whoever_writes_to_people() {
    let last = |energy, wrote: bool| {
        let done =
            wrote.then(|| deed("plain-hello", Size::Regular, 9, Felt::Okay, Nourished::Yes)).into_iter().collect();
        let told =
            FittingCase { energy: Some(energy), done, ..FittingCase::with(&[Around::Close, Around::Acquaintances]) };
        let library = Library::load().unwrap();
        let last = told.seen_on(TODAY, |fitting| fitting.last_of_all(library.rungs()));
        ["one-symbol-back", "a-sign-after-a-gap", "specific-thanks"].map(|slug| last.contains(&(number(slug), 0)))
    };
    assert_eq!(last(Energy::Plenty, true), [true, true, false]);
    assert_eq!(last(Energy::Plenty, false), [false; 3], "they wrote to nobody yet");
    assert_eq!(last(Energy::Some, true), [false; 3]);
}
