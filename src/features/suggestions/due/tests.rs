use jiff::civil::{Date, date};

use super::*;
use crate::model::ladder::Ladder;
use crate::model::profile::Profile;
use crate::model::scheduler::{Felt, Person, Today};
use crate::model::steps::Around;

const TODAY: Date = date(2026, 3, 11);

/// Somebody past their first days.
struct DueCase {
    profile: Profile,
    energy: Energy,
    offers: Vec<PastOffer>,
    done: Vec<PastDeed>,
}

fn told(people: &[Around], hardly_anyone: bool, energy: Energy) -> DueCase {
    let surroundings =
        Surroundings { people: people.iter().copied().collect(), hardly_anyone, ..Surroundings::default() };
    let profile = Profile { surroundings, ..Profile::default() };
    DueCase { profile, energy, offers: Vec::new(), done: Vec::new() }
}

fn number(slug: &str) -> u32 {
    Library::load().unwrap().by_slug(slug).unwrap().number
}

impl DueCase {
    fn offered(mut self, slug: &str, size: Size, days: i32) -> Self {
        self.offers.push(PastOffer::of(number(slug), size, days_before(TODAY, days)));
        self
    }

    fn did(mut self, slug: &str, size: Size, days: i32, felt: Felt) -> Self {
        let (step, day) = (number(slug), days_before(TODAY, days));
        self.done.push(PastDeed { step, size, day, felt: Some(felt), nourished: None, at: 0, unanswered: false });
        self
    }

    fn due(&self) -> Due {
        let library = Library::load().unwrap();
        let mut person = Person::new(library.rungs().len(), &[], None);
        for _ in 0..3 {
            person.shown(0, library.rungs(), &Today { day: 0, energy: None, away_days: 0 }, false);
        }
        Due::of(&Fitting {
            library: &library,
            profile: &self.profile,
            person: &person,
            today: &Today { day: 100, energy: Some(self.energy), away_days: 0 },
            day: TODAY,
            offers: &self.offers,
            hour: 12,
            done: &self.done,
            nearly: &[],
            felt: &[],
            feeling: None,
            lonely_on: None,
            ladder: &Ladder::default(),
            far_away: false,
        })
    }
}

#[test]
fn somebody_known_is_due_once_a_week_or_after_four_without() {
    let due = |told: DueCase| told.due().known;
    let close = |energy| told(&[Around::Close], false, energy);
    let hello = |told: DueCase, days| told.offered("plain-hello", Size::Smaller, days);
    let alone = |told: DueCase, days| told.offered("settle-first", Size::Smaller, days);
    assert!(!due(hello(close(Energy::Some), 6)) && due(hello(close(Energy::Some), 7)));
    assert!(!due(hello(close(Energy::Low), 7)), "a low day is left in peace");
    assert!(!due(told(&[], true, Energy::Some)), "there is nobody known");
    let row = (1..4).rev().fold(hello(close(Energy::Some), 5), alone);
    assert!(!due(row));
    let row = (1..5).rev().fold(hello(close(Energy::Some), 5), alone);
    assert!(due(row));
}

#[test]
fn somebody_else_they_know_is_due_soon_where_there_was_nobody_for_one() {
    let mut pressed = told(&[Around::Close, Around::Group], false, Energy::Some)
        .offered("plain-hello", Size::Smaller, 2)
        .offered("answer-in-a-group", Size::Regular, 1)
        .offered("settle-first", Size::Smaller, 1);
    assert!(!pressed.due().known);
    pressed.offers[1].nobody = true;
    assert!(pressed.due().known);
    let library = Library::load().unwrap();
    let first = pressed.due().first(&library, library.rungs(), false);
    let known = |rung: &Rung| pressed.profile.surroundings.know_whom_they_meet(&library.sized(rung).unwrap().1.around);
    let led = first.iter().find(|rungs| !rungs.is_empty()).unwrap();
    assert!(led.iter().all(known), "before whatever else it is time for");
    assert!(!pressed.offered("specific-thanks", Size::Smaller, 0).due().known, "that was somebody");
}

