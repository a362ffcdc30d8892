mod feelings;
mod first_times;
mod growing;
mod lately;
mod lives;
mod low_days;
mod nobody;
mod occasions;
mod pastimes;
mod who_and_when;

use std::collections::BTreeSet;

use jiff::civil::date;

use super::*;
use crate::model::scheduler::{Barrier, Energy, Felt};
use crate::model::steps::Size;
use crate::model::surroundings::Surroundings;

/// Somebody on a Wednesday, at noon.
struct FittingCase {
    profile: Profile,
    energy: Option<Energy>,
    done: Vec<PastDeed>,
    nearly: Vec<PastDeed>,
    felt: Vec<PastDeed>,
    offers: Vec<PastOffer>,
    hour: i8,
    feeling: Option<&'static str>,
    lonely_on: Option<Date>,
    ladder: Ladder,
    far_away: bool,
}

impl Default for FittingCase {
    fn default() -> Self {
        Self {
            profile: Profile::default(),
            energy: None,
            done: Vec::new(),
            nearly: Vec::new(),
            felt: Vec::new(),
            offers: Vec::new(),
            hour: 12,
            feeling: None,
            lonely_on: None,
            ladder: Ladder::default(),
            far_away: false,
        }
    }
}

const TODAY: Date = date(2026, 3, 11);

impl FittingCase {
    fn low() -> Self {
        Self { energy: Some(Energy::Low), ..Self::default() }
    }

    fn with(people: &[Around]) -> Self {
        let surroundings = Surroundings { people: people.iter().copied().collect(), ..Surroundings::default() };
        Self { profile: Profile { surroundings, ..Profile::default() }, ..Self::default() }
    }

    fn on(&self, day: Date) -> BTreeSet<(u32, u8)> {
        self.seen_on(day, |fitting| fitting.rungs().iter().map(|rung| (rung.step, rung.size)).collect())
    }

    fn seen_on<T>(&self, day: Date, look: impl FnOnce(&Fitting) -> T) -> T {
        let library = Library::load().unwrap();
        let mut person = Person::new(library.rungs().len(), &[], None);
        for _ in 0..3 {
            person.shown(0, library.rungs(), &Today { day: 0, energy: None, away_days: 0 }, false);
        }
        self.seen_by(&person, day, look)
    }

    fn seen_by<T>(&self, person: &Person, day: Date, look: impl FnOnce(&Fitting) -> T) -> T {
        let library = Library::load().unwrap();
        let today = Today { day: 100, energy: self.energy, away_days: 0 };
        let fitting = Fitting {
            library: &library,
            profile: &self.profile,
            person,
            today: &today,
            day,
            hour: self.hour,
            offers: &self.offers,
            done: &self.done,
            nearly: &self.nearly,
            felt: &self.felt,
            feeling: self.feeling,
            lonely_on: self.lonely_on,
            ladder: &self.ladder,
            far_away: self.far_away,
        };
        look(&fitting)
    }

    fn has(&self, slug: &str, size: Size) -> bool {
        let number = Library::load().unwrap().by_slug(slug).unwrap().number;
        self.on(TODAY).contains(&(number, size.number()))
    }
}

fn deed(slug: &str, size: Size, days: i32, felt: Felt, nourished: Nourished) -> PastDeed {
    let step = Library::load().unwrap().by_slug(slug).unwrap().number;
    PastDeed {
        step,
        size,
        day: days_before(TODAY, days),
        felt: Some(felt),
        nourished: Some(nourished),
        at: -i64::from(days),
        unanswered: false,
    }
}

#[test]
fn a_low_day_asks_nobody_out_and_writes_to_nobody_unknown() {
    let library = Library::load().unwrap();
    for told in [FittingCase::low(), FittingCase { energy: Some(Energy::Low), ..FittingCase::with(&[Around::Close]) }] {
        for (number, size) in told.on(TODAY) {
            let step = library.step(number).unwrap();
            let sized = step.size(Size::from_number(size).unwrap()).unwrap();
            assert!(!sized.is(Mark::Out), "{}", sized.title);
            let known = told.profile.surroundings.know_whom_they_meet(&sized.around);
            assert!(sized.inner || known, "{}", sized.title);
        }
        assert!(told.has("settle-first", Size::Smaller) && told.has("one-symbol-back", Size::Smaller));
    }
}

