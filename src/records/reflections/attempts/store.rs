//! Attempts in the database.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::{SealedRow, StoredRow};
use crate::base::vault::Sealed;
use crate::model::reflection::Attempt;

/// Adds an attempt, open until it is looked back on. One with this id already there stays as it is.
pub async fn add_attempt(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    day: Date,
    sealed: &Sealed<Attempt>,
) -> sqlx::Result<()> {
    let (day, key, body) = (day.to_string(), sealed.key(), sealed.body());
    sqlx::query!(
        "insert into attempts (id, owner, day, open, revision, key, body) values (?, ?, ?, 1, 1, ?, ?)
         on conflict (id) do nothing",
        id,
        owner,
        day,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Stores a changed attempt, if `revision` is the one that follows what is stored. `false` if it is not.
pub async fn save_attempt(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    revision: i64,
    sealed: &Sealed<Attempt>,
) -> sqlx::Result<bool> {
    let (key, body, before) = (sealed.key(), sealed.body(), revision - 1);
    let done = sqlx::query!(
        "update attempts set revision = ?, key = ?, body = ? where owner = ? and id = ? and revision = ?",
        revision,
        key,
        body,
        owner,
        id,
        before
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What was begun since a day and not looked back on, the latest first.
pub async fn open_since(
    read: &mut SqliteConnection,
    owner: MemberId,
    since: Date,
) -> sqlx::Result<Vec<SealedRow<Attempt>>> {
    let since = since.to_string();
    let rows = sqlx::query_as!(
        StoredRow,
        r#"select id as "id: Id", day, revision, key, body from attempts
           where owner = ? and open = 1 and day >= ? order by day desc, id desc limit 100"#,
        owner,
        since
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().map(SealedRow::from).collect())
}
