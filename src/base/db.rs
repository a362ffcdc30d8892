//! Opens, checks and migrates the one database file, and holds the one way to write to it.

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Row as _, Sqlite, SqliteConnection};
use tokio::sync::OwnedSemaphorePermit;

use super::ids::Id;
use super::readers::{self, Read};

/// The oldest SQLite that is safe with a write-ahead log: earlier ones can corrupt the file when a checkpoint resets
/// the log while another connection writes (fixed in 3.51.3, <https://www.sqlite.org/wal.html#walresetbug>).
const OLDEST_SQLITE: i32 = 3_051_003;

/// How long somebody waits for a connection before they are asked to come back.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// How long SQLite waits for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The most that is taken away in one write, in rows and in bytes: while it goes on, everybody waits to write.
pub const PART_ROWS: i64 = 1_000;
pub const PART_BYTES: i64 = 4 * 1024 * 1024;

pub static MIGRATIONS: Migrator = sqlx::migrate!();

/// The database: several readers that cannot write, and a single writer.
#[derive(Clone, Debug)]
pub struct Db {
    readers: SqlitePool,
    writer: SqlitePool,
}

/// A write in progress: everything in it happens, or nothing. Dropped without [`Write::commit`], it is undone.
///
/// This is the only type with which a store may change a row. Besides keeping writes in one queue it works around
/// sqlx 0.9.0, which does not report a failing commit for `insert .. returning` outside a transaction. It speaks
/// `begin` and `commit` itself: sqlx's own transaction loses count when SQLite has already undone everything, as it
/// does on a full disk, and the connection would never write again.
#[derive(Debug)]
pub struct Write {
    connection: PoolConnection<Sqlite>,
    /// Its member's turn, over when dropped.
    _turn: Option<OwnedSemaphorePermit>,
}

/// What must hold for something to be written. It is looked at within the write, when nothing can change any more.
pub type WriteCondition = Arc<dyn for<'a> Fn(&'a mut SqliteConnection) -> Looking<'a> + Send + Sync>;
type Looking<'a> = Pin<Box<dyn Future<Output = sqlx::Result<bool>> + Send + 'a>>;

/// It does not hold, so nothing is written.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("what it was to be written under does not hold any more")]
pub struct HoldsNoMore;

tokio::task_local! {
    static CONDITION: WriteCondition;
}

/// Lets whatever goes on here write under this condition only, so that no handler can forget it.
pub async fn only_while<T>(condition: WriteCondition, goes_on: impl Future<Output = T>) -> T {
    CONDITION.scope(condition, goes_on).await
}

/// Takes the condition that holds here along to another thread.
pub fn under_the_same<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let condition = CONDITION.try_with(Arc::clone).ok();
    move || match condition {
        Some(condition) => CONDITION.sync_scope(condition, work),
        None => work(),
    }
}

impl Db {
    /// Opens the file, creating it if it is not there, and brings its tables up to date.
    pub async fn open(file: &Path, readers: u32) -> anyhow::Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("trusted_schema", "off")
            .pragma("cell_size_check", "on")
            .pragma("secure_delete", "on")
            .pragma("temp_store", "memory")
            .pragma("mmap_size", "0")
            .pragma("cache_size", "-8192");
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .after_release(|connection, _| Box::pin(undo_what_is_open(connection)))
            .connect_with(options.clone().create_if_missing(true))
            .await?;
        assert_settings(&mut *writer.acquire().await?).await?;
        MIGRATIONS.run(&writer).await.map_err(told)?;
        // The file does not go away as a server would, and asking first costs as much as a query.
        let readers = SqlitePoolOptions::new()
            .max_connections(readers)
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            .connect_with(options.pragma("query_only", "on"))
            .await?;
        Ok(Self { readers, writer })
    }

    /// A page takes one and keeps it to its end.
    pub async fn read(&self) -> sqlx::Result<Read> {
        readers::reader(&self.readers).await
    }

    /// Starts a write, waiting for the one before it to end.
    ///
    /// # Errors
    /// [`HoldsNoMore`] within [`sqlx::Error::Configuration`], where it goes on under a condition that does not hold.
    pub async fn write(&self) -> sqlx::Result<Write> {
        let turn = readers::writer_turn().await?;
        let mut connection = self.writer.acquire().await?;
        sqlx::raw_sql("begin immediate").execute(&mut *connection).await?;
        let mut write = Write { connection, _turn: turn };
        if let Ok(condition) = CONDITION.try_with(Arc::clone)
            && !condition(&mut write).await?
        {
            return Err(sqlx::Error::Configuration(HoldsNoMore.into()));
        }
        Ok(write)
    }

    /// Folds the write-ahead log into the file and empties it, so that what was taken away is gone from there too. Never in
    /// anybody's way: while somebody reads, it is left to the next time.
    pub async fn truncate_log(&self) {
        let writer = self.writer.clone();
        // A task of its own: a page that is given up must not leave the writer without its patience.
        let folded = tokio::spawn(async move { fold_in(&mut *writer.acquire().await?).await }).await;
        match folded {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!("the write-ahead log could not be emptied: {error}"),
            Err(error) => tracing::error!("emptying the write-ahead log broke off: {error}"),
        }
    }

    /// Closes every connection, folding the write-ahead log into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

