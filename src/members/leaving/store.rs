//! Accounts that are being left, in the database. Their sign-in name begins with a sign that no name has.

use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::MemberId;

/// Shuts an account: nobody is signed in to it, its name is free, and no password, code or link opens it, since the keys are
/// gone.
pub async fn shut(write: &mut Write, owner: MemberId) -> sqlx::Result<()> {
    sqlx::query!("delete from sessions where owner = ?", owner).execute(&mut **write).await?;
    sqlx::query!("delete from resets where owner = ?", owner).execute(&mut **write).await?;
    sqlx::query!("delete from older_keys where owner = ?", owner).execute(&mut **write).await?;
    sqlx::query!("delete from connections where member = ?1 or supporter = ?1", owner).execute(&mut **write).await?;
    sqlx::query!("delete from letter_pairs where owner = ?", owner).execute(&mut **write).await?;
    sqlx::query!("delete from connect_links where owner = ?", owner).execute(&mut **write).await?;
    sqlx::query!("delete from links where owner = ?", owner).execute(&mut **write).await?;
    sqlx::query!("delete from rooms where owner = ?", owner).execute(&mut **write).await?;
    sqlx::query!("delete from group_links where owner = ?", owner).execute(&mut **write).await?;
    sqlx::query!("delete from memberships where member = ?", owner).execute(&mut **write).await?;
    sqlx::query!(
        "update members set name = '', name_key = char(1) || hex(id), secret_key = x'', salt = randomblob(16),
             verifier = randomblob(32), key_by_password = x'', key_by_pepper = null, key_by_recovery = x'',
             unconfirmed_code = null
         where id = ?",
        owner
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Somebody whose account is shut and not gone yet.
pub async fn next(read: &mut SqliteConnection) -> sqlx::Result<Option<MemberId>> {
    sqlx::query_scalar!(
        r#"select id as "id: MemberId" from members where name_key > char(1) and name_key < char(2) limit 1"#
    )
    .fetch_optional(read)
    .await
}

/// Removes an account and, by the foreign keys, all that is left of it.
pub async fn remove_member(write: &mut Write, owner: MemberId) -> sqlx::Result<()> {
    sqlx::query!("delete from members where id = ?", owner).execute(&mut **write).await?;
    Ok(())
}
