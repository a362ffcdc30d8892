//! At which hours of the day a size can be done. Pure.

use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use super::{Around, Mark, SizedStep, StarterUse};

/// What has to be so at the hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeededHour {
    /// Nothing: nobody has to be awake.
    Any,
    /// Whoever is written to is not woken by it.
    Message,
    /// Somebody is up: it calls, visits or meets.
    Awake,
    /// It is light out, where one goes out, or people pass.
    Daylight,
    /// A shop, a library or an office is open, and it is light out.
    Shop,
    /// One is at work: on a weekday by day, or at whatever hour where one works at night.
    Work,
}

/// From which hour on people may be written to; until when they are up, and what is public is open.
const MORNING: i8 = 8;
const NIGHT: i8 = 22;
const CLOSING: i8 = 18;
/// From which hour on it is dark or evening, from January: roughly, wherever somebody lives.
const DARK_FROM: [i8; 12] = [16, 17, 18, 20, 20, 21, 21, 20, 19, 18, 16, 16];
/// From when on somebody is up whom a person knows that is awake at night.
const EARLY: i8 = 6;

impl NeededHour {
    /// Whether it can be done on a day at this hour (0 to 23). Whoever is `up_at_night` has nobody else awake then, and nobody
    /// whose phone may light up, and has their day when it is dark.
    pub fn is_at(self, day: Date, hour: i8, up_at_night: bool) -> bool {
        let (up, dark) = if up_at_night { (EARLY, NIGHT) } else { (MORNING, dark_from(day)) };
        match self {
            Self::Any => true,
            Self::Message => hour >= up,
            Self::Awake => (up..NIGHT).contains(&hour),
            Self::Daylight => (up..dark).contains(&hour),
            Self::Shop => (MORNING..CLOSING.min(dark)).contains(&hour) && day.weekday() != Weekday::Sunday,
            Self::Work => {
                let off = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
                up_at_night || (!off && (MORNING..CLOSING).contains(&hour))
            }
        }
    }
}

fn dark_from(day: Date) -> i8 {
    let month = usize::try_from(day.month() - 1).unwrap_or_default();
    DARK_FROM.get(month).copied().unwrap_or(CLOSING)
}

impl SizedStep {
    /// What has to be so at the hour: as its file says, or else as follows from what it asks.
    pub fn needed_hour(&self) -> NeededHour {
        self.hours.unwrap_or_else(|| self.derived_hour())
    }

    pub(super) fn derived_hour(&self) -> NeededHour {
        let on_a_screen = self.around.iter().all(|one| [Around::Online, Around::Group].contains(one));
        if self.inner || (on_a_screen && self.around.contains(&Around::Online)) {
            return NeededHour::Any;
        }
        if self.is(Mark::Out) {
            return NeededHour::Daylight;
        }
        let met = self.is(Mark::SamePeople) || self.used == Some(StarterUse::Say);
        if met || self.has_somebody_there() { NeededHour::Awake } else { NeededHour::Message }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::steps::{Library, Size};

    #[test]
    fn nobody_is_rung_at_night_and_no_shop_is_open_in_the_evening_or_on_a_sunday() {
        let on = |day: Date, needed: NeededHour, nights| {
            (0..24).filter(|hour| needed.is_at(day, *hour, nights)).collect::<Vec<i8>>()
        };
        let hours = |needed, nights| on(date(2026, 6, 10), needed, nights);
        assert_eq!(hours(NeededHour::Any, false).len(), 24);
        assert_eq!(hours(NeededHour::Message, false), (8..24).collect::<Vec<_>>());
        assert_eq!(hours(NeededHour::Message, true), (6..24).collect::<Vec<_>>(), "a friend sleeps");
        assert_eq!(hours(NeededHour::Work, false), (8..18).collect::<Vec<_>>());
        assert_eq!(hours(NeededHour::Work, true).len(), 24);
        assert_eq!(hours(NeededHour::Awake, false), (8..22).collect::<Vec<_>>());
        assert_eq!(hours(NeededHour::Awake, true), (6..22).collect::<Vec<_>>());
        assert_eq!(hours(NeededHour::Shop, true), (8..18).collect::<Vec<_>>());
        assert!(on(date(2026, 6, 14), NeededHour::Shop, false).is_empty(), "a Sunday");
        assert!(on(date(2026, 6, 13), NeededHour::Work, false).is_empty(), "a Saturday");
    }

    #[test]
    fn nobody_is_sent_out_after_dark_but_whoever_is_up_at_night() {
        let until = |month, needed: NeededHour, nights| {
            let day = date(2026, month, 9);
            (12..24).take_while(|hour| needed.is_at(day, *hour, nights)).count() + 12
        };
        assert_eq!([12, 3, 6, 9].map(|month| until(month, NeededHour::Daylight, false)), [16, 18, 21, 19]);
        assert_eq!([12, 6].map(|month| until(month, NeededHour::Shop, false)), [16, 18], "one goes there and back");
        assert_eq!([12, 6].map(|month| until(month, NeededHour::Daylight, true)), [22, 22]);
    }

    #[test]
    fn a_size_needs_the_hour_that_what_it_asks_needs() {
        let library = Library::load().unwrap();
        let of = |slug: &str, size| library.by_slug(slug).unwrap().size(size).unwrap().needed_hour();
        assert_eq!(of("settle-first", Size::Smaller), NeededHour::Any);
        assert_eq!(of("what-hour-it-is-for-you", Size::Regular), NeededHour::Any, "strangers on a screen");
        assert_eq!(of("for-the-morning", Size::Regular), NeededHour::Any, "it is set for the morning");
        assert_eq!(of("plain-hello", Size::Regular), NeededHour::Message);
        assert_eq!(of("ten-minute-call", Size::Regular), NeededHour::Awake);
        assert_eq!(of("the-hour-people-pass", Size::Smaller), NeededHour::Daylight, "nobody is seen at night");
        for (slug, size) in [("look-up-and-nod", Size::Regular), ("out-among-others", Size::Regular)] {
            assert_eq!(of(slug, size), NeededHour::Daylight, "{slug}");
        }
        assert_eq!(of("known-where-you-are-served", Size::Smaller), NeededHour::Shop);
    }

    #[test]
    fn nothing_that_names_a_shop_a_library_or_a_till_is_without_its_hours() {
        let library = Library::load().unwrap();
        for (step, size) in library.sizes() {
            let goes = size.is(Mark::Out) && !size.occasion;
            let named = ["library", "shop", "till", "counter", "desk"].iter().any(|word| size.does.contains(word));
            assert!(!(goes && named) || size.needed_hour() == NeededHour::Shop, "{}: {}", step.slug, size.title);
        }
    }
}
