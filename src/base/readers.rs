//! Who reads: a page takes a reader and keeps it to its end. Of these, whatever one member asks for takes a share only, so
//! that everybody else always finds one. Of those who wait to write, each member is one.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqliteConnection, SqlitePool};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::db::PATIENCE;

/// What all requests of a member share.
#[derive(Clone, Debug)]
pub struct MemberShare {
    pub reading: Arc<Semaphore>,
    pub writing: Arc<Semaphore>,
}

/// What one request may take of its member's readers.
#[derive(Clone)]
struct RequestShare {
    of_member: MemberShare,
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

/// Lets a request read and write, where fewer requests of the same member do.
pub async fn sharing<T>(of_member: MemberShare, goes_on: impl Future<Output = T>) -> T {
    SHARE.scope(RequestShare { of_member, held: Arc::default() }, goes_on).await
}

pub(super) async fn reader(readers: &SqlitePool) -> sqlx::Result<Read> {
    let share = match SHARE.try_with(RequestShare::clone) {
        Ok(share) => Some(share.take().await?),
        Err(_) => None,
    };
    Ok(Read { connection: readers.acquire().await?, _share: share })
}

/// The turn of a member among all who write; none where nobody's request goes on.
pub(super) async fn writer_turn() -> sqlx::Result<Option<OwnedSemaphorePermit>> {
    match SHARE.try_with(|share| Arc::clone(&share.of_member.writing)) {
        Ok(writing) => turn(writing).await.map(Some),
        Err(_) => Ok(None),
    }
}

async fn turn(of_member: Arc<Semaphore>) -> sqlx::Result<OwnedSemaphorePermit> {
    let turn = tokio::time::timeout(PATIENCE, of_member.acquire_owned()).await;
    turn.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)
}

impl RequestShare {
    async fn take(self) -> sqlx::Result<Arc<OwnedSemaphorePermit>> {
        if let Some(held) = self.held.lock().unwrap_or_else(PoisonError::into_inner).upgrade() {
            return Ok(held);
        }
        let turn = Arc::new(turn(self.of_member.reading).await?);
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

    fn share() -> MemberShare {
        MemberShare { reading: Arc::new(Semaphore::new(1)), writing: Arc::new(Semaphore::new(1)) }
    }

    async fn opened(readers: u32) -> (tempfile::TempDir, Db) {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("a.db"), readers).await.unwrap();
        (folder, db)
    }

    #[tokio::test]
    async fn one_members_requests_leave_readers_to_the_others() {
        let ((_folder, db), theirs) = (opened(3).await, share());
        let nested = async { (db.read().await.unwrap(), db.read().await.unwrap()) };
        let (first, again) = sharing(theirs.clone(), nested).await;
        assert!(sharing(theirs.clone(), db.read()).now_or_never().is_none(), "another request of theirs waits");
        drop(db.read().await.unwrap());
        drop(first);
        assert!(sharing(theirs.clone(), db.read()).now_or_never().is_none(), "the first still reads");
        drop(again);
        sharing(theirs, db.read()).await.unwrap();
    }

    #[tokio::test]
    async fn whoever_writes_much_is_one_of_those_who_wait_to_write() {
        let ((_folder, db), theirs) = (opened(1).await, share());
        let first = sharing(theirs.clone(), db.write()).await.unwrap();
        let mut second = Box::pin(sharing(theirs.clone(), db.write()));
        assert!((&mut second).now_or_never().is_none());
        let mut others = Box::pin(sharing(share(), db.write()));
        assert!((&mut others).now_or_never().is_none());
        first.commit().await.unwrap();
        let others = others.await.unwrap();
        assert!((&mut second).now_or_never().is_none(), "it is somebody else's turn");
        others.commit().await.unwrap();
        second.await.unwrap();
    }
}
