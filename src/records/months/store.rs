//! The months that have something. Days stand beside the rows, so nothing is opened, and each month is one look into an index.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use crate::base::ids::MemberId;
use crate::base::sealed::Entry;

/// How many months, or years, a list leads to, the latest: twenty years of months.
const MOST: i64 = 240;

/// A day of each month that has entries of a kind, the latest first.
pub async fn of_entries<T: Entry>(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<Date>> {
    let kind = T::NAME;
    let days = sqlx::query_scalar!(
        r#"with recursive found (day) as (
             select max(day) from entries where owner = ?1 and kind = ?2 and removed_at is null
             union all
             select (select max(e.day) from entries e
                 where e.owner = ?1 and e.kind = ?2 and e.removed_at is null and e.day < substr(found.day, 1, 7))
             from found where found.day is not null limit ?3)
           select day as "day!: String" from found where day is not null"#,
        owner,
        kind,
        MOST
    )
    .fetch_all(read)
    .await?;
    Ok(dates(&days))
}

/// A day of each month in which something was looked back on, the latest first.
pub async fn of_reflections(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<Date>> {
    let days = sqlx::query_scalar!(
        r#"with recursive found (day) as (
             select max(day) from reflections where owner = ?1 and removed_at is null
             union all
             select (select max(r.day) from reflections r
                 where r.owner = ?1 and r.removed_at is null and r.day < substr(found.day, 1, 7))
             from found where found.day is not null limit ?2)
           select day as "day!: String" from found where day is not null"#,
        owner,
        MOST
    )
    .fetch_all(read)
    .await?;
    Ok(dates(&days))
}

/// A day of each year in which something was told of a day or of a step, the latest first.
pub async fn years_told(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<Date>> {
    let days = sqlx::query_scalar!(
        r#"with recursive found (day) as (
             select 'z'
             union all
             select max(
                 coalesce((select max(r.day) from reflections r
                     where r.owner = ?1 and r.removed_at is null and r.day < substr(found.day, 1, 4)), ''),
                 coalesce((select max(c.day) from check_ins c
                     where c.owner = ?1 and c.day < substr(found.day, 1, 4)), ''))
             from found where found.day <> '' limit ?2)
           select day as "day!: String" from found where day between '0' and '9z'"#,
        owner,
        MOST
    )
    .fetch_all(read)
    .await?;
    Ok(dates(&days))
}

fn dates(days: &[String]) -> Vec<Date> {
    days.iter().filter_map(|day| day.parse().ok()).collect()
}
