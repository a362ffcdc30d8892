//! What somebody typed, as it is kept. Pure.

use jiff::civil::Date;

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
    fn words_keep_what_can_be_read() {
        assert_eq!(words(" a\r\nb\u{0}\u{7}\tc 🌿\u{200f}ש \n"), Ok("a\nb\tc 🌿\u{200f}ש".to_owned()));
        assert_eq!(words("\u{200b} \u{2060}\u{3164}"), Ok(String::new()));
        assert_eq!(words(&"é".repeat(WORDS_MOST)).unwrap().chars().count(), WORDS_MOST);
        assert_eq!(words(&"é".repeat(WORDS_MOST + 1)), Err(TooLong));
    }
}
