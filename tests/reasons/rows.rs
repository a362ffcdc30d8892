//! Somebody's rows, as they take them along.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use handrail::model::profile::Profile;
use handrail::model::reflection::{Attempt, AttemptOutcome, Reflection};
use handrail::model::scheduler::{Energy, Felt};
use handrail::model::step_records::Ground;
use handrail::model::steps::{Around, Library, LifeNow, Mark, SizedStep, Step};
use handrail::model::suggestion::{CheckIn, Suggestion};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::export::{files, said};
use crate::support::Actor;

pub struct Rows {
    suggestions: Vec<(String, Date, Suggestion)>,
    pub told: Vec<(Date, Attempt, Reflection)>,
    pub begun: Vec<Attempt>,
    energy: BTreeMap<Date, Option<Energy>>,
    pub ladder: BTreeSet<u32>,
    pub people: BTreeSet<Around>,
    pub life: BTreeSet<LifeNow>,
}

fn rows<T: DeserializeOwned>(said: &Value, kind: &str) -> Vec<(String, Date, T)> {
    let rows = said["rows"][kind].as_array().map_or(&[][..], Vec::as_slice);
    let read = |row: &Value| {
        let (id, day) = (row["id"].as_str().unwrap().to_owned(), row["day"].as_str().unwrap().parse().unwrap());
        (id, day, serde_json::from_value(row["body"].clone()).unwrap())
    };
    rows.iter().map(read).collect()
}

impl Rows {
    pub async fn of(actor: &Actor, password: &str) -> Self {
        let (status, zip) = actor.fetch("/settings/export", &[("password", password)]).await;
        assert_eq!(status, StatusCode::OK, "{}", String::from_utf8_lossy(&zip));
        assert!(files(&zip).contains_key("handrail.json"));
        let said = said(&zip);
        let mut suggestions = rows::<Suggestion>(&said, "suggestions");
        suggestions.sort_by_key(|(.., suggested)| suggested.at);
        let begun = rows::<Attempt>(&said, "attempts");
        let attempts: BTreeMap<_, _> = begun.iter().map(|(id, _, attempted)| (id.clone(), attempted.clone())).collect();
        let told = rows::<Reflection>(&said, "reflections").into_iter();
        let ladder = rows::<Value>(&said, "ladders").into_iter().flat_map(|(.., ladder)| {
            let steps = ladder["steps"].as_array().cloned().unwrap_or_default();
            steps.into_iter().map(|step| u32::try_from(step.as_u64().unwrap()).unwrap())
        });
        let profile: Profile = serde_json::from_value(said["profile"].clone()).unwrap();
        let check_ins = rows::<CheckIn>(&said, "check_ins").into_iter();
        Self {
            told: told.map(|(id, day, told)| (day, attempts[&id].clone(), told)).collect(),
            begun: begun.into_iter().map(|(.., attempted)| attempted).collect(),
            energy: check_ins.map(|(_, day, check_in)| (day, check_in.energy)).collect(),
            ladder: ladder.collect(),
            people: profile.surroundings.people,
            life: profile.surroundings.life,
            suggestions,
        }
    }

    pub fn suggestions(&self) -> impl Iterator<Item = (&str, &Suggestion)> {
        self.suggestions.iter().map(|(id, _, suggested)| (id.as_str(), suggested))
    }

    pub fn suggestion(&self, id: &str) -> (usize, Date, &Suggestion) {
        let at = self.suggestions.iter().position(|(one, ..)| one == id).expect("the suggestion is among the rows");
        (at, self.suggestions[at].1, &self.suggestions[at].2)
    }

    pub fn energy_on(&self, id: &str) -> Option<Energy> {
        self.energy.get(&self.suggestion(id).1).copied().flatten()
    }

    pub fn low(&self, day: Date) -> bool {
        self.energy.get(&day).copied().flatten() == Some(Energy::Low)
    }

    /// What was told before this moment, the latest last.
    pub fn told_before(&self, at: i64) -> Vec<&(Date, Attempt, Reflection)> {
        let mut told: Vec<_> = self.told.iter().filter(|(.., told)| told.at < at).collect();
        told.sort_by_key(|(.., told)| told.at);
        told
    }

    pub fn day_before(&self, day: Date) -> Option<Date> {
        self.energy.range(..day).next_back().map(|(day, _)| *day)
    }

