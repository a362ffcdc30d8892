//! How many requests of one member are worked on at once: enough for a browser, too few to keep every thread busy. Each of
//! their sessions has turns of its own, so that whoever got into one does not keep its owner waiting in another. Fewer of
//! them read at once than there are readers, so that others, and whoever looks for help, always find one. Pages of those
//! who keep very much take long to open: one of each, and few in all, on threads that answer nobody else.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

use super::error::{PageError, PageResult};
use super::heavy::half_of_the_processors;
use crate::base::db::under_the_same;
use crate::base::ids::MemberId;
use crate::base::readers::MemberShare;
use crate::base::vault::SessionId;

const OF_SESSION: usize = 4;
const OF_MEMBER: usize = 16;
/// How many of a member's requests read at once. With one more that does heavy work, there are readers left.
const READING: usize = 2;
/// How long somebody waits for the file they asked for before.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many pages that take rather long are opened at once, and how many that take very long: half of the fewest readers
/// there are, together.
const RATHER_LONG: usize = 2;
const VERY_LONG: usize = 1;

/// How long it takes to open what somebody keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Long {
    Rather,
    Very,
}

/// Those of whom something is worked on.
pub struct AtOnce {
    sessions: TurnsBy<SessionId>,
    members: TurnsBy<MemberId>,
    reading: TurnsBy<MemberId>,
    writing: TurnsBy<MemberId>,
    files: TurnsBy<MemberId>,
    looking: Lane,
    rather_long: Lane,
    very_long: Lane,
}

/// Work of which one of each member goes on at once, and few of all.
struct Lane {
    of_member: TurnsBy<MemberId>,
    of_all: Arc<Semaphore>,
}

type TurnsBy<K> = Mutex<HashMap<K, Weak<Semaphore>>>;

/// Being one that is worked on.
pub struct MemberTurn {
    _turns: [Option<OwnedSemaphorePermit>; 2],
}

impl Default for AtOnce {
    fn default() -> Self {
        Self {
            sessions: TurnsBy::default(),
            members: TurnsBy::default(),
            reading: TurnsBy::default(),
            writing: TurnsBy::default(),
            files: TurnsBy::default(),
            looking: Lane::of(half_of_the_processors()),
            rather_long: Lane::of(RATHER_LONG),
            very_long: Lane::of(VERY_LONG),
        }
    }
}

impl Lane {
    fn of(most: usize) -> Self {
        Self { of_member: TurnsBy::default(), of_all: Arc::new(Semaphore::new(most)) }
    }

    async fn turn(&self, member: MemberId) -> MemberTurn {
        let of_member = turns(&self.of_member, member, 1).acquire_owned().await;
        let of_all = Arc::clone(&self.of_all).acquire_owned().await;
        MemberTurn { _turns: [of_member.ok(), of_all.ok()] }
    }
}

impl AtOnce {
    /// Waits until fewer of theirs are worked on. Over when dropped.
    pub async fn turn(&self, member: MemberId, session: SessionId) -> MemberTurn {
        let of_session = turns(&self.sessions, session, OF_SESSION).acquire_owned().await;
        let of_member = turns(&self.members, member, OF_MEMBER).acquire_owned().await;
        MemberTurn { _turns: [of_session.ok(), of_member.ok()] }
    }

    /// What all of a member's requests share.
    pub fn share(&self, member: MemberId) -> MemberShare {
        MemberShare { reading: turns(&self.reading, member, READING), writing: turns(&self.writing, member, 1) }
    }

    /// A turn for looking at what they wrote: each member one, and few of all.
    pub async fn looking(&self, member: MemberId) -> MemberTurn {
        self.looking.turn(member).await
    }

    /// The one file that a member is given at a time, from before it is made until it is read: it is held whole meanwhile.
    ///
    /// # Errors
    /// [`PageError::Busy`] where the one before it goes on.
    pub async fn file(&self, member: MemberId) -> PageResult<OwnedSemaphorePermit> {
        let turn = tokio::time::timeout(PATIENCE, turns(&self.files, member, 1).acquire_owned()).await;
        turn.map_err(|_| PageError::Busy)?.map_err(|_| PageError::Busy)
    }

