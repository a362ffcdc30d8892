//! What each sentence claims, held against the rows.

use std::collections::BTreeMap;

use handrail::model::reflection::AttemptOutcome;
use handrail::model::scheduler::{Declined, Energy, Felt, Nourished};
use handrail::model::step_records::Ground;
use handrail::model::steps::{Around, Library, Mark, OpenedBy, Size, SizedStep};
use handrail::model::suggestion::{Suggestion, SuggestionAnswer};

use super::rows::Rows;

/// The ways to say each thing, as they are authored.
pub struct Claims {
    ways: BTreeMap<String, Vec<String>>,
    after: BTreeMap<String, String>,
    sides: BTreeMap<String, String>,
    around: BTreeMap<String, Vec<String>>,
}

/// For how long something can be said to follow on: fifteen days, as the hour may be another.
const FOLLOWS_FOR: i64 = 15 * 24 * 60 * 60_000;

const SIDES: [&str; 5] = ["initiation", "presence", "disclosure", "receiving", "novelty"];

impl Claims {
    pub fn load() -> Self {
        let all: toml::Table = toml::from_str(include_str!("../../content/en/reasons.toml")).unwrap();
        let table = |name: &str| all[name].clone().try_into().unwrap();
        let lists = all.iter().filter_map(|(name, ways)| Some((name.clone(), ways.clone().try_into().ok()?)));
        Self {
            ways: lists.collect(),
            after: table("after"),
            sides: table("sides"),
            around: all["around"].clone().try_into().unwrap(),
        }
    }

    /// Whether everything a sentence says of a suggestion is true of what was told before it.
    #[expect(clippy::too_many_lines, reason = "one line for each reason there is")]
    pub fn must_hold(&self, library: &Library, rows: &Rows, id: &str, said: &str) -> Result<(), String> {
        let (place, day, suggested) = rows.suggestion(id);
        let step = library.step(suggested.step).unwrap();
        let asked = step.size(suggested.size).unwrap();
        let like = match suggested.ground {
            Some(Ground::LikeOne { step, size }) => library.step(step).and_then(|step| step.size(size)),
            _ => None,
        };
        let other = like.map_or_else(String::new, |like| like.title.clone());
        let (reason, side) = self.list(said, asked, &other).ok_or("nobody authored this")?;
        if let Some(side) = side
            && asked.demand.sides()[side] < 1.0
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
        let good = |of: u32, size: Size| {
            let told = rows
                .done_before(at)
                .filter(|(tried, told)| (tried.step, tried.size) == (of, size) && told.outcome == AttemptOutcome::Did);
            told.filter_map(|(_, told)| told.nourishing).last() == Some(Nourished::Yes)
        };
        let kind = |other: u32| library.step(other).is_some_and(|other| other.kind == step.kind);
        let of_kind = rows.told_before(at).into_iter().filter(|(_, tried, _)| kind(tried.step));
        let of_kind = of_kind
            .filter_map(|(.., told)| told.felt.filter(|felt| told.was_done() || *felt == Felt::TooMuch))
            .next_back();
        let opened = |by: OpenedBy| {
            asked.opened_by.iter().filter(|opening| opening.by == by).any(|opening| {
                let lately = rows.done_before(at).filter(|(tried, _)| at - tried.at <= FOLLOWS_FOR);
                lately.into_iter().any(|(tried, _)| opening.is(step, (tried.step, tried.size), library))
            })
        };
        let untried = !rows.begun.iter().any(|begun| begun.step == step.number && begun.at < at);
        let holds = match reason {
            "was_too_much" => {
                let of_size = rows.told_before(at).into_iter();
                let of_size = of_size.filter(|(_, tried, _)| (tried.step, tried.size) == (step.number, asked.size));
                of_size.filter_map(|(.., told)| told.felt).next_back() == Some(Felt::TooMuch)
            }
            "asked" => opened(OpenedBy::Asked),
            "asked_out" => opened(OpenedBy::Asked) && asked.is(Mark::Out),
            "found_out" => opened(OpenedBy::Found) && asked.is(Mark::Out),
            "offered" => opened(OpenedBy::Offered),
            "found" => opened(OpenedBy::Found),
            "noted" => opened(OpenedBy::Noted),
            "written" => opened(OpenedBy::Written),
            "first_days" => place < 3,
            "welcome_back" => rows.day_before(day).is_some_and(|before| (day - before).get_days() >= 14),
            "softer" => {
                last_too_much.is_some_and(|(_, tried, _)| load(step.number, asked.size) < load(tried.step, tried.size))
            }
            "after_too_much" => last_too_much.is_some(),
            "still_soft" => rows.told_before(at).iter().any(|(.., told)| told.felt == Some(Felt::TooMuch)),
            "outward" => !asked.inner && !asked.around.contains(&Around::Online) && asked.noticed_by.is_some(),
            "outward_tiny" => {
                !asked.inner
                    && !asked.around.contains(&Around::Online)
                    && asked.size == Size::Smaller
                    && asked.minutes <= 2
            }
            "low_energy" => rows.low(day),
            "low_energy_alone" => rows.low(day) && asked.inner && asked.minutes <= 2,
            "low_energy_smallest" => rows.low(day) && asked.size == Size::Smaller && asked.minutes <= 2,
            "did_good" => good(step.number, asked.size),
            "like_one" => match suggested.ground {
                Some(Ground::LikeOne { step: other, size }) => other != step.number && kind(other) && good(other, size),
                _ => false,
            },
            "was_okay" => felt(asked.size) == Some(Felt::Okay),
            "was_easy" => felt(asked.size) == Some(Felt::Easy),
            "smaller_went_well" => {
                let below = Size::ALL.into_iter().rev().find(|below| *below < asked.size);
                let same_act = |below: &Size| step.size(*below).is_some_and(|below| below.inner == asked.inner);
                let below = below.filter(same_act).filter(|_| !rows.low(day));
                below.is_some_and(|below| matches!(felt(below), Some(Felt::Easy | Felt::Okay)))
            }
            "plenty" => rows.energy_on(id) == Some(Energy::Plenty) && asked.size > Size::Smaller,
            "not_tried" => untried,
            "new" | "new_inner" => {
                untried && !rows.suggestions().any(|(_, before)| before.step == step.number && before.at < at)
            }
            "another_size" => rows.done_before(at).any(|(tried, told)| {
                tried.step == step.number
                    && tried.size != asked.size
                    && matches!(told.felt, Some(Felt::Easy | Felt::Okay))
            }),
            "kind_was_okay" => of_kind == Some(Felt::Okay),
            "kind_was_easy" => of_kind == Some(Felt::Easy),
            "days" => !rows.life.is_disjoint(&asked.made_for),
            "around" => {
                let named =
                    |one: &Around| rows.people.contains(one) && self.around[one.word()].iter().any(|way| way == said);
                !asked.around.iter().any(|one| one.is_stranger()) && asked.around.iter().any(named)
            }
            "some" => rows.energy_on(id) == Some(Energy::Some),
            "small_stretch" => side.is_some(),
            "on_ladder" => rows.ladder.contains(&step.number),
            "plain_minute" => asked.minutes == 1,
            "plain_minutes" => asked.minutes > 1,
            "plain_alone" => asked.inner,
            "plain_out" => !asked.inner && asked.noticed_by.is_none(),
            "plain_somebody" => asked.noticed_by.is_some(),
            "plain_home" => !asked.inner && !asked.occasion && !asked.is(Mark::Out),
            "plain_words" => !asked.starters.is_empty(),
            other => return Err(format!("{other} is no reason")),
        };
        if holds { Ok(()) } else { Err(format!("{reason} is not so")) }
    }

