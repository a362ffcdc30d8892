//! Why a suggestion was chosen, in one plain sentence. Pure; the words are in `content/en/reasons.toml`.

use std::collections::BTreeMap;

use anyhow::ensure;
use serde::Deserialize;

use crate::base::content;
use crate::model::scheduler::{Declined, Felt, Why};
use crate::model::steps::{Step, StepKind};
use crate::model::suggestion::{PriorAnswer, Suggestion};

/// What is known of a day on which nothing is suggested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayLimits {
    pub quiet: bool,
    pub low: bool,
    /// They set how many suggestions a week come by themselves.
    pub limited: bool,
}

/// The sides in the order of the scheduler's numbers.
const SIDES: [&str; 5] = ["initiation", "presence", "disclosure", "receiving", "novelty"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reasons {
    closing: String,
    on_ladder: String,
    quiet_day: String,
    first_days: Vec<String>,
    welcome_back: Vec<String>,
    softer: Vec<String>,
    after_too_much: Vec<String>,
    still_soft: Vec<String>,
    outward: Vec<String>,
    low_energy: Vec<String>,
    liked: Vec<String>,
    small_stretch: Vec<String>,
    known: Vec<String>,
    fewer_wanted: Vec<String>,
    as_wished: Vec<String>,
    low_energy_rest: Vec<String>,
    nothing_fits: Vec<String>,
    after: BTreeMap<String, String>,
    kinds: BTreeMap<String, String>,
    sides: BTreeMap<String, String>,
}

impl Reasons {
    pub fn load() -> anyhow::Result<Self> {
        let reasons: Self = content::toml("reasons.toml")?;
        ensure!(reasons.is_whole(), "reasons.toml does not say everything there is to say");
        Ok(reasons)
    }

    /// Why this step: what came just before, then the scheduler's reason. `turn` picks among the ways to say it.
    pub fn offer(&self, suggested: &Suggestion, step: &Step, turn: u8) -> String {
        let ways = match (suggested.why, suggested.after) {
            (_, Some(PriorAnswer::Did(Some(Felt::TooMuch)))) if suggested.softer => &self.softer,
            (_, Some(PriorAnswer::Did(Some(Felt::TooMuch)))) => &self.after_too_much,
            (Why::AfterTooMuch, _) => &self.still_soft,
            (Why::FirstDays, _) => &self.first_days,
            (Why::WelcomeBack, None) => &self.welcome_back,
            (Why::Outward, _) => &self.outward,
            (Why::LowEnergy, _) => &self.low_energy,
            (Why::Liked, _) => &self.liked,
            (Why::SmallStretch, _) => &self.small_stretch,
            // Welcomed already today, before what was just told.
            (Why::Known | Why::FewerWanted | Why::WelcomeBack, _) => &self.known,
        };
        let side = suggested.side.and_then(|side| self.sides.get(*SIDES.get(side)?));
        let sayable: Vec<&String> = ways.iter().filter(|way| side.is_some() || !way.contains("{side}")).collect();
        let said = pick(&sayable, turn)
            .replace("{short}", &step.short)
            .replace("{kind}", self.kind(step.kind))
            .replace("{side}", side.map_or("", String::as_str));
        let before = suggested.after.and_then(|after| self.after.get(key(after)?));
        let before = before.map_or_else(String::new, |before| format!("{before} "));
        let ladder = if suggested.on_ladder { format!(" {}", self.on_ladder) } else { String::new() };
        before + &capitalised(&said) + &ladder
    }

    pub fn rest(&self, why: Why, DayLimits { quiet, low, limited }: DayLimits, turn: u8) -> &str {
        let ways = match why {
            Why::FewerWanted if quiet => return &self.quiet_day,
            Why::FewerWanted if limited => &self.as_wished,
            Why::FewerWanted => &self.fewer_wanted,
            _ if low => &self.low_energy_rest,
            _ => &self.nothing_fits,
        };
        pick(&ways.iter().collect::<Vec<_>>(), turn)
    }

    /// Steps of a kind, as a plural: "small hellos and messages".
    pub fn kind(&self, kind: StepKind) -> &str {
        self.kinds.get(kind.word()).map_or("", String::as_str)
    }

    /// What always follows: that there is something smaller, something different, and rest.
    pub fn closing(&self) -> &str {
        &self.closing
    }

    /// Whether there are words for every kind and side, and a way to say every reason without a side.
    fn is_whole(&self) -> bool {
        let lists = [
            &self.first_days,
            &self.welcome_back,
            &self.softer,
            &self.after_too_much,
            &self.still_soft,
            &self.outward,
            &self.low_energy,
            &self.liked,
            &self.small_stretch,
            &self.known,
            &self.fewer_wanted,
            &self.as_wished,
            &self.low_energy_rest,
            &self.nothing_fits,
        ];
        lists.iter().all(|ways| ways.iter().any(|way| !way.contains("{side}")))
            && AFTERS.iter().filter_map(|after| key(*after)).all(|key| self.after.contains_key(key))
            && StepKind::ALL.iter().all(|kind| self.kinds.contains_key(kind.word()))
            && SIDES.iter().all(|side| self.sides.contains_key(*side))
    }
}

const AFTERS: [PriorAnswer; 14] = [
    PriorAnswer::Did(None),
    PriorAnswer::Did(Some(Felt::Easy)),
    PriorAnswer::Did(Some(Felt::Okay)),
    PriorAnswer::Did(Some(Felt::Stretch)),
    PriorAnswer::Did(Some(Felt::TooMuch)),
    PriorAnswer::NoReplyYet,
    PriorAnswer::Nearly,
    PriorAnswer::Rested,
    PriorAnswer::AskedSmaller,
    PriorAnswer::Left(Declined::TooBig),
    PriorAnswer::Left(Declined::NoEnergy),
    PriorAnswer::Left(Declined::NoOccasion),
    PriorAnswer::Left(Declined::NotForMe),
    PriorAnswer::Left(Declined::Unsaid),
];

/// The name of the words for what came before; something too much is said in sentences of its own.
const fn key(after: PriorAnswer) -> Option<&'static str> {
    Some(match after {
        PriorAnswer::Did(Some(Felt::TooMuch)) => return None,
        PriorAnswer::Did(Some(Felt::Easy)) => "easy",
        PriorAnswer::Did(Some(Felt::Okay)) => "okay",
        PriorAnswer::Did(Some(Felt::Stretch)) => "stretch",
        PriorAnswer::Did(None) => "did",
        PriorAnswer::NoReplyYet => "no_reply_yet",
        PriorAnswer::Nearly => "nearly",
        PriorAnswer::Rested | PriorAnswer::Left(Declined::Rest) => "rested",
        PriorAnswer::AskedSmaller => "asked_smaller",
        PriorAnswer::Left(Declined::TooBig) => "too_big",
        PriorAnswer::Left(Declined::NoEnergy) => "no_energy",
        PriorAnswer::Left(Declined::NoOccasion) => "no_occasion",
        PriorAnswer::Left(Declined::NotForMe) => "not_for_me",
        PriorAnswer::Left(Declined::Unsaid) => "different",
    })
}

fn pick<'a>(ways: &[&'a String], turn: u8) -> &'a str {
    let at = usize::from(turn) % ways.len().max(1);
    ways.get(at).map_or("", |way| way.as_str())
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
