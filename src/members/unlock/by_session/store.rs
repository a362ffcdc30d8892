//! The key in a session, in the database.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::base::ids::MemberId;
use crate::base::vault::SessionId;

/// What a session opens.
#[derive(Debug)]
pub struct KeyRow {
    pub owner: MemberId,
    /// The wrapped member key.
    pub key: Vec<u8>,
    /// Which of their passwords and codes it was.
    pub epoch: i64,
}

/// What the session with this id opens until it ends, if it is whole, or only half of one.
pub async fn session_key(
    read: &mut SqliteConnection,
    id: SessionId,
    half: bool,
    now: Timestamp,
) -> sqlx::Result<Option<KeyRow>> {
    let (id, now) = (id.as_bytes().as_slice(), now.as_second());
    sqlx::query_as!(
        KeyRow,
        r#"select owner as "owner: MemberId", key as "key!", epoch from sessions
           where id = ? and half = ? and key is not null and ends_at > ?"#,
        id,
        half,
        now
    )
    .fetch_optional(read)
    .await
}
