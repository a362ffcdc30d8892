//! Attempts and reflections in the database.

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::{SealedRow, StoredRow};
use crate::base::vault::Sealed;
use crate::model::reflection::{Attempt, Reflection};
use crate::records::portion::{A_PAGE, A_PART, Before, FirstRows, Most, TOGETHER_MOST, first, portion, together};

#[derive(Debug)]
pub struct AttemptPair {
    pub attempt: SealedRow<Attempt>,
    pub reflection: Option<SealedRow<Reflection>>,
    /// Whether the look back was removed (and can still be brought back).
    pub removed: bool,
}

struct AttemptPairRow {
    id: Id,
    day: String,
    revision: i64,
    key: Vec<u8>,
    body: Vec<u8>,
    r_day: Option<String>,
    r_revision: Option<i64>,
    r_key: Option<Vec<u8>>,
    r_body: Option<Vec<u8>>,
    removed_at: Option<i64>,
}

impl AttemptPairRow {
    /// In bytes.
    fn size(&self) -> usize {
        self.body.len() + self.r_body.as_ref().map_or(0, Vec::len)
    }
}

impl From<AttemptPairRow> for AttemptPair {
    fn from(row: AttemptPairRow) -> Self {
        let reflection = match (row.r_day, row.r_revision, row.r_key, row.r_body) {
            (Some(day), Some(revision), Some(key), Some(body)) => {
                let stored = StoredRow { id: row.id, day, revision, key, body };
                Some(SealedRow::from(stored).removed_if(row.removed_at.is_some()))
            }
            _ => None,
        };
        let attempt =
            StoredRow { id: row.id, day: row.day, revision: row.revision, key: row.key, body: row.body }.into();
        Self { attempt, reflection, removed: row.removed_at.is_some() }
    }
}

pub async fn pair(read: &mut SqliteConnection, owner: MemberId, id: Id) -> sqlx::Result<Option<AttemptPair>> {
    let row = sqlx::query_as!(
        AttemptPairRow,
        r#"select a.id as "id: Id", a.day, a.revision, a.key, a.body, r.day as "r_day?", r.revision as "r_revision?",
             r.key as "r_key?", r.body as "r_body?", r.removed_at as "removed_at?"
           from attempts a left join reflections r on r.id = a.id and r.owner = a.owner
           where a.owner = ? and a.id = ?"#,
        owner,
        id
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(AttemptPair::from))
}

