//! Steps of one's own in the database.

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::own::OwnStep;
use crate::accounts::MemberId;
use crate::db::Write;
use crate::ids::Id;
use crate::sealed::{SealedRow, Stored};
use crate::vault::Sealed;

/// All of somebody's own steps that are not removed.
///
/// # Errors
/// If the database fails.
pub async fn own_steps(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<SealedRow<OwnStep>>> {
    let rows = sqlx::query_as!(
        Stored,
        r#"select id as "id: Id", day, revision, key, body from own_steps
           where owner = ? and removed_at is null order by id"#,
        owner
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().map(SealedRow::from).collect())
}

/// The steps that were removed, the latest removed first.
///
/// # Errors
/// If the database fails.
pub async fn removed(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<SealedRow<OwnStep>>> {
    let rows = sqlx::query_as!(
        Stored,
        r#"select id as "id: Id", day, revision, key, body from own_steps
           where owner = ? and removed_at is not null order by removed_at desc, id"#,
        owner
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().map(SealedRow::from).collect())
}

/// One of them.
///
/// # Errors
/// If the database fails.
pub async fn own_step(
    read: &mut SqliteConnection,
    owner: MemberId,
    id: Id,
) -> sqlx::Result<Option<SealedRow<OwnStep>>> {
    let row = sqlx::query_as!(
        Stored,
        r#"select id as "id: Id", day, revision, key, body from own_steps
           where owner = ? and id = ? and removed_at is null"#,
        owner,
        id
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(SealedRow::from))
}

/// Adds a step. `false` if one with this id is there already.
///
/// # Errors
/// If the database fails.
pub async fn add(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    day: Date,
    sealed: &Sealed<OwnStep>,
) -> sqlx::Result<bool> {
    let (day, key, body) = (day.to_string(), sealed.key(), sealed.body());
    let done = sqlx::query!(
        "insert into own_steps (id, owner, day, revision, key, body) values (?, ?, ?, 1, ?, ?)
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

/// Puts a changed step in place of its revision before `revision`. `false` if another change came first.
///
/// # Errors
/// If the database fails.
pub async fn change(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    revision: i64,
    sealed: &Sealed<OwnStep>,
) -> sqlx::Result<bool> {
    let (before, key, body) = (revision - 1, sealed.key(), sealed.body());
    let done = sqlx::query!(
        "update own_steps set revision = ?, key = ?, body = ?
         where owner = ? and id = ? and revision = ? and removed_at is null",
        revision,
        key,
        body,
        owner,
        id,
        before
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes a step at `removed_at`, or brings it back where that is none. `false` if there is none to.
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
    let done = sqlx::query!("update own_steps set removed_at = ? where owner = ? and id = ?", removed_at, owner, id)
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
    sqlx::query!("delete from own_steps where removed_at < ?", long_ago).execute(&mut **write).await?;
    Ok(())
}
