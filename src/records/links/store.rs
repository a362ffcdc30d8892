//! Links in the database. Their owner finds their own, whoever brings one finds that one.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::LinkUse;
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};

/// A row that is to be added.
pub struct NewLinkRow<'a> {
    pub digest: &'a [u8; 32],
    pub what: LinkUse,
    pub about: Option<Id>,
    pub made_at: Timestamp,
    pub ends_at: Timestamp,
    pub page: &'a [u8],
    pub key: &'a [u8],
    pub body: &'a [u8],
    pub pair: Option<&'a [u8]>,
}

pub async fn add(write: &mut Write, owner: MemberId, new: &NewLinkRow<'_>) -> sqlx::Result<()> {
    let (digest, what) = (new.digest.as_slice(), new.what.word());
    let (made_at, ends_at) = (new.made_at.as_second(), new.ends_at.as_second());
    sqlx::query!(
        "insert into links (id, owner, what, about, made_at, ends_at, page, key, body, secret_key)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        digest,
        owner,
        what,
        new.about,
        made_at,
        ends_at,
        new.page,
        new.key,
        new.body,
        new.pair
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// A link as whoever brings it finds it.
pub struct BroughtRow {
    pub owner: MemberId,
    pub about: Option<Id>,
    pub ends_at: i64,
    pub used: i64,
    pub page: Vec<u8>,
}

pub async fn brought(
    read: &mut SqliteConnection,
    what: LinkUse,
    digest: &[u8; 32],
    now: Timestamp,
) -> sqlx::Result<Option<BroughtRow>> {
    let (digest, what, now) = (digest.as_slice(), what.word(), now.as_second());
    sqlx::query_as!(
        BroughtRow,
        r#"select owner as "owner: MemberId", about as "about: Id", ends_at, used, page from links
           where id = ? and what = ? and closed = 0 and ends_at > ?"#,
        digest,
        what,
        now
    )
    .fetch_optional(read)
    .await
}

/// Counts one more use. `false` where it was used `most` times, or lets nobody in any more.
pub async fn use_once(write: &mut Write, digest: &[u8; 32], most: i64, now: Timestamp) -> sqlx::Result<bool> {
    let (digest, now) = (digest.as_slice(), now.as_second());
    let done = sqlx::query!(
        "update links set used = used + 1 where id = ? and used < ? and closed = 0 and ends_at > ?",
        digest,
        most,
        now
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A link as its owner finds it.
pub struct OwnRow {
    pub digest: Vec<u8>,
    pub about: Option<Id>,
    pub ends_at: i64,
    pub closed: bool,
    pub key: Vec<u8>,
    pub body: Vec<u8>,
    pub pair: Option<Vec<u8>>,
}

pub async fn own(read: &mut SqliteConnection, owner: MemberId, what: LinkUse) -> sqlx::Result<Vec<OwnRow>> {
    let what = what.word();
    sqlx::query_as!(
        OwnRow,
        r#"select id as digest, about as "about: Id", ends_at, closed as "closed: bool", key, body, secret_key as pair
           from links where owner = ? and what = ? order by made_at desc, id"#,
        owner,
        what
    )
    .fetch_all(read)
    .await
}

pub async fn change_page(write: &mut Write, owner: MemberId, digest: &[u8; 32], page: &[u8]) -> sqlx::Result<()> {
    let digest = digest.as_slice();
    sqlx::query!("update links set page = ? where owner = ? and id = ?", page, owner, digest)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Lets nobody in by it from now on. What came by it stays until its owner has read it.
pub async fn close(write: &mut Write, owner: MemberId, digest: &[u8; 32]) -> sqlx::Result<()> {
    let digest = digest.as_slice();
    sqlx::query!("update links set closed = 1 where owner = ? and id = ?", owner, digest).execute(&mut **write).await?;
    Ok(())
}

pub async fn forget(write: &mut Write, owner: MemberId, digest: &[u8; 32]) -> sqlx::Result<()> {
    let digest = digest.as_slice();
    sqlx::query!("delete from links where owner = ? and id = ?", owner, digest).execute(&mut **write).await?;
    Ok(())
}

/// Takes away those of one room.
pub async fn forget_about(write: &mut Write, owner: MemberId, about: Id) -> sqlx::Result<()> {
    sqlx::query!("delete from links where owner = ? and about = ?", owner, about).execute(&mut **write).await?;
    Ok(())
}

/// Takes away links that ran out before `long_ago`, and with them what nobody has read.
pub async fn tidy_links(write: &mut Write, long_ago: Timestamp) -> sqlx::Result<()> {
    let long_ago = long_ago.as_second();
    sqlx::query!("delete from links where ends_at < ?", long_ago).execute(&mut **write).await?;
    Ok(())
}
