//! Answers on their way to whoever asked. Rows are added by whoever holds a link, and taken in by its owner.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};

/// `false` where it is the last one already. One that was sent before others is the last again.
pub async fn add(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    link: &[u8; 32],
    kept_at: Timestamp,
    body: &[u8],
) -> sqlx::Result<bool> {
    let (link, kept_at) = (link.as_slice(), kept_at.as_millisecond());
    let done = sqlx::query!(
        "insert into answers (id, owner, link, kept_at, body)
         values (?1, ?2, ?3, max(?4, coalesce((select max(kept_at) + 1 from answers where owner = ?2 and link = ?3), 0)), ?5)
         on conflict (id) do update set kept_at = excluded.kept_at
         where answers.kept_at < (select max(kept_at) from answers where owner = ?2 and link = ?3)",
        id,
        owner,
        link,
        kept_at,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// An answer that nobody has read.
pub struct UnreadRow {
    pub link: Vec<u8>,
    /// In milliseconds since 1970, and later than the one before.
    pub kept_at: i64,
    pub body: Vec<u8>,
}

/// All of somebody's, the latest first.
pub async fn unread(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<UnreadRow>> {
    sqlx::query_as!(
        UnreadRow,
        "select link, kept_at, body from answers where owner = ? order by kept_at desc, id limit 200",
        owner
    )
    .fetch_all(read)
    .await
}

/// Takes away those that came by one link.
pub async fn forget(write: &mut Write, owner: MemberId, link: &[u8; 32]) -> sqlx::Result<()> {
    let link = link.as_slice();
    sqlx::query!("delete from answers where owner = ? and link = ?", owner, link).execute(&mut **write).await?;
    Ok(())
}
