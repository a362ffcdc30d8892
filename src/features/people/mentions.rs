//! Who is named beside a step, kept so that nobody is named too often.

use std::collections::BTreeSet;
use std::slice;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::matching::{MentionRules, PastMention, are_far_away, choose, fits, is_meant, known_from, note};
use super::{Contact, paths};
use crate::base::bounded::Bounded;
use crate::base::clock::day_number;
use crate::base::db::Write;
use crate::base::ids::{Id, seed_of};
use crate::base::sealed::{Entry, Private, SealedRow};
use crate::base::words::days_before;
use crate::members::sessions::guard::Member;
use crate::model::reflection::{AttemptOutcome, Reply};
use crate::model::step_records::Ground;
use crate::model::steps::{ContactKind, SizedStep, Step};
use crate::records::entries::{self, store};
use crate::records::portion::{A_PAGE, Before};
use crate::records::reflections;
use crate::records::reflections::store::AttemptPair;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::new_id;

/// For how many days somebody who has not answered is not named again.
const SILENT: i32 = 7;

/// The most people that one row tells of.
const NAMED_MOST: usize = 10_000;

/// Who was named when; one row holds it all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Mentions {
    /// The last time each of them was.
    pub last: Vec<PastMention>,
}

impl Private for Mentions {
    const NAME: &'static str = "namings";
}

impl Bounded for Mentions {
    fn within_limits(&self) -> bool {
        self.last.len() <= NAMED_MOST
    }
}

impl Entry for Mentions {
    const LIST_PATH: &'static str = paths::LIST;

    fn words(&self) -> Vec<&str> {
        Vec::new()
    }

    fn same_content(&self, other: &Self) -> bool {
        self == other
    }
}

/// Somebody as a step names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub name: String,
    /// Whether it is somewhere rather than somebody.
    pub place: bool,
}

impl Mention {
    pub fn of(person: &Contact) -> Self {
        Self { name: person.name.clone(), place: person.sort == ContactKind::Place }
    }
}

/// The rows that tell who could be named, opened.
struct MentionBook {
    people: Vec<(Id, Contact)>,
    row: Option<(Id, i64)>,
    namings: Mentions,
    /// Who has not answered, and so is left in peace for some days.
    silent: BTreeSet<Id>,
}

impl MentionBook {
    fn of(member: &Member, people: &[SealedRow<Contact>], namings: Option<&SealedRow<Mentions>>) -> Self {
        let opened = namings.and_then(|row| row.open(member.keyring()).ok());
        Self {
            people: people.iter().filter_map(|row| Some((row.id, row.open(member.keyring()).ok()?))).collect(),
            row: namings.map(|row| (row.id, row.revision)),
            namings: opened.unwrap_or_default(),
            silent: BTreeSet::new(),
        }
    }

    async fn read(read: &mut SqliteConnection, member: &Member, day: Date) -> sqlx::Result<Self> {
        let people = store::all::<Contact>(read, member.id()).await?;
        let namings = store::latest::<Mentions>(read, member.id()).await?;
        let book = Self::of(member, &people, namings.as_ref());
        let since = days_before(day, SILENT - 1);
        let until = Before::after(day, None);
        let pairs = reflections::store::looked_back(read, member.id(), since, &until, A_PAGE).await?;
        let silent = pairs.iter().filter_map(|pair| book.silent(member, pair)).collect();
        Ok(Self { silent, ..book })
    }

    /// Who has not answered a step so far: the one it was said to be with, or who was named beside it.
    fn silent(&self, member: &Member, pair: &AttemptPair) -> Option<Id> {
        let told = pair.reflection.as_ref()?.open(member.keyring()).ok()?;
        let waits = told.outcome == AttemptOutcome::NoReplyYet && told.reply != Some(Reply::Came);
        let (step, day) = (pair.attempt.open(member.keyring()).ok()?.step, day_number(pair.attempt.day));
        // Who was named beside it last, when it was begun or shortly before.
        let is_it = |naming: &&PastMention| naming.step == step && (day - SILENT..=day).contains(&naming.day);
        let named = || self.namings.last.iter().rev().find(is_it).map(|naming| naming.who);
        told.with.or_else(named).filter(|_| waits)
    }

