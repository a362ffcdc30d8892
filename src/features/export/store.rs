//! All private rows of one person, read to go along and written where they are taken in.

use sqlx::SqliteConnection;

use super::parts::ExportPart;
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::{Private as _, StoredRow};
use crate::model::ladder::Ladder;
use crate::model::reflection::{Attempt, Reflection};
use crate::model::suggestion::{CheckIn, Suggestion};
use crate::records::table::SealedParts;

/// How much a row takes.
#[derive(Debug)]
pub struct RowSize {
    pub day: String,
    pub id: Id,
    /// In bytes of its sealed body.
    pub size: i64,
}

/// A row of any table, as it is stored.
#[derive(Debug)]
pub struct ExportRow {
    /// Its table, or its kind among the entries.
    pub table: String,
    /// Whether it is open, where that can be said of it.
    pub open: bool,
    /// When it was removed, in seconds since 1970.
    pub removed_at: Option<i64>,
    pub row: StoredRow,
}

struct ExportColumns {
    name: String,
    id: Id,
    day: String,
    open: bool,
    revision: i64,
    key: Vec<u8>,
    body: Vec<u8>,
    removed_at: Option<i64>,
}

impl From<ExportColumns> for ExportRow {
    fn from(columns: ExportColumns) -> Self {
        let ExportColumns { name, id, day, open, revision, key, body, removed_at } = columns;
        Self { table: name, open, removed_at, row: StoredRow { id, day, revision, key, body } }
    }
}

/// The day, id and size of every private row of a person, the earliest day first.
pub async fn sizes(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<RowSize>> {
    sqlx::query_as!(
        RowSize,
        r#"select day as "day!: String", id as "id!: Id", size as "size!: i64" from (
             select day, id, length(body) as size from check_ins where owner = ?1
             union all select day, id, length(body) from suggestions where owner = ?1
             union all select day, id, length(body) from attempts where owner = ?1
             union all select day, id, length(body) from reflections where owner = ?1
             union all select day, id, length(body) from ladders where owner = ?1
             union all select day, id, length(body) from entries where owner = ?1)
           order by day, id"#,
        owner
    )
    .fetch_all(read)
    .await
}

/// Every private row of a person in one part, the earliest day first.
pub async fn rows(read: &mut SqliteConnection, owner: MemberId, part: &ExportPart) -> sqlx::Result<Vec<ExportRow>> {
    let ExportPart { after: (after, after_id), to: (to, to_id) } = part;
    let rows = sqlx::query_as!(
        ExportColumns,
        r#"select 'check_ins' as "name!: String", id as "id!: Id", day as "day!: String", 0 as "open!: bool",
             revision as "revision!: i64", key as "key!: Vec<u8>", body as "body!: Vec<u8>", null as "removed_at?: i64"
             from check_ins where owner = ?1 and (day, id) > (?2, ?3) and (day, id) <= (?4, ?5)
           union all select 'suggestions', id, day, open, revision, key, body, null from suggestions
             where owner = ?1 and (day, id) > (?2, ?3) and (day, id) <= (?4, ?5)
           union all select 'attempts', id, day, open, revision, key, body, null from attempts
             where owner = ?1 and (day, id) > (?2, ?3) and (day, id) <= (?4, ?5)
           union all select 'reflections', id, day, 0, revision, key, body, removed_at from reflections
             where owner = ?1 and (day, id) > (?2, ?3) and (day, id) <= (?4, ?5)
           union all select 'ladders', id, day, 0, revision, key, body, null from ladders
             where owner = ?1 and (day, id) > (?2, ?3) and (day, id) <= (?4, ?5)
           union all select kind, id, day, 0, revision, key, body, removed_at from entries
             where owner = ?1 and (day, id) > (?2, ?3) and (day, id) <= (?4, ?5)
           order by day, id"#,
        owner,
        after,
        after_id,
        to,
        to_id
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().map(ExportRow::from).collect())
}

