//! When a room meets: on some days of the week, from one hour to another, in the room's own zone. Pure.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

use crate::base::bounded::Bounded;

/// Minutes of a day.
const DAY: u16 = 24 * 60;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StandingTimes {
    /// On which days of the week, 1 (Monday) to 7, in order.
    pub days: Vec<i8>,
    /// From which minute of the day
    pub from: u16,
    /// to which; one that is no later is of the next day, and the same one is all day.
    pub to: u16,
}

impl Bounded for StandingTimes {
    fn within_limits(&self) -> bool {
        let days = self.days.iter().all(|day| (1..=7).contains(day)) && self.days.len() <= 7;
        days && !self.days.is_empty() && self.from < DAY && self.to < DAY
    }
}

/// A minute of a day as a form and a page say it.
pub fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The minute that a form says; none where it is no time of day.
pub fn minute(typed: &str) -> Option<u16> {
    let (hour, minute) = typed.trim().split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// A beginning without an end, the other way round, or no time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchHours;

impl NoSuchHours {
    pub const fn words(self) -> &'static str {
        "Say from when to when, such as 19:00 and 20:00."
    }
}

impl StandingTimes {
    /// The times that a form says: the days that were ticked, every one where none was, and all day where no hour is said. None
    /// where nothing is.
    pub fn typed(days: &[String], from: &str, to: &str) -> Result<Option<Self>, NoSuchHours> {
        let mut days: Vec<i8> = days.iter().filter_map(|day| day.parse().ok()).collect();
        days.retain(|day| (1..=7).contains(day));
        days.sort_unstable();
        days.dedup();
        let (from, to) = match [from.trim(), to.trim()] {
            ["", ""] if days.is_empty() => return Ok(None),
            // The whole day.
            ["", ""] => (0, 0),
            [from, to] => minute(from).zip(minute(to)).ok_or(NoSuchHours)?,
        };
        if days.is_empty() {
            days = (1..=7).collect();
        }
        Ok(Some(Self { days, from, to }))
    }

    /// The same as a form shows them again: the days, from when, and until when.
    pub fn shown(times: Option<&Self>) -> (Vec<String>, String, String) {
        let days = times.iter().flat_map(|times| times.days.iter().map(ToString::to_string)).collect();
        (days, times.map_or_else(String::new, Self::starts), times.map_or_else(String::new, Self::ends))
    }

    pub fn starts(&self) -> String {
        clock(self.from)
    }

    pub fn ends(&self) -> String {
        clock(self.to)
    }

    pub const fn is_all_day(&self) -> bool {
        self.from == self.to
    }

    /// Whether people meet at this moment, and until when.
    pub fn open_until(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let today = zone.to_datetime(now).date();
        let begun = [today.yesterday().ok(), Some(today)];
        let mut ends = begun.into_iter().flatten().filter_map(|day| {
            let (from, to) = self.on(day, zone)?;
            (from <= now && now < to).then_some(to)
        });
        ends.next()
    }

    /// When they meet next.
    pub fn next(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let today = zone.to_datetime(now).date();
        let days = (0..=8).filter_map(|ahead: i64| today.checked_add(ahead.days()).ok());
        days.filter_map(|day| self.on(day, zone)).map(|(from, _)| from).find(|from| *from > now)
    }

    /// From when to when, where it is one of their days.
    fn on(&self, day: Date, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
        if !self.days.contains(&day.weekday().to_monday_one_offset()) {
            return None;
        }
        let last = if self.to > self.from { day } else { day.tomorrow().ok()? };
        Some((moment(day, self.from, zone)?, moment(last, self.to, zone)?))
    }
}

/// A clock that is put forward skips what does not exist; one that is put back counts the first of the two.
fn moment(day: Date, minute: u16, zone: &TimeZone) -> Option<Timestamp> {
    let [hour, minute] = [minute / 60, minute % 60].map(|part| i8::try_from(part).unwrap_or_default());
    let at = DateTime::from_parts(day, Time::new(hour, minute, 0, 0).ok()?);
    zone.to_ambiguous_zoned(at).compatible().ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn berlin() -> TimeZone {
        TimeZone::get("Europe/Berlin").unwrap()
    }

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    #[test]
    fn an_evening_is_open_from_its_beginning_until_its_end() {
        let tuesdays = StandingTimes { days: vec![2], from: 19 * 60, to: 20 * 60 };
        // The 24th of November 2026 is a Tuesday; it is 18:00 in UTC when it is 19:00 in Berlin.
        assert_eq!(tuesdays.open_until(at("2026-11-24T17:59:59Z"), &berlin()), None);
        assert_eq!(tuesdays.open_until(at("2026-11-24T18:00:00Z"), &berlin()), Some(at("2026-11-24T19:00:00Z")));
        assert_eq!(tuesdays.open_until(at("2026-11-24T19:00:00Z"), &berlin()), None);
        assert_eq!(tuesdays.next(at("2026-11-24T18:00:00Z"), &berlin()), Some(at("2026-12-01T18:00:00Z")));
    }

    #[test]
    fn a_night_goes_on_past_midnight() {
        let nights = StandingTimes { days: vec![7], from: 23 * 60, to: 30 };
        assert_eq!(nights.open_until(at("2026-11-22T23:10:00Z"), &berlin()), Some(at("2026-11-22T23:30:00Z")));
    }

    #[test]
    fn an_hour_that_is_skipped_begins_when_the_clock_goes_on() {
        // Berlin goes from 02:00 to 03:00 on Sunday, 2026-03-29.
        let early = StandingTimes { days: vec![7], from: 2 * 60 + 30, to: 4 * 60 };
        assert_eq!(early.next(at("2026-03-28T12:00:00Z"), &berlin()), Some(at("2026-03-29T01:30:00Z")));
    }

    #[test]
    fn a_time_of_day_is_read_as_it_is_written() {
        assert_eq!(
            [minute("19:05"), minute(" 7:30 "), minute("24:00"), minute("noon")],
            [Some(1145), Some(450), None, None]
        );
        assert_eq!(clock(1145), "19:05");
    }

    proptest! {
        #[test]
        fn what_comes_next_is_open_when_it_comes(days in prop::collection::btree_set(1i8..8, 1..8), from in 0u16..1440, to in 0u16..1440, at in 1_700_000_000i64..1_900_000_000) {
            let times = StandingTimes { days: days.into_iter().collect(), from, to };
            prop_assert!(times.within_limits());
            let next = times.next(Timestamp::from_second(at).unwrap(), &berlin()).unwrap();
            let seconds = next.as_second() - at;
            prop_assert!((1..=8 * 86_400 + 3_600).contains(&seconds));
            // An hour that is skipped whole is open for no time at all.
            let (begins, ends) = (next, times.open_until(next, &berlin()));
            prop_assert!(ends.is_none_or(|ends| ends > begins));
        }
    }
}
