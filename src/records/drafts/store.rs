//! What was begun, in the database.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::Draft;
use super::form::OpenedDraft;
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::{SealedRow, StoredRow};
use crate::base::vault::Sealed;
use crate::members::sessions::guard::Member;
use crate::records::portion::{A_PART, Most};

/// How many ended drafts of a member are remembered: a save that comes late does so within minutes.
const ENDED_MOST: i64 = 200;

/// A draft as the database holds it.
pub struct DraftRow {
    row: SealedRow<Draft>,
    kept_at: i64,
    /// In bytes, as it is stored; nothing is left of one whose form was sent.
    size: usize,
}

/// The columns of a [`DraftRow`].
struct DraftColumns {
    id: Id,
    kept_at: i64,
    revision: i64,
    key: Vec<u8>,
    body: Vec<u8>,
}

impl From<DraftColumns> for DraftRow {
    fn from(row: DraftColumns) -> Self {
        let (kept_at, size) = (row.kept_at, row.body.len());
        let stored = StoredRow { id: row.id, day: String::new(), revision: row.revision, key: row.key, body: row.body };
        Self { row: stored.into(), kept_at, size }
    }
}

impl DraftRow {
    /// Counts its saves.
    pub const fn revision(&self) -> i64 {
        self.row.revision
    }

    /// Whether its form was sent.
    pub const fn is_over(&self) -> bool {
        self.size == 0
    }

    pub const fn size(&self) -> usize {
        self.size
    }

    /// The how-manieth save of its page it holds.
    pub fn turn(&self, member: &Member) -> u32 {
        self.row.open(member.keyring()).map_or(0, |draft| draft.turn)
    }

    /// What it says, to its owner.
    pub fn opened(self, member: &Member) -> OpenedDraft {
        OpenedDraft {
            id: self.row.id,
            revision: self.row.revision,
            kept_at: Timestamp::from_second(self.kept_at).unwrap_or_default(),
            draft: self.row.open(member.keyring()).ok(),
        }
    }
}

/// What a member has begun, or has put aside since then, the latest first.
pub async fn list(
    read: &mut SqliteConnection,
    owner: MemberId,
    aside_since: Option<Timestamp>,
) -> sqlx::Result<Vec<DraftRow>> {
    let (aside, long_ago) = (aside_since.is_some(), aside_since.map_or(0, Timestamp::as_second));
    let rows = sqlx::query_as!(
        DraftColumns,
        r#"select id as "id: Id", kept_at, revision, key, body from drafts
           where owner = ? and (removed_at is not null) = ? and coalesce(removed_at > ?, true) and length(body) > 0
           order by coalesce(removed_at, kept_at) desc, id"#,
        owner,
        aside,
        long_ago
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().map(DraftRow::from).collect())
}

