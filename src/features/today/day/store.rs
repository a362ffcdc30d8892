//! A day's rows in the database.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::DayRecords;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::{Private as _, StoredRow};
use crate::base::words::days_before;
use crate::features::people::Contact;
use crate::features::people::mentions::Mentions;
use crate::features::people::rhythms::Rhythm;
use crate::model::reflection::{ASK_AGAIN_UNTIL, Attempt, LEADS_ON_FOR, Reflection};
use crate::model::steps::own::OwnStep;
use crate::model::suggestion::{CheckIn, Suggestion};
use crate::records::portion::TOGETHER;
use crate::records::suggestions::store::StoredSuggestion;

/// A row of any of the tables.
struct DayRow {
    /// Its table, or its kind among the entries.
    source: String,
    id: Id,
    day: String,
    open: bool,
    revision: i64,
    key: Vec<u8>,
    body: Vec<u8>,
}

/// The most suggestions of a day, and the most that was begun lately.
const ROWS: i64 = 1_000;

pub async fn day(read: &mut SqliteConnection, owner: MemberId, day: Date) -> sqlx::Result<DayRecords> {
    let [today, since, lately] =
        [day, days_before(day, ASK_AGAIN_UNTIL), days_before(day, LEADS_ON_FOR)].map(|day| day.to_string());
    let rows = sqlx::query_as!(
        DayRow,
        r#"select 'check_ins' as "source!", id as "id!: Id", day as "day!", 0 as "open!: bool", revision as "revision!",
             key as "key!", body as "body!"
             from check_ins where owner = ?1 and day between ?4 and ?2
           union all select * from (select 'suggestions', id, day, open, revision, key, body
             from suggestions where owner = ?1 and day = ?2 order by open desc, id desc limit ?10)
           union all select * from (select 'attempts', id, day, open, revision, key, body
             from attempts where owner = ?1 and open = 1 and day >= ?3 order by day desc, id desc limit ?10)
           union all select * from (select 'tried', a.id, a.day, a.open, a.revision, a.key, a.body
             from reflections r join attempts a on a.id = r.id and a.owner = r.owner
             where r.owner = ?1 and r.removed_at is null and r.day between ?4 and ?2 limit ?10)
           union all select 'reflections', id, day, 0, revision, key, body
             from reflections where owner = ?1 and id in (
               select id from (
                 select id, sum(length(body)) over (order by day desc, id desc) as bytes
                 from reflections where owner = ?1 and removed_at is null and day between ?3 and ?2)
               where bytes <= ?9)
           union all select kind, id, day, 0, revision, key, body
             from entries where owner = ?1 and id in (
               select id from (
                 select id, sum(length(body)) over (partition by kind order by day desc, id desc) as bytes
                 from entries where owner = ?1 and kind in (?5, ?6, ?7, ?8) and removed_at is null)
               where bytes <= ?9)"#,
        owner,
        today,
        since,
        lately,
        OwnStep::NAME,
        Contact::NAME,
        Rhythm::NAME,
        Mentions::NAME,
        TOGETHER.bytes,
        ROWS
    )
    .fetch_all(read)
    .await?;
    Ok(sorted(rows, day))
}

fn sorted(rows: Vec<DayRow>, today: Date) -> DayRecords {
    let mut found = DayRecords::default();
    for DayRow { source, id, day, open, revision, key, body } in rows {
        let row = StoredRow { id, day, revision, key, body };
        match source.as_str() {
            CheckIn::NAME => found.begun.push(row.into()),
            Suggestion::NAME => found.suggestions.push(StoredSuggestion { row: row.into(), open }),
            Attempt::NAME => found.trying.push(row.into()),
            "tried" => found.tried.push(row.into()),
            Reflection::NAME => found.told.push(row.into()),
            OwnStep::NAME => found.own_steps.push(row.into()),
            Contact::NAME => found.people.push(row.into()),
            Rhythm::NAME => found.rhythms.push(row.into()),
            Mentions::NAME => found.namings = Some(row.into()),
            _ => {}
        }
    }
    found.check_in = found.begun.extract_if(.., |row| row.day == today).next();
    found.trying.sort_by_key(|row| std::cmp::Reverse(row.day));
    found.own_steps.sort_by_key(|row| *row.id.as_bytes());
    found
}
