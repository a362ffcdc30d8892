//! Invitations to groups in the database. Their maker finds their own, whoever brings one finds that one.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::GroupInvitation;
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::Sealed;

pub async fn add(
    write: &mut Write,
    owner: MemberId,
    place: Id,
    digest: &[u8; 32],
    (made_at, ends_at): (Timestamp, Timestamp),
    page: &[u8],
    kept: &Sealed<GroupInvitation>,
) -> sqlx::Result<()> {
    let (digest, made_at, ends_at) = (digest.as_slice(), made_at.as_second(), ends_at.as_second());
    let (key, body) = (kept.key(), kept.body());
    sqlx::query!(
        "insert into group_links (id, place, owner, made_at, ends_at, page, key, body) values (?, ?, ?, ?, ?, ?, ?, ?)",
        digest,
        place,
        owner,
        made_at,
        ends_at,
        page,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// One that waits, as its maker finds it.
pub struct WaitingInvitationRow {
    pub id: [u8; 32],
    pub ends_at: Timestamp,
    pub sealed: Sealed<GroupInvitation>,
}

pub async fn waiting(
    read: &mut SqliteConnection,
    owner: MemberId,
    place: Id,
    now: Timestamp,
) -> sqlx::Result<Vec<WaitingInvitationRow>> {
    let now = now.as_second();
    let rows = sqlx::query!(
        "select id, ends_at, key, body from group_links
         where owner = ? and place = ? and used_at is null and ends_at > ? order by made_at desc, id",
        owner,
        place,
        now
    )
    .fetch_all(read)
    .await?;
    let row = |id: Vec<u8>, ends_at, key, body| {
        Some(WaitingInvitationRow {
            id: id.try_into().ok()?,
            ends_at: Timestamp::from_second(ends_at).unwrap_or(Timestamp::UNIX_EPOCH),
            sealed: Sealed::from_stored(key, body),
        })
    };
    Ok(rows.into_iter().filter_map(|one| row(one.id, one.ends_at, one.key, one.body)).collect())
}

/// One of theirs, used or not.
pub async fn own(
    read: &mut SqliteConnection,
    owner: MemberId,
    place: Id,
    digest: &[u8; 32],
) -> sqlx::Result<Option<Sealed<GroupInvitation>>> {
    let digest = digest.as_slice();
    let row = sqlx::query!(
        "select key, body from group_links where owner = ? and place = ? and id = ?",
        owner,
        place,
        digest
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(|row| Sealed::from_stored(row.key, row.body)))
}

/// One as whoever brings it finds it.
pub struct BroughtInvitationRow {
    pub owner: MemberId,
    pub place: Id,
    pub page: Vec<u8>,
}

pub async fn brought(
    read: &mut SqliteConnection,
    digest: &[u8; 32],
    now: Timestamp,
) -> sqlx::Result<Option<BroughtInvitationRow>> {
    let (digest, now) = (digest.as_slice(), now.as_second());
    sqlx::query_as!(
        BroughtInvitationRow,
        r#"select owner as "owner: MemberId", place as "place: Id", page from group_links
           where id = ? and used_at is null and ends_at > ?
             and exists (select 1 from memberships m
                 where m.place = group_links.place and m.member = group_links.owner and m.ended = 0)"#,
        digest,
        now
    )
    .fetch_optional(read)
    .await
}

pub async fn use_up(write: &mut Write, digest: &[u8; 32], now: Timestamp) -> sqlx::Result<()> {
    let (digest, now) = (digest.as_slice(), now.as_second());
    sqlx::query!("update group_links set used_at = ? where id = ?", now, digest).execute(&mut **write).await?;
    Ok(())
}

/// The group that this member came to by an invitation.
pub async fn came_with(read: &mut SqliteConnection, member: MemberId, digest: &[u8; 32]) -> sqlx::Result<Option<Id>> {
    let digest = digest.as_slice();
    sqlx::query_scalar!(r#"select place as "place: Id" from memberships where member = ? and link = ?"#, member, digest)
        .fetch_optional(read)
        .await
}

pub async fn forget(write: &mut Write, owner: MemberId, digest: &[u8; 32]) -> sqlx::Result<()> {
    let digest = digest.as_slice();
    sqlx::query!("delete from group_links where owner = ? and id = ?", owner, digest).execute(&mut **write).await?;
    Ok(())
}

/// Takes back those of one person that wait.
pub async fn forget_waiting_of(write: &mut Write, owner: MemberId, place: Id) -> sqlx::Result<()> {
    sqlx::query!("delete from group_links where owner = ? and place = ? and used_at is null", owner, place)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Takes back all of a group that wait, whoever made them.
pub async fn forget_waiting(write: &mut Write, place: Id) -> sqlx::Result<()> {
    sqlx::query!("delete from group_links where place = ? and used_at is null", place).execute(&mut **write).await?;
    Ok(())
}
