//! Sessions in the database.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::MemberId;
use crate::base::vault::{Keyring, PublicKey, Sealed, SessionId, VaultError};
use crate::members::{Roles, public_key};
use crate::model::profile::Profile;

/// How many sessions of a member go on at the most, and how many that have ended are remembered, so that a form sent late
/// finds its owner.
pub const OPEN_MOST: i64 = 50;
const ENDED_MOST: i64 = 50;
/// How many of a member are half in at once, beside the latest.
const HALF_MOST: i64 = 9;

#[derive(Debug)]
pub struct NewSession<'a> {
    pub id: SessionId,
    pub owner: MemberId,
    /// The member key under the session's token.
    pub key: &'a [u8],
    /// The device's description, sealed.
    pub device: &'a [u8],
    pub now: Timestamp,
    /// How long it may lie unused, in seconds.
    pub idle_seconds: i64,
    /// How long it lasts at the most, in seconds.
    pub lasts_seconds: i64,
    /// Whether the second factor is still to come.
    pub half: bool,
}

/// A session with the person it belongs to.
#[derive(Debug)]
pub struct SessionRow {
    pub owner: MemberId,
    /// The wrapped member key; none once ended.
    pub key: Option<Vec<u8>>,
    /// When it began, in seconds since 1970.
    pub started_at: i64,
    /// When it was last used, in seconds since 1970.
    pub seen_at: i64,
    pub idle_seconds: i64,
    /// When it ends at the latest.
    pub ends_at: i64,
    /// The owner's sign-in name.
    pub name: String,
    /// What they may do on top of what every member may.
    pub roles: Roles,
    pub has_second_factor: bool,
    pub zone: String,
    /// The day they came.
    pub joined_on: String,
    pub public_key: Vec<u8>,
    /// The MAC of the public key under the member key.
    pub public_key_tag: Option<Vec<u8>>,
    pub has_password: bool,
    /// Whether a recovery code waits to be typed back.
    pub unconfirmed: bool,
    /// Whether their account was begun anew since by a link, perhaps by somebody else.
    pub reset_since: bool,
    /// Whether there are member keys they had before.
    pub has_older_keys: bool,
    /// Whether the second factor is still to come.
    pub half: bool,
    /// Whether forms wait that came without their session.
    pub has_late_forms: bool,
    /// Revision, key and body of the profile, where there is one.
    pub profile: Option<(i64, Sealed<Profile>)>,
}

#[derive(Debug)]
pub struct DeviceRow {
    /// The session's id.
    pub id: Vec<u8>,
    /// Its sealed description.
    pub device: Vec<u8>,
    pub started_at: i64,
    pub seen_at: i64,
}

