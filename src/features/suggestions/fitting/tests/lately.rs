//! What happened of late, and what it keeps away or lets grow.

use super::*;
use crate::features::suggestions::growth::OutgrownSizes;
use crate::model::scheduler::Outcome;
use crate::model::steps::StepKind;

/// Each as it was said: the step, its size, how many days ago, and how it felt.
pub(super) fn felt(told: &[(&str, Size, i32, Felt)]) -> FittingCase {
    let deeds = told.iter().map(|(slug, size, days, felt)| deed(slug, *size, *days, *felt, Nourished::ALittle));
    FittingCase { felt: deeds.collect(), ..FittingCase::default() }
}

pub(super) fn number(slug: &str) -> u32 {
    Library::load().unwrap().by_slug(slug).unwrap().number
}

/// How a suggestion was met.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Met {
    Taken,
    Left,
    NotForMe,
    Smaller,
    PassedOver,
}

pub(super) fn offers(told: &[(&str, i32, Met)]) -> FittingCase {
    let offers = told.iter().map(|(slug, days, met)| PastOffer {
        at: -i64::from(*days),
        answered: *met != Met::PassedOver,
        left: matches!(met, Met::Left | Met::NotForMe),
        turned_from: matches!(met, Met::Left | Met::NotForMe | Met::Smaller),
        not_for_me: *met == Met::NotForMe,
        ..PastOffer::of(number(slug), Size::Smaller, days_before(TODAY, *days))
    });
    FittingCase { offers: offers.collect(), ..FittingCase::default() }
}

#[test]
fn a_size_that_was_too_much_and_what_is_larger_stays_away_for_sixty_days() {
    let after = |days, size| felt(&[("plain-hello", Size::Regular, days, Felt::TooMuch)]).has("plain-hello", size);
    assert!(after(1, Size::Smaller), "a smaller size is another thing");
    for size in [Size::Regular, Size::More] {
        assert!(!after(119, size) && after(120, size), "nothing smaller went well");
        let eased = |days| {
            let told =
                [("plain-hello", Size::Regular, days, Felt::TooMuch), ("plain-hello", Size::Smaller, 9, Felt::Okay)];
            felt(&told).has("plain-hello", size)
        };
        assert!(!eased(59) && eased(60));
    }
    let any = |days| felt(&[("plain-hello", Size::Smaller, days, Felt::TooMuch)]).has("song-or-link", Size::More);
    assert!(!any(6) && any(7), "nor the largest of anything, for a week");
    let smallest = |size| felt(&[("out-among-others", Size::Smaller, 20, Felt::TooMuch)]).has("out-among-others", size);
    assert!(!smallest(Size::Smaller) && !smallest(Size::Regular), "nor what is larger");
}

#[test]
fn what_was_nearly_done_or_called_too_big_waits_until_something_smaller_went_well() {
    let close = |days, then: Option<Size>| {
        let nearly = vec![deed("song-or-link", Size::Regular, days, Felt::Stretch, Nourished::No)];
        let well: Vec<_> = then.map(|size| ("song-or-link", size, 5, Felt::Okay)).into_iter().collect();
        FittingCase { nearly, ..felt(&well) }
    };
    let big = |days| {
        let mut told = offers(&[("song-or-link", days, Met::Left)]);
        (told.offers[0].too_big, told.offers[0].size) = (true, Size::Regular);
        told
    };
    for size in [Size::Regular, Size::More] {
        let has = |told: &FittingCase| told.has("song-or-link", size);
        assert!(!has(&close(59, None)) && has(&close(60, None)) && has(&close(20, Some(Size::Smaller))));
        assert!(!has(&big(59)) && has(&big(60)));
    }
    assert!(close(9, None).has("song-or-link", Size::Smaller) && big(9).has("song-or-link", Size::Smaller));
}

