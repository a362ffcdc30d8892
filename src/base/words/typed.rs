//! What somebody typed, as it is kept. Pure.

use jiff::civil::{Date, Time};

use super::is_ignorable;

/// The most a person may write into one field, in characters.
pub const WORDS_MOST: usize = 10_000;

/// The most letters of what is not written but taken from our own words, such as a prompt.
const AUTHORED_MOST: usize = 1_000;

/// More than [`WORDS_MOST`] characters were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

/// What a person wrote, as it is kept: line ends as one sign, no control characters (nobody can see them to take them
/// out), no blank space around it.
pub fn words(typed: &str) -> Result<String, TooLong> {
    let text: String = typed
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
        .collect();
    let text = if text.chars().all(|c| c.is_whitespace() || is_ignorable(c)) { "" } else { text.trim() };
    if text.chars().count() > WORDS_MOST { Err(TooLong) } else { Ok(text.to_owned()) }
}

/// The same on one line, with single spaces, at the most `most` characters.
pub fn one_line(typed: &str, most: usize) -> Result<String, TooLong> {
    let line = words(typed)?.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > most { Err(TooLong) } else { Ok(line) }
}

/// The first day something can be kept for.
const FIRST_DAY: Date = Date::constant(2000, 1, 1);

/// A day that was not there, or is still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchDay;

impl NoSuchDay {
    pub const fn words(self) -> &'static str {
        "Choose a day up to today, or leave it empty."
    }
}

/// The day something is for, as `YYYY-MM-DD`; none where none was chosen.
pub fn day(typed: &str, today: Date) -> Result<Option<Date>, NoSuchDay> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().ok().filter(|day| (FIRST_DAY..=today).contains(day)).map(Some).ok_or(NoSuchDay)
}

/// A time that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchTime;

impl NoSuchTime {
    pub const fn words(self) -> &'static str {
        "Write a time like 18:30 or 6.30 pm, or leave it empty."
    }
}

/// A time as people type it where the browser has no field for one: `18:30`, `7.30`, `19h`, `7 pm`, `0730`, `noon`.
pub fn time(typed: &str) -> Result<Option<Time>, NoSuchTime> {
    let typed = typed.trim().to_lowercase();
    match typed.as_str() {
        "" => return Ok(None),
        "noon" | "midday" => return Ok(Some(Time::constant(12, 0, 0, 0))),
        "midnight" => return Ok(Some(Time::midnight())),
        _ => {}
    }
    // In the morning or in the afternoon, with the points that some put between.
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let half = [("am", 0), ("a.m", 0), ("a", 0), ("pm", 12), ("p.m", 12), ("p", 12)];
    let half = half.into_iter().find_map(|(sign, from)| Some((plain.trim_end_matches('.').strip_suffix(sign)?, from)));
    let (clock, from) = half.map_or((plain.as_str(), None), |(clock, from)| (clock, Some(from)));
    let clock = ["o'clock", "o’clock", "uhr", "h"]
        .into_iter()
        .fold(clock, |clock, end| clock.strip_suffix(end).unwrap_or(clock));
    let (hour, minute) = parts(clock).ok_or(NoSuchTime)?;
    let hour = match from {
        Some(from) if (1..=12).contains(&hour) => hour % 12 + from,
        Some(_) => return Err(NoSuchTime),
        None => hour,
    };
    Time::new(hour, minute, 0, 0).map(Some).map_err(|_| NoSuchTime)
}

/// Hour and minute, with a sign between or none. Seconds, which some browsers send, are left out.
fn parts(clock: &str) -> Option<(i8, i8)> {
    let parts: Vec<&str> = clock.split([':', '.', ',', 'h']).collect();
    let (hour, minute) = match parts.as_slice() {
        [both] if matches!(both.len(), 3 | 4) && both.is_ascii() => both.split_at(both.len() - 2),
        [hour] => (*hour, "00"),
        [hour, minute] | [hour, minute, _] => (*hour, *minute),
        _ => return None,
    };
    let number = |digits: &str, most: usize| {
        let is_one = (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_one.then(|| digits.parse().ok())?
    };
    Some((number(hour, 2)?, number(minute, 2).filter(|_| minute.len() == 2)?))
}

/// What a form sends for a box: something where it is ticked.
pub fn ticked(yes: bool) -> String {
    if yes { "yes".to_owned() } else { String::new() }
}

/// Whether a text has at most so many letters, and none that nobody can see.
pub fn fits(text: &str, most: usize) -> bool {
    let is_seen = |c: char| matches!(c, '\n' | '\t') || !c.is_control();
    // A letter has at least one byte, so that most texts need not be counted.
    (text.len() <= most || text.chars().count() <= most) && text.chars().all(is_seen)
}

/// Whether each of these could have been written in one field.
pub fn all_fit<'a>(texts: impl IntoIterator<Item = &'a str>) -> bool {
    texts.into_iter().all(|text| fits(text, WORDS_MOST))
}

/// Whether it could be one of our own words.
pub fn could_be_authored(text: &str) -> bool {
    fits(text, AUTHORED_MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_one_that_has_begun() {
        let today = Date::constant(2026, 11, 22);
        assert_eq!((day("", today), day(" ", today)), (Ok(None), Ok(None)));
        assert_eq!(day("2026-11-22", today), Ok(Some(today)));
        for not in ["2026-11-23", "1999-12-31", "2026-02-30", "yesterday", "22.11.2026"] {
            assert_eq!(day(not, today), Err(NoSuchDay), "{not}");
        }
    }

    #[test]
    fn a_time_is_read_as_people_type_it() {
        let at = |hour, minute| Ok(Some(Time::constant(hour, minute, 0, 0)));
        for (typed, read) in [
            ("18:30", at(18, 30)),
            ("18:30:00", at(18, 30)),
            (" 7.30", at(7, 30)),
            ("7,30 Uhr", at(7, 30)),
            ("19h", at(19, 0)),
            ("19 h 05", at(19, 5)),
            ("7 pm", at(19, 0)),
            ("7 P.M.", at(19, 0)),
            ("12:15 am", at(0, 15)),
            ("12pm", at(12, 0)),
            ("06:30 PM", at(18, 30)),
            ("0730", at(7, 30)),
            ("730", at(7, 30)),
            ("7", at(7, 0)),
            ("7 o’clock", at(7, 0)),
            ("Noon", at(12, 0)),
            ("midnight", at(0, 0)),
            ("", Ok(None)),
        ] {
            assert_eq!(time(typed), read, "{typed}");
        }
        for not in
            ["half past", "25:00", "7:5", "13 pm", "0 am", "7:60", "24:00", ":30", "7:", "12345", "١٢:٣٠", "pm", "é30"]
        {
            assert_eq!(time(not), Err(NoSuchTime), "{not}");
        }
    }

    #[test]
    fn words_keep_what_can_be_read() {
        assert_eq!(words(" a\r\nb\u{0}\u{7}\tc 🌿\u{200f}ש \n"), Ok("a\nb\tc 🌿\u{200f}ש".to_owned()));
        assert_eq!(words("\u{200b} \u{2060}\u{3164}"), Ok(String::new()));
        assert_eq!(words(&"é".repeat(WORDS_MOST)).unwrap().chars().count(), WORDS_MOST);
        assert_eq!(words(&"é".repeat(WORDS_MOST + 1)), Err(TooLong));
    }
}
