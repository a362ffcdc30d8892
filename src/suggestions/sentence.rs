//! Why a suggestion was chosen, in one plain sentence. Pure; the words are in `content/en/reasons.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::scheduler::Why;
use crate::content;
use crate::steps::{Kind, Step};

/// The sides in the order of the scheduler's numbers.
const SIDES: [&str; 5] = ["initiation", "presence", "disclosure", "receiving", "novelty"];

/// The sentences there are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reasons {
    closing: String,
    first_days: Vec<String>,
    welcome_back: Vec<String>,
    after_too_much: Vec<String>,
    low_energy: Vec<String>,
    liked: Vec<String>,
    small_stretch: Vec<String>,
    known: Vec<String>,
    fewer_wanted: Vec<String>,
    low_energy_rest: Vec<String>,
    nothing_fits: Vec<String>,
    kinds: BTreeMap<String, String>,
    sides: BTreeMap<String, String>,
}

impl Reasons {
    /// Reads the embedded sentences.
    ///
    /// # Errors
    /// If they do not have this shape.
    pub fn load() -> anyhow::Result<Self> {
        content::toml("reasons.toml")
    }

    /// Why this step: `turn` picks among the ways to say it.
    #[must_use]
    pub fn offer(&self, why: Why, step: &Step, side: Option<usize>, turn: u8) -> String {
        let ways = match why {
            Why::FirstDays => &self.first_days,
            Why::WelcomeBack => &self.welcome_back,
            Why::AfterTooMuch => &self.after_too_much,
            Why::LowEnergy => &self.low_energy,
            Why::Liked => &self.liked,
            Why::SmallStretch => &self.small_stretch,
            Why::Known | Why::FewerWanted => &self.known,
        };
        let side = side.and_then(|side| self.sides.get(*SIDES.get(side)?));
        let sayable: Vec<&String> = ways.iter().filter(|way| side.is_some() || !way.contains("{side}")).collect();
        let said = pick(&sayable, turn)
            .replace("{short}", &step.short)
            .replace("{kind}", self.kinds.get(step.kind.word()).map_or("", String::as_str))
            .replace("{side}", side.map_or("", String::as_str));
        capitalised(&said)
    }

    /// Why nothing is suggested.
    #[must_use]
    pub fn rest(&self, why: Why, low_day: bool, turn: u8) -> &str {
        let ways = match why {
            Why::FewerWanted => &self.fewer_wanted,
            _ if low_day => &self.low_energy_rest,
            _ => &self.nothing_fits,
        };
        pick(&ways.iter().collect::<Vec<_>>(), turn)
    }

    /// What always follows: that there is something smaller, something different, and rest.
    #[must_use]
    pub fn closing(&self) -> &str {
        &self.closing
    }

    /// Whether there are words for every kind and side, and a way to say every reason without a side.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let lists = [
            &self.first_days,
            &self.welcome_back,
            &self.after_too_much,
            &self.low_energy,
            &self.liked,
            &self.small_stretch,
            &self.known,
            &self.fewer_wanted,
            &self.low_energy_rest,
            &self.nothing_fits,
        ];
        lists.iter().all(|ways| ways.iter().any(|way| !way.contains("{side}")))
            && Kind::ALL.iter().all(|kind| self.kinds.contains_key(kind.word()))
            && SIDES.iter().all(|side| self.sides.contains_key(*side))
    }
}

fn pick<'a>(ways: &[&'a String], turn: u8) -> &'a str {
    let at = usize::from(turn) % ways.len().max(1);
    ways.get(at).map_or("", |way| way.as_str())
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