/// What can be with those closest as well is no turn of the group's.
#[test]
fn the_group_and_the_colleagues_they_told_of_have_their_turn() {
    let people = [Around::Close, Around::Colleagues, Around::Group];
    let after = |slug: &str, size, days| {
        let due = told(&people, false, Energy::Some).offered("settle-first", Size::Smaller, 40);
        let due = due.offered(slug, size, days).due();
        (due.group, due.colleagues)
    };
    assert_eq!(after("muted-call", Size::Regular, 3), (true, true), "that can be with somebody close");
    assert_eq!(after("buddy-in-group", Size::Regular, 17), (false, true));
    assert_eq!(after("buddy-in-group", Size::Regular, 18), (true, true));
    assert_eq!(after("a-line-for-the-next-shift", Size::More, 17), (true, false));
    assert!(!told(&[Around::Close], false, Energy::Some).due().group);
}

#[test]
fn whoever_told_of_somebody_meets_strangers_on_a_screen_last() {
    let library = Library::load().unwrap();
    let kept = |told: DueCase| told.due().without_the_nameless(&library, library.rungs());
    let like = (number("a-word-under-a-song"), 0);
    let has = |rungs: &[Rung]| rungs.iter().any(|rung| (rung.step, rung.size) == like);
    assert!(!has(&kept(told(&[Around::Close], false, Energy::Some))));
    assert!(has(&kept(told(&[], true, Energy::Some))));
}

#[test]
fn a_place_with_the_same_people_is_due_for_whoever_has_nobody() {
    let since = |people: &[Around], days| {
        told(people, people.is_empty(), Energy::Some).offered("settle-first", Size::Smaller, days)
    };
    assert!(!since(&[], 29).due().place && since(&[], 30).due().place);
    assert!(!since(&[Around::Close], 60).due().place);
    assert!(!since(&[], 60).offered("an-open-place", Size::More, 3).due().place, "one came a few days ago");
    let table = (number("a-table-where-hands-are-busy"), Size::Regular.number());
    let open = |told: DueCase| told.due().open().contains(&table);
    assert!(!open(since(&[], 40)) && open(since(&[], 56)));
    assert!(open(since(&[], 40).did("a-table-where-hands-are-busy", Size::Smaller, 10, Felt::Okay)), "they had asked");
    assert!(!open(since(&[], 40).did("a-table-where-hands-are-busy", Size::Smaller, 10, Felt::TooMuch)));
}

#[test]
fn letting_somebody_in_is_due_where_three_in_a_row_went_well() {
    let well = |felt, energy| {
        let steps = ["plain-hello", "song-or-link", "specific-thanks"];
        steps.iter().fold(told(&[Around::Close], false, energy), |told, slug| told.did(slug, Size::Regular, 9, felt))
    };
    assert!(well(Felt::Okay, Energy::Plenty).due().closer);
    assert!(!well(Felt::Okay, Energy::Some).due().closer && !well(Felt::Stretch, Energy::Plenty).due().closer);
    let lately = well(Felt::Okay, Energy::Plenty).offered("unpolished", Size::Regular, 10);
    assert!(!lately.due().closer);
}

#[test]
fn a_loss_is_honoured_about_once_a_month() {
    let lost = |energy| {
        let mut told = told(&[Around::Close], false, energy).offered("settle-first", Size::Smaller, 40);
        told.profile.recent_loss = true;
        told
    };
    assert!(lost(Energy::Low).due().loss && lost(Energy::Some).due().loss && !lost(Energy::Plenty).due().loss);
    assert!(!lost(Energy::Low).offered("a-day-of-missing-somebody", Size::Smaller, 20).due().loss);
    let library = Library::load().unwrap();
    let first = lost(Energy::Low).due().first(&library, library.rungs(), true);
    assert!(first[0].iter().all(|rung| library.sized(rung).unwrap().1.honours_a_loss()));
}

