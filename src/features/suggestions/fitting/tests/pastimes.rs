//! What only passes the time comes once in a while.

use super::lately::{Met, number, offers};
use super::*;

/// Polls, a choice for oneself, a tap in a crowd, a draft that goes to nobody.
const PASTIMES: [(&str, Size); 7] = [
    ("a-daft-vote", Size::Smaller),
    ("answer-in-a-group", Size::Smaller),
    ("say-a-preference", Size::Smaller),
    ("useful-for-five-minutes", Size::Regular),
    ("short-voice-note", Size::Smaller),
    ("post-something", Size::Smaller),
    ("a-note-where-others-pass", Size::Smaller),
];

#[test]
fn it_comes_to_nobody_who_has_people_at_hand_and_some_energy() {
    for (slug, size) in PASTIMES {
        let with = |people: &[Around], energy| FittingCase { energy: Some(energy), ..FittingCase::with(people) };
        assert!(!with(&[Around::Close], Energy::Some).has(slug, size), "{slug}");
        assert!(with(&[], Energy::Some).has(slug, size), "{slug}: there is nobody");
        let mut chosen = with(&[Around::Close], Energy::Some);
        chosen.ladder.put(number(slug), None);
        assert!(chosen.has(slug, size), "{slug}: they put it on their ladder");
    }
    let low = FittingCase { energy: Some(Energy::Low), ..FittingCase::default() };
    assert!(PASTIMES.iter().all(|(slug, size)| !low.has(slug, *size)), "a low day is for rest, or for somebody");
}

#[test]
fn the_same_comes_once_in_four_months_and_there_is_one_among_twenty() {
    let after = |days| {
        let between = (1..20).map(|day| ("settle-first", day, Met::Taken));
        let told: Vec<_> = [("a-daft-vote", days, Met::Taken)].into_iter().chain(between).collect();
        FittingCase { energy: Some(Energy::Some), ..offers(&told) }
    };
    assert!(!after(119).has("a-daft-vote", Size::Smaller) && after(120).has("a-daft-vote", Size::Smaller));
    assert!(after(119).has("answer-in-a-group", Size::Smaller), "nineteen were between");
    let mut fewer = after(119);
    fewer.offers.pop();
    assert!(!fewer.has("answer-in-a-group", Size::Smaller));
}