    /// Whether what stands above a suggestion is true of what was answered before it.
    pub fn must_follow(&self, library: &Library, rows: &Rows, id: &str, said: &str) -> Result<(), String> {
        let (place, _, suggested) = rows.suggestion(id);
        let before = place.checked_sub(1).map(|before| rows.suggestions().nth(before).unwrap().1);
        let ways: Vec<_> = self.after.iter().filter(|(_, words)| *words == said).collect();
        let true_of = |before: &Suggestion| ways.iter().any(|(answer, _)| answered(before, answer));
        let is_less = |before: &Suggestion| {
            let of = |one: &Suggestion| {
                let minutes = library.step(one.step).unwrap().size(one.size).unwrap().minutes;
                (minutes, library.rungs()[library.rung(one.step, one.size).unwrap()].load())
            };
            let ((now, weighs), (then, weighed)) = (of(suggested), of(before));
            now <= then && weighs <= weighed && (now < then || weighs < weighed)
        };
        if said == self.after["smaller"] && !before.is_some_and(is_less) {
            return Err("it is not smaller".into());
        }
        if before.is_some_and(true_of) { Ok(()) } else { Err(format!("nobody answered {said}")) }
    }

    /// Which list a sentence is from, and the side it speaks of.
    fn list(&self, said: &str, size: &SizedStep, other: &str) -> Option<(&str, Option<usize>)> {
        let sides = SIDES.iter().enumerate().map(|(at, key)| (Some(at), self.sides[*key].as_str()));
        let sides: Vec<_> = [(None, "{side}")].into_iter().chain(sides).collect();
        let fits = |list: &str| (list != "new_inner") || size.noticed_by.is_none();
        for (list, ways) in self.ways.iter().filter(|(list, _)| fits(list)) {
            for way in ways {
                for (side, words) in &sides {
                    let noticed = size.noticed_by.as_deref().unwrap_or_default();
                    let filled = way.replace("{side}", words).replace("{noticed}", noticed);
                    let filled = filled.replace("{minutes}", &size.minutes.to_string());
                    if filled.replace("{other}", other) == said {
                        return Some((list, side.filter(|_| way.contains("{side}"))));
                    }
                }
            }
        }
        let around = self.around.values().flatten().any(|way| way == said);
        around.then_some(("around", None))
    }
}

fn answered(before: &Suggestion, answer: &str) -> bool {
    let Some(given) = before.answer else { return false };
    let SuggestionAnswer::Different(why) = given.what else {
        return ["smaller", "as_small"].contains(&answer) && given.what == SuggestionAnswer::Smaller;
    };
    match answer {
        "unsaid" => why == Declined::Unsaid,
        "nobody" => given.nobody,
        "too_big" => why == Declined::TooBig,
        "no_energy" => why == Declined::NoEnergy,
        "no_occasion" => why == Declined::NoOccasion && !given.nobody,
        "not_for_me" => why == Declined::NotForMe,
        _ => false,
    }
}