    /// Who is named beside one of these sizes. Where a reason stands beside it, it is of them.
    fn choose(
        &self,
        member: &Member,
        (step, sizes): (&Step, &[SizedStep]),
        ground: Option<Ground>,
        day: Date,
    ) -> Option<Id> {
        let profile = member.profile();
        let known_from = known_from(&profile.surroundings.people);
        let rules = MentionRules {
            never_with: &profile.never_with,
            careful: profile.not_safe,
            low: member.is_low(),
            known_from,
        };
        let fitting: Vec<Id> = self
            .people
            .iter()
            .filter(|(_, person)| {
                sizes.iter().any(|size| fits(person, step, size, rules)) && is_meant(person, ground, known_from)
            })
            .filter(|(id, _)| self.is_free(*id, step, day))
            .map(|(id, _)| *id)
            .collect();
        let seed = seed_of(member.id().0);
        choose(&fitting, &self.namings.last, step.number, day_number(day), profile.people.every, seed)
    }

    /// Whether `who` did not leave them without an answer lately; who is named today already stays so.
    fn is_free(&self, who: Id, step: &Step, day: Date) -> bool {
        !self.silent.contains(&who) || self.names(who, step, day)
    }

    fn names(&self, who: Id, step: &Step, day: Date) -> bool {
        self.namings.last.contains(&PastMention { who, day: day_number(day), step: step.number })
    }

    fn naming(self, who: Id, step: &Step, day: Date) -> Naming {
        let mut namings = self.namings;
        note(&mut namings.last, PastMention { who, day: day_number(day), step: step.number });
        Naming { row: self.row, namings }
    }

    fn perhaps(&self, who: Id) -> Option<Mention> {
        let (_, person) = self.people.iter().find(|(id, _)| *id == who)?;
        Some(Mention::of(person))
    }
}

/// Who was named beside a step today, from rows that were read already.
pub fn said(
    member: &Member,
    people: &[SealedRow<Contact>],
    namings: Option<&SealedRow<Mentions>>,
    step: &Step,
    size: &SizedStep,
    day: Date,
) -> Option<Mention> {
    let book = MentionBook::of(member, people, namings);
    let who = book.choose(member, (step, slice::from_ref(size)), None, day)?;
    book.names(who, step, day).then(|| book.perhaps(who))?
}

/// Whether they keep people, and meet none of them in the flesh.
pub async fn all_are_far_away(read: &mut SqliteConnection, member: &Member) -> sqlx::Result<bool> {
    let rows = store::all::<Contact>(read, member.id()).await?;
    let people: Vec<Contact> = rows.iter().filter_map(|row| row.open(member.keyring()).ok()).collect();
    Ok(are_far_away(&people))
}

/// That somebody is named beside a step, to be kept.
pub struct Naming {
    row: Option<(Id, i64)>,
    namings: Mentions,
}

/// Chooses who is named beside a step today. Nothing where nobody is, or they are already.
pub async fn chosen(
    read: &mut SqliteConnection,
    member: &Member,
    (step, size): (&Step, &SizedStep),
    ground: Option<Ground>,
    day: Date,
) -> PageResult<Option<Naming>> {
    let book = MentionBook::read(read, member, day).await?;
    let who =
        book.choose(member, (step, slice::from_ref(size)), ground, day).filter(|who| !book.names(*who, step, day));
    Ok(who.map(|who| book.naming(who, step, day)))
}

/// Keeps it, unless somebody else was named meanwhile.
pub async fn keep(write: &mut Write, member: &Member, naming: &Naming) -> PageResult<()> {
    match naming.row {
        Some((id, revision)) => entries::change(write, member, id, revision, &naming.namings).await.map(drop),
        None => entries::keep(write, member, new_id(), &naming.namings).await.map(drop),
    }
}

/// Who to name on a step's own page. It is kept like any other naming; where it cannot be, nobody is named.
pub async fn alternatives(app: &App, member: &Member, step: &Step) -> PageResult<Option<Mention>> {
    let day = member.today();
    let book = MentionBook::read(&mut *app.db.read().await?, member, day).await?;
    let Some(who) = book.choose(member, (step, &step.sizes), None, day) else { return Ok(None) };
    let perhaps = book.perhaps(who);
    if book.names(who, step, day) {
        return Ok(perhaps);
    }
    let kept = async {
        let mut write = app.db.write().await?;
        keep(&mut write, member, &book.naming(who, step, day)).await?;
        write.commit().await.map_err(PageError::from)
    };
    Ok(kept.await.ok().and(perhaps))
}
