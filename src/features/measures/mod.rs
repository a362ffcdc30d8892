//! Published questions one may answer now and then: off until chosen, in their own unchanged words, with no names for a
//! number. Pure.

pub mod answer;
pub mod due;
pub mod feature;
pub mod pages;
pub mod paths;
pub mod shown;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, ensure};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::base::bounded::Bounded;
use crate::base::content;
use crate::base::sealed::{Entry, Private};
use crate::model::profile::Profile;

/// A set of questions with its answers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Its address is made of this, so that no browser's history names it.
    pub number: u8,
    pub name: String,
    /// What it is called where its name stays in a browser’s history: says nothing of what it asks.
    pub short: Option<String>,
    /// What it asks, and how long it takes, in our words.
    pub what: String,
    /// Who made it, or whose standard it is.
    pub by: String,
    /// What its makers say of its use.
    pub statement: String,
    /// Where its licence can be read, without the scheme, if it has one.
    pub licence: Option<String>,
    /// How many days to leave between two times.
    pub days: i32,
    /// What stands above the questions; may be empty.
    pub stem: String,
    /// The questions.
    pub items: Vec<String>,
    /// The answers to each, counted from 0.
    pub answers: Vec<String>,
    /// Whether the answers are added up.
    pub sum: bool,
    /// What the first answer counts, where they are added up: 0 or 1.
    #[serde(default)]
    pub from: u8,
    /// From how many points on a change is more than the ordinary wobble.
    pub wobble: Option<u8>,
    /// Whether it is only for somebody who has it turned on together with a supporter.
    #[serde(default)]
    pub together: bool,
    /// The question, counted from 1, after which help is shown at once unless the answer is the first.
    pub help_after: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct Measures(Vec<Measure>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasuresFile {
    measures: Vec<Measure>,
}

/// Numbers from here on are for packs, so that none of ours ever means one of theirs.
const PACKS_FROM: u8 = 100;

impl Measures {
    pub fn load() -> anyhow::Result<Self> {
        let all = content::toml::<MeasuresFile>("measures.toml")?.measures;
        ensure!(all.iter().all(|one| one.number < PACKS_FROM), "numbers from {PACKS_FROM} on are for packs");
        all.iter().try_for_each(Measure::check)?;
        Ok(Self(all))
    }

    /// The one of this number.
    pub fn of(&self, number: u8) -> Option<&Measure> {
        self.0.iter().find(|one| one.number == number)
    }

    /// The embedded ones, and those of the packs that whoever runs this instance adds.
    pub fn with_packs(packs: &[PathBuf]) -> anyhow::Result<Self> {
        packs.iter().try_fold(Self::load()?, |all, path| {
            let added = fs::read_to_string(path).map_err(Into::into).and_then(|pack| all.with_pack(&pack));
            added.with_context(|| format!("HANDRAIL_MEASURES: {} is no pack of questionnaires", path.display()))
        })
    }

    /// Adds the questions of a pack: a file that whoever runs this instance may use, where their rights do not let everybody
    /// have them.
    pub fn with_pack(mut self, pack: &str) -> anyhow::Result<Self> {
        for one in toml::from_str::<MeasuresFile>(pack)?.measures {
            one.check()?;
            ensure!(one.number >= PACKS_FROM, "{}: its number must be {PACKS_FROM} or more", one.name);
            ensure!(self.iter().all(|other| other.number != one.number), "{}: its number is taken", one.name);
            ensure!(!one.statement.is_empty() && !one.by.is_empty(), "{}: say whose it is", one.name);
            self.0.push(one);
        }
        Ok(self)
    }

    /// Those that somebody may choose. `together` are those that a supporter of theirs has turned on.
    pub fn open_to<'a>(&'a self, together: &'a BTreeSet<u8>) -> impl Iterator<Item = &'a Measure> {
        self.0.iter().filter(|one| one.is_open_to(together))
    }

    /// The one with this number, where somebody has chosen it and may.
    pub fn chosen(&self, number: u8, profile: &Profile, together: &BTreeSet<u8>) -> Option<&Measure> {
        let chosen = profile.measures.contains(&number);
        self.0.iter().find(|one| chosen && one.number == number && one.is_open_to(together))
    }

    /// Those that somebody has chosen, and may.
    pub fn chosen_by<'a>(&'a self, profile: &Profile, together: &BTreeSet<u8>) -> impl Iterator<Item = &'a Measure> {
        profile.measures.iter().filter_map(|number| self.chosen(*number, profile, together))
    }

    /// Those that somebody answered and cannot answer now: they turned it off, or it takes two and one of them has.
    pub fn answered_before<'a>(
        &'a self,
        taken: &'a [MeasureResponse],
        profile: &'a Profile,
        together: &'a BTreeSet<u8>,
    ) -> impl Iterator<Item = &'a Measure> {
        let was_answered = |one: &Measure| taken.iter().any(|taken| taken.measure == one.number);
        let is_open = |one: &Measure| self.chosen(one.number, profile, together).is_some();
        self.0.iter().filter(move |one| was_answered(one) && !is_open(one))
    }

    /// The one that wants a human beside it, if there is one.
    pub fn together(&self) -> Option<&Measure> {
        self.0.iter().find(|one| one.together)
    }

    /// All there are, whether they are open to anybody or not.
    pub fn iter(&self) -> impl Iterator<Item = &Measure> {
        self.0.iter()
    }
}

