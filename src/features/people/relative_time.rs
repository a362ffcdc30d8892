//! How long ago, as one would say it without counting. Pure.

use jiff::civil::Date;

use crate::base::clock::day_number;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RelativeTime {
    /// Today, or on a day ahead, which a clock that moved back can leave.
    Today,
    Yesterday,
    /// This week or so.
    FewDays,
    /// A week or two ago.
    LastWeek,
    /// Within the last month.
    FewWeeks,
    /// In this month of that year.
    Month {
        /// 1 to 12.
        month: i8,
        /// The year, where it is another one.
        year: Option<i16>,
    },
}

impl RelativeTime {
    pub fn of(day: Date, today: Date) -> Self {
        match day_number(today).saturating_sub(day_number(day)) {
            ..=0 => Self::Today,
            1 => Self::Yesterday,
            2..=6 => Self::FewDays,
            7..=13 => Self::LastWeek,
            14..=27 => Self::FewWeeks,
            _ => Self::Month { month: day.month(), year: (day.year() != today.year()).then_some(day.year()) },
        }
    }

    pub const fn is_a_while(&self) -> bool {
        matches!(self, Self::Month { .. })
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;

    #[test]
    fn days_are_not_counted() {
        let today = Date::constant(2026, 1, 10);
        let said = |days: i32| RelativeTime::of(today.checked_sub(days.days()).unwrap(), today);
        assert_eq!(said(0), RelativeTime::Today);
        assert_eq!(said(-3), RelativeTime::Today);
        assert_eq!(said(1), RelativeTime::Yesterday);
        assert_eq!(said(6), RelativeTime::FewDays);
        assert_eq!(said(9), RelativeTime::LastWeek);
        assert_eq!(said(20), RelativeTime::FewWeeks);
        assert_eq!(said(28), RelativeTime::Month { month: 12, year: Some(2025) });
        assert!(said(28).is_a_while() && !said(27).is_a_while());
        let september = RelativeTime::of(Date::constant(2026, 9, 2), Date::constant(2026, 11, 22));
        assert_eq!(september, RelativeTime::Month { month: 9, year: None });
    }
}
