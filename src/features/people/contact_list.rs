//! Everybody who matters, with what is known of each, read together.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::contact_log::Touch;
use super::cost_benefit::learnt;
use super::relative_time::RelativeTime;
use super::{Contact, CostBenefit};
use crate::base::ids::Id;
use crate::base::sealed::SealedRow;
use crate::base::words::order::by_name;
use crate::members::sessions::guard::Member;
use crate::model::reflection::{Attempt, Reflection};
use crate::records::entries::{self, store};
use crate::records::reflections;
use crate::records::reflections::store::AttemptPair;
use crate::web::error::PageResult;

/// Somebody, and what is known of them. One that does not open has no `person`.
#[derive(Clone)]
pub struct KnownContact {
    pub id: Id,
    pub revision: i64,
    pub person: Option<Contact>,
    /// The last day they were in touch.
    pub last: Option<Date>,
    pub learnt: CostBenefit,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactChoice {
    pub id: Id,
    pub name: String,
}

impl KnownContact {
    pub fn since(&self, today: Date) -> Option<RelativeTime> {
        self.last.map(|last| RelativeTime::of(last, today))
    }

    /// Never of somebody who is not to be named.
    pub fn has_been_a_while(&self, today: Date, careful: bool) -> bool {
        self.person.as_ref().is_some_and(|person| person.may_be_named(careful))
            && self.since(today).is_some_and(|since| since.is_a_while())
    }

    /// What contact costs and gives: their own word, and where they left it open what was learnt.
    pub fn weight(&self) -> CostBenefit {
        self.person.as_ref().map(|person| person.said).unwrap_or_default().or(self.learnt)
    }
}

/// Everybody who matters, with what was kept of the times with them.
pub struct ContactBook {
    /// By sort and name.
    pub known: Vec<KnownContact>,
    pub touches: Vec<Touch>,
    /// What was looked back on, whoever it was with, the earliest first.
    pub looks: Vec<ToldStep>,
}

/// A step, and what was told of it on that day.
pub struct ToldStep {
    pub id: Id,
    pub on: Date,
    pub attempt: SealedRow<Attempt>,
    pub told: Reflection,
}

/// Reads everybody, by sort and name.
pub async fn everybody(read: &mut SqliteConnection, member: &Member) -> PageResult<Vec<KnownContact>> {
    Ok(book(read, member).await?.known)
}

pub async fn book(read: &mut SqliteConnection, member: &Member) -> PageResult<ContactBook> {
    let people = entries::opened::<Contact>(member, store::all(read, member.id()).await?);
    let touches = store::all::<Touch>(read, member.id()).await?;
    let touches: Vec<Touch> = touches.iter().filter_map(|row| row.open(member.keyring()).ok()).collect();
    let looks = looks(member, reflections::store::pairs(read, member.id()).await?);
    let mut known: Vec<KnownContact> = people
        .into_iter()
        .map(|(row, person)| {
            let with: Vec<_> = looks.iter().filter(|look| look.told.with == Some(row.id)).collect();
            let reached = with.iter().filter(|look| look.told.was_done()).map(|look| look.on);
            let days = touches.iter().filter(|touch| touch.with == row.id).map(|touch| touch.on);
            KnownContact {
                id: row.id,
                revision: row.revision,
                person,
                last: days.chain(reached).max(),
                learnt: learnt(with.iter().map(|look| &look.told)),
            }
        })
        .collect();
    known.sort_by(|one, other| match (&one.person, &other.person) {
        (Some(one), Some(other)) => one.sort.cmp(&other.sort).then_with(|| by_name(&one.name, &other.name)),
        (one, other) => one.is_some().cmp(&other.is_some()),
    });
    Ok(ContactBook { known, touches, looks })
}

fn looks(member: &Member, pairs: Vec<AttemptPair>) -> Vec<ToldStep> {
    let look = |AttemptPair { attempt, reflection, .. }: AttemptPair| {
        let row = reflection?;
        Some(ToldStep { id: row.id, on: row.day, attempt, told: row.open(member.keyring()).ok()? })
    };
    pairs.into_iter().filter_map(look).collect()
}

/// Whom a step may have been with, to choose from: nobody to be safe from, unless `chosen` already.
pub async fn company(read: &mut SqliteConnection, member: &Member, chosen: &str) -> PageResult<Vec<ContactChoice>> {
    let people = entries::opened::<Contact>(member, store::all(read, member.id()).await?);
    let one = |(row, person): (SealedRow<Contact>, Option<Contact>)| {
        let person = person.filter(|person| !person.has_harmed() || row.id.to_string() == chosen)?;
        Some(ContactChoice { id: row.id, name: person.name })
    };
    let mut company: Vec<ContactChoice> = people.into_iter().filter_map(one).collect();
    company.sort_by(|one, other| by_name(&one.name, &other.name));
    Ok(company)
}
