//! Consents in the database.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{ConsentKind, Grant, GrantTerms, NewGrant};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::{NO_DAY, SealedRow, StoredRow};
use crate::base::vault::Sealed;
use crate::members::asleep::SleepCause;

struct GrantRow {
    id: Id,
    connection: Id,
    what: String,
    kind: Option<String>,
    began_at: i64,
    ends_at: i64,
    asleep: bool,
    slept_by: Option<String>,
    revision: i64,
    key: Vec<u8>,
    body: Vec<u8>,
}

impl GrantRow {
    /// None for what this program does not know.
    fn grant(self) -> Option<Grant> {
        let row =
            StoredRow { id: self.id, day: NO_DAY.to_string(), revision: self.revision, key: self.key, body: self.body };
        Some(Grant {
            id: self.id,
            connection: self.connection,
            what: ConsentKind::from_word(&self.what)?,
            kind: self.kind,
            began_at: Timestamp::from_second(self.began_at).ok()?,
            ends_at: Timestamp::from_second(self.ends_at).ok()?,
            asleep: self.asleep,
            slept_by: self.slept_by.as_deref().filter(|_| self.asleep).and_then(SleepCause::from_word),
            row: SealedRow::<GrantTerms>::from(row),
        })
    }
}

/// A member's consents that have not ended, the one that ends first before the others.
pub async fn all(read: &mut SqliteConnection, owner: MemberId, now: Timestamp) -> sqlx::Result<Vec<Grant>> {
    let now = now.as_second();
    let rows = sqlx::query_as!(
        GrantRow,
        r#"select id as "id: Id", connection as "connection: Id", what, kind, began_at, ends_at, asleep as "asleep: bool",
             slept_by, revision, key, body
           from grants where owner = ? and ends_at > ? order by ends_at, id"#,
        owner,
        now
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().filter_map(GrantRow::grant).collect())
}

pub async fn one(read: &mut SqliteConnection, owner: MemberId, id: Id) -> sqlx::Result<Option<Grant>> {
    let row = sqlx::query_as!(
        GrantRow,
        r#"select id as "id: Id", connection as "connection: Id", what, kind, began_at, ends_at, asleep as "asleep: bool",
             slept_by, revision, key, body
           from grants where owner = ? and id = ?"#,
        owner,
        id
    )
    .fetch_optional(read)
    .await?;
    Ok(row.and_then(GrantRow::grant))
}

/// `false` if one with this id is there, or the connection is not theirs.
pub async fn add(
    write: &mut Write,
    owner: MemberId,
    new: &NewGrant,
    now: Timestamp,
    sealed: &Sealed<GrantTerms>,
) -> sqlx::Result<bool> {
    let (what, kind, key, body) = (new.what.word(), new.kind.as_deref(), sealed.key(), sealed.body());
    let (began_at, ends_at) = (now.as_second(), new.ends_at.as_second());
    let done = sqlx::query!(
        "insert into grants (id, owner, connection, what, kind, began_at, ends_at, revision, key, body)
         select ?1, ?2, id, ?4, ?5, ?6, ?7, 1, ?8, ?9 from connections where id = ?3 and member = ?2
         on conflict (id) do nothing",
        new.id,
        owner,
        new.connection,
        what,
        kind,
        began_at,
        ends_at,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn change_terms(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    revision: i64,
    sealed: &Sealed<GrantTerms>,
) -> sqlx::Result<()> {
    let (key, body) = (sealed.key(), sealed.body());
    sqlx::query!(
        "update grants set revision = ?, key = ?, body = ? where owner = ? and id = ?",
        revision,
        key,
        body,
        owner,
        id
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Ends a consent, with the letters it let along and their keys. `false` if there is none.
pub async fn revoke(write: &mut Write, owner: MemberId, id: Id) -> sqlx::Result<bool> {
    let done = sqlx::query!("delete from grants where owner = ? and id = ?", owner, id).execute(&mut **write).await?;
    Ok(done.rows_affected() == 1)
}

/// Lets everything be seen again that slept, in one connection or, where none is named, in all; but for what was shown to
/// somebody who is no supporter now.
pub async fn wake(write: &mut Write, owner: MemberId, connection: Option<Id>) -> sqlx::Result<()> {
    sqlx::query!(
        "update grants set asleep = 0, slept_by = null
         where owner = ?1 and asleep = 1 and (?2 is null or connection = ?2) and connection in
             (select c.id from connections c join member_roles r on r.owner = c.supporter and r.role = 'supporter'
              where c.member = ?1)",
        owner,
        connection
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Ends everything that slept, in one connection or, where none is named, in all.
pub async fn revoke_sleeping(write: &mut Write, owner: MemberId, connection: Option<Id>) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from grants where owner = ?1 and asleep = 1 and (?2 is null or connection = ?2)",
        owner,
        connection
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// The consents of a connection, as its reader finds it, for what stands on its own: the ladder, and words to bring.
pub async fn on_their_own(
    read: &mut SqliteConnection,
    reader: MemberId,
    connection: Id,
    now: Timestamp,
) -> sqlx::Result<Vec<Id>> {
    let now = now.as_second();
    sqlx::query_scalar!(
        r#"select g.id as "id: Id" from grants g join connections c on c.id = g.connection
           where c.id = ?1 and c.supporter = ?2 and g.what in ('ladder', 'bring') and g.asleep = 0 and g.ends_at > ?3"#,
        connection,
        reader,
        now
    )
    .fetch_all(read)
    .await
}

/// Takes away the consents that have ended, with what was shown by them.
pub async fn tidy(write: &mut Write, now: Timestamp) -> sqlx::Result<()> {
    let now = now.as_second();
    sqlx::query!("delete from grants where ends_at <= ?", now).execute(&mut **write).await?;
    Ok(())
}