#[test]
fn the_kind_that_hurt_stays_small_for_three_weeks_and_longer_the_second_time() {
    let hurt = |days: &[i32]| {
        let told: Vec<_> = days.iter().map(|days| ("plain-hello", Size::Smaller, *days, Felt::TooMuch)).collect();
        felt(&told)
    };
    let thanks = |told: &FittingCase, size| told.has("specific-thanks", size);
    assert!(!thanks(&hurt(&[20]), Size::Regular) && thanks(&hurt(&[20]), Size::Smaller));
    assert!(thanks(&hurt(&[21]), Size::Regular));
    assert!(!thanks(&hurt(&[59, 30]), Size::Regular) && thanks(&hurt(&[60, 30]), Size::Regular));
    assert!(hurt(&[1]).has("song-or-link", Size::Regular), "another kind");
}

#[test]
fn nothing_looks_at_what_hurts_on_a_low_day_or_soon_after_too_much() {
    let harsh = |told: &FittingCase| told.has("catch-a-harsh-line", Size::Smaller);
    let after = |days| felt(&[("plain-hello", Size::More, days, Felt::TooMuch)]);
    assert!(harsh(&FittingCase::default()) && !harsh(&FittingCase::low()));
    assert!(!harsh(&after(2)) && harsh(&after(3)));
    for slug in ["small-hurt-wish", "your-rings-of-people", "a-word-for-loneliness"] {
        assert!(!FittingCase::low().has(slug, Size::Smaller), "{slug}");
    }
}

#[test]
fn nothing_plays_or_goes_back_to_earlier_years_for_two_months_after_a_loss() {
    let after = |days| {
        let mut told = FittingCase::default();
        (told.profile.recent_loss, told.profile.loss_told_on) = (true, Some(days_before(TODAY, days)));
        told.has("a-daft-vote", Size::Smaller)
    };
    assert!(!after(59) && after(60));
    let mut unknown = FittingCase::default();
    unknown.profile.recent_loss = true;
    assert!(!unknown.has("a-daft-vote", Size::Smaller), "nobody knows when it was");
}

#[test]
fn a_step_that_was_left_three_times_in_a_row_stays_away_for_six_weeks() {
    use Met::{Left, PassedOver, Smaller, Taken};
    let has = |told: &[(i32, Met)]| {
        let told: Vec<_> = told.iter().map(|(days, met)| ("plain-hello", *days, *met)).collect();
        offers(&told).has("plain-hello", Size::Regular)
    };
    assert!(!has(&[(90, Left), (60, PassedOver), (44, Left)]));
    assert!(has(&[(90, Left), (60, Left), (45, Left)]), "that was a while ago");
    assert!(has(&[(60, Left), (30, Left)]) && has(&[(60, Left), (30, Left), (20, Left), (10, Taken)]));
    assert!(has(&[(60, Left), (30, Taken), (20, Left), (10, Left)]));
    assert!(!has(&[(60, Left), (30, Left), (20, Smaller), (10, Left)]), "made smaller, it went on as another");
}

#[test]
fn a_kind_that_is_turned_from_comes_last() {
    use Met::{Left, NotForMe, Taken};
    let last = |told: &[(&str, i32, Met)]| {
        let library = Library::load().unwrap();
        let last = offers(told).seen_on(TODAY, |fitting| fitting.last_of_all(library.rungs()));
        last.contains(&(number("good-morning"), 0))
    };
    let row =
        |days: i32| [("plain-hello", days + 8, Left), ("specific-thanks", days + 5, Left), ("follow-up", days, Left)];
    assert!(last(&row(13)) && !last(&row(14)));
    assert!(!last(&[("plain-hello", 9, Left), ("specific-thanks", 8, Taken), ("follow-up", 7, Left)]));
    assert!(last(&[("plain-hello", 58, NotForMe), ("specific-thanks", 40, NotForMe), ("follow-up", 30, Taken)]));
    assert!(!last(&[("plain-hello", 60, NotForMe), ("specific-thanks", 40, NotForMe), ("follow-up", 30, Taken)]));
}

