//! Who reads: a page takes a reader and keeps it to its end. Of these, whatever one member asks for takes a share only, so
//! that everybody else always finds one.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqliteConnection, SqlitePool};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::db::PATIENCE;

/// What one request may take of its member's readers.
#[derive(Clone)]
struct RequestShare {
    of_member: Arc<Semaphore>,
    /// Held as long as the request reads, however often it asks meanwhile.
    held: Arc<Mutex<Weak<OwnedSemaphorePermit>>>,
}

tokio::task_local! {
    static SHARE: RequestShare;
}

/// A reader, free again when dropped.
#[derive(Debug)]
pub struct Read {
    connection: PoolConnection<Sqlite>,
    _share: Option<Arc<OwnedSemaphorePermit>>,
}

/// Lets a request read, where fewer requests of the same member do.
pub async fn sharing<T>(of_member: Arc<Semaphore>, goes_on: impl Future<Output = T>) -> T {
    SHARE.scope(RequestShare { of_member, held: Arc::default() }, goes_on).await
}

pub(super) async fn reader(readers: &SqlitePool) -> sqlx::Result<Read> {
    let share = match SHARE.try_with(RequestShare::clone) {
        Ok(share) => Some(share.take().await?),
        Err(_) => None,
    };
    Ok(Read { connection: readers.acquire().await?, _share: share })
}

impl RequestShare {
    async fn take(self) -> sqlx::Result<Arc<OwnedSemaphorePermit>> {
        if let Some(held) = self.held.lock().unwrap_or_else(PoisonError::into_inner).upgrade() {
            return Ok(held);
        }
        let turn = tokio::time::timeout(PATIENCE, self.of_member.acquire_owned()).await;
        let turn = turn.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?;
        let turn = Arc::new(turn);
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Arc::downgrade(&turn);
        Ok(turn)
    }
}

impl Deref for Read {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.connection
    }
}

impl DerefMut for Read {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;
    use crate::base::db::Db;

    #[tokio::test]
    async fn one_members_requests_leave_readers_to_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("a.db"), 3).await.unwrap();
        let theirs = Arc::new(Semaphore::new(1));
        let nested = async { (db.read().await.unwrap(), db.read().await.unwrap()) };
        let (first, again) = sharing(Arc::clone(&theirs), nested).await;
        assert!(sharing(Arc::clone(&theirs), db.read()).now_or_never().is_none(), "another request of theirs waits");
        drop(db.read().await.unwrap());
        drop(first);
        assert!(sharing(Arc::clone(&theirs), db.read()).now_or_never().is_none(), "the first still reads");
        drop(again);
        sharing(theirs, db.read()).await.unwrap();
    }
}