#[derive(Debug)]
pub struct ImportRow {
    /// Its table, or its kind among the entries.
    pub table: &'static str,
    pub id: Id,
    /// Its local day, as `YYYY-MM-DD`.
    pub day: String,
    pub open: bool,
    /// When it was removed, in seconds since 1970.
    pub removed_at: Option<i64>,
    pub shut: SealedParts,
}

/// A row that has one of the ids asked for.
#[derive(Debug)]
pub struct TakenId {
    pub id: Id,
    pub own: bool,
}

/// Which of these two ids something has here, of theirs or of somebody else's.
pub async fn taken(read: &mut SqliteConnection, owner: MemberId, first: Id, second: Id) -> sqlx::Result<Vec<TakenId>> {
    sqlx::query_as!(
        TakenId,
        r#"select id as "id!: Id", owner = ?3 as "own!: bool" from (
             select id, owner from entries union all select id, owner from check_ins
             union all select id, owner from suggestions union all select id, owner from attempts
             union all select id, owner from ladders)
           where id in (?1, ?2)"#,
        first,
        second,
        owner
    )
    .fetch_all(read)
    .await
}

/// The tables that are no entries. Each has its insert below; a test holds that no other is registered.
pub const TABLES: [&str; 5] = [CheckIn::NAME, Suggestion::NAME, Attempt::NAME, Reflection::NAME, Ladder::NAME];

/// Takes a row in. `false` where one like it is there already, or it belongs to one that is not theirs.
pub async fn put(write: &mut Write, owner: MemberId, new: &ImportRow) -> sqlx::Result<bool> {
    let ImportRow { table, id, day, open, removed_at, shut } = new;
    let (key, body) = (&shut.key, &shut.body);
    let done = match *table {
        CheckIn::NAME => {
            sqlx::query!(
                "insert into check_ins (id, owner, day, revision, key, body) values (?, ?, ?, 1, ?, ?)
                 on conflict do nothing",
                id,
                owner,
                day,
                key,
                body
            )
            .execute(&mut **write)
            .await?
        }
        // One suggestion is open at a time, and what is there now comes first.
        Suggestion::NAME => {
            sqlx::query!(
                "insert into suggestions (id, owner, day, open, revision, key, body)
                 values (?1, ?2, ?3, ?4 and not exists (select 1 from suggestions where owner = ?2 and open = 1), 1, ?5, ?6)
                 on conflict do nothing",
                id,
                owner,
                day,
                open,
                key,
                body
            )
            .execute(&mut **write)
            .await?
        }
        Attempt::NAME => {
            sqlx::query!(
                "insert into attempts (id, owner, day, open, revision, key, body) values (?, ?, ?, ?, 1, ?, ?)
                 on conflict do nothing",
                id,
                owner,
                day,
                open,
                key,
                body
            )
            .execute(&mut **write)
            .await?
        }
        Reflection::NAME => {
            sqlx::query!(
                "insert into reflections (id, owner, day, revision, key, body, removed_at)
                 select ?1, ?2, ?3, 1, ?4, ?5, ?6 where exists (select 1 from attempts where id = ?1 and owner = ?2)
                 on conflict do nothing",
                id,
                owner,
                day,
                key,
                body,
                removed_at
            )
            .execute(&mut **write)
            .await?
        }
        Ladder::NAME => {
            sqlx::query!(
                "insert into ladders (id, owner, day, revision, key, body) values (?, ?, ?, 1, ?, ?)
                 on conflict do nothing",
                id,
                owner,
                day,
                key,
                body
            )
            .execute(&mut **write)
            .await?
        }
        kind => {
            sqlx::query!(
                "insert into entries (id, owner, kind, day, revision, key, body, removed_at)
                 values (?, ?, ?, ?, 1, ?, ?, ?) on conflict do nothing",
                id,
                owner,
                kind,
                day,
                key,
                body,
                removed_at
            )
            .execute(&mut **write)
            .await?
        }
    };
    Ok(done.rows_affected() == 1)
}