#[test]
fn others_come_before_a_third_of_the_same_kind() {
    let last = |days: [i32; 2], between: &str| {
        let library = Library::load().unwrap();
        let told = offers(&[("plain-hello", days[0], Met::Taken), (between, days[1], Met::Taken)]);
        let last = told.seen_on(TODAY, |fitting| fitting.last_of_all(library.rungs()));
        last.contains(&(number("good-morning"), 0))
    };
    assert!(last([2, 1], "specific-thanks") && !last([2, 1], "song-or-link"));
    assert!(!last([4, 1], "specific-thanks"), "that was some days ago");
}

#[test]
fn something_to_do_alone_comes_last_on_a_fair_day_but_for_once_in_the_first_week() {
    let last = |days, energy| {
        let told = FittingCase { energy, ..offers(&[("recall-a-gentle-time", days, Met::Taken)]) };
        let library = Library::load().unwrap();
        let last = told.seen_on(TODAY, |fitting| fitting.last_of_all(library.rungs()));
        ["settle-first", "low-key-invite"].map(|slug| last.contains(&(number(slug), 0)))
    };
    for days in [6, 7, 40] {
        assert_eq!(last(days, Some(Energy::Some)), [true, false], "what prepares leads on");
    }
    let first_week = FittingCase { energy: Some(Energy::Some), ..offers(&[("plain-hello", 6, Met::Taken)]) };
    let library = Library::load().unwrap();
    let first_week = first_week.seen_on(TODAY, |fitting| fitting.last_of_all(library.rungs()));
    assert!(!first_week.contains(&(number("settle-first"), 0)), "nothing of the sort came yet");
    assert_eq!(last(1, Some(Energy::Low)), [false; 2], "a low day is for settling");
}

#[test]
fn a_nameless_tap_comes_last_on_a_fair_day_for_whoever_told_of_somebody() {
    let last = |people: &[Around], days, energy| {
        let surroundings = FittingCase::with(people).profile.surroundings;
        let mut told = FittingCase { energy: Some(energy), ..offers(&[("plain-hello", days, Met::Taken)]) };
        told.profile.surroundings = surroundings;
        let library = Library::load().unwrap();
        let last = told.seen_on(TODAY, |fitting| fitting.last_of_all(library.rungs()));
        ["a-daft-vote", "a-word-under-a-song"].map(|slug| last.contains(&(number(slug), 0)))
    };
    assert_eq!(last(&[Around::Close], 20, Energy::Some), [true; 2]);
    assert_eq!(last(&[Around::Close], 20, Energy::Low), [false; 2]);
    assert!(!last(&[], 20, Energy::Some)[1], "there is nobody else");
}

#[test]
fn at_night_nobody_is_rung_or_met_and_in_the_evening_no_shop_is_open() {
    let at = |hour, slug: &str, size| FittingCase { hour, ..FittingCase::default() }.has(slug, size);
    assert!(
        at(17, "known-where-you-are-served", Size::Smaller) && !at(18, "known-where-you-are-served", Size::Smaller)
    );
    assert!(at(21, "ten-minute-call", Size::Regular) && !at(22, "ten-minute-call", Size::Regular));
    assert!(!at(7, "plain-hello", Size::Regular) && at(8, "plain-hello", Size::Regular));
    assert!(at(3, "settle-first", Size::Smaller));
    let nights = |hour, slug: &str| {
        let mut told = FittingCase { hour, ..FittingCase::default() };
        told.profile.surroundings.life = [LifeNow::Nights].into();
        told.has(slug, Size::Regular)
    };
    assert!(!nights(3, "plain-hello") && nights(6, "plain-hello") && !nights(3, "ten-minute-call"));
    assert!(nights(3, "for-the-morning"), "that is read in the morning");
}

