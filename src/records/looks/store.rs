//! The log of looks in the database.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::LookLine;
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};

struct LookRow {
    number: i64,
    at: i64,
    reader: MemberId,
    page: String,
    grants: Vec<u8>,
    link: Vec<u8>,
}

impl From<LookRow> for LookLine {
    fn from(row: LookRow) -> Self {
        Self {
            number: row.number,
            at: Timestamp::from_second(row.at).unwrap_or(Timestamp::UNIX_EPOCH),
            reader: row.reader,
            page: row.page,
            grants: row.grants.chunks_exact(16).filter_map(|id| Id::try_from(id).ok()).collect(),
            link: row.link.try_into().unwrap_or([0; 32]),
        }
    }
}

/// The last line's number and link.
pub async fn last(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Option<(i64, [u8; 32])>> {
    let row = sqlx::query!("select number, link from look_log where owner = ? order by number desc limit 1", owner)
        .fetch_optional(read)
        .await?;
    Ok(row.map(|row| (row.number, row.link.try_into().unwrap_or([0; 32]))))
}

pub async fn add(write: &mut Write, owner: MemberId, line: &LookLine) -> sqlx::Result<()> {
    let (at, page, vouches) = (line.at.as_second(), &line.page, line.link.as_slice());
    let grants: Vec<u8> = line.grants.iter().flat_map(|grant| *grant.as_bytes()).collect();
    sqlx::query!(
        "insert into look_log (owner, number, at, reader, page, grants, link) values (?, ?, ?, ?, ?, ?, ?)",
        owner,
        line.number,
        at,
        line.reader,
        page,
        grants,
        vouches
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Whether something was shown to a reader, or shown otherwise, after this moment.
pub async fn shown_since(
    read: &mut SqliteConnection,
    owner: MemberId,
    reader: MemberId,
    at: Timestamp,
) -> sqlx::Result<bool> {
    let at = at.as_second();
    sqlx::query_scalar!(
        r#"select exists (
             select 1 from letters l join connections c on c.id = l.place
             where l.author = ?1 and l.kind = 'shown' and l.made_at > ?3 and c.member = ?1 and c.supporter = ?2
           ) as "shown: bool""#,
        owner,
        reader,
        at
    )
    .fetch_one(read)
    .await
}

/// The last line of one reader.
pub async fn last_by(read: &mut SqliteConnection, owner: MemberId, reader: MemberId) -> sqlx::Result<Option<LookLine>> {
    let row = sqlx::query_as!(
        LookRow,
        r#"select number, at, reader as "reader: MemberId", page, grants, link from look_log
           where owner = ? and reader = ? order by number desc limit 1"#,
        owner,
        reader
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(LookLine::from))
}

/// The lines before this one, the latest first.
pub async fn before(
    read: &mut SqliteConnection,
    owner: MemberId,
    number: i64,
    most: i64,
) -> sqlx::Result<Vec<LookLine>> {
    let rows = sqlx::query_as!(
        LookRow,
        r#"select number, at, reader as "reader: MemberId", page, grants, link from look_log
           where owner = ? and number < ? order by number desc limit ?"#,
        owner,
        number,
        most
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().map(LookLine::from).collect())
}

/// The lines after this one, the earliest first.
pub async fn after(
    read: &mut SqliteConnection,
    owner: MemberId,
    number: i64,
    most: i64,
) -> sqlx::Result<Vec<LookLine>> {
    let rows = sqlx::query_as!(
        LookRow,
        r#"select number, at, reader as "reader: MemberId", page, grants, link from look_log
           where owner = ? and number > ? order by number limit ?"#,
        owner,
        number,
        most
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().map(LookLine::from).collect())
}

/// Whether a number is missing among its lines, which are counted from 1.
pub async fn has_gap(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<bool> {
    let lines = sqlx::query!(
        r#"select count(*) as "many!: i64", coalesce(max(number), 0) as "last!: i64" from look_log where owner = ?"#,
        owner
    )
    .fetch_one(read)
    .await?;
    Ok(lines.many != lines.last)
}
