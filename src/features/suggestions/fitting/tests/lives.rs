//! What is written for a life comes to whoever told of it.

use super::lately::number;
use super::*;

/// Written for caring, odd hours, wheels, or a style of one's own.
const FOR_A_LIFE: [(&str, Size, &str); 6] = [
    ("muted-call", Size::Smaller, "caring"),
    ("a-chat-with-gaps", Size::More, "caring"),
    ("for-the-morning", Size::Regular, "nights"),
    ("a-question-about-getting-in", Size::Smaller, "wheels"),
    ("a-place-from-your-seat", Size::Regular, "wheels"),
    ("what-hour-it-is-for-you", Size::Regular, "nights"),
];

#[test]
fn what_is_written_for_a_life_comes_to_whoever_leads_it_or_chose_it() {
    for (slug, size, life) in FOR_A_LIFE {
        let mut told = FittingCase { energy: Some(Energy::Some), ..FittingCase::with(&[Around::Close]) };
        assert!(!told.has(slug, size), "{slug}");
        told.ladder.put(number(slug), None);
        assert!(told.has(slug, size), "{slug} on their own ladder");
        told.ladder = Ladder::default();
        told.profile.surroundings.life.insert(LifeNow::from_word(life).unwrap());
        assert!(told.has(slug, size), "{slug} with {life}");
    }
    let mut style = FittingCase::with(&[Around::Close]);
    let in_full = |told: &FittingCase| told.has("exactly-as-it-is", Size::Regular);
    assert!(!in_full(&style));
    style.profile.barriers = vec![Barrier::DifferentStyle];
    assert!(in_full(&style));
}

/// Whoever is up at night, or cannot leave somebody, is asked to no market by day.
#[test]
fn nothing_speaks_of_daylight_to_whoever_has_none_to_spare() {
    let library = Library::load().unwrap();
    for life in [LifeNow::Nights, LifeNow::Caring] {
        let mut told = FittingCase::with(&Surroundings::CHOICES);
        told.profile.surroundings.life.insert(life);
        for (number, size) in told.on(TODAY) {
            let step = library.step(number).unwrap();
            let size = step.size(Size::from_number(size).unwrap()).unwrap();
            let flagged = library.flags_of(step, size).any(|(_, flag)| flag.title.contains("daylight"));
            let words = size.starters.join(" ");
            assert!(!flagged && !words.contains("market") && !words.contains("Saturday"), "{life:?}: {}", size.title);
        }
    }
}

#[test]
fn nothing_asks_about_being_close_or_lonely_for_two_months_after_a_loss() {
    for slug in ["what-closeness-is", "a-word-for-loneliness", "been-lonely", "your-rings-of-people"] {
        let after = |days| {
            let mut told = FittingCase::with(&[Around::Close]);
            (told.profile.recent_loss, told.profile.loss_told_on) = (true, Some(days_before(TODAY, days)));
            told.has(slug, Size::Smaller)
        };
        assert!(!after(59), "{slug}");
    }
    for slug in ["what-closeness-is", "a-word-for-loneliness", "been-lonely"] {
        let lonely = FittingCase { lonely_on: Some(TODAY), ..FittingCase::with(&[Around::Close]) };
        assert!(lonely.has(slug, Size::Smaller), "{slug}: where nobody was lost");
    }
}

#[test]
fn the_same_is_not_asked_of_somebody_again_within_ten_days_nor_what_is_asked_once_within_sixty() {
    let after = |slug: &str, size, days| {
        let done = vec![deed(slug, size, days, Felt::Easy, Nourished::Yes)];
        FittingCase { done, ..FittingCase::with(&[Around::Close, Around::Neighbours]) }
    };
    let again = |slug, size, days| after(slug, size, days).has(slug, size);
    assert!(!again("specific-thanks", Size::Smaller, 9) && again("specific-thanks", Size::Smaller, 10));
    assert!(again("settle-first", Size::Smaller, 1), "that is asked of nobody");
    let mut chosen = after("specific-thanks", Size::Smaller, 1);
    chosen.ladder.put(number("specific-thanks"), None);
    assert!(chosen.has("specific-thanks", Size::Smaller));
    for (slug, size) in [
        ("what-closeness-is", Size::Regular),
        ("an-open-place", Size::Regular),
        ("something-on-the-stairs", Size::Regular),
    ] {
        let fresh = FittingCase::with(&[Around::Close, Around::Neighbours]);
        assert!(fresh.has(slug, size) && !again(slug, size, 60), "{slug}");
    }
}