/// Begins a session, in place of the one unused for longest where there are as many as there can be.
pub async fn add_session(write: &mut Write, session: &NewSession<'_>) -> sqlx::Result<()> {
    let id = session.id.as_bytes().as_slice();
    let now = session.now.as_second();
    let ends_at = now.saturating_add(session.lasts_seconds);
    sqlx::query!(
        "insert into sessions (id, owner, key, device, started_at, seen_at, idle_seconds, ends_at, half, epoch)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, (select epoch from members where id = ?2))",
        id,
        session.owner,
        session.key,
        session.device,
        now,
        now,
        session.idle_seconds,
        ends_at,
        session.half
    )
    .execute(&mut **write)
    .await?;
    if session.half {
        return forget_half_sessions(write, session.owner, session.id).await;
    }
    let others = OPEN_MOST - 1;
    sqlx::query!(
        "update sessions set key = null where owner = ?1 and id in (
             select id from sessions where owner = ?1 and id <> ?2 and key is not null and half = 0
             order by seen_at desc, started_at desc, id limit -1 offset ?3)",
        session.owner,
        id,
        others
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!(
        "delete from sessions where owner = ?1 and id in (
             select id from sessions where owner = ?1 and key is null and half = 0
             order by seen_at desc, started_at desc, id limit -1 offset ?2)",
        session.owner,
        ENDED_MOST
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Keeps only the latest of those who are half in, apart from the others: whoever knows no more than a password pushes out
/// nobody who is in.
async fn forget_half_sessions(write: &mut Write, owner: MemberId, latest: SessionId) -> sqlx::Result<()> {
    let latest = latest.as_bytes().as_slice();
    sqlx::query!(
        "delete from sessions where owner = ?1 and half = 1 and id <> ?2 and id not in (
             select id from sessions where owner = ?1 and half = 1 and key is not null and id <> ?2
             order by started_at desc, id limit ?3)",
        owner,
        latest,
        HALF_MOST
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

impl SessionRow {
    /// Whether the public key is the one its owner was given, rather than one that somebody put into the file.
    pub fn public_key_is_theirs(&self, keyring: &Keyring) -> bool {
        public_key::is_theirs(keyring, &self.public_key, self.public_key_tag.as_deref())
    }

    /// The key to which the owner's late forms are sealed.
    pub fn public_key(&self) -> Result<PublicKey, VaultError> {
        let bytes = self.public_key.as_slice().try_into().map_err(|_| VaultError::Unopenable)?;
        Ok(PublicKey::from_stored(bytes))
    }
}

/// The session with this id, with its owner and their profile: all that a guard asks, in one query.
pub async fn session(read: &mut SqliteConnection, id: SessionId) -> sqlx::Result<Option<SessionRow>> {
    let id = id.as_bytes().as_slice();
    let row = sqlx::query!(
        r#"select s.owner as "owner: MemberId", s.key, s.started_at, s.seen_at, s.idle_seconds, s.ends_at, s.half as "half: bool",
             m.name, m.zone, m.joined_on, m.public_key, m.public_key_tag, m.verifier is not null as "has_password: bool",
             m.unconfirmed_code is not null as "unconfirmed: bool",
             exists (select 1 from older_keys o where o.owner = m.id and o.key_by_successor is not null)
                 as "has_older_keys: bool",
             exists (select 1 from older_keys o
                 where o.owner = m.id and o.begun_anew = 1 and o.epoch >= s.epoch) as "reset_since: bool",
             (select group_concat(role) from member_roles r where r.owner = m.id) as "roles?: String",
             exists (select 1 from second_factors t where t.owner = m.id and t.is_on = 1)
                 as "has_second_factor: bool",
             exists (select 1 from late_forms f where f.owner = m.id and f.removed_at is null) as "has_late_forms: bool",
             p.revision as "revision?", p.key as "profile_key?", p.body as "profile_body?"
           from sessions s join members m on m.id = s.owner left join profiles p on p.owner = s.owner
           where s.id = ?"#,
        id
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(|row| SessionRow {
        owner: row.owner,
        key: row.key,
        started_at: row.started_at,
        seen_at: row.seen_at,
        idle_seconds: row.idle_seconds,
        ends_at: row.ends_at,
        name: row.name,
        roles: Roles::from_column(row.roles.as_deref()),
        has_second_factor: row.has_second_factor,
        zone: row.zone,
        joined_on: row.joined_on,
        public_key: row.public_key,
        public_key_tag: row.public_key_tag,
        has_password: row.has_password,
        unconfirmed: row.unconfirmed,
        reset_since: row.reset_since,
        has_older_keys: row.has_older_keys,
        half: row.half,
        has_late_forms: row.has_late_forms,
        profile: match (row.revision, row.profile_key, row.profile_body) {
            (Some(revision), Some(key), Some(body)) => Some((revision, Sealed::from_stored(key, body))),
            _ => None,
        },
    }))
}

/// Whether somebody's session has not been ended.
pub async fn goes_on(read: &mut SqliteConnection, owner: MemberId, id: SessionId) -> sqlx::Result<bool> {
    let id = id.as_bytes().as_slice();
    let found =
        sqlx::query_scalar!("select count(*) from sessions where id = ? and owner = ? and key is not null", id, owner)
            .fetch_one(read)
            .await?;
    Ok(found == 1)
}

pub async fn touch_session(write: &mut Write, id: SessionId, now: Timestamp) -> sqlx::Result<()> {
    let (id, now) = (id.as_bytes().as_slice(), now.as_second());
    sqlx::query!("update sessions set seen_at = ? where id = ?", now, id).execute(&mut **write).await?;
    Ok(())
}

/// Its row stays, without the key.
pub async fn end_session(write: &mut Write, owner: MemberId, id: &[u8]) -> sqlx::Result<bool> {
    let done = sqlx::query!("update sessions set key = null where id = ? and owner = ? and key is not null", id, owner)
        .execute(&mut **write)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends every session of a member, except the one to keep.
pub async fn end_sessions(write: &mut Write, owner: MemberId, keep: Option<SessionId>) -> sqlx::Result<()> {
    let keep = keep.as_ref().map_or(&[][..], |id| id.as_bytes().as_slice());
    sqlx::query!("update sessions set key = null where owner = ? and id <> ?", owner, keep)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// The devices a member is signed in on at `now`, the latest used first.
pub async fn devices(read: &mut SqliteConnection, owner: MemberId, now: Timestamp) -> sqlx::Result<Vec<DeviceRow>> {
    let now = now.as_second();
    sqlx::query_as!(
        DeviceRow,
        "select id, device, started_at, seen_at from sessions
         where owner = ?1 and half = 0 and key is not null and ends_at > ?2 and seen_at + idle_seconds > ?2
         order by seen_at desc limit ?3",
        owner,
        now,
        OPEN_MOST
    )
    .fetch_all(read)
    .await
}

/// Takes the keys out of sessions that have run out, and removes what ended before `long_ago`, so that a form
/// sent late finds its owner until then.
pub async fn tidy_sessions(write: &mut Write, now: Timestamp, long_ago: Timestamp) -> sqlx::Result<()> {
    let (now, long_ago) = (now.as_second(), long_ago.as_second());
    sqlx::query!(
        "update sessions set key = null where key is not null and (ends_at <= ?1 or seen_at + idle_seconds <= ?1)",
        now
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!("delete from sessions where key is null and min(ends_at, seen_at + idle_seconds) < ?", long_ago)
        .execute(&mut **write)
        .await?;
    Ok(())
}
