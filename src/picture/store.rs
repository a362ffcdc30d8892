//! Corrections of the picture in the database.

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::Corrected;
use crate::accounts::MemberId;
use crate::db::Write;
use crate::ids::Id;
use crate::sealed::{SealedRow, Stored};
use crate::vault::Sealed;

/// What somebody said of Handrail's picture of them, where it still stands.
///
/// # Errors
/// If the database fails.
pub async fn corrections(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<SealedRow<Corrected>>> {
    let rows = sqlx::query_as!(
        Stored,
        r#"select id as "id: Id", day, revision, key, body from corrections where owner = ? and removed_at is null"#,
        owner
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().map(SealedRow::from).collect())
}

/// Adds a correction. One with this id that is there already stays.
///
/// # Errors
/// If the database fails.
pub async fn add(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    day: Date,
    sealed: &Sealed<Corrected>,
) -> sqlx::Result<()> {
    let (day, key, body) = (day.to_string(), sealed.key(), sealed.body());
    sqlx::query!(
        "insert into corrections (id, owner, day, revision, key, body) values (?, ?, ?, 1, ?, ?)
         on conflict (id) do nothing",
        id,
        owner,
        day,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Takes a correction back at `removed_at`, or lets it stand again where that is none. `false` if there is none to.
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
    let done = sqlx::query!("update corrections set removed_at = ? where owner = ? and id = ?", removed_at, owner, id)
        .execute(&mut **write)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes away for good what was taken back before `long_ago`.
///
/// # Errors
/// If the database fails.
pub async fn tidy(write: &mut Write, long_ago: Timestamp) -> sqlx::Result<()> {
    let long_ago = long_ago.as_second();
    sqlx::query!("delete from corrections where removed_at < ?", long_ago).execute(&mut **write).await?;
    Ok(())
}