/// The latest attempts with their reflections, of which removed ones are left out, by their days.
pub async fn pairs(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<AttemptPair>> {
    let rows = sqlx::query_as!(
        AttemptPairRow,
        r#"select a.id as "id: Id", a.day, a.revision, a.key, a.body, r.day as "r_day?", r.revision as "r_revision?",
             r.key as "r_key?", r.body as "r_body?", r.removed_at as "removed_at?"
           from attempts a left join reflections r on r.id = a.id and r.owner = a.owner and r.removed_at is null
           where a.owner = ? order by a.day desc, a.id desc limit ?"#,
        owner,
        TOGETHER_MOST
    )
    .fetch(read);
    let mut rows = together(rows, AttemptPairRow::size).await?;
    rows.reverse();
    Ok(rows.into_iter().map(AttemptPair::from).collect())
}

/// A portion of what was told of attempts, the latest day first.
pub async fn told(
    read: &mut SqliteConnection,
    owner: MemberId,
    before: &Before,
) -> sqlx::Result<Vec<SealedRow<Reflection>>> {
    let Before { day, id } = before;
    let rows = sqlx::query_as!(
        StoredRow,
        r#"select id as "id: Id", day, revision, key, body from reflections
           where owner = ? and removed_at is null and (day, id) < (?, ?) order by day desc, id desc"#,
        owner,
        day,
        id
    )
    .fetch(read);
    Ok(portion(rows, |row| row).await?.into_iter().map(SealedRow::from).collect())
}

/// The pairs looked back on from a day on, and before a place, the latest day first.
pub async fn looked_back(
    read: &mut SqliteConnection,
    owner: MemberId,
    from: Date,
    before: &Before,
    most: Most,
) -> sqlx::Result<Vec<AttemptPair>> {
    let (from, Before { day, id }, limit) = (from.to_string(), before, most.and_one());
    let rows = sqlx::query_as!(
        AttemptPairRow,
        r#"select a.id as "id: Id", a.day, a.revision, a.key, a.body, r.day as "r_day?", r.revision as "r_revision?",
             r.key as "r_key?", r.body as "r_body?", r.removed_at as "removed_at?"
           from reflections r join attempts a on a.id = r.id and a.owner = r.owner
           where r.owner = ? and r.removed_at is null and r.day >= ? and (r.day, r.id) < (?, ?)
           order by r.day desc, r.id desc limit ?"#,
        owner,
        from,
        day,
        id,
        limit
    )
    .fetch(read);
    Ok(first(rows, most, AttemptPairRow::size).await?.map(AttemptPair::from).rows)
}

/// The pairs whose look back was removed since `long_ago`, from `skip` on, as many as fit on a page, the latest removed first.
pub async fn removed(
    read: &mut SqliteConnection,
    owner: MemberId,
    long_ago: Timestamp,
    skip: i64,
) -> sqlx::Result<FirstRows<AttemptPair>> {
    let (long_ago, limit) = (long_ago.as_second(), A_PAGE.and_one());
    let rows = sqlx::query_as!(
        AttemptPairRow,
        r#"select a.id as "id: Id", a.day, a.revision, a.key, a.body, r.day as "r_day?", r.revision as "r_revision?",
             r.key as "r_key?", r.body as "r_body?", r.removed_at as "removed_at?"
           from reflections r join attempts a on a.id = r.id and a.owner = r.owner
           where r.owner = ? and r.removed_at > ? order by r.removed_at desc, r.id desc limit ? offset ?"#,
        owner,
        long_ago,
        limit,
        skip
    )
    .fetch(read);
    Ok(first(rows, A_PAGE, AttemptPairRow::size).await?.map(AttemptPair::from))
}

/// The latest day looked back on before a place, from which on a page of reflections starts.
pub async fn day_before(read: &mut SqliteConnection, owner: MemberId, before: &Before) -> sqlx::Result<Option<Date>> {
    let Before { day, id } = before;
    let day = sqlx::query_scalar!(
        r#"select max(day) as "day: String" from reflections
           where owner = ? and removed_at is null and (day, id) < (?, ?)"#,
        owner,
        day,
        id
    )
    .fetch_one(read)
    .await?;
    Ok(day.and_then(|day| day.parse().ok()))
}

/// Adds the reflection on an attempt, which closes it. `false` if there is one already.
pub async fn add_reflection(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    day: Date,
    sealed: &Sealed<Reflection>,
) -> sqlx::Result<bool> {
    let (day, key, body) = (day.to_string(), sealed.key(), sealed.body());
    let done = sqlx::query!(
        "insert into reflections (id, owner, day, revision, key, body) values (?, ?, ?, 1, ?, ?)
         on conflict (id) do nothing",
        id,
        owner,
        day,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!("update attempts set open = 0 where owner = ? and id = ?", owner, id).execute(&mut **write).await?;
    Ok(done.rows_affected() == 1)
}

/// Stores an edited reflection, if `revision` is the one that follows what is stored. `false` if it is not.
pub async fn save_reflection(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    revision: i64,
    sealed: &Sealed<Reflection>,
) -> sqlx::Result<bool> {
    let (key, body, before) = (sealed.key(), sealed.body(), revision - 1);
    let done = sqlx::query!(
        "update reflections set revision = ?, key = ?, body = ?, removed_at = null
         where owner = ? and id = ? and revision = ?",
        revision,
        key,
        body,
        owner,
        id,
        before
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes a reflection at `removed_at`, or brings it back where that is none, with the key that goes with it. `false` if
/// there is none to.
pub async fn mark_removed(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    removed_at: Option<Timestamp>,
    key: Option<&[u8]>,
) -> sqlx::Result<bool> {
    let removed_at = removed_at.map(Timestamp::as_second);
    let done = sqlx::query!(
        "update reflections set removed_at = ?, key = coalesce(?, key) where owner = ? and id = ?",
        removed_at,
        key,
        owner,
        id
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes away for good a part of what was removed before `long_ago`. `false` once there is none.
pub async fn tidy(write: &mut Write, long_ago: Timestamp) -> sqlx::Result<bool> {
    let long_ago = long_ago.as_second();
    let done = sqlx::query!(
        "delete from reflections where id in (
             select id from (
                 select id, row_number() over oldest as place, sum(size) over oldest as bytes
                 from (select id, removed_at, length(body) as size from reflections
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

/// Takes some of a member's look backs away for good. `false` once there are none.
// Without the plus, all of theirs would be gone through for every part.
pub async fn remove_some(write: &mut Write, owner: MemberId) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "delete from reflections where +owner = ?1 and id in (
             select id from (
                 select id, row_number() over earliest as place, sum(size) over earliest as bytes
                 from (select id, day, length(body) as size from reflections where owner = ?1 order by day limit ?2)
                 window earliest as (order by day, id))
             where place = 1 or bytes <= ?3)",
        owner,
        A_PART.rows,
        A_PART.bytes
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() > 0)
}
