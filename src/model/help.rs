//! Who helps now, by country. Pure facts, embedded; the pages work without an account, a script or the database.

use serde::Deserialize;

use super::plan::Plan;
use super::profile::Profile;
use crate::base::content;
use crate::base::words::date;

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
        date(&self.checked)
    }

    /// The country to open first for somebody: the one they chose, or else the one on their plan.
    pub fn first_for(&self, profile: &Profile, plan: Option<&Plan>) -> Option<&Country> {
        self.country(&profile.help_country).or_else(|| self.country(&plan?.country))
    }

    /// The lines of a country, by its code in either case; UK is what many type for GB.
    pub fn country(&self, code: &str) -> Option<&Country> {
        let code = if code.eq_ignore_ascii_case("uk") { "GB" } else { code };
        self.countries.iter().find(|country| country.code.eq_ignore_ascii_case(code))
    }
}

impl Country {
    /// Each number in the emergency words, to dial and to show.
    pub fn emergency_numbers(&self) -> impl Iterator<Item = &str> {
        self.emergency.iter().flat_map(|words| words.split(" or ")).filter(|number| !number.is_empty())
    }

    pub fn for_all(&self) -> Vec<&Line> {
        self.lines.iter().filter(|line| line.audience.is_none()).collect()
    }

    /// At most so many lines to try first: those that answer day and night before those that do not, and, for somebody who
    /// is afraid of someone, those who know about that before all others.
    pub fn first_lines(&self, afraid_of_someone: bool, most: usize) -> Vec<&Line> {
        let knows = |line: &Line| line.audience.as_ref().is_some_and(|who| who.contains("not safe with someone"));
        let fits = |line: &&Line| line.audience.is_none() || afraid_of_someone && knows(line);
        let mut lines: Vec<&Line> = self.lines.iter().filter(fits).collect();
        lines.sort_by_key(|line| (!knows(line), !line.is_always_there()));
        lines.truncate(most);
        lines
    }

    /// The lines that name whom they are for.
    pub fn for_some(&self) -> Vec<&Line> {
        self.lines.iter().filter(|line| line.audience.is_some()).collect()
    }
}

impl Line {
    pub fn is_always_there(&self) -> bool {
        self.hours.as_ref().is_some_and(|hours| hours.starts_with("Day and night"))
    }

    /// When its facts were last read back, as people say it.
    pub fn read_back(&self) -> Option<String> {
        self.checked.as_deref().map(date)
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
