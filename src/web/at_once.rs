//! How many requests of one member are worked on at once: enough for a browser, too few to keep every thread busy.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::base::ids::MemberId;

const MOST: usize = 4;

/// Those of whom something is worked on.
#[derive(Default)]
pub struct AtOnce(Mutex<HashMap<MemberId, Weak<Semaphore>>>);

impl AtOnce {
    /// Waits until fewer of theirs are worked on. Over when dropped.
    pub async fn turn(&self, member: MemberId) -> Option<OwnedSemaphorePermit> {
        self.theirs(member).acquire_owned().await.ok()
    }

    fn theirs(&self, member: MemberId) -> Arc<Semaphore> {
        let mut members = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(theirs) = members.get(&member).and_then(Weak::upgrade) {
            return theirs;
        }
        members.retain(|_, theirs| theirs.strong_count() > 0);
        let theirs = Arc::new(Semaphore::new(MOST));
        members.insert(member, Arc::downgrade(&theirs));
        theirs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ids::Id;

    #[tokio::test]
    async fn one_members_requests_wait_for_one_another_and_nobody_elses_do() {
        let at_once = AtOnce::default();
        let [first, second] = [1, 2].map(|number| MemberId(Id::from_bytes([number; 16])));
        let mut turns = Vec::new();
        for _ in 0..MOST {
            turns.push(at_once.turn(first).await);
        }
        let waits = at_once.turn(first);
        tokio::pin!(waits);
        assert!(futures_util::FutureExt::now_or_never(&mut waits).is_none());
        assert!(at_once.turn(second).await.is_some());
        turns.pop();
        assert!(waits.await.is_some());
    }
}
