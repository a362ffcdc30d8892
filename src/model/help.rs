//! Who helps now, by country. Pure facts, embedded; the pages work without an account, a script or the database.

use serde::Deserialize;

use super::plan::Plan;
use super::profile::Profile;
use crate::base::content;
use crate::base::words::month_and_year;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// When the facts were gathered.
    pub checked: String,
    pub directories: Vec<Directory>,
    /// Countries by name.
    pub countries: Vec<Country>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Directory {
    pub name: String,
    pub url: String,
    /// Whom it is for, where that is not everybody.
    #[serde(rename = "for")]
    pub audience: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// In English.
    pub name: String,
    /// The emergency number, as words to show.
    pub emergency: Option<String>,
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub name: String,
    /// Whom it is for, where that is not everybody.
    #[serde(rename = "for")]
    pub audience: Option<String>,
    /// Whether it is there for people whom somebody harmed, and listens to everybody else as well.
    #[serde(default)]
    pub harmed: bool,
    /// The number as people write it.
    pub phone: Option<String>,
    /// The number as a telephone dials it.
    pub tel: Option<String>,
    pub text: Option<TextMessage>,
    pub chat: Option<String>,
    /// Its own pages.
    pub url: Option<String>,
    pub hours: Option<String>,
    pub languages: String,
    /// What else to know. A number or an address in it is written `[0808 808 8000](tel:08088088000)`.
    pub note: Option<String>,
    pub confidence: Confidence,
    /// When this line's own facts were last read back.
    pub checked: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextMessage {
    /// "Text SHOUT to 85258".
    pub words: String,
    pub number: String,
    pub body: Option<String>,
}

/// A piece of a line's note; where it leads, if it is a number or an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotePart<'a> {
    pub words: &'a str,
    pub to: Option<&'a str>,
}

/// How sure the facts of a line are. Anything less is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    High,
    /// Likely; look before relying on it.
    Medium,
}

impl Help {
    pub fn load() -> anyhow::Result<Self> {
        content::toml("helplines.toml")
    }

    /// When the facts were gathered, as people say it.
    pub fn gathered(&self) -> String {
        month_and_year(&self.checked)
    }

    /// The country to open first for somebody: the one they chose, or else the one on their plan.
    pub fn first_for(&self, profile: &Profile, plan: Option<&Plan>) -> Option<&Country> {
        self.country(&profile.help_country).or_else(|| self.country(&plan?.country))
    }

    /// The directories of help for people who are not safe with someone.
    pub fn for_the_harmed(&self) -> impl Iterator<Item = &Directory> {
        self.directories.iter().filter(|one| one.audience.as_deref().is_some_and(speaks_of_harm))
    }

    /// The lines of a country, by its code in either case; UK is what many type for GB.
    pub fn country(&self, code: &str) -> Option<&Country> {
        let code = if code.eq_ignore_ascii_case("uk") { "GB" } else { code };
        self.countries.iter().find(|country| country.code.eq_ignore_ascii_case(code))
    }
}

/// How many help lines stand on a page that is about something else; the others are one tap away.
pub const LINES_FIRST: usize = 3;

impl Country {
    /// Each number in the emergency words, to dial and to show.
    pub fn emergency_numbers(&self) -> impl Iterator<Item = &str> {
        self.emergency.iter().flat_map(|words| words.split(" or ")).filter(|number| !number.is_empty())
    }

    /// At most so many lines for everybody to try first: those that answer day and night before those that do not.
    pub fn first_lines(&self, most: usize) -> Vec<&Line> {
        let mut lines: Vec<&Line> = self.lines.iter().filter(|line| line.audience.is_none()).collect();
        lines.sort_by_key(|line| !line.is_always_there());
        lines.truncate(most);
        lines
    }

    /// Whether somebody answers everybody, day and night.
    pub fn always_answers(&self) -> bool {
        self.lines.iter().any(|line| line.audience.is_none() && line.is_always_there())
    }