    fn sized<'a>(library: &'a Library, suggested: &Suggestion) -> (&'a Step, &'a SizedStep) {
        let step = library.step(suggested.step).unwrap();
        (step, step.size(suggested.size).unwrap())
    }

    /// The first suggestion of each day that was not low, from the second week on.
    fn first_of_days(&self) -> Vec<(Date, &Suggestion)> {
        let mut firsts: Vec<(Date, &Suggestion)> = Vec::new();
        for (_, day, suggested) in &self.suggestions {
            if !self.low(*day) && firsts.last().is_none_or(|last| last.0 != *day) {
                firsts.push((*day, suggested));
            }
        }
        firsts.split_off(firsts.len().min(7))
    }

    pub fn must_lead_outward(&self, name: &str, library: &Library) {
        let reaches = |suggested: &Suggestion| {
            let rung = library.rung(suggested.step, suggested.size).unwrap();
            library.rungs()[rung].reaches()
        };
        let soft = |day: Date, at: i64| {
            let last = self.told_before(at).into_iter().rfind(|(.., told)| told.felt.is_some());
            let too_much = |told: &Reflection| told.felt == Some(Felt::TooMuch);
            last.is_some_and(|(.., told)| too_much(told))
                || self
                    .told
                    .iter()
                    .any(|(then, _, told)| too_much(told) && told.at < at && (day - *then).get_days() <= 1)
        };
        let firsts: Vec<_> =
            self.first_of_days().into_iter().filter(|(day, one)| reaches(one) || !soft(*day, one.at)).collect();
        let outward = firsts.iter().filter(|(_, suggested)| reaches(suggested)).count();
        assert!(firsts.len() >= 10, "{name}: {} days to look at", firsts.len());
        assert!(3 * outward >= firsts.len(), "{name}: {outward} of {} reach somebody", firsts.len());
        let alone = firsts.split(|(_, suggested)| reaches(suggested)).map(<[_]>::len).max().unwrap_or(0);
        assert!(alone <= 3, "{name}: {alone} in a row reached nobody");
    }

    /// That nothing of it was tried yet is said at most once in six.
    pub fn must_not_wear(&self, name: &str) {
        for six in self.suggestions.windows(6) {
            let new = six.iter().filter(|(.., suggested)| suggested.ground.is_some_and(Ground::is_untried)).count();
            assert!(new <= 1, "{name}: {new} of six from {}", six[0].1);
        }
    }

    /// Nobody new is left with nothing on one of their first days.
    pub fn must_begin_at_once(&self, name: &str) {
        let days: BTreeSet<_> = self.suggestions.iter().map(|(_, day, _)| *day).collect();
        for day in self.energy.keys().take(3) {
            assert!(days.contains(day), "{name}: nothing on {day}");
        }
    }

    /// What comes first on a day can be done whenever one likes, or whenever a place that was asked about is open.
    pub fn must_be_at_will(&self, name: &str, library: &Library) {
        for (day, suggested) in self.first_of_days() {
            let (step, size) = Self::sized(library, suggested);
            let opened = !size.opened_by.is_empty() || size.is(Mark::AfterMeeting);
            let open = !size.occasion || size.is(Mark::SamePeople) || opened;
            assert!(open || self.ladder.contains(&step.number), "{name}: {} on {day}", size.title);
        }
    }

    /// Nothing that may sting after a loss: never where it was told, and not on the first days or low ones where nobody
    /// was asked.
    pub fn must_not_sting(&self, name: &str, library: &Library, told: bool) {
        for (place, (_, day, suggested)) in self.suggestions.iter().enumerate() {
            let (step, size) = Self::sized(library, suggested);
            let early = place < 3 || (*day - self.suggestions[0].1).get_days() < 7;
            let careful = told || early || self.low(*day);
            assert!(!careful || !library.may_sting(step, size), "{name}: {} on {day}", size.title);
        }
    }

    pub fn must_need_nobody_known(&self, name: &str, library: &Library) {
        for (_, day, suggested) in &self.suggestions {
            let (step, size) = Self::sized(library, suggested);
            let around = step.around(size);
            let free = around.is_empty() || around.contains(&Around::Anyone) || around.contains(&Around::Online);
            assert!(free, "{name}: {} on {day} needs {around:?}", size.title);
        }
    }

    pub fn done_before(&self, at: i64) -> impl Iterator<Item = (&Attempt, &Reflection)> {
        let done = |told: &Reflection| matches!(told.outcome, AttemptOutcome::Did | AttemptOutcome::NoReplyYet);
        let told = self.told_before(at).into_iter().filter(move |(.., told)| done(told));
        told.map(|(_, attempted, told)| (attempted, told))
    }
}
