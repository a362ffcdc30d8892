//! What was said of how they feel, and what was asked already, matters to the next one.

use super::lately::number;
use super::*;

#[test]
fn loneliness_is_named_to_whoever_said_so() {
    let named = |told: FittingCase| ["a-word-for-loneliness", "been-lonely"].map(|slug| told.has(slug, Size::Smaller));
    let said = |days| FittingCase { lonely_on: Some(days_before(TODAY, days)), ..FittingCase::default() };
    assert_eq!(named(FittingCase::default()), [false; 2], "nothing was said");
    assert_eq!(named(said(13)), [true; 2]);
    assert_eq!(named(said(14)), [false; 2]);
    assert_eq!(named(FittingCase { feeling: Some("calm"), ..said(3) }), [false; 2]);
    assert_eq!(named(FittingCase { feeling: Some("lonely"), ..said(0) }), [true; 2]);
    let mut alone = FittingCase::default();
    alone.profile.surroundings.hardly_anyone = true;
    assert_eq!(named(alone), [true; 2], "there is hardly anyone");
}

#[test]
fn whoever_is_scared_is_sent_before_no_strangers() {
    let scared = FittingCase { feeling: Some("scared"), ..FittingCase::with(&[Around::Close]) };
    let calm = FittingCase { feeling: Some("calm"), ..FittingCase::with(&[Around::Close]) };
    for (slug, size) in [("a-seat-beside-somebody", Size::Smaller), ("look-up-and-nod", Size::Smaller)] {
        assert!(!scared.has(slug, size) && calm.has(slug, size), "{slug}");
    }
    assert!(scared.has("plain-hello", Size::Smaller) && scared.has("settle-first", Size::Smaller));
    let library = Library::load().unwrap();
    let suits = |told: &FittingCase| {
        told.seen_on(TODAY, |fitting| {
            let step = library.by_slug("a-seat-beside-somebody").unwrap();
            fitting.suits_the_day(step, &step.sizes[0])
        })
    };
    assert!(!suits(&scared) && suits(&calm), "what is on the table gives way, too");
}

#[test]
fn nothing_stings_a_sad_day_after_a_loss() {
    let sad = |recent_loss| {
        let mut told = FittingCase { feeling: Some("sad"), ..FittingCase::low() };
        (told.profile.recent_loss, told.profile.asked) = (recent_loss, true);
        told
    };
    for told in [sad(true), sad(false)] {
        assert!(!told.has("the-unsent-note", Size::Smaller), "it weighs on anybody's low day");
    }
    assert!(sad(true).has("a-day-of-missing-somebody", Size::Smaller) && sad(true).has("settle-first", Size::Smaller));
}

#[test]
fn what_was_asked_of_a_place_and_answered_is_not_asked_again() {
    let after = |slug: &str, size, days| {
        let mut told =
            FittingCase { done: vec![deed(slug, size, days, Felt::Okay, Nourished::Yes)], ..FittingCase::default() };
        told.profile.recent_loss = true;
        told.has(slug, size)
    };
    for slug in ["company-after-a-loss", "a-befriending-call", "ask-what-is-on"] {
        assert!(!after(slug, Size::Regular, 364) && after(slug, Size::Regular, 365), "{slug}");
    }
}

#[test]
fn two_days_lie_between_asks_and_more_between_those_of_one_step() {
    let after = |slug: &str, size, days| {
        let done = vec![deed(slug, size, days, Felt::Easy, Nourished::Yes)];
        FittingCase { done, ..FittingCase::with(&[Around::Close]) }
    };
    let job = |told: &FittingCase| told.has("side-by-side-task", Size::Regular);
    assert!(!job(&after("unpolished", Size::More, 2)) && job(&after("unpolished", Size::More, 3)));
    assert!(job(&after("plain-hello", Size::Smaller, 1)), "a hello asks for nothing");
    assert!(after("unpolished", Size::More, 1).has("plain-hello", Size::Regular));
    let longer = |days| after("side-by-side-task", Size::Regular, days).has("side-by-side-task", Size::More);
    assert!(!longer(9) && longer(10));
    let mut chosen = after("unpolished", Size::More, 1);
    chosen.ladder.put(number("side-by-side-task"), None);
    assert!(job(&chosen));
}
