//! What was asked for comes back, with its own reason.

use super::*;
use crate::features::suggestions::reason_text::Reasons;
use crate::model::steps::OpenedBy;

const TEA: &str = "Have a cup of tea with someone";

fn asked(days: i32, felt: Felt, energy: Energy) -> Case {
    Case::grown(energy).did("tea-at-home", Size::Regular, days, felt)
}

fn goes(case: &Case) -> bool {
    case.next().is_some_and(|(title, ground)| title == TEA && ground == Some(Ground::Opened(OpenedBy::Asked)))
}

#[test]
fn whoever_asked_for_tea_is_led_to_the_tea_for_three_weeks() {
    let okay = |days| goes(&asked(days, Felt::Okay, Energy::Some));
    assert!(!okay(1) && okay(2) && okay(10) && okay(21) && !okay(22));
    assert!(goes(&asked(5, Felt::Okay, Energy::Plenty)));
    assert!(!goes(&asked(5, Felt::Okay, Energy::Low)), "a low day is left in peace");
    assert!(!goes(&asked(5, Felt::TooMuch, Energy::Some)));
}

#[test]
fn it_comes_first_until_it_was_gone_to_or_suggested_twice() {
    let after = |days: &[i32]| {
        let case = asked(20, Felt::Okay, Energy::Some);
        goes(&days.iter().fold(case, |case, days| case.offered("tea-at-home", Size::More, *days)))
    };
    assert!(after(&[12]) && !after(&[12, 7]));
    assert!(!goes(&asked(20, Felt::Okay, Energy::Some).did("tea-at-home", Size::More, 9, Felt::Okay)));
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
