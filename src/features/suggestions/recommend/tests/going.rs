//! What was asked for comes back, with its own reason.

use super::*;
use crate::features::suggestions::reason_text::Reasons;
use crate::model::steps::{Mark, OpenedBy};

const TEA: &str = "Have a cup of tea with someone";

fn asked(days: i32, felt: Felt, energy: Energy) -> Case {
    Case::grown(energy).did("tea-at-home", Size::Regular, days, felt)
}

fn goes(case: &Case) -> bool {
    case.next().is_some_and(|(title, ground)| title == TEA && ground == Some(Ground::Opened(OpenedBy::Asked)))
}

#[test]
fn whoever_asked_for_tea_is_led_to_the_tea_for_two_weeks() {
    let okay = |days| goes(&asked(days, Felt::Okay, Energy::Some));
    assert!(!okay(1) && okay(2) && okay(10) && okay(14) && !okay(15));
    assert!(goes(&asked(5, Felt::Okay, Energy::Plenty)));
    assert!(!goes(&asked(5, Felt::Okay, Energy::Low)), "a low day is left in peace");
    assert!(!goes(&asked(5, Felt::TooMuch, Energy::Some)));
}

#[test]
fn whoever_asked_and_waits_is_led_nowhere() {
    assert!(!goes(&Case::grown(Energy::Some).waits("tea-at-home", Size::Regular, 5)));
    let noted = |case: Case| follows(&case, "low-key-invite", Size::Regular);
    assert!(
        noted(Case::on(Energy::Some).waits("low-key-invite", Size::Smaller, 6)),
        "words that were written are there"
    );
}

#[test]
fn it_comes_first_until_it_was_gone_to_or_suggested_twice() {
    let after = |days: &[i32]| {
        let case = asked(14, Felt::Okay, Energy::Some);
        goes(&days.iter().fold(case, |case, days| case.offered("tea-at-home", Size::More, *days)))
    };
    assert!(after(&[12]) && !after(&[12, 7]));
    assert!(!goes(&asked(14, Felt::Okay, Energy::Some).did("tea-at-home", Size::More, 9, Felt::Okay)));
}

/// What is said to follow on, of a step in a size.
fn follows(case: &Case, slug: &str, size: Size) -> bool {
    let recommender = case.recommender();
    let number = recommender.library().by_slug(slug).unwrap().number;
    let rungs = recommender.library().rungs();
    let rung = rungs.iter().find(|rung| (rung.step, rung.size) == (number, size.number())).unwrap();
    recommender.due.going(rung).is_some()
}

#[test]
fn nothing_follows_on_from_what_was_gone_beyond() {
    let asked = || Case::on(Energy::Some).did("quiet-company", Size::Regular, 11, Felt::Okay);
    assert!(follows(&asked(), "quiet-company", Size::Smaller) && follows(&asked(), "quiet-company", Size::More));
    let hour = asked().did("quiet-company", Size::More, 4, Felt::Easy);
    assert!(!follows(&hour, "quiet-company", Size::Smaller) && !follows(&hour, "quiet-company", Size::More));
    let five = asked().did("quiet-company", Size::Smaller, 4, Felt::Easy);
    assert!(!follows(&five, "quiet-company", Size::Smaller) && follows(&five, "quiet-company", Size::More));
}

#[test]
fn nothing_new_follows_on_for_whoever_said_not_now_to_it() {
    let mut case = Case::on(Energy::Some).did("one-session", Size::Smaller, 6, Felt::Okay);
    assert!(follows(&case, "one-session", Size::Regular));
    case.profile.possible[4] = Some(0);
    assert!(!follows(&case, "one-session", Size::Regular));
    let tea = || asked(6, Felt::Okay, Energy::Some).offered("tea-at-home", Size::More, 3);
    let turned = |how: fn(&mut PastOffer)| {
        let mut rows = tea().rows();
        how(rows.offers.last_mut().unwrap());
        let recommender = Recommender::of(rows, &Profile::default(), 7, TODAY, NOON);
        let number = recommender.library().by_slug("tea-at-home").unwrap().number;
        recommender
            .due
            .going(recommender.library().rungs().iter().find(|rung| (rung.step, rung.size) == (number, 2)).unwrap())
    };
    assert!(turned(|offer| offer.left = true).is_some(), "not today is not never");
    assert!(turned(|offer| offer.not_for_me = true).is_none() && turned(|offer| offer.no_occasion = true).is_none());
}

#[test]
fn going_is_said_only_of_what_is_somewhere() {
    let reasons = Reasons::load().unwrap();
    let library = Library::load().unwrap();
    for (step, size) in library.sizes().filter(|(_, size)| !size.opened_by.is_empty()) {
        for by in size.opened_by.iter().map(|opening| opening.by) {
            let suggested = Suggestion { ground: Some(Ground::Opened(by)), ..shown(step.number, size.size, 0) };
            for turn in 0..=u8::MAX {
                let said = reasons.offer(&library, &suggested, size, Some(Energy::Some), turn).to_lowercase();
                assert!(!said.contains("going") || size.is(Mark::Out), "{}: {said}", size.title);
            }
        }
    }
}

#[test]
fn a_table_that_was_asked_and_a_meeting_that_was_noted_are_gone_to() {
    let led = |slug, size, to: &str, by| {
        let next = Case::grown(Energy::Plenty).did(slug, size, 6, Felt::Okay).next();
        assert_eq!(next, Some((to.to_owned(), Some(Ground::Opened(by)))), "{slug}");
    };
    let (table, class) = ("Sit at a craft table for fifteen minutes", "Go to the first half of a class");
    led("a-table-where-hands-are-busy", Size::Smaller, table, OpenedBy::Asked);
    led("one-session", Size::Smaller, class, OpenedBy::Found);
    led("ask-what-is-on", Size::Regular, class, OpenedBy::Asked);
    led("low-key-invite", Size::Smaller, "Invite someone to one small thing", OpenedBy::Written);
}

#[test]
fn the_reason_says_what_was_done() {
    let (reasons, case) = (Reasons::load().unwrap(), asked(5, Felt::Okay, Energy::Some));
    let recommender = case.recommender();
    let next = recommender.offer(true, 0).unwrap();
    let size = recommender.library().step(next.step).unwrap().size(next.size).unwrap();
    for turn in 0..=u8::MAX {
        let said = reasons.offer(recommender.library(), &next, size, Some(Energy::Some), turn);
        assert!(said.starts_with("You asked"), "{said}");
    }
}

/// What prepares opens what it prepares, but for what waits for a day of its own or should not press.
#[test]
fn what_prepares_opens_what_it_leads_to() {
    let waits = ["bring-a-step", "closer-to-support", "first-talk", "mark-a-date", "ring-to-say-hello"];
    let mild =
        ["short-voice-note", "step-back", "tell-therapist", "what-closeness-is", "which-support", "your-own-ladder"];
    let library = Library::load().unwrap();
    for step in
        library.steps().filter(|step| !waits.contains(&step.slug.as_str()) && !mild.contains(&step.slug.as_str()))
    {
        for size in &step.sizes {
            let Some(next) = size.leads_to.and_then(|next| step.size(next)) else { continue };
            let opens = |by: &crate::model::steps::Opening| by.is(step, (step.number, size.size), &library);
            assert!(next.opened_by.iter().any(opens), "{}: {}", step.slug, next.title);
        }
    }
    for size in library.steps().flat_map(|step| &step.sizes) {
        let there =
            |by: &crate::model::steps::Opening| by.step.as_deref().is_none_or(|slug| library.by_slug(slug).is_some());
        assert!(size.opened_by.iter().all(there), "{}", size.title);
    }
}
