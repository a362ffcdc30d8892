//! Accounts in the database.

use sqlx::SqliteConnection;

use super::{Name, Role, roles};
use crate::base::db::Write;
use crate::base::ids::MemberId;
use crate::base::look_alike::NameLook;
use crate::base::vault::Sealed;
use crate::model::profile::Profile;

/// What is stored so that a member key can be had again without a recovery code.
#[derive(Debug)]
pub enum Credential {
    Password {
        /// 16 random bytes.
        salt: [u8; 16],
        /// What the password is recognised by.
        verifier: [u8; 32],
        /// The wrapped member key.
        key: Vec<u8>,
    },
    /// The member key under the pepper: just me on this computer.
    Pepper(Vec<u8>),
}

/// A member key in every form it is stored in, and what is stored under it.
#[derive(Debug)]
pub struct WrappedKey {
    pub credential: Credential,
    /// The member key under the recovery code.
    pub key_by_recovery: Vec<u8>,
    /// The recovery code, sealed until it is typed back.
    pub unconfirmed_code: Vec<u8>,
    /// Their X25519 public key.
    pub public_key: [u8; 32],
    /// Its MAC under the member key.
    pub public_key_tag: [u8; 32],
    /// Its secret, sealed.
    pub secret_key: Vec<u8>,
}

#[derive(Debug)]
pub struct NewMember<'a> {
    pub id: MemberId,
    pub name: &'a Name,
    /// What they may do on top of what every member may.
    pub role: Role,
    /// IANA name of their time zone.
    pub zone: &'a str,
    pub joined_on: String,
    pub key: &'a WrappedKey,
}

/// An account as the sign-in page needs it.
#[derive(Debug)]
pub struct CredentialRow {
    pub id: MemberId,
    /// The name as it is compared.
    pub name_key: String,
    /// Counts the changes of password and code.
    pub epoch: i64,
    pub salt: Option<Vec<u8>>,
    pub verifier: Option<Vec<u8>>,
    pub key_by_password: Option<Vec<u8>>,
    pub key_by_pepper: Option<Vec<u8>>,
    pub key_by_recovery: Vec<u8>,
}

/// Whether somebody else has a name that looks like this one.
async fn is_taken(read: &mut SqliteConnection, name: &Name, by_others_than: MemberId) -> sqlx::Result<bool> {
    let look = NameLook::of(name.shown());
    let others = sqlx::query_scalar!("select name from members where id <> ?", by_others_than).fetch_all(read).await?;
    Ok(others.iter().any(|other| look.is_like(&NameLook::of(other))))
}

/// The name may have been taken meanwhile: `false` then.
pub async fn add_member(write: &mut Write, member: &NewMember<'_>) -> sqlx::Result<bool> {
    if is_taken(write, member.name, member.id).await? {
        return Ok(false);
    }
    let (shown, name_key, wrapped) = (member.name.shown(), member.name.key(), member.key);
    let (public_key, tag) = (wrapped.public_key.as_slice(), wrapped.public_key_tag.as_slice());
    let (salt, verifier, by_password, by_pepper) = columns(&wrapped.credential);
    let done = sqlx::query!(
        "insert into members (id, name, name_key, zone, joined_on, public_key, public_key_tag, secret_key, salt,
             verifier, key_by_password, key_by_pepper, key_by_recovery, unconfirmed_code)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (name_key) do nothing",
        member.id,
        shown,
        name_key,
        member.zone,
        member.joined_on,
        public_key,
        tag,
        wrapped.secret_key,
        salt,
        verifier,
        by_password,
        by_pepper,
        wrapped.key_by_recovery,
        wrapped.unconfirmed_code,
    )
    .execute(&mut **write)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    roles::store::give(write, member.id, member.role).await?;
    Ok(true)
}

/// How a credential is stored: salt, verifier and key of a password, or the key under the pepper.
type CredentialColumns<'a> = (Option<&'a [u8]>, Option<&'a [u8]>, Option<&'a [u8]>, Option<&'a [u8]>);

fn columns(credential: &Credential) -> CredentialColumns<'_> {
    match credential {
        Credential::Password { salt, verifier, key } => (Some(salt), Some(verifier), Some(key), None),
        Credential::Pepper(key) => (None, None, None, Some(key)),
    }
}

