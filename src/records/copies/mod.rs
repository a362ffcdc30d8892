//! The copies that others see of somebody's own things. Whatever keeps, changes or removes a thing calls here in the same
//! write: where a consent stands, the copy follows; where none does, this is one question to the database.

pub mod ladder;
pub mod marks;
mod names;
pub mod reflections;
pub mod seen;
pub mod store;
mod summaries;

use std::collections::BTreeSet;

use jiff::civil::Date;
use sqlx::SqliteConnection;

pub use self::names::PEOPLE;
use super::connections;
use super::grants::{self, ConsentKind, Grant, GrantTerms};
use super::letters::{self, ShownPlace};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::labelled::EntryParts;
use crate::base::sealed::Entry;
use crate::members::sessions::guard::Member;
use crate::model::shown::{ShareScope, Shown, ShownEntry};
use crate::web::error::PageResult;

/// The kind that words for the next talk are kept as.
pub const TO_BRING: &str = "bring";

/// What a copy is made from.
#[derive(Clone, Copy, Debug)]
pub struct Original<'a> {
    /// Its kind’s name, or that of its table.
    pub kind: &'a str,
    /// The measure that was answered, where it is one.
    pub measure: Option<u8>,
    pub id: Id,
    pub day: Date,
    /// When it was first written, in milliseconds since 1970.
    pub written_at: i64,
    /// Whether its writer keeps it to themselves.
    pub kept_back: bool,
}

impl Original<'_> {
    /// Whether it goes along by this consent, by which it was shown before or was not. What is kept back goes along by none, and
    /// nothing is added to what a consent shows while it sleeps: its form said that nobody sees it.
    fn goes_along(&self, grant: &Grant, terms: &GrantTerms, shown: bool) -> bool {
        if self.kept_back || (grant.asleep && !shown) {
            return false;
        }
        let is_new = || shown || grant.is_since(self.written_at);
        match grant.what {
            ConsentKind::One => terms.about == Some(self.id),
            ConsentKind::Kind => grant.kind.as_deref() == Some(self.kind) && is_new(),
            ConsentKind::Measure => self.measure.is_some() && self.measure == terms.measure && is_new(),
            ConsentKind::Bring => self.kind == TO_BRING,
            ConsentKind::Ladder => self.kind == ladder::KIND,
            ConsentKind::Summary => false,
        }
    }
}

/// What is shown of an entry.
pub fn entry(kind: &str, day: Date, parts: &EntryParts, scope: &ShareScope) -> Shown {
    let shown = ShownEntry::of(kind, day, parts, scope);
    if kind == TO_BRING { Shown::ToBring(shown) } else { Shown::Entry(shown) }
}

/// An entry was kept or changed.
pub async fn entry_written<T: Entry>(
    write: &mut Write,
    member: &Member,
    (id, day): (Id, Date),
    kept: &T,
) -> PageResult<()> {
    let Some(parts) = kept.parts() else { return Ok(()) };
    let (written_at, kept_back) = (parts.written_at, parts.kept_back);
    let original = Original { kind: T::NAME, measure: None, id, day, written_at, kept_back };
    renew(write, member, original, |scope| entry(T::NAME, day, &parts, scope)).await
}

/// Makes the copies of something anew, by each consent that stands, and takes back those that none stands for any more.
pub async fn renew(
    write: &mut Write,
    member: &Member,
    original: Original<'_>,
    compose: impl Fn(&ShareScope) -> Shown,
) -> PageResult<()> {
    let grants = grants::store::all(write, member.id(), member.asked_at()).await?;
    if grants.is_empty() {
        return Ok(());
    }
    let shown: BTreeSet<Id> = store::grants_showing(write, member.id(), original.id).await?.into_iter().collect();
    for grant in &grants {
        let Some(terms) = grant.terms(member) else { continue };
        if terms.place_in_summary(original.id).is_some() {
            let scope = scope(write, member, &terms).await?;
            let now = (!original.kept_back).then(|| compose(&scope));
            summaries::change(write, member, (grant, terms), original.id, now).await?;
        } else if original.goes_along(grant, &terms, shown.contains(&grant.id)) {
            let scope = scope(write, member, &terms).await?;
            put(write, member, grant, (original.id, original.day), &compose(&scope)).await?;
        } else if grant.what == ConsentKind::One && terms.about == Some(original.id) && original.kept_back {
            grants::store::revoke(write, member.id(), grant.id).await?;
        } else if shown.contains(&grant.id) {
            store::take_back(write, member.id(), grant.id, original.id).await?;
        }
    }
    Ok(())
}

/// Shows one thing by a consent. Where its reader has no key that was checked, nobody sees it, and what they saw before is
/// taken back.
pub async fn put(
    write: &mut Write,
    member: &Member,
    grant: &Grant,
    (about, day): (Id, Date),
    shown: &Shown,
) -> PageResult<()> {
    let place = ShownPlace { grant: grant.id, about, day };
    let connection = connections::store::of_member(write, member.id(), grant.connection).await?;
    let sealed = match &connection {
        Some(connection) => letters::show(write, member, connection, place, shown).await?,
        None => false,
    };
    if !sealed {
        store::take_back(write, member.id(), grant.id, about).await?;
    }
    Ok(())
}

/// Something was removed: what others saw of it goes at once, and a consent for it alone with it. Bringing it back shows it to
/// nobody.
pub async fn gone(write: &mut Write, member: &Member, id: Id) -> PageResult<()> {
    for grant in grants::store::all(write, member.id(), member.asked_at()).await? {
        if grant.what == ConsentKind::One && grant.terms(member).is_none_or(|terms| terms.about == Some(id)) {
            grants::store::revoke(write, member.id(), grant.id).await?;
        } else if let Some(terms) = grant.terms(member).filter(|terms| terms.place_in_summary(id).is_some()) {
            summaries::change(write, member, (&grant, terms), id, None).await?;
        }
    }
    letters::hide(write, member.id(), id).await?;
    Ok(())
}

/// What stays behind by these terms.
pub async fn scope(read: &mut SqliteConnection, member: &Member, terms: &GrantTerms) -> PageResult<ShareScope> {
    let mut names = if terms.names { Vec::new() } else { names::all(read, member).await? };
    names.extend(terms.forgotten.iter().cloned());
    Ok(ShareScope { names, without_note: terms.without_note })
}

/// Keeps the names of people who are removed by each consent without names: they stay behind once the rest of them is gone.
pub async fn remember_names(write: &mut Write, member: &Member) -> PageResult<()> {
    let names = names::removed(write, member).await?;
    for grant in grants::store::all(write, member.id(), member.asked_at()).await? {
        let Some(mut terms) = grant.terms(member).filter(|terms| !terms.names) else { continue };
        let known = terms.forgotten.len();
        terms.forgotten.extend(names.iter().cloned());
        if terms.forgotten.len() > known {
            grants::change_terms(write, member, &grant, &terms).await?;
        }
    }
    Ok(())
}

/// Seals everything that was shown in a connection anew, once its reader has another key.
pub async fn seal_anew(write: &mut Write, member: &Member, connection: Id) -> PageResult<()> {
    let Some(connection) = connections::store::of_member(write, member.id(), connection).await? else { return Ok(()) };
    for letter in letters::store::written_in(write, member.id(), connection.id).await? {
        let (Some(grant), Some(about)) = (letter.grant, letter.about) else { continue };
        let Ok(shown) = letter.open_own::<Shown>(member) else { continue };
        let place = ShownPlace { grant, about, day: letter.day };
        letters::show(write, member, &connection, place, &shown).await?;
    }
    Ok(())
}
