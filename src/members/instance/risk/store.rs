//! Versions of the page for an emergency in the database.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::RiskPage;
use crate::base::db::Write;

pub async fn latest(read: &mut SqliteConnection) -> sqlx::Result<Option<RiskPage>> {
    sqlx::query_as!(RiskPage, "select number, words from risk_pages order by number desc limit 1")
        .fetch_optional(read)
        .await
}

/// Adds a version, unless the latest says the same, as where a form is sent twice.
pub async fn add(write: &mut Write, words: &str, day: Date) -> sqlx::Result<()> {
    let day = day.to_string();
    sqlx::query!(
        "insert into risk_pages (number, words, made_on)
         select coalesce((select max(number) from risk_pages), 0) + 1, ?1, ?2
         where not exists (select 1 from risk_pages
             where words = ?1 and number = (select max(number) from risk_pages))",
        words,
        day
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}
