//! What came late, in the database.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};

#[derive(Debug)]
pub struct LateForm {
    pub id: Id,
    pub kept_at: i64,
    /// Sealed to its owner's public key.
    pub body: Vec<u8>,
}

/// Stores a form, in place of what the same page sent before. `false` if the id is somebody else's.
pub async fn put(write: &mut Write, owner: MemberId, id: Id, body: &[u8], now: Timestamp) -> sqlx::Result<bool> {
    let now = now.as_second();
    let done = sqlx::query!(
        "insert into late_forms (id, owner, kept_at, body) values (?, ?, ?, ?)
         on conflict (id) do update set kept_at = excluded.kept_at, body = excluded.body where owner = excluded.owner",
        id,
        owner,
        now,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Lets the oldest of a member go beyond `most`.
pub async fn keep_newest(write: &mut Write, owner: MemberId, most: i64) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from late_forms where owner = ?1 and id not in
             (select id from late_forms where owner = ?1 order by kept_at desc, id limit ?2)",
        owner,
        most
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

pub async fn count(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<i64> {
    sqlx::query_scalar!("select count(*) from late_forms where owner = ?", owner).fetch_one(read).await
}

/// Those that wait for a member, the oldest first.
pub async fn list(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<LateForm>> {
    sqlx::query_as!(
        LateForm,
        r#"select id as "id: Id", kept_at, body from late_forms where owner = ? order by kept_at, id"#,
        owner
    )
    .fetch_all(read)
    .await
}

/// Removes one that was taken in.
pub async fn remove(write: &mut Write, owner: MemberId, id: Id) -> sqlx::Result<()> {
    sqlx::query!("delete from late_forms where owner = ? and id = ?", owner, id).execute(&mut **write).await?;
    Ok(())
}
