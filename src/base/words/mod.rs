//! Days and times as people say them, in the language of dates they chose.

mod choices;
pub mod order;
pub mod typed;

use std::fmt;
use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::Deserialize;

pub use choices::UnknownWord;
pub(crate) use choices::form_words;

use super::content;

/// The language of the pages, whose dates need no mark.
const PAGES_SPEAK: &str = "en-GB";

/// The names and the order of a date in one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateFormat {
    /// Its language tag.
    pub lang: String,
    /// What the language calls itself, in the list to choose from.
    pub name: String,
    today: String,
    yesterday: String,
    /// From Monday.
    weekdays: [String; 7],
    months: [String; 12],
    /// Where a month by itself is another word than in a date.
    months_alone: Option<[String; 12]>,
    /// The first of a month, where it is more than its number.
    first: Option<String>,
    weekday: String,
    weekday_year: String,
    date: String,
    time: String,
}

#[derive(Clone, Debug)]
pub struct DateFormats {
    first: Arc<DateFormat>,
    others: Vec<Arc<DateFormat>>,
}

/// Something said in the language of dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateText {
    words: String,
    /// The language, where it is not the page's own.
    pub lang: Option<String>,
    /// Whether it is said as it is from today, and not by its date.
    near: bool,
}

impl DateText {
    const fn near(mut self) -> Self {
        self.near = true;
        self
    }

    /// Whether it says "today" or the like, before which no "on" stands.
    pub const fn is_near(&self) -> bool {
        self.near
    }

    /// As it stands inside a sentence: "today", "Sunday 22 November".
    pub fn within(&self) -> String {
        let mut letters = self.words.chars();
        match letters.next().filter(|_| self.near) {
            Some(first) => first.to_lowercase().chain(letters).collect(),
            None => self.words.clone(),
        }
    }
}

impl fmt::Display for DateText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl DateFormats {
    pub fn load() -> anyhow::Result<Self> {
        #[derive(Deserialize)]
        struct DatesFile {
            calendars: Vec<DateFormat>,
        }
        let mut all = content::toml::<DatesFile>("dates.toml")?.calendars.into_iter().map(Arc::new);
        let first = all.next().ok_or_else(|| anyhow::anyhow!("content/en/dates.toml has no language"))?;
        Ok(Self { first, others: all.collect() })
    }

    /// The one with this tag; the first where there is none.
    pub fn of(&self, lang: &str) -> Arc<DateFormat> {
        Arc::clone(self.all().find(|calendar| calendar.lang == lang).unwrap_or(&self.first))
    }

    /// All of them, in the order of the list to choose from.
    pub fn all(&self) -> impl Iterator<Item = &Arc<DateFormat>> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

impl DateFormat {
    /// "Sunday 22 November".
    pub fn day(&self, day: Date) -> DateText {
        self.say(self.fill(&self.weekday, day))
    }

    /// "Today", "Yesterday", or the day; with its year where that is another one.
    pub fn day_from(&self, day: Date, today: Date) -> DateText {
        if day == today {
            return self.say(self.today.clone()).near();
        }
        if today.yesterday().is_ok_and(|yesterday| yesterday == day) {
            return self.say(self.yesterday.clone()).near();
        }
        let pattern = if day.year() == today.year() { &self.weekday } else { &self.weekday_year };
        self.say(self.fill(pattern, day))
    }

    /// "22 November 2026".
    pub fn date(&self, day: Date) -> DateText {
        self.say(self.fill(&self.date, day))
    }

    /// "November", for the month a day is in.
    pub fn month(&self, day: Date) -> DateText {
        let names = self.months_alone.as_ref().unwrap_or(&self.months);
        let place = usize::try_from(day.month() - 1).ok();
        self.say(place.and_then(|place| names.get(place)).cloned().unwrap_or_default())
    }

    /// "November 2026", for the month a day is in.
    pub fn month_and_year(&self, day: Date) -> DateText {
        self.say(format!("{} {}", self.month(day), day.year()))
    }

    /// "Today, 14:05", in a person's zone, for a moment of their `day`; that as [`DateFormat::day_from`] says it.
    pub fn moment_from(&self, at: Timestamp, zone: &TimeZone, day: Date, today: Date) -> DateText {
        let day = self.day_from(day, today);
        DateText { words: format!("{day}, {}", self.clock(zone.to_datetime(at).time())), ..day }
    }

    /// "22 November 2026, 14:05", in a person's zone.
    pub fn moment(&self, at: Timestamp, zone: &TimeZone) -> DateText {
        let at: DateTime = zone.to_datetime(at);
        self.say(format!("{}, {}", self.fill(&self.date, at.date()), self.clock(at.time())))
    }

