//! The installation and its invitations in the database.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::Id;
use crate::members::Role;

#[derive(Debug)]
pub struct InstanceRow {
    pub id: Id,
    /// What its key file is recognised by.
    pub key_check: Vec<u8>,
    /// `new`, `personal` or `hosted`.
    pub mode: String,
    /// `open`, `invite` or `closed`.
    pub registration: String,
    /// Digest of the one-time set-up link, until it is used.
    pub set_up_token: Option<Vec<u8>>,
}

pub async fn instance(read: &mut SqliteConnection) -> sqlx::Result<Option<InstanceRow>> {
    sqlx::query_as!(
        InstanceRow,
        r#"select id as "id: Id", key_check, mode, registration, set_up_token from instance where only = 1"#
    )
    .fetch_optional(read)
    .await
}

pub async fn add_instance(write: &mut Write, id: Id, key_check: &[u8; 32]) -> sqlx::Result<()> {
    let key_check = key_check.as_slice();
    sqlx::query!(
        "insert into instance (only, id, key_check, mode, registration) values (1, ?, ?, 'new', 'closed')",
        id,
        key_check
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Touches the row without changing it: fails now, rather than at somebody's first word, where nothing can be written.
pub async fn try_writing(write: &mut Write) -> sqlx::Result<()> {
    sqlx::query!("update instance set only = only").execute(&mut **write).await?;
    Ok(())
}

pub async fn change_set_up_token(write: &mut Write, digest: &[u8; 32]) -> sqlx::Result<()> {
    let digest = digest.as_slice();
    sqlx::query!("update instance set set_up_token = ? where mode = 'new'", digest).execute(&mut **write).await?;
    Ok(())
}

/// The address people type, as it was at the last start.
pub async fn address(read: &mut SqliteConnection) -> sqlx::Result<Option<String>> {
    let address = sqlx::query_scalar!("select address from instance where only = 1").fetch_optional(read).await?;
    Ok(address.flatten())
}

pub async fn change_address(write: &mut Write, address: &str) -> sqlx::Result<()> {
    sqlx::query!("update instance set address = ?1 where address is not ?1", address).execute(&mut **write).await?;
    Ok(())
}

/// `false` if it had ended already.
pub async fn finish_set_up(write: &mut Write, mode: &str, registration: &str) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update instance set mode = ?, registration = ?, set_up_token = null where mode = 'new'",
        mode,
        registration
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Makes the installation as new: nobody is left in it.
pub async fn start_over(write: &mut Write) -> sqlx::Result<()> {
    sqlx::query!("update instance set mode = 'new', registration = 'closed', set_up_token = null")
        .execute(&mut **write)
        .await?;
    sqlx::query!("delete from invitations").execute(&mut **write).await?;
    Ok(())
}

/// What stands of one.
#[derive(Debug)]
pub struct Invitation {
    /// Of its token.
    pub digest: [u8; 32],
    /// What whoever comes with it may do.
    pub role: Role,
}

/// Stores an invitation by the digest of its token. One that is there already stays as it is.
pub async fn add_invitation(
    write: &mut Write,
    invitation: &Invitation,
    now: Timestamp,
    lasts_seconds: i64,
) -> sqlx::Result<()> {
    let (digest, role, made_at) = (invitation.digest.as_slice(), invitation.role.word(), now.as_second());
    let ends_at = made_at.saturating_add(lasts_seconds);
    sqlx::query!(
        "insert into invitations (id, role, made_at, ends_at) values (?, ?, ?, ?) on conflict do nothing",
        digest,
        role,
        made_at,
        ends_at
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// What whoever comes with this invitation may do, while it is open.
pub async fn open_invitation(
    read: &mut SqliteConnection,
    digest: &[u8; 32],
    now: Timestamp,
) -> sqlx::Result<Option<Role>> {
    let (digest, now) = (digest.as_slice(), now.as_second());
    let role = sqlx::query_scalar!(
        "select role from invitations where id = ? and used_at is null and ends_at > ?",
        digest,
        now
    )
    .fetch_optional(read)
    .await?;
    Ok(role.map(|role| Role::from_word(&role).unwrap_or(Role::Member)))
}

/// Uses it up. None if somebody was quicker or it has run out.
pub async fn use_invitation(write: &mut Write, digest: &[u8; 32], now: Timestamp) -> sqlx::Result<Option<Role>> {
    let role = open_invitation(write, digest, now).await?;
    let (digest, now) = (digest.as_slice(), now.as_second());
    sqlx::query!("update invitations set used_at = ?1 where id = ?2 and used_at is null and ends_at > ?1", now, digest)
        .execute(&mut **write)
        .await?;
    Ok(role)
}

/// Removes invitations that ran out before `long_ago`.
pub async fn tidy_invitations(write: &mut Write, long_ago: Timestamp) -> sqlx::Result<()> {
    let long_ago = long_ago.as_second();
    sqlx::query!("delete from invitations where ends_at < ?", long_ago).execute(&mut **write).await?;
    Ok(())
}
