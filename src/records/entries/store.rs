//! Entries in the database. The kind of each is that of the type it is read as.

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::untyped::{UntypedEntry, UntypedEntryRow};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::{Entry, Private, SealedRow, StoredRow};
use crate::base::vault::Sealed;
use crate::records::portion::{A_PAGE, A_PART, Before, FirstRows, TOGETHER_MOST, first, together};

/// `false` if one with this id is there already.
pub async fn add<T: Entry>(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    day: Date,
    sealed: &Sealed<T>,
) -> sqlx::Result<bool> {
    let (kind, day, key, body) = (T::NAME, day.to_string(), sealed.key(), sealed.body());
    let done = sqlx::query!(
        "insert into entries (id, owner, kind, day, revision, key, body) values (?, ?, ?, ?, 1, ?, ?)
         on conflict (id) do nothing",
        id,
        owner,
        kind,
        day,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// One entry that is not removed.
pub async fn one<T: Entry>(read: &mut SqliteConnection, owner: MemberId, id: Id) -> sqlx::Result<Option<SealedRow<T>>> {
    let kind = T::NAME;
    let row = sqlx::query_as!(
        StoredRow,
        r#"select id as "id: Id", day, revision, key, body from entries
           where owner = ? and kind = ? and id = ? and removed_at is null"#,
        owner,
        kind,
        id
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(SealedRow::from))
}

/// One entry, removed or not: saving a change of one that another tab removed brings it back.
pub async fn kept<T: Entry>(
    read: &mut SqliteConnection,
    owner: MemberId,
    id: Id,
) -> sqlx::Result<Option<SealedRow<T>>> {
    let kind = T::NAME;
    let row = sqlx::query_as!(
        UntypedEntryRow,
        r#"select id as "id: Id", kind, day, revision, key, body, removed_at is not null as "removed: bool"
           from entries where owner = ? and kind = ? and id = ?"#,
        owner,
        kind,
        id
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(|row| UntypedEntry::from(row).typed()))
}

/// The entries before a place that fit on a page, `most` at the most, the latest day first.
pub async fn list<T: Entry>(
    read: &mut SqliteConnection,
    owner: MemberId,
    before: &Before,
    most: i64,
) -> sqlx::Result<FirstRows<SealedRow<T>>> {
    let (kind, most, Before { day, id }) = (T::NAME, A_PAGE.rows(most), before);
    let limit = most.and_one();
    let rows = sqlx::query_as!(
        StoredRow,
        r#"select id as "id: Id", day, revision, key, body from entries
           where owner = ? and kind = ? and removed_at is null and (day, id) < (?, ?)
           order by day desc, id desc limit ?"#,
        owner,
        kind,
        day,
        id,
        limit
    )
    .fetch(read);
    Ok(first(rows, most, |row| row.body.len()).await?.map(SealedRow::from))
}

/// The latest entry of a kind.
pub async fn latest<T: Entry>(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Option<SealedRow<T>>> {
    Ok(list(read, owner, &Before::end(), 1).await?.rows.pop())
}

/// The entries of a kind, the latest day first, as many as are read together.
pub async fn all<T: Entry>(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<SealedRow<T>>> {
    let kind = T::NAME;
    let rows = sqlx::query_as!(
        StoredRow,
        r#"select id as "id: Id", day, revision, key, body from entries
           where owner = ? and kind = ? and removed_at is null order by day desc, id desc limit ?"#,
        owner,
        kind,
        TOGETHER_MOST
    )
    .fetch(read);
    Ok(together(rows, |row| row.body.len()).await?.into_iter().map(SealedRow::from).collect())
}

/// The same, removed or not.
pub async fn all_kept<T: Private>(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<SealedRow<T>>> {
    let kind = T::NAME;
    let rows = sqlx::query_as!(
        UntypedEntryRow,
        r#"select id as "id: Id", kind, day, revision, key, body, removed_at is not null as "removed: bool"
           from entries where owner = ? and kind = ? order by day desc, id desc limit ?"#,
        owner,
        kind,
        TOGETHER_MOST
    )
    .fetch(read);
    let rows = together(rows, |row| row.body.len()).await?;
    Ok(rows.into_iter().map(|row| UntypedEntry::from(row).typed()).collect())
}

/// How many entries of a kind there are beside one of them.
pub async fn count<T: Entry>(read: &mut SqliteConnection, owner: MemberId, beside: Option<Id>) -> sqlx::Result<i64> {
    let kind = T::NAME;
    sqlx::query_scalar!(
        "select count(*) from entries where owner = ? and kind = ? and removed_at is null and id is not ?",
        owner,
        kind,
        beside
    )
    .fetch_one(read)
    .await
}

/// At most `limit` entries of a kind beside one of them, by their ids, from the `skip`th on.
pub async fn some<T: Entry>(
    read: &mut SqliteConnection,
    owner: MemberId,
    beside: Option<Id>,
    skip: i64,
    limit: i64,
) -> sqlx::Result<Vec<SealedRow<T>>> {
    let kind = T::NAME;
    let rows = sqlx::query_as!(
        StoredRow,
        r#"select id as "id: Id", day, revision, key, body from entries
           where owner = ? and kind = ? and removed_at is null and id is not ? order by id limit ? offset ?"#,
        owner,
        kind,
        beside,
        limit,
        skip
    )
    .fetch(read);
    Ok(together(rows, |row| row.body.len()).await?.into_iter().map(SealedRow::from).collect())
}

/// Stores a changed entry and its day, if `revision` is the one that follows what is stored. `false` if it is not.
pub async fn change<T: Entry>(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    revision: i64,
    day: Date,
    sealed: &Sealed<T>,
) -> sqlx::Result<bool> {
    let (kind, day, key, body, before) = (T::NAME, day.to_string(), sealed.key(), sealed.body(), revision - 1);
    let done = sqlx::query!(
        "update entries set revision = ?, day = ?, key = ?, body = ?, removed_at = null
         where owner = ? and kind = ? and id = ? and revision = ?",
        revision,
        day,
        key,
        body,
        owner,
        kind,
        id,
        before
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes an entry, or brings it back where `removed_at` is none, with the key that goes with it. `false` if there is none.
pub async fn mark_removed<T: Entry>(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    removed_at: Option<Timestamp>,
    key: Option<&[u8]>,
) -> sqlx::Result<bool> {
    let (kind, removed_at) = (T::NAME, removed_at.map(Timestamp::as_second));
    let done = sqlx::query!(
        "update entries set removed_at = ?, key = coalesce(?, key) where owner = ? and kind = ? and id = ?",
        removed_at,
        key,
        owner,
        kind,
        id
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes away for good a part of what was removed before `long_ago`. `false` once there is none.
pub async fn tidy(write: &mut Write, long_ago: Timestamp) -> sqlx::Result<bool> {
    let long_ago = long_ago.as_second();
    let done = sqlx::query!(
        "delete from entries where id in (
             select id from (
                 select id, row_number() over oldest as place, sum(size) over oldest as bytes
                 from (select id, removed_at, length(body) as size from entries
                     where removed_at < ?1 order by removed_at, id limit ?2)
                 window oldest as (order by removed_at, id))
             where place = 1 or bytes <= ?3)",
        long_ago,
        A_PART.rows,
        A_PART.bytes
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Takes some of a member's entries away for good. `false` once there are none. Without the plus, each part reads all of them.
pub async fn remove_some(write: &mut Write, owner: MemberId) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "delete from entries where +owner = ?1 and id in (
             select id from (
                 select id, row_number() over earliest as place, sum(size) over earliest as bytes
                 from (select id, day, length(body) as size from entries where owner = ?1 order by day limit ?2)
                 window earliest as (order by day, id))
             where place = 1 or bytes <= ?3)",
        owner,
        A_PART.rows,
        A_PART.bytes
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() > 0)
}
