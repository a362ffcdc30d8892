//! Until when a consent can last. Pure.

use jiff::ToSpan as _;
use jiff::civil::Date;

/// How long it lasts unless another day is chosen, in days.
const AT_FIRST: i32 = 28;
/// And the longest that it can.
const AT_MOST: i32 = 365;

/// The last day unless another is chosen.
pub fn usual(today: Date) -> Date {
    today.saturating_add(AT_FIRST.days())
}

/// The last day that can be chosen.
pub fn last_possible(today: Date) -> Date {
    today.saturating_add(AT_MOST.days())
}

/// The last day as it was typed; the usual one where nothing was. None where that cannot be.
pub fn until(typed: &str, today: Date) -> Option<Date> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Some(usual(today));
    }
    typed.parse().ok().filter(|day| (today..=last_possible(today)).contains(day))
}
