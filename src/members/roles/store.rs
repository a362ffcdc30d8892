//! Roles in the database.

use super::{Role, Roles};
use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::MemberId;

impl Roles {
    /// As a query of the words puts them together.
    pub fn from_column(words: Option<&str>) -> Self {
        Self::from_words(words.unwrap_or_default())
    }
}

/// Gives somebody a role, if they have not got it. Being a member is nobody's to give.
pub async fn give(write: &mut Write, owner: MemberId, role: Role) -> sqlx::Result<()> {
    let word = role.word();
    sqlx::query!(
        "insert into member_roles (owner, role) select ?1, ?2 where ?2 <> 'member' on conflict do nothing",
        owner,
        word
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Whether others would be left here without a host if they went.
pub async fn is_last_host(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select 1 from member_roles where role = 'host' and owner = ?1)
             and not exists (select 1 from member_roles where role = 'host' and owner <> ?1)
             and exists (select 1 from members where id <> ?1) as "is_last: bool""#,
        owner
    )
    .fetch_one(read)
    .await
}

/// Takes a role away; never that of the last host. `false` where nothing was taken.
pub async fn take(write: &mut Write, owner: MemberId, role: Role) -> sqlx::Result<bool> {
    let word = role.word();
    let done = sqlx::query!(
        "delete from member_roles where owner = ?1 and role = ?2
         and (role <> 'host' or exists (select 1 from member_roles where role = 'host' and owner <> ?1))",
        owner,
        word
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}
