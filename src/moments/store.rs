//! Moments in the database.

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::Moment;
use crate::accounts::MemberId;
use crate::db::Write;
use crate::ids::Id;
use crate::sealed::{SealedRow, Stored};
use crate::vault::Sealed;

/// Adds a moment. `false` if one with this id is there already.
///
/// # Errors
/// If the database fails.
pub async fn add(write: &mut Write, owner: MemberId, id: Id, day: Date, sealed: &Sealed<Moment>) -> sqlx::Result<bool> {
    let (day, key, body) = (day.to_string(), sealed.key(), sealed.body());
    let done = sqlx::query!(
        "insert into moments (id, owner, day, revision, key, body) values (?, ?, ?, 1, ?, ?)
         on conflict (id) do nothing",
        id,
        owner,
        day,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// One moment that is not removed.
///
/// # Errors
/// If the database fails.
pub async fn moment(read: &mut SqliteConnection, owner: MemberId, id: Id) -> sqlx::Result<Option<SealedRow<Moment>>> {
    let row = sqlx::query_as!(
        Stored,
        r#"select id as "id: Id", day, revision, key, body from moments
           where owner = ? and id = ? and removed_at is null"#,
        owner,
        id
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(SealedRow::from))
}

/// At most `limit` moments from `skip` on, the latest day first.
///
/// # Errors
/// If the database fails.
pub async fn list(
    read: &mut SqliteConnection,
    owner: MemberId,
    skip: i64,
    limit: i64,
) -> sqlx::Result<Vec<SealedRow<Moment>>> {
    let rows = sqlx::query_as!(
        Stored,
        r#"select id as "id: Id", day, revision, key, body from moments
           where owner = ? and removed_at is null order by day desc, id limit ? offset ?"#,
        owner,
        limit,
        skip
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().map(SealedRow::from).collect())
}

/// The moments that were removed, the latest removed first.
///
/// # Errors
/// If the database fails.
pub async fn removed(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<SealedRow<Moment>>> {
    let rows = sqlx::query_as!(
        Stored,
        r#"select id as "id: Id", day, revision, key, body from moments
           where owner = ? and removed_at is not null order by removed_at desc, id"#,
        owner
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().map(SealedRow::from).collect())
}

/// Removes a moment at `removed_at`, or brings it back where that is none. `false` if there is none to.
///
/// # Errors
/// If the database fails.
pub async fn mark_removed(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    removed_at: Option<Timestamp>,
) -> sqlx::Result<bool> {
    let removed_at = removed_at.map(Timestamp::as_second);
    let done = sqlx::query!("update moments set removed_at = ? where owner = ? and id = ?", removed_at, owner, id)
        .execute(&mut **write)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes away for good what was removed before `long_ago`.
///
/// # Errors
/// If the database fails.
pub async fn tidy(write: &mut Write, long_ago: Timestamp) -> sqlx::Result<()> {
    let long_ago = long_ago.as_second();
    sqlx::query!("delete from moments where removed_at < ?", long_ago).execute(&mut **write).await?;
    Ok(())
}
