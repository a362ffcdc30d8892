//! What a person keeps for themselves, of every kind, in one table: a kind says what it opens to and where it is shown,
//! and needs no query of its own.

pub mod removal;
pub mod store;
pub mod untyped;

use std::cmp::Reverse;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::{Entry, Private as _, SealedRow, seal};
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::records::copies;
use crate::records::portion::{Before, FirstRows};
use crate::records::received::Received;
use crate::web::error::{PageError, PageResult};
use crate::web::form::new_id;

/// How many versions of one form are told apart before each time it is sent makes another entry.
const VERSIONS_MOST: u8 = 50;

/// Keeps a new entry for today under the id its form came with, and gives the id it has. A form that was sent twice is one
/// entry; with other words it is another one, so that neither is lost, however often each is sent.
pub async fn keep<T: Entry>(write: &mut Write, member: &Member, id: Id, entry: &T) -> PageResult<Id> {
    keep_for(write, member, id, None, entry).await
}

/// The same for the day that was chosen, where one was. For another day it is another one, too.
pub async fn keep_for<T: Entry>(
    write: &mut Write,
    member: &Member,
    id: Id,
    chosen: Option<Date>,
    entry: &T,
) -> PageResult<Id> {
    let (mut id, day) = (id, chosen.unwrap_or_else(|| member.today()));
    for _ in 0..VERSIONS_MOST {
        if store::add(write, member.id(), id, day, &seal(member.keyring(), id, day, 1, entry)?).await? {
            copies::entry_written(write, member, (id, day), entry).await?;
            return Ok(id);
        }
        let row = store::one::<T>(write, member.id(), id).await?.filter(|row| chosen.is_none_or(|day| day == row.day));
        let kept = row.and_then(|row| row.open(member.keyring()).ok());
        if kept.is_some_and(|kept| kept.same_content(entry)) {
            return Ok(id);
        }
        id = next_version(member, id);
    }
    let id = new_id();
    store::add(write, member.id(), id, day, &seal(member.keyring(), id, day, 1, entry)?).await?;
    copies::entry_written(write, member, (id, day), entry).await?;
    Ok(id)
}

/// The id of the next version of what a form sent: always the same one, and known to nobody without the member's key.
fn next_version(member: &Member, id: Id) -> Id {
    Id::half_of(&member.keyring().lasting_mac("next version", id.as_bytes()))
}

/// What another tab has kept meanwhile.
pub struct Conflict<T> {
    pub theirs: T,
    /// The day it is for.
    pub day: Date,
    pub revision: i64,
}

/// Keeps an entry as it was changed, if it is still what the form was filled in from: `revision` is the one it came with.
/// One that was removed meanwhile is brought back. Where another tab was quicker with other words, nothing changes, and
/// what there is now comes back with its revision.
///
/// # Errors
/// [`PageError::NotFound`] if there is none, or it is somebody else's; if it does not open, is larger than a row may be, or
/// the database fails.
pub async fn change<T: Entry>(
    write: &mut Write,
    member: &Member,
    id: Id,
    revision: i64,
    entry: &T,
) -> PageResult<Option<Conflict<T>>> {
    change_for(write, member, id, revision, None, entry).await
}

