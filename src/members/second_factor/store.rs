//! Second factors in the database.

use sqlx::SqliteConnection;

use super::SecondFactor;
use crate::base::db::Write;
use crate::base::ids::MemberId;
use crate::base::vault::Sealed;

#[derive(Debug)]
pub struct FactorRow {
    pub is_on: bool,
    pub revision: i64,
    pub sealed: Sealed<SecondFactor>,
}

pub async fn row(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Option<FactorRow>> {
    let row = sqlx::query!(
        r#"select is_on as "is_on: bool", revision, key, body from second_factors where owner = ?"#,
        owner
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(|row| FactorRow {
        is_on: row.is_on,
        revision: row.revision,
        sealed: Sealed::from_stored(row.key, row.body),
    }))
}

/// Whether a code is asked for after the password.
pub async fn is_on(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<bool> {
    let found = sqlx::query_scalar!("select count(*) from second_factors where owner = ? and is_on = 1", owner)
        .fetch_one(read)
        .await?;
    Ok(found == 1)
}

pub async fn keep(
    write: &mut Write,
    owner: MemberId,
    is_on: bool,
    revision: i64,
    sealed: &Sealed<SecondFactor>,
) -> sqlx::Result<()> {
    let (key, body) = (sealed.key(), sealed.body());
    sqlx::query!(
        "insert into second_factors (owner, is_on, revision, key, body) values (?, ?, ?, ?, ?)
         on conflict (owner) do update
             set is_on = excluded.is_on, revision = excluded.revision, key = excluded.key, body = excluded.body",
        owner,
        is_on,
        revision,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// `false` where there was none that was on.
pub async fn remove(write: &mut Write, owner: MemberId) -> sqlx::Result<bool> {
    let was_on = is_on(write, owner).await?;
    sqlx::query!("delete from second_factors where owner = ?", owner).execute(&mut **write).await?;
    Ok(was_on)
}
