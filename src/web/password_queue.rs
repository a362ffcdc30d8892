//! The short queue in front of password work: each password takes 64 MiB and a tenth of a second, so only a few are
//! worked on at once, off the threads that answer pages, and past a handful of waiting ones people are asked to return.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use super::error::PageError;
use crate::base::vault::Workspace;

/// How many may wait for each that is worked on: about two seconds of patience.
const WAITING_FOR_EACH: usize = 16;

/// Lets a few through at once.
pub struct PasswordQueue {
    open: Arc<Semaphore>,
    queue: Arc<WaitingLine>,
    most_waiting: usize,
    worked_on: AtomicUsize,
}

/// Who is worked on or waits, and the memory that goes from one to the next.
#[derive(Default)]
struct WaitingLine {
    waiting: AtomicUsize,
    spare: Mutex<Vec<Workspace>>,
}

impl WaitingLine {
    fn take(&self) -> Workspace {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Lays memory aside for the next one, if there is one.
    fn lay_aside(&self, used: Workspace) {
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        if self.waiting.load(Ordering::Relaxed) > 0 {
            spare.push(used);
        }
    }

    /// One fewer. After the last one no memory is kept.
    fn leave(&self) -> Vec<Workspace> {
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let was_last = self.waiting.fetch_sub(1, Ordering::Relaxed) == 1;
        if was_last { std::mem::take(&mut *spare) } else { Vec::new() }
    }
}

/// Leaves the queue when dropped, also where the person gave up waiting.
struct QueueTicket<'a>(&'a WaitingLine);

impl Drop for QueueTicket<'_> {
    fn drop(&mut self) {
        let unneeded = self.0.leave();
        // Wiping it takes a while, which nobody who waits for a page should notice.
        if let (false, Ok(runtime)) = (unneeded.is_empty(), Handle::try_current()) {
            runtime.spawn_blocking(move || drop(unneeded));
        }
    }
}

impl PasswordQueue {
    pub fn new(at_once: usize) -> Self {
        Self {
            open: Arc::new(Semaphore::new(at_once)),
            queue: Arc::default(),
            most_waiting: at_once * WAITING_FOR_EACH,
            worked_on: AtomicUsize::new(0),
        }
    }

    /// How many are worked on or wait.
    pub fn waiting(&self) -> usize {
        self.queue.waiting.load(Ordering::Relaxed)
    }

    /// How many passwords this process has worked on.
    pub fn worked_on(&self) -> usize {
        self.worked_on.load(Ordering::Relaxed)
    }

    /// Runs `work` on a blocking thread once there is room.
    ///
    /// # Errors
    /// [`PageError::Busy`] when too many wait already.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Workspace) -> T + Send + 'static,
    ) -> Result<T, PageError> {
        let place = self.queue.waiting.fetch_add(1, Ordering::Relaxed);
        let waiting = QueueTicket(&self.queue);
        if place >= self.most_waiting {
            return Err(PageError::Busy);
        }
        let permit = Arc::clone(&self.open).acquire_owned().await.map_err(|_| PageError::Busy)?;
        self.worked_on.fetch_add(1, Ordering::Relaxed);
        let queue = Arc::clone(&self.queue);
        let done = tokio::task::spawn_blocking(move || {
            // Held by the work itself, so that a person who gives up does not make room before the memory is free.
            let _permit = permit;
            let mut space = queue.take();
            let done = work(&mut space);
            queue.lay_aside(space);
            done
        })
        .await;
        drop(waiting);
        done.map_err(|error| PageError::Broken(error.into()))
    }
}