impl Write {
    /// # Errors
    /// If it could not be made to last; then nothing of it happened.
    pub async fn commit(mut self) -> sqlx::Result<()> {
        sqlx::raw_sql("commit").execute(&mut *self.connection).await?;
        Ok(())
    }
}

impl Deref for Write {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.connection
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }
}

/// What is said of a file that a later program, or a changed one, has had in hand.
pub const NEWER: &str = concat!(
    "the database was written by a newer Handrail than this one (",
    env!("CARGO_PKG_VERSION"),
    "): use that one, or restore a backup that was made with this one"
);

fn told(error: MigrateError) -> anyhow::Error {
    match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) => anyhow::anyhow!(NEWER),
        error => error.into(),
    }
}

pub fn sqlite_version() -> &'static str {
    libsqlite3_sys::SQLITE_VERSION.to_str().unwrap_or_default()
}

/// Leaves the writer as the next one expects it. That nothing is open, after a commit or where SQLite undid everything
/// itself, is the usual case and no error.
async fn undo_what_is_open(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    let undone = sqlx::raw_sql("rollback").execute(connection).await;
    Ok(undone.is_ok() || matches!(undone, Err(sqlx::Error::Database(_))))
}

/// Does not wait for whoever reads, as it otherwise would, nor let others wait for that.
async fn fold_in(writer: &mut SqliteConnection) -> sqlx::Result<()> {
    sqlx::raw_sql("pragma busy_timeout = 0").execute(&mut *writer).await?;
    let folded = sqlx::raw_sql("pragma wal_checkpoint(truncate)").execute(&mut *writer).await;
    let timeout = format!("pragma busy_timeout = {}", BUSY_TIMEOUT.as_millis());
    sqlx::raw_sql(sqlx::AssertSqlSafe(timeout)).execute(writer).await?;
    folded.map(drop)
}

async fn assert_settings(connection: &mut SqliteConnection) -> anyhow::Result<()> {
    let new_enough = libsqlite3_sys::SQLITE_VERSION_NUMBER >= OLDEST_SQLITE;
    anyhow::ensure!(new_enough, "SQLite {} is too old to keep the file whole", sqlite_version());
    for (pragma, wanted) in [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("trusted_schema", "0"),
        ("cell_size_check", "1"),
        ("secure_delete", "1"),
        ("temp_store", "2"),
        ("mmap_size", "0"),
    ] {
        // A pragma cannot be checked at compile time, and its name cannot be bound.
        let found =
            sqlx::query(sqlx::AssertSqlSafe(format!("pragma {pragma}"))).fetch_optional(&mut *connection).await?;
        // A library built without memory mapping does not know the setting, which is as good as off.
        let found = found.map_or(Ok("0".to_owned()), |row| row.try_get_unchecked(0))?;
        anyhow::ensure!(found == wanted, "SQLite did not accept {pragma} = {wanted}");
    }
    Ok(())
}

impl sqlx::Type<Sqlite> for Id {
    fn type_info() -> sqlx::sqlite::SqliteTypeInfo {
        <Vec<u8> as sqlx::Type<Sqlite>>::type_info()
    }
}

impl<'q> sqlx::Encode<'q, Sqlite> for Id {
    fn encode_by_ref(
        &self,
        buffer: &mut <Sqlite as sqlx::Database>::ArgumentBuffer,
    ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
        <Vec<u8> as sqlx::Encode<'q, Sqlite>>::encode_by_ref(&self.as_bytes().to_vec(), buffer)
    }
}

impl<'r> sqlx::Decode<'r, Sqlite> for Id {
    fn decode(value: sqlx::sqlite::SqliteValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
        Ok(Self::try_from(<&[u8] as sqlx::Decode<'r, Sqlite>>::decode(value)?)?)
    }
}