/// How many drafts a member has, and how many bytes of them.
pub async fn taken(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<(i64, i64)> {
    let taken = sqlx::query!(
        r#"select count(*) as "drafts: i64", coalesce(sum(length(body)), 0) as "bytes: i64" from drafts
           where owner = ? and removed_at is null and length(body) > 0"#,
        owner
    )
    .fetch_one(read)
    .await?;
    Ok((taken.drafts, taken.bytes))
}

/// One draft, in whatever state.
pub async fn draft(read: &mut SqliteConnection, owner: MemberId, id: Id) -> sqlx::Result<Option<DraftRow>> {
    let row = sqlx::query_as!(
        DraftColumns,
        r#"select id as "id: Id", kept_at, revision, key, body from drafts where owner = ? and id = ?"#,
        owner,
        id
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(DraftRow::from))
}

/// Stores a draft, in place of its earlier words. `false` if the id is somebody else's.
pub async fn put(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    revision: i64,
    sealed: &Sealed<Draft>,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let (key, body, now) = (sealed.key(), sealed.body(), now.as_second());
    let done = sqlx::query!(
        "insert into drafts (id, owner, kept_at, revision, key, body) values (?, ?, ?, ?, ?, ?)
         on conflict (id) do update set kept_at = excluded.kept_at, revision = excluded.revision, key = excluded.key,
             body = excluded.body, removed_at = null
         where owner = excluded.owner",
        id,
        owner,
        now,
        revision,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends a draft, also one of which nothing was kept so far.
pub async fn finish(write: &mut Write, owner: MemberId, id: Id, now: Timestamp) -> sqlx::Result<()> {
    let now = now.as_second();
    sqlx::query!(
        "insert into drafts (id, owner, kept_at, revision, key, body, removed_at) values (?1, ?2, ?3, 0, x'', x'', ?3)
         on conflict (id) do update set key = x'', body = x'', removed_at = excluded.removed_at
         where owner = excluded.owner",
        id,
        owner,
        now
    )
    .execute(&mut **write)
    .await?;
    forget_oldest_ended(write, owner, id).await
}

/// Ends a draft that is as it was seen.
pub async fn finish_seen(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    revision: i64,
    now: Timestamp,
) -> sqlx::Result<()> {
    let now = now.as_second();
    sqlx::query!(
        "update drafts set key = x'', body = x'', removed_at = ? where owner = ? and id = ? and revision = ?",
        now,
        owner,
        id,
        revision
    )
    .execute(&mut **write)
    .await?;
    forget_oldest_ended(write, owner, id).await
}

/// Forgets the oldest of a member's ended drafts beyond the most that are remembered, and never the one that `just_now` ended.
async fn forget_oldest_ended(write: &mut Write, owner: MemberId, just_now: Id) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from drafts where owner = ?1 and id <> ?2 and id in (
             select id from drafts where owner = ?1 and removed_at is not null and length(body) = 0
             order by removed_at desc, id limit -1 offset ?3)",
        owner,
        just_now,
        ENDED_MOST
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Puts a draft aside at `removed_at`, or takes it up again where that is none. `false` if there is none to.
pub async fn put_aside(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    removed_at: Option<Timestamp>,
) -> sqlx::Result<bool> {
    let removed_at = removed_at.map(Timestamp::as_second);
    let done = sqlx::query!(
        "update drafts set removed_at = ? where owner = ? and id = ? and length(body) > 0",
        removed_at,
        owner,
        id
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Puts the oldest drafts of a member beyond `most` aside, and lets go of the oldest that were put aside.
pub async fn keep_newest(write: &mut Write, owner: MemberId, most: Most, now: Timestamp) -> sqlx::Result<()> {
    let now = now.as_second();
    sqlx::query!(
        "update drafts set removed_at = ?1 where owner = ?2 and removed_at is null and id not in (
             select id from (
                 select id, row_number() over newest as place, sum(length(body)) over newest as bytes
                 from drafts where owner = ?2 and removed_at is null window newest as (order by kept_at desc, id))
             where place = 1 or place <= ?3 and bytes <= ?4)",
        now,
        owner,
        most.rows,
        most.bytes
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!(
        "delete from drafts where owner = ?1 and removed_at is not null and length(body) > 0 and id not in (
             select id from (
                 select id, row_number() over newest as place, sum(length(body)) over newest as bytes
                 from drafts where owner = ?1 and removed_at is not null and length(body) > 0
                 window newest as (order by removed_at desc, kept_at desc, id))
             where place = 1 or place <= ?2 and bytes <= ?3)",
        owner,
        most.rows,
        most.bytes
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Takes away for good a part of what was put aside or sent before `long_ago`. `false` once there is none.
pub async fn tidy(write: &mut Write, long_ago: Timestamp) -> sqlx::Result<bool> {
    let long_ago = long_ago.as_second();
    let done = sqlx::query!(
        "delete from drafts where id in (
             select id from (
                 select id, row_number() over oldest as place, sum(size) over oldest as bytes
                 from (select id, removed_at, length(body) as size from drafts
                     where removed_at < ?1 order by removed_at, id limit ?2)
                 window oldest as (order by removed_at, id))
             where place = 1 or bytes <= ?3)",
        long_ago,
        A_PART.rows,
        A_PART.bytes
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() > 0)
}
