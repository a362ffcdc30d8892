//! What the database knows of the time.

use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::seen_time::SeenTime;

pub async fn seen_time(read: &mut SqliteConnection) -> sqlx::Result<SeenTime> {
    let seen = sqlx::query_as!(SeenTime, "select latest, doubted from seen_time where only = 1");
    Ok(seen.fetch_optional(read).await?.unwrap_or_default())
}

pub async fn put_seen_time(write: &mut Write, seen: SeenTime) -> sqlx::Result<()> {
    sqlx::query!("update seen_time set latest = ?, doubted = ?", seen.latest, seen.doubted)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// What counts as removed or lost after `latest`, since the clock was wrong then, counts from `now` on.
pub async fn count_from(write: &mut Write, now: i64, latest: i64) -> sqlx::Result<()> {
    sqlx::query!("update entries set removed_at = ? where removed_at > ?", now, latest).execute(&mut **write).await?;
    sqlx::query!("update reflections set removed_at = ? where removed_at > ?", now, latest)
        .execute(&mut **write)
        .await?;
    sqlx::query!("update drafts set removed_at = ? where removed_at > ?", now, latest).execute(&mut **write).await?;
    sqlx::query!("update late_forms set removed_at = ? where removed_at > ?", now, latest)
        .execute(&mut **write)
        .await?;
    sqlx::query!("update older_keys set replaced_at = ? where replaced_at > ?", now, latest)
        .execute(&mut **write)
        .await?;
    Ok(())
}
