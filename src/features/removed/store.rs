//! What is taken away for good, in the database.

use jiff::Timestamp;

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};

/// Takes away whatever has this id: an entry, a look back, what was begun, or what was left. Of what was begun a mark stays
/// without words, so that a save which comes late does not bring it back.
pub async fn take_away(write: &mut Write, owner: MemberId, id: Id, now: Timestamp) -> sqlx::Result<()> {
    let now = now.as_second();
    sqlx::query!("delete from entries where owner = ? and id = ?", owner, id).execute(&mut **write).await?;
    sqlx::query!("delete from reflections where owner = ? and id = ?", owner, id).execute(&mut **write).await?;
    sqlx::query!("delete from late_forms where owner = ? and id = ?", owner, id).execute(&mut **write).await?;
    sqlx::query!(
        "update drafts set key = x'', body = x'', removed_at = coalesce(removed_at, ?) where owner = ? and id = ?",
        now,
        owner,
        id
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}
