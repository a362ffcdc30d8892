//! Rooms for everybody here, in the database.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::QuietRoom;
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};

/// A room that everybody here may come to.
pub struct CommonRoom {
    pub id: Id,
    /// Who made it.
    pub owner: MemberId,
    pub room: QuietRoom,
    /// Counts its changes.
    pub revision: i64,
}

struct CommonRow {
    id: Id,
    owner: MemberId,
    said: String,
    revision: i64,
}

impl CommonRow {
    fn read(self) -> Option<CommonRoom> {
        let Self { id, owner, said, revision } = self;
        Some(CommonRoom { id, owner, room: serde_json::from_str(&said).ok()?, revision })
    }
}

/// One with this id already there stays as it is.
pub async fn add(write: &mut Write, owner: MemberId, id: Id, made_on: Date, said: &str) -> sqlx::Result<()> {
    let made_on = made_on.to_string();
    sqlx::query!(
        "insert into rooms (id, owner, made_on, said) values (?, ?, ?, ?) on conflict (id) do nothing",
        id,
        owner,
        made_on,
        said
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// `false` if there is none, somebody else made it, or it was changed since that revision.
pub async fn change(write: &mut Write, owner: MemberId, id: Id, revision: i64, said: &str) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update rooms set said = ?, revision = revision + 1 where owner = ? and id = ? and revision = ?",
        said,
        owner,
        id,
        revision
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// One of them, whoever made it.
pub async fn common(read: &mut SqliteConnection, id: Id) -> sqlx::Result<Option<CommonRoom>> {
    let row = sqlx::query_as!(
        CommonRow,
        r#"select id as "id: Id", owner as "owner: MemberId", said, revision from rooms where id = ?"#,
        id
    )
    .fetch_optional(read)
    .await?;
    Ok(row.and_then(CommonRow::read))
}

/// All of them, as they were made.
pub async fn all_common(read: &mut SqliteConnection) -> sqlx::Result<Vec<CommonRoom>> {
    let rows = sqlx::query_as!(
        CommonRow,
        r#"select id as "id: Id", owner as "owner: MemberId", said, revision from rooms order by made_on, id limit 100"#
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().filter_map(CommonRow::read).collect())
}

pub async fn remove(write: &mut Write, id: Id) -> sqlx::Result<()> {
    sqlx::query!("delete from rooms where id = ?", id).execute(&mut **write).await?;
    Ok(())
}