    /// The lines that know about being afraid of someone, those that answer day and night first. In many countries none is
    /// known to us.
    pub fn lines_for_the_harmed(&self) -> Vec<&Line> {
        let mut lines: Vec<&Line> = self.lines.iter().filter(|line| line.is_for_the_harmed()).collect();
        lines.sort_by_key(|line| !line.is_always_there());
        lines
    }

    /// All lines but these; those that are for everybody first.
    pub fn besides(&self, first: &[&Line]) -> Vec<&Line> {
        let mut others: Vec<&Line> =
            self.lines.iter().filter(|line| !first.iter().any(|one| std::ptr::eq(*one, *line))).collect();
        others.sort_by_key(|line| line.audience.is_some());
        others
    }

    /// When its lines were last read back, as people say it; nothing where one of them never was.
    pub fn read_back(&self) -> Option<String> {
        let days: Option<Vec<&String>> = self.lines.iter().map(|line| line.checked.as_ref()).collect();
        days?.into_iter().min().map(|day| month_and_year(day))
    }
}

fn speaks_of_harm(audience: &str) -> bool {
    audience.contains("not safe with someone")
}

impl Line {
    fn is_for_the_harmed(&self) -> bool {
        self.harmed || self.audience.as_deref().is_some_and(speaks_of_harm)
    }

    pub fn is_always_there(&self) -> bool {
        self.hours.as_ref().is_some_and(|hours| hours.starts_with("Day and night"))
    }

    /// Whether to say in which languages they talk: on pages in English, that English is among them needs no saying.
    pub fn talks_otherwise(&self) -> bool {
        !self.languages.starts_with("English")
    }

    /// Its note in pieces: words, and between them ways to call or write.
    pub fn note_parts(&self) -> Vec<NotePart<'_>> {
        let mut parts = Vec::new();
        let mut rest = self.note.as_deref().unwrap_or_default();
        while let Some((before, (words, to, after))) = rest.split_once('[').and_then(|(before, link)| {
            let (words, link) = link.split_once("](")?;
            let (to, after) = link.split_once(')')?;
            Some((before, (words, to, after)))
        }) {
            parts.extend([NotePart { words: before, to: None }, NotePart { words, to: Some(to) }]);
            rest = after;
        }
        parts.push(NotePart { words: rest, to: None });
        parts
    }

    /// The number in a `tel:` address.
    pub fn dial(&self) -> Option<String> {
        self.tel.as_ref().map(|tel| tel.replace('#', "%23"))
    }

    /// Whether to look at its own pages before relying on it.
    pub fn is_less_sure(&self) -> bool {
        self.confidence == Confidence::Medium
    }
}

/// Words in which no number breaks: the spaces before digits hold.
pub fn unbroken(words: &str) -> String {
    let mut held = String::with_capacity(words.len());
    let mut signs = words.chars().peekable();
    while let Some(sign) = signs.next() {
        let before_digit = sign == ' ' && signs.peek().is_some_and(char::is_ascii_digit);
        held.push(if before_digit { '\u{a0}' } else { sign });
    }
    held
}

/// The site of an address, as people know it: "samaritans.org".
pub fn site(url: &str) -> &str {
    let name = url.rsplit("://").next().and_then(|rest| rest.split('/').next()).unwrap_or(url);
    name.strip_prefix("www.").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_comes_apart_into_words_and_ways() {
        let mut line = Help::load().unwrap().countries[0].lines[0].clone();
        line.note = Some("Call [0808 808](tel:0808808) or [a@b.org](mailto:a@b.org).".to_owned());
        let parts: Vec<_> = line.note_parts().iter().map(|part| (part.words, part.to)).collect();
        let ways = [("0808 808", Some("tel:0808808")), ("a@b.org", Some("mailto:a@b.org"))];
        assert_eq!(parts, [("Call ", None), ways[0], (" or ", None), ways[1], (".", None)]);
    }

    #[test]
    fn no_number_breaks_and_a_site_is_known_by_its_name() {
        assert_eq!(unbroken("Text SHOUT to 85 258"), "Text SHOUT to\u{a0}85\u{a0}258");
        assert_eq!(site("https://www.nhs.uk/nhs-services/"), "nhs.uk");
        assert_eq!(site("https://988.ca"), "988.ca");
    }
}
