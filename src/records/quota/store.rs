//! What of each member is kept, as the database counts it.

use sqlx::SqliteConnection;

use super::RoomTaken;
use crate::base::ids::MemberId;

pub async fn taken(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<RoomTaken> {
    let taken = sqlx::query_as!(
        RoomTaken,
        r#"select row_count as rows, byte_count as bytes from room_taken where owner = ?"#,
        owner
    )
    .fetch_optional(read)
    .await?;
    Ok(taken.unwrap_or_default())
}
