//! What a person keeps for themselves, of every kind, in one table: a kind says what it opens to and where it is shown,
//! and needs no query of its own.

pub mod kinds;
pub mod pages;
pub mod store;

use jiff::civil::Date;

use crate::db::Write;
use crate::ids::Id;
use crate::sealed::{Private, SealedRow, seal};
use crate::sessions::guard::Member;
use crate::web::error::Answer;
use crate::web::form::new_id;

/// One kind of entry. [`Private::TABLE`] is its name among the others.
pub trait Entry: Private {
    /// The page that lists them.
    const PAGE: &'static str;
    /// The start of the address of one of them.
    const EACH: &'static str = Self::PAGE;

    /// Everything in it that they wrote, in the order it is read, to be searched and to be known again by.
    fn words(&self) -> Vec<&str>;

    /// Whether another one says the same, whenever it was sent.
    fn says_the_same(&self, other: &Self) -> bool;

    /// Where this one can be read.
    #[must_use]
    fn address(id: Id) -> String {
        Self::again(id)
    }

    /// Where to go once this one was brought back.
    #[must_use]
    fn again(id: Id) -> String {
        format!("{}#{id}", Self::PAGE)
    }
}

/// What came of an edit.
#[derive(Debug)]
pub enum Edited<T> {
    /// It is kept.
    Kept,
    /// Another tab was faster with other words. These are there now, under this revision.
    Overtaken(T, i64),
    /// There is none, or it is somebody else's.
    Missing,
}

/// Keeps a new entry under the id its form came with, and gives the id it has. A form that was sent twice is one entry;
/// with other words it is another one, so that neither is lost.
///
/// # Errors
/// If it is larger than a row may be, or the database fails.
pub async fn keep<T: Entry>(write: &mut Write, member: &Member, id: Id, day: Date, entry: &T) -> Answer<Id> {
    if store::add(write, member.id(), id, day, &seal(member.keyring(), id, 1, entry)?).await? {
        return Ok(id);
    }
    let kept = store::one::<T>(write, member.id(), id).await?.and_then(|row| row.open(member.keyring()).ok());
    if kept.is_some_and(|kept| kept.says_the_same(entry)) {
        return Ok(id);
    }
    let id = new_id();
    store::add(write, member.id(), id, day, &seal(member.keyring(), id, 1, entry)?).await?;
    Ok(id)
}

/// Keeps an entry as it was changed, if it is still what the form was filled in from: `revision` is the one it came with.
///
/// # Errors
/// If it does not open, is larger than a row may be, or the database fails.
pub async fn change<T: Entry>(
    write: &mut Write,
    member: &Member,
    id: Id,
    revision: i64,
    entry: &T,
) -> Answer<Edited<T>> {
    let next = revision.saturating_add(1);
    if store::change(write, member.id(), id, next, &seal(member.keyring(), id, next, entry)?).await? {
        return Ok(Edited::Kept);
    }
    let Some(row) = store::one::<T>(write, member.id(), id).await? else { return Ok(Edited::Missing) };
    let there = row.open(member.keyring())?;
    Ok(if there.says_the_same(entry) { Edited::Kept } else { Edited::Overtaken(there, row.revision) })
}

/// Opens rows, the latest day first, and leaves each that does not open in its place.
#[must_use]
pub fn opened<T: Entry>(member: &Member, rows: Vec<SealedRow<T>>) -> Vec<(SealedRow<T>, Option<T>)> {
    rows.into_iter()
        .map(|row| {
            let entry = row.open(member.keyring()).ok();
            (row, entry)
        })
        .collect()
}
