//! Ladders in the database, one for each person who has made one.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::{SealedRow, StoredRow};
use crate::base::vault::Sealed;
use crate::model::ladder::Ladder;

pub async fn ladder(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Option<SealedRow<Ladder>>> {
    let row = sqlx::query_as!(
        StoredRow,
        r#"select id as "id: Id", day, revision, key, body from ladders where owner = ?"#,
        owner
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(SealedRow::from))
}

/// Stores a ladder in place of the earlier one, whose id it keeps.
pub async fn save(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    day: Date,
    revision: i64,
    sealed: &Sealed<Ladder>,
) -> sqlx::Result<()> {
    let (day, key, body) = (day.to_string(), sealed.key(), sealed.body());
    sqlx::query!(
        "insert into ladders (id, owner, day, revision, key, body) values (?, ?, ?, ?, ?, ?)
         on conflict (owner) do update set revision = excluded.revision, key = excluded.key, body = excluded.body",
        id,
        owner,
        day,
        revision,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}