    fn say(&self, words: String) -> DateText {
        DateText { words, lang: (self.lang != PAGES_SPEAK).then(|| self.lang.clone()), near: false }
    }

    fn fill(&self, pattern: &str, day: Date) -> String {
        let name = |names: &[String], place: i8| {
            usize::try_from(place).ok().and_then(|place| names.get(place)).cloned().unwrap_or_default()
        };
        let number = self.first.clone().filter(|_| day.day() == 1).unwrap_or_else(|| day.day().to_string());
        pattern
            .replace("{weekday}", &name(&self.weekdays, day.weekday().to_monday_zero_offset()))
            .replace("{day}", &number)
            .replace("{month}", &name(&self.months, day.month() - 1))
            .replace("{year}", &day.year().to_string())
    }

    fn clock(&self, at: Time) -> String {
        self.time
            .replace("{hour}", &format!("{:02}", at.hour()))
            .replace("{minute}", &format!("{:02}", at.minute()))
            .replace("{hour12}", &((at.hour() + 11) % 12 + 1).to_string())
            .replace("{half}", if at.hour() < 12 { "am" } else { "pm" })
    }
}

/// "November 2026" for "2026-11-22" in the language of the pages; anything else stays as it is.
pub fn month_and_year(written: &str) -> String {
    written.parse::<Date>().map_or_else(|_| written.to_owned(), |day| day.strftime("%B %Y").to_string())
}

/// The day `days` before `day`; the earliest there is where that would be before time.
pub fn days_before(day: Date, days: i32) -> Date {
    day.checked_sub(days.days()).unwrap_or(Date::MIN)
}

/// Signs that show nothing by themselves: the default-ignorable code points of Unicode (DerivedCoreProperties.txt).
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

    const NEW_YEAR: Date = Date::constant(2026, 1, 1);

    fn calendar(lang: &str) -> Arc<DateFormat> {
        DateFormats::load().unwrap().of(lang)
    }

    #[test]
    fn days_are_said_as_people_say_them() {
        let said = |day| calendar("en-GB").day_from(day, NEW_YEAR).to_string();
        assert_eq!(said(NEW_YEAR), "Today");
        assert_eq!(said(Date::constant(2025, 12, 31)), "Yesterday");
        assert_eq!(said(Date::constant(2025, 12, 30)), "Tuesday 30 December 2025");
        assert_eq!(calendar("en-GB").day(Date::constant(2026, 11, 22)).to_string(), "Sunday 22 November");
        assert_eq!(calendar("unheard of").day(NEW_YEAR), calendar("en-GB").day(NEW_YEAR));
    }

    #[test]
    fn inside_a_sentence_today_is_small_and_a_weekday_is_not() {
        let within = |day| calendar("en-GB").day_from(day, NEW_YEAR).within();
        assert_eq!(within(NEW_YEAR), "today");
        assert_eq!(within(Date::constant(2025, 12, 31)), "yesterday");
        assert_eq!(within(Date::constant(2025, 12, 30)), "Tuesday 30 December 2025");
    }

    #[test]
    fn each_language_has_its_own_order() {
        let said = |lang| calendar(lang).day_from(Date::constant(2025, 3, 1), NEW_YEAR).to_string();
        assert_eq!(said("en-US"), "Saturday, March 1, 2025");
        assert_eq!(said("de"), "Samstag, 1. März 2025");
        assert_eq!(said("fr"), "samedi 1er mars 2025");
        assert_eq!(said("es"), "sábado, 1 de marzo de 2025");
        assert_eq!(said("it"), "sabato 1º marzo 2025");
        assert_eq!(said("nl"), "zaterdag 1 maart 2025");
        assert_eq!(said("pl"), "sobota, 1 marca 2025");
        assert_eq!(said("sv"), "lördag 1 mars 2025");
        assert_eq!(said("pt"), "sábado, 1 de março de 2025");
        assert_eq!(calendar("fr").month(NEW_YEAR).to_string(), "janvier");
        assert_eq!(calendar("pl").month(NEW_YEAR).to_string(), "styczeń", "and not as in a date");
    }

    #[test]
    fn a_language_that_is_not_the_pages_is_marked() {
        let (noon, midnight) = ("2026-11-22T12:05:00Z", "2026-11-22T00:05:00Z");
        let said = |lang, at: &str| calendar(lang).moment(at.parse().unwrap(), &TimeZone::UTC);
        assert_eq!(said("en-GB", noon), DateText { words: "22 November 2026, 12:05".into(), lang: None, near: false });
        assert_eq!(said("en-US", noon).to_string(), "November 22, 2026, 12:05 pm");
        assert_eq!(said("en-US", midnight).to_string(), "November 22, 2026, 12:05 am");
        assert_eq!(said("sv", midnight).lang.as_deref(), Some("sv"));
    }
}
