//! Ladders that wait for a lost key, in the database.

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};

/// Puts somebody's ladder aside until the key that is about to be lost turns up.
pub async fn put_aside(write: &mut Write, owner: MemberId, lost: Id) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into lost_ladders (lost, owner, id, day, revision, key, body)
         select ?, owner, id, day, revision, key, body from ladders where owner = ?",
        lost,
        owner
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!("delete from ladders where owner = ?", owner).execute(&mut **write).await?;
    Ok(())
}

/// Takes it back once the key was found, unless they have made another since: then it stays beside that one.
pub async fn take_back(write: &mut Write, owner: MemberId, found: Id) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into ladders (id, owner, day, revision, key, body)
         select id, owner, day, revision, key, body from lost_ladders where owner = ? and lost = ?
         on conflict (owner) do nothing",
        owner,
        found
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!("delete from lost_ladders where lost = ? and id in (select id from ladders)", found)
        .execute(&mut **write)
        .await?;
    Ok(())
}
