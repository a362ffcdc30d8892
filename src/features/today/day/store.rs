//! A day's rows in the database.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::DayRecords;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::StoredRow;
use crate::base::words::days_before;
use crate::model::reflection::{ASK_AGAIN_AFTER, ASK_AGAIN_UNTIL};
use crate::records::suggestions::store::StoredSuggestion;

/// A row of any of the tables.
struct DayRow {
    sort: i64,
    id: Id,
    day: String,
    revision: i64,
    key: Vec<u8>,
    body: Vec<u8>,
}

/// Which table, and whether it is open.
const CHECK_IN: i64 = 0;
const CLOSED: i64 = 1;
const OPEN: i64 = 2;
const TRYING: i64 = 3;
const TOLD: i64 = 4;
const OWN_STEP: i64 = 5;
const PERSON: i64 = 6;
const RHYTHM: i64 = 7;

pub async fn day(read: &mut SqliteConnection, owner: MemberId, day: Date) -> sqlx::Result<DayRecords> {
    let [today, since, until] =
        [day, days_before(day, ASK_AGAIN_UNTIL), days_before(day, ASK_AGAIN_AFTER)].map(|day| day.to_string());
    let rows = sqlx::query_as!(
        DayRow,
        r#"select 0 as "sort!: i64", id as "id!: Id", day as "day!", revision as "revision!", key as "key!", body as "body!"
             from check_ins where owner = ?1 and day = ?2
           union all select 1 + open, id, day, revision, key, body
             from suggestions where owner = ?1 and day = ?2
           union all select 3, id, day, revision, key, body
             from attempts where owner = ?1 and open = 1 and day >= ?3
           union all select 4, id, day, revision, key, body
             from reflections where owner = ?1 and removed_at is null and day between ?3 and ?4
           union all
           select case kind when 'own_steps' then 5 when 'people' then 6 when 'rhythms' then 7 else 8 end,
               id, day, revision, key, body
             from entries where owner = ?1 and kind in ('own_steps', 'people', 'rhythms', 'namings')
               and removed_at is null"#,
        owner,
        today,
        since,
        until
    )
    .fetch_all(read)
    .await?;
    Ok(sorted(rows))
}

fn sorted(rows: Vec<DayRow>) -> DayRecords {
    let mut found = DayRecords::default();
    for DayRow { sort, id, day, revision, key, body } in rows {
        let row = StoredRow { id, day, revision, key, body };
        match sort {
            CHECK_IN => found.check_in = Some(row.into()),
            CLOSED | OPEN => found.suggestions.push(StoredSuggestion { row: row.into(), open: sort == OPEN }),
            TRYING => found.trying.push(row.into()),
            TOLD => found.told.push(row.into()),
            OWN_STEP => found.own_steps.push(row.into()),
            PERSON => found.people.push(row.into()),
            RHYTHM => found.rhythms.push(row.into()),
            _ => found.namings = Some(row.into()),
        }
    }
    found.trying.sort_by_key(|row| std::cmp::Reverse(row.day));
    found.own_steps.sort_by_key(|row| *row.id.as_bytes());
    found
}
