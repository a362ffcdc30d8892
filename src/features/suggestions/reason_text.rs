//! Why a suggestion was chosen, in one short sentence. Pure; the words are in `content/en/reasons.toml`.

mod ways;

use std::collections::BTreeMap;

use anyhow::ensure;
use serde::Deserialize;

use crate::base::content;
use crate::model::scheduler::{Declined, Energy, Why};
use crate::model::step_records::Ground;
use crate::model::steps::{Library, SizedStep, StepKind};
use crate::model::suggestion::{PriorAnswer, Suggestion};
use crate::model::surroundings::Surroundings;

/// What is known of a day on which nothing is suggested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayLimits {
    pub quiet: bool,
    pub low: bool,
    /// They set how many suggestions a week come by themselves.
    pub limited: bool,
}

/// From which demand on a side may be said to stretch somebody: about a message to somebody they like.
const WORTH_A_WORD: f64 = 1.0;

/// What one turn is divided by for each choice among ways, so that no choice goes along with another.
const WAY: u8 = 2;
const FACT: u8 = 16;

/// The sides in the order of the scheduler's numbers.
const SIDES: [&str; 5] = ["initiation", "presence", "disclosure", "receiving", "novelty"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reasons {
    on_ladder: Vec<String>,
    quiet_day: String,
    first_days: Vec<String>,
    welcome_back: Vec<String>,
    softer: Vec<String>,
    after_too_much: Vec<String>,
    still_soft: Vec<String>,
    outward_tiny: Vec<String>,
    outward: Vec<String>,
    was_too_much: Vec<String>,
    asked: Vec<String>,
    asked_out: Vec<String>,
    offered: Vec<String>,
    found: Vec<String>,
    found_out: Vec<String>,
    noted: Vec<String>,
    written: Vec<String>,
    low_energy: Vec<String>,
    low_energy_smallest: Vec<String>,
    low_energy_alone: Vec<String>,
    did_good: Vec<String>,
    was_okay: Vec<String>,
    was_easy: Vec<String>,
    smaller_went_well: Vec<String>,
    like_one: Vec<String>,
    small_stretch: Vec<String>,
    kind_was_okay: Vec<String>,
    kind_was_easy: Vec<String>,
    another_size: Vec<String>,
    days: Vec<String>,
    plenty: Vec<String>,
    some: Vec<String>,
    new: Vec<String>,
    new_inner: Vec<String>,
    not_tried: Vec<String>,
    plain_minute: Vec<String>,
    plain_minutes: Vec<String>,
    plain_alone: Vec<String>,
    plain_somebody: Vec<String>,
    plain_out: Vec<String>,
    plain_home: Vec<String>,
    plain_words: Vec<String>,
    fewer_wanted: Vec<String>,
    as_wished: Vec<String>,
    low_energy_rest: Vec<String>,
    nothing_fits: Vec<String>,
    after: BTreeMap<String, String>,
    around: BTreeMap<String, Vec<String>>,
    kinds: BTreeMap<String, String>,
    sides: BTreeMap<String, String>,
}

impl Reasons {
    pub fn load() -> anyhow::Result<Self> {
        let reasons: Self = content::toml("reasons.toml")?;
        ensure!(reasons.is_whole(), "reasons.toml does not say everything there is to say");
        Ok(reasons)
    }

    /// Why this size of a step, on a day with this much energy, if they said. `turn` picks among the ways to say it.
    pub fn offer(
        &self,
        library: &Library,
        suggested: &Suggestion,
        size: &SizedStep,
        energy: Option<Energy>,
        turn: u8,
    ) -> String {
        let other = like(library, suggested);
        // Not every side is worth a word: a like asks little of starting something.
        let asks = |side: &usize| size.demand.sides().get(*side).is_some_and(|asked| *asked >= WORTH_A_WORD);
        let hardest = suggested.side.filter(asks).and_then(|side| self.sides.get(*SIDES.get(side)?));
        pick(self.ways(suggested, size, energy, (hardest.is_some(), other.is_some()), turn), turn / WAY)
            .replace("{minutes}", &size.minutes.to_string())
            .replace("{noticed}", size.noticed_by.as_deref().unwrap_or_default())
            .replace("{other}", other.map_or("", |other| other.title.as_str()))
            .replace("{side}", hardest.map_or("", String::as_str))
    }

    /// What is said above a suggestion that is in place of another, and nothing where it is not.
    pub fn in_place(&self, suggested: &Suggestion) -> Option<&str> {
        let key = match suggested.after? {
            PriorAnswer::AskedSmaller if !suggested.softer => AS_SMALL,
            after => key(after)?,
        };
        self.after.get(key).map(String::as_str)
    }

    pub fn rest(&self, why: Why, DayLimits { quiet, low, limited }: DayLimits, turn: u8) -> &str {
        let ways = match why {
            Why::FewerWanted if quiet => return &self.quiet_day,
            Why::FewerWanted if limited => &self.as_wished,
            Why::FewerWanted => &self.fewer_wanted,
            _ if low => &self.low_energy_rest,
            _ => &self.nothing_fits,
        };
        pick(ways, turn)
    }

    /// Steps of a kind, as a plural: "small hellos and messages".
    pub fn kind(&self, kind: StepKind) -> &str {
        self.kinds.get(kind.word()).map_or("", String::as_str)
    }

    /// Whether there are words for every reason, kind, side and answer, and a side is named only where there is one.
    fn is_whole(&self) -> bool {
        let lists = [
            &self.on_ladder,
            &self.first_days,
            &self.welcome_back,
            &self.softer,
            &self.after_too_much,
            &self.still_soft,
            &self.outward_tiny,
            &self.outward,
            &self.was_too_much,
            &self.asked,
            &self.asked_out,
            &self.offered,
            &self.found,
            &self.found_out,
            &self.noted,
            &self.written,
            &self.low_energy,
            &self.low_energy_smallest,
            &self.low_energy_alone,
            &self.did_good,
            &self.was_okay,
            &self.was_easy,
            &self.smaller_went_well,
            &self.like_one,
            &self.kind_was_okay,
            &self.kind_was_easy,
            &self.another_size,
            &self.not_tried,
            &self.days,
            &self.plenty,
            &self.some,
            &self.new,
            &self.new_inner,
            &self.plain_minute,
            &self.plain_minutes,
            &self.plain_alone,
            &self.plain_somebody,
            &self.plain_out,
            &self.plain_home,
            &self.plain_words,
            &self.fewer_wanted,
            &self.as_wished,
            &self.low_energy_rest,
            &self.nothing_fits,
        ];
        lists.iter().all(|ways| !ways.is_empty() && !ways.iter().any(|way| way.contains("{side}")))
            && !self.small_stretch.is_empty()
            && IN_PLACE.iter().filter_map(|after| key(*after)).all(|key| self.after.contains_key(key))
            && self.after.contains_key(AS_SMALL)
            && Surroundings::CHOICES.iter().all(|one| self.around.get(one.word()).is_some_and(|ways| !ways.is_empty()))
            && StepKind::ALL.iter().all(|kind| self.kinds.contains_key(kind.word()))
            && SIDES.iter().all(|side| self.sides.contains_key(*side))
    }
}

/// What stands above another that is as small, where something smaller was asked for.
const AS_SMALL: &str = "as_small";

const IN_PLACE: [PriorAnswer; 7] = [
    PriorAnswer::AskedSmaller,
    PriorAnswer::Left(Declined::Unsaid),
    PriorAnswer::Left(Declined::TooBig),
    PriorAnswer::Left(Declined::NoEnergy),
    PriorAnswer::Left(Declined::NoOccasion),
    PriorAnswer::Left(Declined::NotForMe),
    PriorAnswer::Nobody,
];

/// The name of the words for what was answered to the one before.
const fn key(after: PriorAnswer) -> Option<&'static str> {
    match after {
        PriorAnswer::AskedSmaller => Some("smaller"),
        PriorAnswer::Left(Declined::Unsaid) => Some("unsaid"),
        PriorAnswer::Left(Declined::TooBig) => Some("too_big"),
        PriorAnswer::Left(Declined::NoEnergy) => Some("no_energy"),
        PriorAnswer::Left(Declined::NoOccasion) => Some("no_occasion"),
        PriorAnswer::Left(Declined::NotForMe) => Some("not_for_me"),
        PriorAnswer::Nobody => Some("nobody"),
        _ => None,
    }
}

/// The size of another step that the reason speaks of.
fn like<'a>(library: &'a Library, suggested: &Suggestion) -> Option<&'a SizedStep> {
    match suggested.ground {
        Some(Ground::LikeOne { step, size }) => library.step(step)?.size(size),
        _ => None,
    }
}

fn pick(ways: &[String], turn: u8) -> &str {
    let at = usize::from(turn) % ways.len().max(1);
    ways.get(at).map_or("", String::as_str)
}
