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

/// The ladders of before their owner began anew whose code has turned up since, the earliest first.
pub async fn found_again(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<SealedRow<Ladder>>> {
    let rows = sqlx::query_as!(
        StoredRow,
        r#"select l.id as "id: Id", l.day, l.revision, l.key, l.body from lost_ladders l
           join older_keys o on o.id = l.lost and o.key_by_successor is not null
           where l.owner = ? order by o.epoch"#,
        owner
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().map(SealedRow::from).collect())
}

/// Takes away what is on the ladder they have now.
pub async fn end_found(write: &mut Write, owner: MemberId) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from lost_ladders where owner = ?1
         and lost in (select id from older_keys where owner = ?1 and key_by_successor is not null)",
        owner
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}
