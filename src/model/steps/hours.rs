//! At which hours of the day a size can be done. Pure.

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
    /// Somebody is up: it calls, visits or meets, or people pass.
    Awake,
    /// A shop, a library or an office is open.
    Shop,
}

/// From which hour on people may be written to; until when they are up, and shops are open.
const MORNING: i8 = 8;
const NIGHT: i8 = 22;
const CLOSING: i8 = 19;
/// From when on somebody is up whom a person knows that is awake at night.
const EARLY: i8 = 6;

/// From which presence on somebody has to be there.
const IN_PERSON: f64 = 0.5;

impl NeededHour {
    /// Whether it can be done at this hour (0 to 23). Whoever is `up_at_night` may write then, and has nobody else awake.
    pub fn is_at(self, hour: i8, up_at_night: bool) -> bool {
        let up = if up_at_night { EARLY } else { MORNING };
        match self {
            Self::Any => true,
            Self::Message => up_at_night || hour >= MORNING,
            Self::Awake => (up..NIGHT).contains(&hour),
            Self::Shop => (MORNING..CLOSING).contains(&hour),
        }
    }
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
        let met = self.is(Mark::Out) || self.is(Mark::SamePeople) || self.used == Some(StarterUse::Say);
        if met || self.demand.presence >= IN_PERSON { NeededHour::Awake } else { NeededHour::Message }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::steps::{Library, Size};

    #[test]
    fn nobody_is_rung_at_night_and_no_shop_is_open_in_the_evening() {
        let hours =
            |needed: NeededHour, nights| (0..24).filter(|hour| needed.is_at(*hour, nights)).collect::<Vec<i8>>();
        assert_eq!(hours(NeededHour::Any, false).len(), 24);
        assert_eq!(hours(NeededHour::Message, false), (8..24).collect::<Vec<_>>());
        assert_eq!(hours(NeededHour::Message, true).len(), 24);
        assert_eq!(hours(NeededHour::Awake, false), (8..22).collect::<Vec<_>>());
        assert_eq!(hours(NeededHour::Awake, true), (6..22).collect::<Vec<_>>());
        assert_eq!(hours(NeededHour::Shop, true), (8..19).collect::<Vec<_>>());
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
        assert_eq!(of("the-hour-people-pass", Size::Smaller), NeededHour::Awake, "nobody passes at night");
        assert_eq!(of("known-where-you-are-served", Size::Smaller), NeededHour::Shop);
    }

    #[test]
    fn nothing_that_names_a_shop_a_library_or_a_till_is_without_its_hours() {
        let library = Library::load().unwrap();
        for (step, size) in library.steps().flat_map(|step| step.sizes.iter().map(move |size| (step, size))) {
            let goes = size.is(Mark::Out) && !size.occasion;
            let named = ["library", "shop", "till", "counter", "desk"].iter().any(|word| size.does.contains(word));
            assert!(!(goes && named) || size.needed_hour() == NeededHour::Shop, "{}: {}", step.slug, size.title);
        }
    }
}
