//! Days and times as people say them.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

/// "Sunday 22 November".
#[must_use]
pub fn day(day: Date) -> String {
    day.strftime("%A %-d %B").to_string()
}

/// "Today", "Yesterday", or the day; with its year where that is another one.
#[must_use]
pub fn day_from(day: Date, today: Date) -> String {
    if day == today {
        return "Today".into();
    }
    if today.yesterday().is_ok_and(|yesterday| yesterday == day) {
        return "Yesterday".into();
    }
    let pattern = if day.year() == today.year() { "%A %-d %B" } else { "%A %-d %B %Y" };
    day.strftime(pattern).to_string()
}

/// "22 November 2026" for "2026-11-22"; anything else stays as it is.
#[must_use]
pub fn date(written: &str) -> String {
    written.parse::<Date>().map_or_else(|_| written.to_owned(), |day| day.strftime("%-d %B %Y").to_string())
}

/// "22 November 2026, 14:05", in a person's zone.
#[must_use]
pub fn moment(at: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(at).strftime("%-d %B %Y, %H:%M").to_string()
}

/// The day `days` before `day`; the earliest there is where that would be before time.
#[must_use]
pub fn days_before(day: Date, days: i32) -> Date {
    day.checked_sub(days.days()).unwrap_or(Date::MIN)
}

/// Signs that show nothing by themselves: the default-ignorable code points of Unicode (DerivedCoreProperties.txt).
#[must_use]
pub const fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_said_as_people_say_them() {
        let today = Date::constant(2026, 1, 1);
        assert_eq!(day_from(today, today), "Today");
        assert_eq!(day_from(Date::constant(2025, 12, 31), today), "Yesterday");
        assert_eq!(day_from(Date::constant(2025, 12, 30), today), "Tuesday 30 December 2025");
        assert_eq!(day(Date::constant(2026, 11, 22)), "Sunday 22 November");
    }
}