/// Puts another member key in place of the one there is, with every way to it, and counts the change.
pub async fn replace_key(write: &mut Write, owner: MemberId, wrapped: &WrappedKey) -> sqlx::Result<()> {
    let (public_key, tag) = (wrapped.public_key.as_slice(), wrapped.public_key_tag.as_slice());
    let (salt, verifier, by_password, by_pepper) = columns(&wrapped.credential);
    sqlx::query!(
        "update members set epoch = epoch + 1, public_key = ?, public_key_tag = ?, secret_key = ?, salt = ?, verifier = ?,
             key_by_password = ?, key_by_pepper = ?, key_by_recovery = ?, unconfirmed_code = ? where id = ?",
        public_key,
        tag,
        wrapped.secret_key,
        salt,
        verifier,
        by_password,
        by_pepper,
        wrapped.key_by_recovery,
        wrapped.unconfirmed_code,
        owner
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// How often somebody's password or code has changed; none where nobody is there any more.
pub async fn epoch(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!("select epoch from members where id = ?", owner).fetch_optional(read).await
}

pub async fn door(read: &mut SqliteConnection, name_key: &str) -> sqlx::Result<Option<CredentialRow>> {
    sqlx::query_as!(
        CredentialRow,
        r#"select id as "id: MemberId", name_key, epoch, salt, verifier, key_by_password, key_by_pepper, key_by_recovery
           from members where name_key = ?"#,
        name_key
    )
    .fetch_optional(read)
    .await
}

pub async fn is_here(read: &mut SqliteConnection, id: MemberId) -> sqlx::Result<bool> {
    let found = sqlx::query_scalar!("select count(*) from members where id = ?", id).fetch_one(read).await?;
    Ok(found == 1)
}

pub async fn door_of(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<CredentialRow> {
    sqlx::query_as!(
        CredentialRow,
        r#"select id as "id: MemberId", name_key, epoch, salt, verifier, key_by_password, key_by_pepper, key_by_recovery
           from members where id = ?"#,
        owner
    )
    .fetch_one(read)
    .await
}

/// The one account of a personal instance, where it has no password.
pub async fn open_door(read: &mut SqliteConnection) -> sqlx::Result<Option<CredentialRow>> {
    sqlx::query_as!(
        CredentialRow,
        r#"select id as "id: MemberId", name_key, epoch, salt, verifier, key_by_password, key_by_pepper, key_by_recovery
           from members where key_by_pepper is not null limit 1"#
    )
    .fetch_optional(read)
    .await
}

/// The recovery code that waits to be typed back, sealed.
pub async fn unconfirmed_code(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!("select unconfirmed_code from members where id = ?", owner).fetch_one(read).await
}

/// Forgets the recovery code, which has been typed back; not one that took its place meanwhile.
pub async fn confirm_code(write: &mut Write, owner: MemberId, sealed: &[u8]) -> sqlx::Result<()> {
    sqlx::query!("update members set unconfirmed_code = null where id = ? and unconfirmed_code = ?", owner, sealed)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// The sealed X25519 secret of a member.
pub async fn secret_key(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<u8>> {
    sqlx::query_scalar!("select secret_key from members where id = ?", owner).fetch_one(read).await
}

/// Puts a member's own pair in place. `true` if another public key stood there.
pub async fn put_right_public_key(
    write: &mut Write,
    owner: MemberId,
    public_key: &[u8; 32],
    tag: &[u8; 32],
    secret_key: &[u8],
) -> sqlx::Result<bool> {
    let (public_key, tag) = (public_key.as_slice(), tag.as_slice());
    let stood =
        sqlx::query_scalar!("select public_key from members where id = ?", owner).fetch_one(&mut **write).await?;
    sqlx::query!(
        "update members set public_key = ?, public_key_tag = ?, secret_key = ? where id = ?",
        public_key,
        tag,
        secret_key,
        owner
    )
    .execute(&mut **write)
    .await?;
    Ok(stood != public_key)
}

/// Gives somebody another name. `false` where somebody else has it.
pub async fn rename(write: &mut Write, owner: MemberId, name: &Name) -> sqlx::Result<bool> {
    if is_taken(write, name, owner).await? {
        return Ok(false);
    }
    let (shown, name_key) = (name.shown(), name.key());
    let done = sqlx::query!(
        "update members set name = ?1, name_key = ?2
         where id = ?3 and not exists (select 1 from members where name_key = ?2 and id <> ?3)",
        shown,
        name_key,
        owner
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn change_zone(write: &mut Write, owner: MemberId, zone: &str) -> sqlx::Result<()> {
    sqlx::query!("update members set zone = ? where id = ?", zone, owner).execute(&mut **write).await?;
    Ok(())
}

pub async fn profile(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Option<(i64, Sealed<Profile>)>> {
    let row =
        sqlx::query!("select revision, key, body from profiles where owner = ?", owner).fetch_optional(read).await?;
    Ok(row.map(|row| (row.revision, Sealed::from_stored(row.key, row.body))))
}

pub async fn save_profile(
    write: &mut Write,
    owner: MemberId,
    revision: i64,
    sealed: &Sealed<Profile>,
) -> sqlx::Result<()> {
    let (key, body) = (sealed.key(), sealed.body());
    sqlx::query!(
        "insert into profiles (owner, revision, key, body) values (?, ?, ?, ?)
         on conflict (owner) do update set revision = excluded.revision, key = excluded.key, body = excluded.body",
        owner,
        revision,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

pub async fn count_members(read: &mut SqliteConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar!("select count(*) from members").fetch_one(read).await
}
