//! The only place that knows what time it is. The domain takes times as arguments.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

/// Tells the time: the system's, or one that is set by hand (tests, and the demo's past months).
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    /// Seconds since 1970, moved only by [`Clock::set`].
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `now` until it is set.
    pub fn standing_at(now: Timestamp) -> Self {
        Self::Set(Arc::new(AtomicI64::new(now.as_second())))
    }

    /// A set clock outside jiff's range reads as 1970.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Set(seconds) => {
                Timestamp::from_second(seconds.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH)
            }
        }
    }

    /// Moves a set clock; the system's stays as it is.
    pub fn set(&self, now: Timestamp) {
        if let Self::Set(seconds) = self {
            seconds.store(now.as_second(), Ordering::Relaxed);
        }
    }
}

/// The hour at which a day turns unless a person chose another: late evenings still belong to the day they began in.
pub const DAY_TURNS_AT: i8 = 4;

/// The local day that `now` belongs to, for somebody in `zone` whose day turns at `turns_at` (0 to 23 o'clock).
pub fn local_day(now: Timestamp, zone: &TimeZone, turns_at: i8) -> Date {
    let local = zone.to_datetime(now);
    if local.hour() < turns_at { local.date().yesterday().unwrap_or(local.date()) } else { local.date() }
}

/// The hour it is then for somebody in `zone`, 0 to 23.
pub fn local_hour(now: Timestamp, zone: &TimeZone) -> i8 {
    zone.to_datetime(now).hour()
}

/// A moment as hosts are told of it, whichever zone they are in.
pub fn to_the_minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// The Monday of the week that a day is in.
pub fn monday_of(day: Date) -> Date {
    day.saturating_sub(i32::from(day.weekday().to_monday_zero_offset()).days())
}

/// Days since 1970-01-01, the day number the scheduler counts in.
pub fn day_number(day: Date) -> i32 {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    EPOCH.until(day).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(at: &str, zone: &str) -> Date {
        local_day(at.parse().unwrap(), &TimeZone::get(zone).unwrap(), DAY_TURNS_AT)
    }

    #[test]
    fn late_evenings_belong_to_the_day_before() {
        assert_eq!(day("2026-03-02T02:30:00Z", "UTC"), Date::constant(2026, 3, 1));
        assert_eq!(day("2026-03-02T04:00:00Z", "UTC"), Date::constant(2026, 3, 2));
    }

    #[test]
    fn a_day_follows_its_zone_across_the_change_of_clocks() {
        // Berlin goes from 02:00 to 03:00 on 2026-03-29: 01:59Z is 03:59 there, 02:00Z is 04:00.
        assert_eq!(day("2026-03-29T01:59:00Z", "Europe/Berlin"), Date::constant(2026, 3, 28));
        assert_eq!(day("2026-03-29T02:00:00Z", "Europe/Berlin"), Date::constant(2026, 3, 29));
        assert_eq!(day("2026-03-01T14:00:00Z", "Pacific/Kiritimati"), Date::constant(2026, 3, 2));
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number(Date::constant(1970, 1, 2)), 1);
        assert_eq!(day_number(Date::constant(2026, 11, 22)), 20779);
    }
}
