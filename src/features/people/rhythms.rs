//! Rhythms: a weekly call, a Sunday meal. Rituals, not duties.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::form::NAME_MOST;
use super::mentions::Mention;
use super::{Contact, paths};
use crate::base::bounded::Bounded;
use crate::base::clock::day_number;
use crate::base::ids::Id;
use crate::base::sealed::{Entry, Private, SealedRow};
use crate::base::words::form_words;
use crate::base::words::order::by_name;
use crate::base::words::typed::fits;
use crate::members::sessions::guard::Member;
use crate::records::entries::store;

/// Something that comes round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Rhythm {
    /// What it is.
    pub name: String,
    /// With whom, or where.
    pub with: Option<Id>,
    /// On which day of the week, 1 (Monday) to 7.
    pub weekday: i8,
    /// How often.
    pub often: Often,
    /// The day it was made, from which every other week is told.
    pub from: Date,
    /// Whether it rests for now.
    pub paused: bool,
}

form_words! {
    /// How often it comes round.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum Often {
        /// Every week.
        Weekly = "weekly",
        /// Every other week.
        Fortnightly = "fortnightly",
        /// On the first of these days in a month.
        Monthly = "monthly",
    }
}

impl Private for Rhythm {
    const NAME: &'static str = "rhythms";
}

impl Bounded for Rhythm {
    fn within_limits(&self) -> bool {
        fits(&self.name, NAME_MOST) && (1..=7).contains(&self.weekday)
    }
}

impl Entry for Rhythm {
    const LIST_PATH: &'static str = paths::RHYTHMS;

    fn words(&self) -> Vec<&str> {
        vec![&self.name]
    }

    fn same_content(&self, other: &Self) -> bool {
        *self == Self { from: self.from, ..other.clone() }
    }
}

impl Rhythm {
    pub fn falls_on(&self, day: Date) -> bool {
        // Day 0, the first of January 1970, was a Thursday; weeks begin on Monday.
        let week = |day: Date| (day_number(day) + 3).div_euclid(7);
        day.weekday().to_monday_one_offset() == self.weekday
            && match self.often {
                Often::Weekly => true,
                Often::Fortnightly => (week(day) - week(self.first())).rem_euclid(2) == 0,
                Often::Monthly => day.day() <= 7,
            }
    }

    fn first(&self) -> Date {
        let ahead = (self.weekday - self.from.weekday().to_monday_one_offset()).rem_euclid(7);
        self.from.checked_add(jiff::Span::new().days(ahead)).unwrap_or(self.from)
    }
}

/// A rhythm as a page shows it; one that does not open has no `rhythm`.
pub struct RhythmView {
    pub id: Id,
    pub rhythm: Option<Rhythm>,
    /// With whom, where its own words do not say so already.
    pub with: Option<Mention>,
}

/// Reads them all, by weekday.
pub async fn shown(
    read: &mut SqliteConnection,
    member: &Member,
    people: &[(Id, &Contact)],
) -> sqlx::Result<Vec<RhythmView>> {
    let rows = store::all::<Rhythm>(read, member.id()).await?;
    let mut shown: Vec<RhythmView> = rows
        .iter()
        .map(|row| {
            let rhythm = row.open(member.keyring()).ok();
            let person = rhythm.as_ref().and_then(|rhythm| with(rhythm, people));
            let with = rhythm.as_ref().zip(person).and_then(|(rhythm, person)| company(rhythm, person));
            RhythmView { id: row.id, rhythm, with }
        })
        .collect();
    shown.sort_by(|one, other| match (&one.rhythm, &other.rhythm) {
        (Some(one), Some(other)) => one.weekday.cmp(&other.weekday).then_with(|| by_name(&one.name, &other.name)),
        (one, other) => one.is_some().cmp(&other.is_some()),
    });
    Ok(shown)
}

/// What comes round on a day, from rows that were read already. Nothing with somebody who is never to be named.
pub fn on(member: &Member, rhythms: &[SealedRow<Rhythm>], people: &[SealedRow<Contact>], day: Date) -> Vec<RhythmView> {
    let rhythms = rhythms.iter().filter_map(|row| Some((row.id, row.open(member.keyring()).ok()?)));
    let today: Vec<(Id, Rhythm)> = rhythms.filter(|(_, rhythm)| !rhythm.paused && rhythm.falls_on(day)).collect();
    if today.is_empty() {
        return Vec::new();
    }
    let opened: Vec<(Id, Contact)> =
        people.iter().filter_map(|row| Some((row.id, row.open(member.keyring()).ok()?))).collect();
    let people: Vec<(Id, &Contact)> = opened.iter().map(|(id, person)| (*id, person)).collect();
    let shown = today.into_iter().filter_map(|(id, rhythm)| {
        let person = with(&rhythm, &people);
        let is_gone = rhythm.with.is_some() && person.is_none();
        let is_kept_out = person.is_some_and(|person| !person.may_be_named(member.profile().not_safe));
        if is_gone || is_kept_out || speaks_of_somebody_kept_out(&rhythm, &people) {
            return None;
        }
        let with = person.and_then(|person| company(&rhythm, person));
        Some(RhythmView { id, rhythm: Some(rhythm), with })
    });
    shown.collect()
}

/// Whether its own words name somebody who is never to be named.
fn speaks_of_somebody_kept_out(rhythm: &Rhythm, people: &[(Id, &Contact)]) -> bool {
    let plain = |words: &str| {
        let words: Vec<_> = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        format!(" {} ", words.join(" ").to_lowercase())
    };
    let words = plain(&rhythm.name);
    people.iter().any(|(_, person)| !person.may_be_named(false) && words.contains(&plain(&person.name)))
}

fn with<'a>(rhythm: &Rhythm, people: &[(Id, &'a Contact)]) -> Option<&'a Contact> {
    people.iter().find(|(id, _)| Some(*id) == rhythm.with).map(|(_, person)| *person)
}

/// Whom to name beside it, where its own words do not.
fn company(rhythm: &Rhythm, person: &Contact) -> Option<Mention> {
    let names = rhythm.name.to_lowercase().contains(&person.name.to_lowercase());
    (!names && !person.has_harmed()).then(|| Mention::of(person))
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use proptest::prelude::*;

    use super::*;

    fn rhythm(often: Often, weekday: i8, from: Date) -> Rhythm {
        Rhythm { name: "Lunch".into(), with: None, weekday, often, from, paused: false }
    }

    proptest! {
        #[test]
        fn it_comes_round_as_often_as_it_says(weekday in 1i8..8, made in 0i32..4000) {
            let from = Date::constant(2024, 1, 1).checked_add(made.days()).unwrap();
            let days: Vec<Date> = (0..364).map(|ahead: i32| from.checked_add(ahead.days()).unwrap()).collect();
            for (often, least, most) in [(Often::Weekly, 52, 52), (Often::Fortnightly, 26, 26), (Often::Monthly, 11, 13)] {
                let rhythm = rhythm(often, weekday, from);
                let on: Vec<&Date> = days.iter().filter(|day| rhythm.falls_on(**day)).collect();
                prop_assert!((least..=most).contains(&on.len()), "{often:?}: {}", on.len());
                prop_assert!(on.iter().all(|day| day.weekday().to_monday_one_offset() == weekday));
                let apart = |pair: &[&Date]| day_number(*pair[1]) - day_number(*pair[0]);
                prop_assert!(often != Often::Fortnightly || on.windows(2).all(|pair| apart(pair) == 14));
            }
            prop_assert!(days.iter().take(7).any(|day| rhythm(Often::Fortnightly, weekday, from).falls_on(*day)));
        }
    }
}
