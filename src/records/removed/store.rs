//! When something was removed.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::base::ids::{Id, MemberId};

/// Whether something of theirs was removed at `long_ago` or before.
pub async fn is_past(read: &mut SqliteConnection, owner: MemberId, id: Id, long_ago: Timestamp) -> sqlx::Result<bool> {
    let long_ago = long_ago.as_second();
    let found = sqlx::query_scalar!(
        "select count(*) from (
             select removed_at from entries where owner = ?1 and id = ?2
             union all select removed_at from reflections where owner = ?1 and id = ?2
             union all select removed_at from drafts where owner = ?1 and id = ?2
             union all select removed_at from late_forms where owner = ?1 and id = ?2)
         where removed_at <= ?3",
        owner,
        id,
        long_ago
    )
    .fetch_one(read)
    .await?;
    Ok(found > 0)
}
