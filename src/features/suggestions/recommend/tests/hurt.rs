//! What was too much the last time is no answer to a low day, or to whoever asks for less.

use super::*;
use crate::features::suggestions::reason_text::Reasons;
use crate::model::scheduler::Declined;
use crate::model::suggestion::PriorAnswer;

/// Longer ago than it stays away by itself.
const LONG_AGO: i32 = 70;
const WINDOW: (&str, Size) = ("out-among-others", Size::Smaller);

fn hurt(energy: Energy) -> Case {
    Case::grown(energy).did(WINDOW.0, WINDOW.1, LONG_AGO, Felt::TooMuch)
}

fn may_come(case: &Case) -> bool {
    let recommender = case.recommender();
    let number = recommender.library().by_slug(WINDOW.0).unwrap().number;
    recommender.rungs.iter().any(|rung| (rung.step, rung.size) == (number, WINDOW.1.number()))
}

#[test]
fn a_low_day_brings_nothing_that_was_last_too_much_until_it_went_well() {
    assert!(may_come(&hurt(Energy::Some)) && !may_come(&hurt(Energy::Low)));
    let eased = |slug, felt| may_come(&hurt(Energy::Low).did(slug, Size::Smaller, 9, felt));
    assert!(!eased("sit-where-people-are", Felt::Okay), "of its kind, and as small, but another");
    assert!(eased(WINDOW.0, Felt::Okay));
    let larger = hurt(Energy::Low).did("sit-where-people-are", Size::Regular, 9, Felt::Okay);
    assert!(!may_come(&larger), "that asked more");
}

#[test]
fn what_was_last_too_much_does_not_come_within_a_week_of_another_that_was() {
    let after = |days| may_come(&hurt(Energy::Some).did("plain-hello", Size::Smaller, days, Felt::TooMuch));
    assert!(!after(1) && !after(6) && after(7));
    let breath = |days| {
        let case = Case::grown(Energy::Some).did("settle-first", Size::Smaller, LONG_AGO, Felt::TooMuch);
        let recommender = case.did("plain-hello", Size::Smaller, days, Felt::TooMuch).recommender();
        let number = recommender.library().by_slug("settle-first").unwrap().number;
        recommender.rungs.iter().any(|rung| (rung.step, rung.size) == (number, 0))
    };
    assert!(!breath(6) && breath(7), "what needs nobody neither");
}

#[test]
fn what_was_last_too_much_does_not_come_in_place_of_another() {
    for after in [PriorAnswer::Left(Declined::Unsaid), PriorAnswer::Left(Declined::NoOccasion), PriorAnswer::Nobody] {
        let recommender = hurt(Energy::Some).offered("good-morning", Size::Smaller, 0).recommender();
        let shown = *recommender.rungs.iter().find(|rung| rung.step != 0 && !recommender.is_hurt(rung)).unwrap();
        let kept = recommender.no_more_than(&shown, after, &recommender.rungs);
        assert!(!kept.is_empty() && !kept.iter().any(|rung| recommender.is_hurt(rung)), "{after:?}");
    }
    let mut rows = hurt(Energy::Some).offered("good-morning", Size::Smaller, 0).rows();
    rows.offers.last_mut().unwrap().turned_from = true;
    let recommender = Recommender::of(rows, &Profile::default(), 7, TODAY, NOON);
    assert!(!recommender.rungs.iter().any(|rung| recommender.is_hurt(rung)), "nor when they come back that day");
}

#[test]
fn whoever_asks_for_less_is_not_given_what_was_last_too_much() {
    let shown = |case: &Case| {
        let recommender = case.recommender();
        let path = recommender.library().by_slug("out-among-others").unwrap().number;
        let present = super::shown(path, Size::Regular, 0);
        let next = recommender.alternative_to(&present, PriorAnswer::AskedSmaller, 1);
        next.map(|next| (next.step == path, next.size))
    };
    let on_the_table = |case: Case| case.offered(WINDOW.0, Size::Regular, 0);
    assert_ne!(shown(&on_the_table(hurt(Energy::Some))), Some((true, Size::Smaller)));
}

#[test]
fn where_it_comes_again_its_reason_says_so() {
    let case = hurt(Energy::Some);
    let recommender = case.recommender();
    let (step, reasons) = (recommender.library().by_slug(WINDOW.0).unwrap(), Reasons::load().unwrap());
    let rung = *recommender.rungs.iter().find(|rung| (rung.step, rung.size) == (step.number, 0)).unwrap();
    for why in [Why::Known, Why::Liked, Why::LowEnergy, Why::Outward, Why::SmallStretch] {
        assert_eq!(recommender.ground(&rung, why), Some(Ground::WasTooMuch));
        let here = recommender.rungs.iter().position(|one| one == &rung).unwrap();
        let next = recommender.suggest(here, &recommender.rungs, why, 0).unwrap();
        let said = reasons.offer(recommender.library(), &next, &step.sizes[0], Some(Energy::Some), 0);
        assert!(said.contains("was a lot"), "{said}");
    }
}
