//! How many requests of one member are worked on at once: enough for a browser, too few to keep every thread busy. Each of
//! their sessions has turns of its own, so that whoever got into one does not keep its owner waiting in another. Fewer of
//! them read at once than there are readers, so that others, and whoever looks for help, always find one.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::base::ids::MemberId;
use crate::base::vault::SessionId;

const OF_SESSION: usize = 4;
const OF_MEMBER: usize = 16;
/// How many of a member's requests read at once. With one more that does heavy work, there are readers left.
const READING: usize = 2;

/// Those of whom something is worked on.
#[derive(Default)]
pub struct AtOnce {
    sessions: TurnsBy<SessionId>,
    members: TurnsBy<MemberId>,
    reading: TurnsBy<MemberId>,
}

type TurnsBy<K> = Mutex<HashMap<K, Weak<Semaphore>>>;

/// Being one that is worked on.
pub struct MemberTurn {
    _of_session: Option<OwnedSemaphorePermit>,
    _of_member: Option<OwnedSemaphorePermit>,
}

impl AtOnce {
    /// Waits until fewer of theirs are worked on. Over when dropped.
    pub async fn turn(&self, member: MemberId, session: SessionId) -> MemberTurn {
        let of_session = turns(&self.sessions, session, OF_SESSION).acquire_owned().await;
        let of_member = turns(&self.members, member, OF_MEMBER).acquire_owned().await;
        MemberTurn { _of_session: of_session.ok(), _of_member: of_member.ok() }
    }

    /// What all of a member's requests share of the readers.
    pub fn readers(&self, member: MemberId) -> Arc<Semaphore> {
        turns(&self.reading, member, READING)
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
}
