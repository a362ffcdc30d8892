//! The log of what was done in a group, in the database.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{CareAct, CareLine};
use crate::base::db::Write;
use crate::base::ids::Id;

/// The last line's number and link.
pub async fn last(read: &mut SqliteConnection, place: Id) -> sqlx::Result<Option<(i64, [u8; 32])>> {
    let row = sqlx::query!("select number, link from care_log where place = ? order by number desc limit 1", place)
        .fetch_optional(read)
        .await?;
    Ok(row.map(|row| (row.number, row.link.try_into().unwrap_or([0; 32]))))
}

pub async fn add(write: &mut Write, place: Id, line: &CareLine) -> sqlx::Result<()> {
    let (at, what, vouches) = (line.at.as_second(), line.what.word(), line.link.as_slice());
    sqlx::query!(
        "insert into care_log (place, number, at, by, what, whom, link) values (?, ?, ?, ?, ?, ?, ?)",
        place,
        line.number,
        at,
        line.by,
        what,
        line.whom,
        vouches
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Every line, the first one first.
pub async fn all(read: &mut SqliteConnection, place: Id) -> sqlx::Result<Vec<CareLine>> {
    let rows = sqlx::query!(
        r#"select number, at, by as "by: Id", what, whom as "whom: Id", link from care_log where place = ? order by number"#,
        place
    )
    .fetch_all(read)
    .await?;
    let line = |number, at, by, what: &str, whom, link: Vec<u8>| {
        Some(CareLine {
            number,
            at: Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH),
            by,
            what: CareAct::from_word(what)?,
            whom,
            link: link.try_into().unwrap_or([0; 32]),
        })
    };
    Ok(rows.into_iter().filter_map(|row| line(row.number, row.at, row.by, &row.what, row.whom, row.link)).collect())
}