#[test]
fn a_strong_person_is_not_answered_with_the_smallest_on_a_day_of_plenty() {
    let (well, okay, easy) = (("song-or-link", Size::Smaller), Felt::Okay, Felt::Easy);
    let smallest = ["plain-hello", "song-or-link", "ordinary-picture"].map(number);
    let grown = |energy, felts: &[Felt]| {
        let told: Vec<_> = felts.iter().map(|felt| (well.0, well.1, 5, *felt)).collect();
        FittingCase { energy: Some(energy), ..felt(&told) }.seen_on(TODAY, |fitting| {
            let rungs = fitting.rungs();
            let kept = OutgrownSizes::of(fitting).without_outgrown(&rungs, |_| true);
            smallest.map(|step| kept.iter().any(|rung| (rung.step, rung.size) == (step, 0)))
        })
    };
    assert_eq!(grown(Energy::Plenty, &[okay, easy]), [false; 3]);
    assert_eq!(grown(Energy::Plenty, &[easy, Felt::Stretch]), [true; 3]);
    assert_eq!(grown(Energy::Plenty, &[okay]), [true; 3]);
    assert_eq!(grown(Energy::Some, &[okay, easy]), [true, false, false], "this kind went well twice");
    assert_eq!(grown(Energy::Low, &[okay, easy]), [true; 3]);
}

#[test]
fn on_a_day_of_plenty_no_smallest_size_comes_where_a_larger_one_of_its_kind_went_well() {
    let smallest = |energy, size, feel| {
        let told = FittingCase { energy: Some(energy), ..felt(&[("plain-hello", size, 40, feel)]) };
        told.seen_on(TODAY, |fitting| {
            let rungs = fitting.rungs();
            let kept = OutgrownSizes::of(fitting).without_outgrown(&rungs, |_| false);
            ["specific-thanks", "song-or-link"]
                .map(|slug| kept.iter().any(|rung| (rung.step, rung.size) == (number(slug), 0)))
        })
    };
    assert_eq!(smallest(Energy::Plenty, Size::Regular, Felt::Okay), [false, true], "of its kind, and of another");
    assert_eq!(smallest(Energy::Plenty, Size::Regular, Felt::Stretch), [true; 2]);
    assert_eq!(smallest(Energy::Plenty, Size::Smaller, Felt::Easy), [true; 2]);
    assert_eq!(smallest(Energy::Some, Size::Regular, Felt::Easy), [true; 2]);
}

#[test]
fn a_usual_size_is_handed_over_after_three_small_ones_that_went_well() {
    let handed = |times| {
        let told = vec![("song-or-link", Size::Smaller, 9, Felt::Okay); times];
        let hurt = [("plain-hello", Size::Smaller, 12, Felt::TooMuch)];
        felt(&[&hurt, &told[..]].concat()).seen_on(TODAY, |fitting| {
            let handed = OutgrownSizes::of(fitting).handed_over(&fitting.rungs());
            assert!(handed.iter().all(|rung| rung.size == 1 && rung.kind == StepKind::Share as u8));
            !handed.is_empty()
        })
    };
    assert!(!handed(2) && handed(3), "whatever another kind was like");
}

#[test]
fn things_are_kept_soft_until_something_went_well() {
    let eased = |after: Option<Felt>| {
        let library = Library::load().unwrap();
        let rungs = library.rungs();
        let mut told = felt(&[("plain-hello", Size::Regular, 3, Felt::TooMuch)]);
        told.felt.extend(after.map(|felt| deed("settle-first", Size::Smaller, 2, felt, Nourished::Yes)));
        let mut person = Person::new(rungs.len(), &[], None);
        let at = library.rung(number("plain-hello"), Size::Regular).unwrap();
        let today = Today { day: 97, energy: None, away_days: 0 };
        let outcome = Outcome::Done { felt: Some(Felt::TooMuch), nourished: None };
        person.reflect(at, rungs, &today, outcome, true);
        told.seen_by(&person, TODAY, |fitting| !fitting.is_soft())
    };
    assert!(!eased(None) && !eased(Some(Felt::Stretch)));
    assert!(eased(Some(Felt::Okay)) && eased(Some(Felt::Easy)));
}
