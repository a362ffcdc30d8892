//! Entries of whatever kind, in the database.

use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{UntypedEntry, UntypedEntryRow};
use crate::base::ids::{Id, MemberId};
use crate::records::portion::{A_PAGE, Before, FirstRows, first, portion};

/// One entry of whatever kind, removed or not.
pub async fn of_any_kind(read: &mut SqliteConnection, owner: MemberId, id: Id) -> sqlx::Result<Option<UntypedEntry>> {
    let row = sqlx::query_as!(
        UntypedEntryRow,
        r#"select id as "id: Id", kind, day, revision, key, body, removed_at is not null as "removed: bool"
           from entries where owner = ? and id = ?"#,
        owner,
        id
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(UntypedEntry::from))
}

/// How many entries of the kind of this name there are.
pub async fn count(read: &mut SqliteConnection, owner: MemberId, kind: &str) -> sqlx::Result<i64> {
    sqlx::query_scalar!("select count(*) from entries where owner = ? and kind = ? and removed_at is null", owner, kind)
        .fetch_one(read)
        .await
}

/// A portion of the entries of one kind by their ids, removed or not.
pub async fn kept_after(
    read: &mut SqliteConnection,
    owner: MemberId,
    kind: &str,
    after: Id,
) -> sqlx::Result<Vec<UntypedEntry>> {
    let rows = sqlx::query_as!(
        UntypedEntryRow,
        r#"select id as "id: Id", kind, day, revision, key, body, removed_at is not null as "removed: bool"
           from entries where owner = ? and kind = ? and id > ? order by id"#,
        owner,
        kind,
        after
    )
    .fetch(read);
    portion(rows.map_ok(UntypedEntry::from), |entry| &entry.row).await
}

/// A portion of the entries of every kind, the latest day first; no more than `most`, where that is said.
pub async fn of_every_kind(
    read: &mut SqliteConnection,
    owner: MemberId,
    before: &Before,
    most: Option<i64>,
) -> sqlx::Result<Vec<UntypedEntry>> {
    let Before { day, id } = before;
    let rows = sqlx::query_as!(
        UntypedEntryRow,
        r#"select id as "id: Id", kind, day, revision, key, body, 0 as "removed!: bool" from entries
           where owner = ? and removed_at is null and (day, id) < (?, ?)
           order by day desc, id desc limit coalesce(?, -1)"#,
        owner,
        day,
        id,
        most
    )
    .fetch(read);
    portion(rows.map_ok(UntypedEntry::from), |entry| &entry.row).await
}

/// The entries of every kind that were removed since `long_ago`, from `skip` on, as many as fit on a page, the latest removed first.
pub async fn removed(
    read: &mut SqliteConnection,
    owner: MemberId,
    long_ago: Timestamp,
    skip: i64,
) -> sqlx::Result<FirstRows<UntypedEntry>> {
    let (long_ago, limit) = (long_ago.as_second(), A_PAGE.and_one());
    let rows = sqlx::query_as!(
        UntypedEntryRow,
        r#"select id as "id: Id", kind, day, revision, key, body, 1 as "removed!: bool" from entries
           where owner = ? and removed_at > ? order by removed_at desc, id desc limit ? offset ?"#,
        owner,
        long_ago,
        limit,
        skip
    )
    .fetch(read);
    Ok(first(rows, A_PAGE, |row| row.body.len()).await?.map(UntypedEntry::from))
}