/// The same, with the day it is for where that was chosen.
///
/// # Errors
/// Those of [`change`].
pub async fn change_for<T: Entry>(
    write: &mut Write,
    member: &Member,
    id: Id,
    revision: i64,
    chosen: Option<Date>,
    entry: &T,
) -> PageResult<Option<Conflict<T>>> {
    let row = store::kept::<T>(write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let (next, day) = (revision.saturating_add(1), chosen.unwrap_or(row.day));
    if store::change(write, member.id(), id, next, day, &seal(member.keyring(), id, day, next, entry)?).await? {
        copies::entry_written(write, member, (id, day), entry).await?;
        return Ok(None);
    }
    let there = row.open(member.keyring())?;
    if there.same_content(entry) && chosen.is_none_or(|day| day == row.day) {
        mark_removed::<T>(write, member, id, None).await?;
        return Ok(None);
    }
    Ok(Some(Conflict { theirs: there, day: row.day, revision: row.revision }))
}

/// Removes an entry at `removed_at`, or brings it back where that is none. `false` if there is none to.
pub async fn mark_removed<T: Entry>(
    write: &mut Write,
    member: &Member,
    id: Id,
    removed_at: Option<Timestamp>,
) -> PageResult<bool> {
    let Some(row) = store::kept::<T>(write, member.id(), id).await? else { return Ok(false) };
    // What was given is never shown, but a look back on it may have its id, and stays as it is.
    if removed_at.is_some() && T::NAME != Received::NAME {
        copies::gone(write, member, id).await?;
    }
    // One that does not open can be removed all the same.
    let key = row.key_if_removed(member.keyring(), removed_at.is_some()).ok();
    let marked = store::mark_removed::<T>(write, member.id(), id, removed_at, key.as_deref()).await?;
    if removed_at.is_some() && T::NAME == copies::PEOPLE {
        copies::remember_names(write, member).await?;
    }
    Ok(marked)
}

/// What the address of a list asks: up to which day it goes, before which entry of that day, and what was removed just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    pub to: Option<Date>,
    pub before: Option<Id>,
    pub removed: Option<Id>,
}

/// Where a list goes on: after this entry, which is of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FurtherBack {
    pub to: Date,
    pub before: Id,
}

/// An entry in a list; one that does not open is none, and stays in its place.
pub struct EntryItem<T> {
    pub id: Id,
    /// The day it was kept.
    pub on: Date,
    pub day: DateText,
    pub entry: Option<T>,
}

/// One page of a list of entries.
pub struct EntryList<T> {
    /// The latest first.
    pub items: Vec<EntryItem<T>>,
    /// What was removed just before.
    pub removed: Option<Id>,
    /// Where what lies further back is, where there may be more.
    pub further_back: Option<FurtherBack>,
}

/// As many entries of a kind as fit on a page, `many` at the most, by their day and, within it, by when they say they were kept.
pub async fn list<T: Entry>(
    read: &mut SqliteConnection,
    member: &Member,
    query: &ListQuery,
    many: i64,
    at: fn(&T) -> i64,
) -> PageResult<EntryList<T>> {
    let before = query.to.map_or_else(Before::end, |to| Before::after(to, query.before));
    let FirstRows { rows, more } = store::list::<T>(read, member.id(), &before, many).await?;
    let further_back = rows.last().filter(|_| more).map(|row| FurtherBack { to: row.day, before: row.id });
    let mut entries = opened(member, rows);
    entries.sort_by_key(|(row, entry)| Reverse((row.day, entry.as_ref().map(at))));
    let item =
        |(row, entry): (SealedRow<T>, _)| EntryItem { id: row.id, on: row.day, day: member.day_text(row.day), entry };
    Ok(EntryList { items: entries.into_iter().map(item).collect(), removed: query.removed, further_back })
}

/// One entry that is not removed, opened.
///
/// # Errors
/// [`PageError::NotFound`] if there is none, or it is somebody else's.
pub async fn one<T: Entry>(read: &mut SqliteConnection, member: &Member, id: Id) -> PageResult<(SealedRow<T>, T)> {
    let row = store::one::<T>(read, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let entry = row.open(member.keyring())?;
    Ok((row, entry))
}

/// The same, removed or not: saving a change of one that another tab removed brings it back.
pub async fn even_removed<T: Entry>(read: &mut SqliteConnection, member: &Member, id: Id) -> PageResult<T> {
    let row = store::kept::<T>(read, member.id(), id).await?.ok_or(PageError::NotFound)?;
    Ok(row.open(member.keyring())?)
}

/// Opens rows, the latest day first, and leaves each that does not open in its place.
pub fn opened<T: Entry>(member: &Member, rows: Vec<SealedRow<T>>) -> Vec<(SealedRow<T>, Option<T>)> {
    rows.into_iter()
        .map(|row| {
            let entry = row.open(member.keyring()).ok();
            (row, entry)
        })
        .collect()
}