#[test]
fn words_of_a_low_day_are_for_low_days_alone() {
    let library = Library::load().unwrap();
    let warm = "something-warm-on-a-low-day";
    assert!(FittingCase::low().has(warm, Size::Regular) && !FittingCase::default().has(warm, Size::Regular));
    assert!(FittingCase::default().has(warm, Size::Smaller), "a warm cup suits any day");
    assert!(FittingCase::low().has("ring-to-say-hello", Size::Smaller), "a line to ring");
    for step in library.steps() {
        for size in step.sizes.iter().filter(|size| size.is(Mark::LowDay)) {
            assert!(!FittingCase::default().has(&step.slug, size.size), "{}", size.title);
        }
    }
}

#[test]
fn nothing_plays_on_a_low_day_where_a_loss_was_told() {
    let library = Library::load().unwrap();
    let mut told = FittingCase::low();
    told.profile.recent_loss = true;
    told.profile.loss_told_on = Some(days_before(TODAY, 60));
    for (number, size) in told.on(TODAY) {
        let size = library.step(number).unwrap().size(Size::from_number(size).unwrap()).unwrap();
        assert!(!size.is(Mark::Playful), "{}", size.title);
    }
    told.energy = Some(Energy::Some);
    assert!(told.has("a-daft-vote", Size::Smaller));
}

#[test]
fn a_step_for_a_need_is_for_whoever_told_of_it_or_chose_it() {
    let mute = |told: &FittingCase| told.has("step-back", Size::Smaller);
    let mut told = FittingCase::default();
    assert!(!mute(&told));
    told.profile.barriers = vec![Barrier::Protective];
    assert!(mute(&told));
    told.profile.barriers.clear();
    told.ladder.put(Library::load().unwrap().by_slug("step-back").unwrap().number, None);
    assert!(mute(&told));
    let befriending = |people: &[Around]| FittingCase::with(people).has("a-befriending-call", Size::Smaller);
    assert!(befriending(&[Around::Acquaintances]) && !befriending(&[Around::Close]));
    assert!(!FittingCase::with(&[Around::Close]).has("your-own-thing-beside-others", Size::Smaller));
    assert!(FittingCase::with(&[Around::Colleagues]).has("your-own-thing-beside-others", Size::Smaller));
}

#[test]
fn what_was_prepared_or_asked_is_not_asked_again() {
    let after = |slug: &str, size, days, felt| {
        let done = vec![deed(slug, size, days, felt, Nourished::Yes)];
        FittingCase { done, ..FittingCase::default() }.has(slug, Size::Smaller)
    };
    for (slug, larger) in [("first-talk", Size::Regular), ("small-rhythm", Size::Regular)] {
        assert!(FittingCase::default().has(slug, Size::Smaller));
        assert!(!after(slug, Size::Smaller, 89, Felt::Okay) && after(slug, Size::Smaller, 90, Felt::Okay), "{slug}");
        assert!(!after(slug, larger, 30, Felt::Stretch) && after(slug, larger, 30, Felt::TooMuch), "{slug}");
    }
}

#[test]
fn what_did_no_good_twice_in_a_row_stays_away_for_some_weeks() {
    let after = |told: &[(i32, Nourished)]| {
        let done = told.iter().map(|(days, good)| deed("plain-hello", Size::Smaller, *days, Felt::Okay, *good));
        FittingCase { done: done.collect(), ..FittingCase::default() }.has("plain-hello", Size::Smaller)
    };
    assert!(after(&[(20, Nourished::No)]) && after(&[(40, Nourished::No), (20, Nourished::Yes)]));
    assert!(!after(&[(40, Nourished::No), (20, Nourished::No)]));
    assert!(after(&[(80, Nourished::No), (45, Nourished::No)]));
}

#[test]
fn nobody_is_asked_along_at_work_on_a_day_off() {
    let step = Library::load().unwrap().by_slug("a-line-for-the-next-shift").unwrap().number;
    let kettle = (step, Size::More.number());
    let told = FittingCase::with(&[Around::Colleagues]);
    assert!(told.on(TODAY).contains(&kettle) && !told.on(date(2026, 3, 15)).contains(&kettle));
}

#[test]
fn what_prepares_is_as_possible_as_what_it_prepares() {
    let library = Library::load().unwrap();
    let mut told = FittingCase::default();
    told.profile.surroundings.life = [crate::model::steps::LifeNow::Nights].into();
    for (number, size) in told.on(TODAY) {
        let step = library.step(number).unwrap();
        let meant = step.meant(step.size(Size::from_number(size).unwrap()).unwrap());
        assert!(told.profile.surroundings.allow(&meant.hard_with), "{}", meant.title);
    }
    assert!(!told.has("a-gentle-regular-place", Size::Smaller), "its hours are by day");
}
