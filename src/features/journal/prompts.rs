//! Something to begin with, for whoever asks for it. Pure.

use std::collections::BTreeSet;

use anyhow::ensure;
use serde::Deserialize;

use crate::base::content;

/// The prompts of the journal, and the kinds of small good moments that need only a tap.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompts {
    prompts: Vec<Prompt>,
    /// What can be kept with one tap.
    pub moments: Vec<QuickMoment>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// Its name in forms.
    pub id: String,
    pub text: String,
    mood: Mood,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuickMoment {
    /// Its name in forms.
    pub id: String,
    pub text: String,
}

/// On what kind of day it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mood {
    Low,
    Ok,
    Any,
}

impl Prompts {
    pub fn load() -> anyhow::Result<Self> {
        let all: Self = content::toml("prompts.toml")?;
        let names: BTreeSet<&str> = all.prompts.iter().map(|one| one.id.as_str()).collect();
        ensure!(names.len() == all.prompts.len(), "two prompts share a name");
        for low in [true, false] {
            ensure!(all.on_a_day(low).nth(1).is_some(), "there are too few prompts for a day");
        }
        Ok(all)
    }

    /// On a low day nothing is asked that takes a good one.
    pub fn on_a_day(&self, low: bool) -> impl Iterator<Item = &Prompt> {
        self.prompts.iter().filter(move |one| match one.mood {
            Mood::Low => low,
            Mood::Ok => !low,
            Mood::Any => true,
        })
    }

    pub fn named(&self, id: &str) -> Option<&Prompt> {
        self.prompts.iter().find(|one| one.id == id)
    }

    pub fn moment(&self, id: &str) -> Option<&QuickMoment> {
        self.moments.iter().find(|one| one.id == id)
    }

    /// The prompt after the one with this name; where there is none, one that goes by the day.
    pub fn after(&self, id: &str, low: bool, day: i32) -> Option<&Prompt> {
        let today: Vec<&Prompt> = self.on_a_day(low).collect();
        let here = today.iter().position(|one| one.id == id);
        let place = match here {
            Some(here) => here + 1,
            None => usize::try_from(day.rem_euclid(1_000)).unwrap_or_default(),
        };
        today.get(place % today.len().max(1)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_for_another_goes_round_all_of_them() {
        let prompts = Prompts::load().unwrap();
        for low in [true, false] {
            let many = prompts.on_a_day(low).count();
            let mut seen = BTreeSet::new();
            let mut id = "";
            for _ in 0..many {
                id = prompts.after(id, low, 20_000).map(|one| one.id.as_str()).unwrap();
                assert!(seen.insert(id), "{id} came twice");
            }
        }
    }

    #[test]
    fn a_low_day_is_not_asked_what_takes_a_good_one() {
        let prompts = Prompts::load().unwrap();
        assert!(prompts.on_a_day(true).all(|one| one.mood != Mood::Ok));
        assert!(prompts.on_a_day(false).all(|one| one.mood != Mood::Low));
    }
}
