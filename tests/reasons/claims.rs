//! What each sentence claims, held against the rows.

use std::collections::BTreeMap;

use handrail::model::reflection::AttemptOutcome;
use handrail::model::scheduler::{Declined, Energy, Felt, Nourished};
use handrail::model::steps::{Library, Size, SizedStep};
use handrail::model::suggestion::{Suggestion, SuggestionAnswer};

use super::rows::Rows;

/// The ways to say each thing, as they are authored.
pub struct Claims {
    ways: BTreeMap<String, Vec<String>>,
    after: BTreeMap<String, String>,
    sides: BTreeMap<String, String>,
    on_ladder: String,
}

const SIDES: [&str; 5] = ["initiation", "presence", "disclosure", "receiving", "novelty"];

impl Claims {
    pub fn load() -> Self {
        let all: toml::Table = toml::from_str(include_str!("../../content/en/reasons.toml")).unwrap();
        let table = |name: &str| all[name].clone().try_into().unwrap();
        let lists = all.iter().filter_map(|(name, ways)| Some((name.clone(), ways.clone().try_into().ok()?)));
        let on_ladder = all["on_ladder"].as_str().unwrap().to_owned();
        Self { ways: lists.collect(), after: table("after"), sides: table("sides"), on_ladder }
    }

    /// Whether everything a sentence says of a suggestion is true of what was told before it.
    pub fn must_hold(&self, library: &Library, rows: &Rows, id: &str, said: &str) -> Result<(), String> {
        let (place, day, suggested) = rows.suggestion(id);
        let step = library.step(suggested.step).unwrap();
        let asked = step.size(suggested.size).unwrap();
        let mut rest = said;
        for (answer, words) in &self.after {
            if let Some(after) = rest.strip_prefix(&format!("{words} ")) {
                rest = after;
                let before = place.checked_sub(1).map(|before| rows.suggestions().nth(before).unwrap().1);
                if !before.is_some_and(|before| answered(before, answer)) {
                    return Err(format!("nobody answered {answer}"));
                }
            }
        }
        if let Some(before) = rest.strip_suffix(&format!(" {}", self.on_ladder)) {
            rest = before;
            if !rows.ladder.contains(&step.number) {
                return Err("it is on no ladder".into());
            }
        }
        let (reason, side) = self.list(rest, asked).ok_or("nobody authored this")?;
        if let Some(side) = side
            && asked.demand.sides()[side] <= 0.0
        {
            return Err(format!("it asks nothing of side {side}"));
        }
        let at = suggested.at;
        let latest = rows.told_before(at).last().copied();
        let last_too_much = latest.filter(|(.., told)| told.felt == Some(Felt::TooMuch));
        let load = |step: u32, size: Size| library.rungs()[library.rung(step, size).unwrap()].load();
        let felt = |size: Size| {
            let of_size = rows.done_before(at).filter(|(tried, _)| (tried.step, tried.size) == (step.number, size));
            of_size.filter_map(|(_, told)| told.felt).last()
        };
        let good = |fits: &dyn Fn(u32) -> bool| {
            let told = rows.done_before(at).filter(|(tried, told)| {
                fits(tried.step) && told.nourishing.is_some() && told.outcome == AttemptOutcome::Did
            });
            told.map(|(_, told)| told.nourishing).collect::<Vec<_>>()
        };
        let kind = |other: u32| library.step(other).is_some_and(|other| other.kind == step.kind);
        let holds = match reason {
            "first_days" => place < 3,
            "welcome_back" => rows.day_before(day).is_some_and(|before| (day - before).get_days() >= 14),
            "softer" => {
                last_too_much.is_some_and(|(_, tried, _)| load(step.number, asked.size) < load(tried.step, tried.size))
            }
            "after_too_much" => last_too_much.is_some(),
            "still_soft" => rows.told_before(at).iter().any(|(.., told)| told.felt == Some(Felt::TooMuch)),
            "outward" => !asked.inner && asked.noticed_by.is_some(),
            "outward_tiny" => !asked.inner && asked.size == Size::Smaller,
            "low_energy" => rows.low(day),
            "did_good" => good(&|other| other == step.number).last() == Some(&Some(Nourished::Yes)),
            "kind_did_good" => good(&|other| other != step.number && kind(other)).contains(&Some(Nourished::Yes)),
            "was_okay" => felt(asked.size) == Some(Felt::Okay),
            "was_easy" => felt(asked.size) == Some(Felt::Easy),
            "smaller_went_well" => {
                let below = Size::ALL.into_iter().rev().find(|below| *below < asked.size);
                below.is_some_and(|below| matches!(felt(below), Some(Felt::Easy | Felt::Okay)))
            }
            "plenty" => rows.energy_on(id) == Some(Energy::Plenty) && asked.size > Size::Smaller,
            "new" | "new_inner" => rows.begun.iter().all(|begun| begun.step != step.number || begun.at >= at),
            "small_stretch" => side.is_some(),
            "plain" => true,
            other => return Err(format!("{other} is no reason")),
        };
        if holds { Ok(()) } else { Err(format!("{reason} is not so")) }
    }

    /// Which list a sentence is from, and the side it speaks of.
    fn list(&self, said: &str, size: &SizedStep) -> Option<(&str, Option<usize>)> {
        let sides = SIDES.iter().enumerate().map(|(at, key)| (Some(at), self.sides[*key].as_str()));
        let sides: Vec<_> = [(None, "{side}")].into_iter().chain(sides).collect();
        let capitalised = |words: &str| {
            let (first, rest) = words.split_at(words.chars().next().map_or(0, char::len_utf8));
            first.to_uppercase() + rest
        };
        let noticed_by = size.noticed_by.as_deref().map(capitalised);
        let fits = |list: &str| (list != "new_inner") || noticed_by.is_none();
        for (list, ways) in self.ways.iter().filter(|(list, _)| fits(list)) {
            for way in ways {
                for (side, words) in &sides {
                    let filled = way.replace("{short}", &size.short).replace("{side}", words);
                    let filled = filled.replace("{noticed_by}", noticed_by.as_deref().unwrap_or("{nobody}"));
                    if capitalised(&filled) == said {
                        return Some((list, side.filter(|_| way.contains("{side}"))));
                    }
                }
            }
        }
        None
    }
}

fn answered(before: &Suggestion, answer: &str) -> bool {
    let Some(given) = before.answer else { return false };
    let SuggestionAnswer::Different(why) = given.what else { return false };
    match answer {
        "nobody" => given.nobody,
        "too_big" => why == Declined::TooBig,
        "no_energy" => why == Declined::NoEnergy,
        "no_occasion" => why == Declined::NoOccasion && !given.nobody,
        "not_for_me" => why == Declined::NotForMe,
        _ => false,
    }
}