#[test]
fn somebody_who_told_of_a_loss_hears_of_help_after_ten_days_and_not_all_the_time() {
    let lost = |here, told_on: i32| {
        let mut told = told(&[Around::Close], false, Energy::Some).offered("settle-first", Size::Smaller, here);
        told.profile.recent_loss = true;
        told.profile.loss_told_on = Some(days_before(TODAY, told_on));
        told
    };
    assert!(!lost(9, 9).due().help && lost(10, 10).due().help && !lost(90, 9).due().help);
    let looked_up = |days| lost(90, 90).offered("company-after-a-loss", Size::Smaller, days);
    assert!(!looked_up(59).due().help && looked_up(60).due().help);
    assert!(!DueCase { energy: Energy::Low, ..lost(90, 90) }.due().help);
    assert!(!told(&[Around::Close], false, Energy::Some).offered("settle-first", Size::Smaller, 90).due().help);
}

#[test]
fn nobody_is_kept_indoors_for_weeks() {
    let here = |energy, days| told(&[Around::Close], false, energy).offered("settle-first", Size::Smaller, days);
    assert!(!here(Energy::Some, 9).due().out && here(Energy::Some, 10).due().out && !here(Energy::Low, 30).due().out);
    let went = |days| here(Energy::Some, 60).offered("a-seat-beside-somebody", Size::Smaller, days);
    assert!(!went(13).due().out && went(14).due().out);
    assert!(!told(&[Around::Online], false, Energy::Some).offered("settle-first", Size::Smaller, 60).due().out);
    let library = Library::load().unwrap();
    let first = here(Energy::Some, 60).due().first(&library, library.rungs(), true);
    assert!(first.iter().flatten().all(|rung| !library.sized(rung).unwrap().1.is(Mark::Out)), "things are kept soft");
}

#[test]
fn whoever_has_hardly_anyone_meets_somebody_living_after_some_fair_days() {
    let after = |told: DueCase, days: i32| {
        (1..=days).rev().fold(told.offered("tiny-question", Size::Smaller, days + 1), |told, day| {
            told.offered("a-word-under-a-song", Size::Smaller, day)
        })
    };
    let due = |told: DueCase| (told.due().met, told.due().met_at_last);
    let alone = |energy| told(&[], true, energy);
    assert_eq!(due(after(alone(Energy::Some), 5)), (false, false), "a like is answered by nobody");
    assert_eq!(due(after(alone(Energy::Some), 6)), (true, false));
    assert_eq!(due(after(alone(Energy::Some), 9)), (true, true));
    assert_eq!(due(after(alone(Energy::Low), 9)), (false, false), "a low day is left in peace");
    assert_eq!(due(after(told(&[Around::Close], false, Energy::Some), 9)), (false, false));
}

#[test]
fn what_went_well_has_a_sequel_within_two_weeks() {
    let next = |days, felt| {
        let case = told(&[Around::Close], false, Energy::Some).did("online-hi", Size::Regular, days, felt);
        case.due().sequels.contains(&(number("online-hi"), Size::More.number()))
    };
    assert!(!next(3, Felt::Easy) && next(4, Felt::Easy) && next(14, Felt::Okay) && !next(15, Felt::Okay));
    assert!(!next(6, Felt::Stretch) && !next(6, Felt::TooMuch));
    let well = || told(&[Around::Close], false, Energy::Some).did("online-hi", Size::Regular, 10, Felt::Easy);
    let has = |case: DueCase| !case.due().sequels.is_empty();
    assert!(!has(well().offered("online-hi", Size::More, 5)), "it was suggested since");
    assert!(!has(well().did("online-hi", Size::More, 5, Felt::Okay)), "it was done since");
    assert!(!has(DueCase { energy: Energy::Low, ..well() }), "a low day is left in peace");
}
