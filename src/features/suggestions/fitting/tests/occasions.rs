//! What reads as odd out of the blue waits for what makes it plain.

use super::lately::number;
use super::*;
use crate::features::suggestions::due::Due;
use crate::features::suggestions::leaning;

/// Whether it can come by itself.
fn comes(told: &FittingCase, slug: &str, size: Size) -> bool {
    let library = Library::load().unwrap();
    told.seen_on(TODAY, |fitting| {
        let rungs =
            leaning::at_will(&library, fitting.ladder, Due::of(fitting).open(), &fitting.rungs(), fitting.today);
        rungs.iter().any(|rung| (rung.step, rung.size) == (number(slug), size.number()))
    })
}

fn did(slug: &str, size: Size, days: i32, felt: Felt) -> FittingCase {
    let done = vec![deed(slug, size, days, felt, Nourished::Yes)];
    let mut told =
        FittingCase { done, ..FittingCase::with(&[Around::Close, Around::Acquaintances, Around::Neighbours]) };
    told.profile.said_what_could_hurt = true;
    told
}

#[test]
fn that_it_was_nice_is_said_some_days_after_somebody_was_met() {
    let nice = |told: &FittingCase| comes(told, "second-time", Size::Smaller);
    assert!(!nice(&did("settle-first", Size::Smaller, 1, Felt::Okay)));
    let met = |days, felt| nice(&did("tea-at-home", Size::More, days, felt));
    assert!(met(1, Felt::Okay) && met(3, Felt::Stretch) && !met(4, Felt::Okay) && !met(1, Felt::TooMuch));
    assert!(!nice(&did("tea-at-home", Size::Regular, 1, Felt::Okay)), "that was only asked for");
    assert!(!nice(&did("sit-where-people-are", Size::More, 1, Felt::Okay)), "there was nobody they know");
}

#[test]
fn starting_now_is_written_to_whoever_was_asked_for_company() {
    let starting = |told: &FittingCase| comes(told, "company-hard-task", Size::Smaller);
    assert!(!starting(&FittingCase::with(&[Around::Close])));
    assert!(starting(&did("company-hard-task", Size::Regular, 3, Felt::Okay)));
}

#[test]
fn a_line_one_wrote_and_a_muted_chat_do_not_come_by_themselves() {
    let mut told = FittingCase::with(&[Around::Close, Around::Group]);
    told.profile.barriers = vec![Barrier::Protective];
    for (slug, size) in [("share-reflection", Size::Regular), ("step-back", Size::Smaller)] {
        assert!(told.has(slug, size) && !comes(&told, slug, size), "{slug}: it can still be turned to");
    }
}

#[test]
fn what_there_was_no_occasion_for_stays_away_for_two_weeks_and_after_twice_for_four_months() {
    let said = |days: &[i32], nobody: bool| {
        let offer = |days: &i32| PastOffer {
            no_occasion: !nobody,
            nobody,
            answered: true,
            left: true,
            turned_from: true,
            ..PastOffer::of(number("mark-a-date"), Size::Smaller, days_before(TODAY, *days))
        };
        let told = FittingCase { offers: days.iter().map(offer).collect(), ..FittingCase::default() };
        told.has("mark-a-date", Size::Smaller)
    };
    assert!(!said(&[13], false) && said(&[14], false));
    assert!(said(&[80], false) && !said(&[90, 80], false));
    assert!(!said(&[150, 119], false) && said(&[150, 120], false));
    assert!(said(&[90, 80], true), "that there was nobody is something else");
}
