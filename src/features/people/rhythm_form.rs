//! The form of a rhythm, and what can be wrong with it. Pure.

use jiff::civil::Date;
use serde::Deserialize;

use super::form::{self, named};
use super::rhythms::{Often, Rhythm};

/// What was sent, as it was sent, so that it can be shown again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The id of the row a new one will make.
    pub id: String,
    /// The revision a change is of.
    pub revision: i64,
    pub name: String,
    /// With whom, or where.
    pub with: String,
    pub weekday: String,
    pub often: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has no name.
    Name,
    LongName,
    /// No day of the week.
    Weekday,
    /// No word of how often.
    Often,
}

impl Fault {
    pub const fn field(self) -> &'static str {
        match self {
            Self::Name | Self::LongName => "name",
            Self::Weekday => "weekday",
            Self::Often => "often",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::Name => "Say what it is. A word or two is enough.",
            Self::LongName => "Make it shorter. 80 letters is the most.",
            Self::Weekday => "Choose a day of the week.",
            Self::Often => "Choose how often it comes round.",
        }
    }
}

impl Fields {
    /// One that is changed goes on from when it was made, and rests if it did.
    pub fn understood(&self, day: Date, earlier: Option<&Rhythm>) -> Result<Rhythm, Vec<Fault>> {
        let name = named(&self.name).map_err(|fault| match fault {
            form::Fault::Name => Fault::Name,
            _ => Fault::LongName,
        });
        let weekday = self.weekday.parse().ok().filter(|day| (1..=7).contains(day)).ok_or(Fault::Weekday);
        let often = Often::from_word(&self.often).ok_or(Fault::Often);
        match (name, weekday, often) {
            (Ok(name), Ok(weekday), Ok(often)) => Ok(Rhythm {
                name,
                with: self.with.parse().ok(),
                weekday,
                often,
                from: earlier.map_or(day, |earlier| earlier.from),
                paused: earlier.is_some_and(|earlier| earlier.paused),
            }),
            (name, weekday, often) => Err([name.err(), weekday.err(), often.err()].into_iter().flatten().collect()),
        }
    }

    pub fn saying(rhythm: &Rhythm, revision: i64) -> Self {
        Self {
            id: String::new(),
            revision,
            name: rhythm.name.clone(),
            with: rhythm.with.map_or_else(String::new, |with| with.to_string()),
            weekday: rhythm.weekday.to_string(),
            often: rhythm.often.word().to_owned(),
        }
    }
}
