//! Links to connect, in the database. Their maker finds their own, whoever brings one finds that one.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::ConnectLink;
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::Sealed;
use crate::records::connections::MemberNotes;

pub async fn add_link(
    write: &mut Write,
    owner: MemberId,
    digest: &[u8; 32],
    (made_at, ends_at): (Timestamp, Timestamp),
    introduction: &[u8],
    sealed: &Sealed<ConnectLink>,
) -> sqlx::Result<()> {
    let (digest, made_at, ends_at) = (digest.as_slice(), made_at.as_second(), ends_at.as_second());
    let (key, body) = (sealed.key(), sealed.body());
    sqlx::query!(
        "insert into connect_links (id, owner, made_at, ends_at, introduction, key, body) values (?, ?, ?, ?, ?, ?, ?)",
        digest,
        owner,
        made_at,
        ends_at,
        introduction,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// A link as whoever brings it finds it.
pub struct LinkRow {
    pub owner: MemberId,
    pub introduction: Vec<u8>,
}

/// One that can be used: not while its maker may support nobody.
pub async fn open_link(
    read: &mut SqliteConnection,
    digest: &[u8; 32],
    now: Timestamp,
) -> sqlx::Result<Option<LinkRow>> {
    let (digest, now) = (digest.as_slice(), now.as_second());
    sqlx::query_as!(
        LinkRow,
        r#"select owner as "owner: MemberId", introduction from connect_links l
           where id = ? and used_at is null and ends_at > ?
             and exists (select 1 from member_roles r where r.owner = l.owner and r.role = 'supporter')
             and exists (select 1 from second_factors f where f.owner = l.owner and f.is_on = 1)"#,
        digest,
        now
    )
    .fetch_optional(read)
    .await
}

/// `false` if somebody was quicker, or it has run out.
pub async fn use_link(write: &mut Write, digest: &[u8; 32], now: Timestamp) -> sqlx::Result<bool> {
    let (digest, now) = (digest.as_slice(), now.as_second());
    let done = sqlx::query!(
        "update connect_links set used_at = ?1 where id = ?2 and used_at is null and ends_at > ?1",
        now,
        digest
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn own_link(
    read: &mut SqliteConnection,
    owner: MemberId,
    digest: &[u8; 32],
) -> sqlx::Result<Option<Sealed<ConnectLink>>> {
    let digest = digest.as_slice();
    let row = sqlx::query!("select key, body from connect_links where owner = ? and id = ?", owner, digest)
        .fetch_optional(read)
        .await?;
    Ok(row.map(|row| Sealed::from_stored(row.key, row.body)))
}

/// A link that nobody has used.
pub struct WaitingRow {
    pub id: [u8; 32],
    pub ends_at: Timestamp,
    pub sealed: Sealed<ConnectLink>,
}

pub async fn waiting_links(
    read: &mut SqliteConnection,
    owner: MemberId,
    now: Timestamp,
) -> sqlx::Result<Vec<WaitingRow>> {
    let now = now.as_second();
    let rows = sqlx::query!(
        "select id, ends_at, key, body from connect_links where owner = ? and used_at is null and ends_at > ?
         order by made_at desc, id",
        owner,
        now
    )
    .fetch_all(read)
    .await?;
    let read = |id: Vec<u8>, ends_at, sealed| {
        Some(WaitingRow { id: id.try_into().ok()?, ends_at: Timestamp::from_second(ends_at).ok()?, sealed })
    };
    Ok(rows.into_iter().filter_map(|row| read(row.id, row.ends_at, Sealed::from_stored(row.key, row.body))).collect())
}

pub async fn change_introduction(
    write: &mut Write,
    owner: MemberId,
    digest: &[u8; 32],
    introduction: &[u8],
) -> sqlx::Result<()> {
    let digest = digest.as_slice();
    sqlx::query!("update connect_links set introduction = ? where owner = ? and id = ?", introduction, owner, digest)
        .execute(&mut **write)
        .await?;
    Ok(())
}

pub async fn forget_link(write: &mut Write, owner: MemberId, digest: &[u8; 32]) -> sqlx::Result<()> {
    let digest = digest.as_slice();
    sqlx::query!("delete from connect_links where owner = ? and id = ?", owner, digest).execute(&mut **write).await?;
    Ok(())
}

/// Takes away links that ran out before `long_ago`, but for those by which somebody came whom their maker has not recognised.
pub async fn tidy_links(write: &mut Write, long_ago: Timestamp) -> sqlx::Result<()> {
    let long_ago = long_ago.as_second();
    sqlx::query!(
        "delete from connect_links where ends_at < ? and id not in (select link from connections where link is not null)",
        long_ago
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Lets a member who has another link of the same supporter join with it again, after one of both began anew, or where the
/// supporter could not tell that they held the first.
pub async fn rejoin(
    write: &mut Write,
    member: MemberId,
    id: Id,
    pin: &[u8],
    (link, proof): (&[u8; 32], &[u8; 32]),
) -> sqlx::Result<()> {
    let (link, proof) = (link.as_slice(), proof.as_slice());
    sqlx::query!(
        "update connections set member_pin = ?, link = ?, introduction = ?, supporter_pin = null, state = 'joined',
             member_compared = null, supporter_compared = null
         where member = ? and id = ? and (state = 'asleep' or supporter_pin is null)",
        pin,
        link,
        proof,
        member,
        id
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Keeps what a member agreed to anew.
pub async fn keep_member_notes(
    write: &mut Write,
    member: MemberId,
    id: Id,
    notes: &Sealed<MemberNotes>,
) -> sqlx::Result<()> {
    let (key, body) = (notes.key(), notes.body());
    sqlx::query!(
        "update connections set member_key = ?, member_body = ? where member = ? and id = ?",
        key,
        body,
        member,
        id
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}
