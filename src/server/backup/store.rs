//! Copying the database, and looking into one without changing it.

use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use crate::base::db::{MIGRATIONS, NEWER, Write};
use crate::base::ids::Id;

/// How a file's tables stand to those this program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    Current,
    /// From an earlier Handrail: brought up to date when it is opened.
    Earlier,
    /// From a later Handrail, or from a changed one.
    Unknown,
}

impl Schema {
    /// # Errors
    /// If this program must not touch the file.
    pub fn ensure_readable(self) -> anyhow::Result<()> {
        anyhow::ensure!(self != Self::Unknown, NEWER);
        Ok(())
    }

    /// # Errors
    /// If this program must not touch the file, or would bring it up to date under a server that is an earlier one.
    pub fn ensure_current(self) -> anyhow::Result<()> {
        self.ensure_readable()?;
        anyhow::ensure!(
            self == Self::Current,
            "the database was last used by an earlier Handrail than this one ({}). Start the server once with this one, \
             which brings it up to date, or use the program that serves it",
            env!("CARGO_PKG_VERSION")
        );
        Ok(())
    }
}

/// Opens a file for looking only: nothing is made, brought up to date or folded in. A copy made through it is wiped where
/// rows move while it is filled, as it takes over `secure_delete`.
pub async fn look(file: &Path) -> sqlx::Result<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .read_only(true)
        .pragma("trusted_schema", "off")
        .pragma("secure_delete", "on")
        .pragma("cell_size_check", "on")
        .pragma("temp_store", "memory");
    options.connect().await
}

/// Closes what [`look`] opened.
pub async fn close(look: SqliteConnection) -> anyhow::Result<()> {
    Ok(look.close().await?)
}

/// Writes a consistent copy of the whole database into a new file, while others read and write.
pub async fn copy(look: &mut SqliteConnection, into: &str) -> sqlx::Result<()> {
    // Not something the compiler can check against the tables.
    sqlx::query("vacuum into ?").bind(into).execute(look).await?;
    Ok(())
}

/// Takes out of a copy what must not come to life again with it: sessions that were ended since, and links that were
/// used since. Each of these lets somebody in, is soon over, and is made anew in a moment. Consents sleep, since some were
/// taken back since, until their owners wake them; so do groups, of which somebody may have been removed since.
pub async fn strip_credentials(write: &mut Write) -> sqlx::Result<()> {
    sqlx::query!("delete from sessions").execute(&mut **write).await?;
    sqlx::query!("delete from invitations").execute(&mut **write).await?;
    sqlx::query!("delete from resets").execute(&mut **write).await?;
    // One that was used lets nobody in, and is all by which its maker recognises whoever came by it.
    sqlx::query!(
        "delete from connect_links where used_at is null or id not in (select link from connections where link is not null)"
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!("delete from group_links where used_at is null").execute(&mut **write).await?;
    sqlx::query!("update groups set asleep = 1").execute(&mut **write).await?;
    // Closed rather than gone: an answer that came by one is not taken along with it.
    sqlx::query!("update links set closed = 1").execute(&mut **write).await?;
    sqlx::query!("update grants set asleep = 1, slept_by = 'backup' where asleep = 0").execute(&mut **write).await?;
    sqlx::query!("update instance set set_up_token = null").execute(&mut **write).await?;
    Ok(())
}

pub async fn schema(look: &mut SqliteConnection) -> sqlx::Result<Schema> {
    // This table is sqlx's own, so the compiler does not know it.
    let applied: Vec<(i64, Vec<u8>)> =
        sqlx::query_as("select version, checksum from _sqlx_migrations order by version").fetch_all(look).await?;
    let ours: Vec<_> = MIGRATIONS.iter().map(|one| (one.version, one.checksum.to_vec())).collect();
    Ok(match ours.strip_prefix(applied.as_slice()) {
        Some([]) => Schema::Current,
        Some(_) => Schema::Earlier,
        None => Schema::Unknown,
    })
}

/// What is wrong with the file itself, in SQLite's words; they name tables and pages, never what is in them.
pub async fn faults(look: &mut SqliteConnection) -> sqlx::Result<Vec<String>> {
    let mut said: Vec<String> = sqlx::query_scalar("pragma integrity_check(20)").fetch_all(&mut *look).await?;
    said.retain(|line| line != "ok");
    let astray = sqlx::query("pragma foreign_key_check").fetch_all(look).await?.len();
    if astray > 0 {
        said.push(format!("{astray} rows belong to nobody"));
    }
    Ok(said)
}

/// The installation's id, and what its key file is recognised by.
pub async fn belongs_to(look: &mut SqliteConnection) -> sqlx::Result<Option<(Id, Vec<u8>)>> {
    let row = crate::members::instance::store::instance(look).await?;
    Ok(row.map(|row| (row.id, row.key_check)))
}

/// When somebody was last here, in seconds since 1970.
pub async fn last_seen(look: &mut SqliteConnection) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!(r#"select max(seen_at) as "seen_at: i64" from sessions"#).fetch_one(look).await
}
