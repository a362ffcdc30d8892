//! Drafts in the database.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::accounts::MemberId;
use crate::db::Write;
use crate::ids::Id;

/// A draft as the database holds it.
#[derive(Debug)]
pub struct DraftRow {
    /// Its random id.
    pub id: Id,
    /// When it was kept.
    pub kept_at: i64,
    /// Sealed to its owner's public key.
    pub body: Vec<u8>,
}

/// Stores a draft.
///
/// # Errors
/// If the database fails.
pub async fn add(write: &mut Write, owner: MemberId, id: Id, body: &[u8], now: Timestamp) -> sqlx::Result<()> {
    let now = now.as_second();
    sqlx::query!("insert into drafts (id, owner, kept_at, body) values (?, ?, ?, ?)", id, owner, now, body)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Lets the oldest drafts of a member go beyond `most`.
///
/// # Errors
/// If the database fails.
pub async fn keep_newest(write: &mut Write, owner: MemberId, most: i64) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from drafts where owner = ?1 and id not in
             (select id from drafts where owner = ?1 order by kept_at desc, id limit ?2)",
        owner,
        most
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// How many drafts wait for a member.
///
/// # Errors
/// If the database fails.
pub async fn count(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<i64> {
    sqlx::query_scalar!("select count(*) from drafts where owner = ?", owner).fetch_one(read).await
}

/// The drafts of a member, the newest first.
///
/// # Errors
/// If the database fails.
pub async fn list(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<DraftRow>> {
    sqlx::query_as!(
        DraftRow,
        r#"select id as "id: Id", kept_at, body from drafts where owner = ? order by kept_at desc, id"#,
        owner
    )
    .fetch_all(read)
    .await
}

/// Removes a draft. `false` if there is none to.
///
/// # Errors
/// If the database fails.
pub async fn remove(write: &mut Write, owner: MemberId, id: Id) -> sqlx::Result<bool> {
    let done = sqlx::query!("delete from drafts where owner = ? and id = ?", owner, id).execute(&mut **write).await?;
    Ok(done.rows_affected() == 1)
}

/// Removes drafts kept before `long_ago`.
///
/// # Errors
/// If the database fails.
pub async fn tidy(write: &mut Write, long_ago: Timestamp) -> sqlx::Result<()> {
    let long_ago = long_ago.as_second();
    sqlx::query!("delete from drafts where kept_at < ?", long_ago).execute(&mut **write).await?;
    Ok(())
}