    /// Does what may take long for a member who keeps very much, on a thread where nobody else's page waits behind it. Given
    /// up where nobody waits for it any more.
    ///
    /// # Errors
    /// [`PageError::Broken`] where it panicked.
    pub async fn long<T: Send + 'static>(
        &self,
        member: MemberId,
        long: Long,
        work: impl Future<Output = T> + Send + 'static,
    ) -> PageResult<T> {
        let lane = match long {
            Long::Rather => &self.rather_long,
            Long::Very => &self.very_long,
        };
        let turn = lane.turn(member).await;
        let stop = CancellationToken::new();
        let _stops = stop.clone().drop_guard();
        let done = tokio::task::spawn_blocking(under_the_same(move || {
            // Held by the work itself, so that somebody who gives up does not make room before it has stopped.
            let _turn = turn;
            Handle::current().block_on(stop.run_until_cancelled_owned(work))
        }));
        done.await.map_err(|error| PageError::Broken(error.into()))?.ok_or(PageError::Slow)
    }
}

fn turns<K: Eq + Hash>(all: &TurnsBy<K>, whose: K, most: usize) -> Arc<Semaphore> {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(theirs) = all.get(&whose).and_then(Weak::upgrade) {
        return theirs;
    }
    all.retain(|_, theirs| theirs.strong_count() > 0);
    let theirs = Arc::new(Semaphore::new(most));
    all.insert(whose, Arc::downgrade(&theirs));
    theirs
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::thread;

    use futures_util::FutureExt as _;

    use super::*;
    use crate::base::ids::Id;
    use crate::base::vault::{SessionToken, system_rng};

    fn session() -> SessionId {
        SessionToken::generate(&mut system_rng()).id()
    }

    #[tokio::test]
    async fn one_members_requests_wait_for_one_another_and_nobody_elses_do() {
        let at_once = AtOnce::default();
        let [first, second] = [1, 2].map(|number| MemberId(Id::from_bytes([number; 16])));
        let (mut turns, taken) = (Vec::new(), session());
        for _ in 0..OF_SESSION {
            turns.push(at_once.turn(first, taken).await);
        }
        let mut waits = Box::pin(at_once.turn(first, taken));
        assert!((&mut waits).now_or_never().is_none());
        assert!(at_once.turn(second, session()).now_or_never().is_some());
        assert!(at_once.turn(first, session()).now_or_never().is_some(), "nor do their own, elsewhere");
        turns.pop();
        waits.await;
        turns.clear();
        for _ in 0..OF_MEMBER {
            turns.push(at_once.turn(first, session()).await);
        }
        assert!(at_once.turn(first, session()).now_or_never().is_none(), "in all they have not more");
    }

    #[tokio::test]
    async fn who_has_much_looked_at_is_one_of_those_who_wait_for_it() {
        let at_once = AtOnce { looking: Lane::of(1), ..AtOnce::default() };
        let [first, second] = [1, 2].map(|number| MemberId(Id::from_bytes([number; 16])));
        let looked = at_once.looking(first).await;
        let mut again = Box::pin(at_once.looking(first));
        let mut others = Box::pin(at_once.looking(second));
        assert!((&mut again).now_or_never().is_none() && (&mut others).now_or_never().is_none());
        drop(looked);
        let others = others.await;
        assert!((&mut again).now_or_never().is_none(), "it is somebody else's turn");
        drop(others);
        again.await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_member_is_given_one_file_at_a_time() {
        let at_once = AtOnce::default();
        let [first, second] = [1, 2].map(|number| MemberId(Id::from_bytes([number; 16])));
        let given = at_once.file(first).await.unwrap();
        assert!(matches!(at_once.file(first).await, Err(PageError::Busy)));
        drop(at_once.file(second).await.unwrap());
        drop(given);
        drop(at_once.file(first).await.unwrap());
    }

    #[tokio::test]
    async fn what_takes_long_keeps_no_thread_that_others_need_and_one_member_has_one_of_them() {
        let at_once = AtOnce::default();
        let [first, second, third] = [1, 2, 3].map(|number| MemberId(Id::from_bytes([number; 16])));
        let here = thread::current().id();
        assert_ne!(at_once.long(first, Long::Very, async { thread::current().id() }).await.unwrap(), here);
        let begun = Arc::new(Semaphore::new(0));
        let endless = |begun: &Arc<Semaphore>| {
            let begun = Arc::clone(begun);
            async move {
                begun.add_permits(1);
                pending::<()>().await;
            }
        };
        let mut theirs = Box::pin(at_once.long(first, Long::Very, endless(&begun)));
        assert!((&mut theirs).now_or_never().is_none());
        begun.acquire().await.unwrap().forget();
        let mut again = Box::pin(at_once.long(first, Long::Very, async {}));
        assert!((&mut again).now_or_never().is_none(), "their next waits");
        let mut others = Box::pin(at_once.long(second, Long::Very, async {}));
        assert!((&mut others).now_or_never().is_none(), "few of all");
        at_once.long(third, Long::Rather, async {}).await.unwrap();
        drop(theirs);
        others.await.unwrap();
        again.await.unwrap();
    }
}