impl Measure {
    fn check(&self) -> anyhow::Result<()> {
        let Self { name, items, answers, .. } = self;
        ensure!(self.help_after.is_none_or(|item| (1..=items.len()).contains(&item)), "{name}: no such item");
        ensure!(self.sum == self.wobble.is_some(), "{name}: a sum has a wobble");
        ensure!(!name.is_empty() && self.days > 0 && self.wobble != Some(0), "{name}: a name, days and a wobble");
        ensure!(
            !items.is_empty() && (2..=20).contains(&answers.len()) && self.from <= 1,
            "{name}: too few or too many"
        );
        Ok(())
    }

    fn is_open_to(&self, together: &BTreeSet<u8>) -> bool {
        !self.together || together.contains(&self.number)
    }

    pub fn lowest(&self) -> usize {
        self.items.len() * usize::from(self.from)
    }

    pub fn highest(&self) -> usize {
        self.lowest() + self.items.len() * self.answers.len().saturating_sub(1)
    }

    pub fn again_from(&self, last: Date) -> Date {
        last.saturating_add(self.days.days())
    }

    pub fn change(&self, before: usize, now: usize) -> MeasureChange {
        let by = now.abs_diff(before);
        match self.wobble {
            _ if by == 0 => MeasureChange::None,
            Some(wobble) if by >= usize::from(wobble) => MeasureChange::More { by, up: now > before },
            _ => MeasureChange::Wobble { by, up: now > before },
        }
    }
}

/// A change between two times, without a judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureChange {
    None,
    /// As much as goes up and down by itself.
    Wobble {
        /// How many points.
        by: usize,
        up: bool,
    },
    More {
        /// How many points.
        by: usize,
        up: bool,
    },
}

/// More questions than any measure has.
const ITEMS_MOST: usize = 200;

/// One time it was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MeasureResponse {
    /// Which.
    pub measure: u8,
    /// The answers in the order of the questions; none for one that was left open.
    pub answers: Vec<Option<u8>>,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Whether it stays with them, whatever of this measure they show to somebody.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kept_back: bool,
}

impl Private for MeasureResponse {
    const NAME: &'static str = "measures";
}

impl Bounded for MeasureResponse {
    fn within_limits(&self) -> bool {
        self.answers.len() <= ITEMS_MOST
    }
}

impl Entry for MeasureResponse {
    const LIST_PATH: &'static str = paths::LIST;
    const PATH: &'static str = paths::EACH;

    fn words(&self) -> Vec<&str> {
        Vec::new()
    }

    fn same_content(&self, other: &Self) -> bool {
        (self.measure, &self.answers, self.kept_back) == (other.measure, &other.answers, other.kept_back)
    }
}

impl MeasureResponse {
    /// The sum, where there is one: the answers are added up, and none was left open.
    pub fn sum(&self, measure: &Measure) -> Option<usize> {
        if !measure.sum || self.answers.len() != measure.items.len() {
            return None;
        }
        let there = |answer: &Option<u8>| answer.map(usize::from).filter(|answer| *answer < measure.answers.len());
        let added: Option<usize> = self.answers.iter().map(there).sum();
        added.map(|added| added + measure.lowest())
    }

    /// Whether it says something after which help is shown at once, whatever the sum.
    pub fn wants_help(&self, measure: &Measure) -> bool {
        let answer = measure.help_after.and_then(|item| self.answers.get(item - 1).copied().flatten());
        answer.is_some_and(|answer| answer > 0)
    }

    /// The words of the answers that were given, in order; none for what was left open.
    pub fn said<'a>(&'a self, measure: &'a Measure) -> impl Iterator<Item = Option<&'a str>> {
        self.answers.iter().map(|answer| measure.answers.get(usize::from((*answer)?)).map(String::as_str))
    }
}

#[cfg(test)]
mod tests;
