//! Check-ins and suggestions in the database.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::{SealedRow, StoredRow};
use crate::base::vault::Sealed;
use crate::model::suggestion::{CheckIn, Suggestion};
use crate::records::portion::{TOGETHER_MOST, together};

pub async fn check_in(
    read: &mut SqliteConnection,
    owner: MemberId,
    day: Date,
) -> sqlx::Result<Option<SealedRow<CheckIn>>> {
    let day = day.to_string();
    let row = sqlx::query_as!(
        StoredRow,
        r#"select id as "id: Id", day, revision, key, body from check_ins where owner = ? and day = ?"#,
        owner,
        day
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(SealedRow::from))
}

/// The latest check-ins, by their days.
pub async fn check_ins(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<SealedRow<CheckIn>>> {
    let rows = sqlx::query_as!(
        StoredRow,
        r#"select id as "id: Id", day, revision, key, body from check_ins where owner = ? order by day desc, id desc limit ?"#,
        owner,
        TOGETHER_MOST
    )
    .fetch(read);
    Ok(together(rows, |row| row.body.len()).await?.into_iter().rev().map(SealedRow::from).collect())
}

/// The check-ins from `from` on, and before `before`.
pub async fn check_ins_between(
    read: &mut SqliteConnection,
    owner: MemberId,
    from: Date,
    before: Date,
) -> sqlx::Result<Vec<SealedRow<CheckIn>>> {
    let (from, before) = (from.to_string(), before.to_string());
    let rows = sqlx::query_as!(
        StoredRow,
        r#"select id as "id: Id", day, revision, key, body from check_ins where owner = ? and day >= ? and day < ?
           order by day desc limit ?"#,
        owner,
        from,
        before,
        TOGETHER_MOST
    )
    .fetch(read);
    Ok(together(rows, |row| row.body.len()).await?.into_iter().map(SealedRow::from).collect())
}

/// Stores a check-in, in place of the day's earlier one, whose id it keeps.
pub async fn save_check_in(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    day: Date,
    revision: i64,
    sealed: &Sealed<CheckIn>,
) -> sqlx::Result<()> {
    let (day, key, body) = (day.to_string(), sealed.key(), sealed.body());
    sqlx::query!(
        "insert into check_ins (id, owner, day, revision, key, body) values (?, ?, ?, ?, ?, ?)
         on conflict (owner, day) do update set revision = excluded.revision, key = excluded.key, body = excluded.body",
        id,
        owner,
        day,
        revision,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// The day of the last check-in before `day`.
pub async fn last_day_before(read: &mut SqliteConnection, owner: MemberId, day: Date) -> sqlx::Result<Option<Date>> {
    let day = day.to_string();
    let last = sqlx::query_scalar!(
        r#"select max(day) as "day: String" from check_ins where owner = ? and day < ?"#,
        owner,
        day
    )
    .fetch_one(read)
    .await?;
    Ok(last.and_then(|day| day.parse().ok()))
}

/// The day of the first check-in.
pub async fn first_day(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Option<Date>> {
    let first = sqlx::query_scalar!(r#"select min(day) as "day: String" from check_ins where owner = ?"#, owner)
        .fetch_one(read)
        .await?;
    Ok(first.and_then(|day| day.parse().ok()))
}

#[derive(Debug)]
pub struct StoredSuggestion {
    pub row: SealedRow<Suggestion>,
    /// Whether it waits for an answer.
    pub open: bool,
}

struct StoredSuggestionRow {
    id: Id,
    day: String,
    open: bool,
    revision: i64,
    key: Vec<u8>,
    body: Vec<u8>,
}

impl From<StoredSuggestionRow> for StoredSuggestion {
    fn from(row: StoredSuggestionRow) -> Self {
        let StoredSuggestionRow { id, day, open, revision, key, body } = row;
        Self { row: StoredRow { id, day, revision, key, body }.into(), open }
    }
}

pub async fn suggestion(
    read: &mut SqliteConnection,
    owner: MemberId,
    id: Id,
) -> sqlx::Result<Option<StoredSuggestion>> {
    let row = sqlx::query_as!(
        StoredSuggestionRow,
        r#"select id as "id: Id", day, open as "open: bool", revision, key, body from suggestions
           where owner = ? and id = ?"#,
        owner,
        id
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(StoredSuggestion::from))
}

pub async fn on_day(read: &mut SqliteConnection, owner: MemberId, day: Date) -> sqlx::Result<Vec<StoredSuggestion>> {
    let day = day.to_string();
    let rows = sqlx::query_as!(
        StoredSuggestionRow,
        r#"select id as "id: Id", day, open as "open: bool", revision, key, body from suggestions
           where owner = ? and day = ? order by open desc, id desc limit ?"#,
        owner,
        day,
        TOGETHER_MOST
    )
    .fetch(read);
    Ok(together(rows, |row| row.body.len()).await?.into_iter().map(StoredSuggestion::from).collect())
}

/// The latest suggestions, by their days.
pub async fn suggestions(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<SealedRow<Suggestion>>> {
    let rows = sqlx::query_as!(
        StoredRow,
        r#"select id as "id: Id", day, revision, key, body from suggestions where owner = ? order by day desc, id desc limit ?"#,
        owner,
        TOGETHER_MOST
    )
    .fetch(read);
    Ok(together(rows, |row| row.body.len()).await?.into_iter().rev().map(SealedRow::from).collect())
}

/// Adds a suggestion, which is open then. There must be no other open one.
pub async fn add_suggestion(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    day: Date,
    sealed: &Sealed<Suggestion>,
) -> sqlx::Result<()> {
    let (day, key, body) = (day.to_string(), sealed.key(), sealed.body());
    sqlx::query!(
        "insert into suggestions (id, owner, day, open, revision, key, body) values (?, ?, ?, 1, 1, ?, ?)",
        id,
        owner,
        day,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Stores the answer to an open suggestion, which closes it. `false` if it was closed already.
pub async fn answer_suggestion(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    revision: i64,
    sealed: &Sealed<Suggestion>,
) -> sqlx::Result<bool> {
    let (key, body) = (sealed.key(), sealed.body());
    let done = sqlx::query!(
        "update suggestions set open = 0, revision = ?, key = ?, body = ? where owner = ? and id = ? and open = 1",
        revision,
        key,
        body,
        owner,
        id
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Closes whatever is open without an answer: its day is over, or another takes its place. Silence says nothing.
pub async fn close_open(write: &mut Write, owner: MemberId) -> sqlx::Result<()> {
    sqlx::query!("update suggestions set open = 0 where owner = ? and open = 1", owner).execute(&mut **write).await?;
    Ok(())
}

pub async fn open_id(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Option<Id>> {
    sqlx::query_scalar!(r#"select id as "id: Id" from suggestions where owner = ? and open = 1"#, owner)
        .fetch_optional(read)
        .await
}
