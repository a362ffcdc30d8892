//! The short queue in front of password work: each password takes 64 MiB and a tenth of a second, so only a few are
//! worked on at once, off the threads that answer pages, and past a handful of waiting ones people are asked to return.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Semaphore;

use super::error::Problem;

/// How many may wait for each that is worked on: about two seconds of patience.
const WAITING_FOR_EACH: usize = 16;

/// Lets a few through at once.
#[derive(Debug)]
pub struct PasswordGate {
    open: Arc<Semaphore>,
    waiting: AtomicUsize,
    most_waiting: usize,
}

/// Leaves the queue when dropped, also where the person gave up waiting.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl PasswordGate {
    /// A gate for `at_once` passwords at a time.
    #[must_use]
    pub fn new(at_once: usize) -> Self {
        Self {
            open: Arc::new(Semaphore::new(at_once)),
            waiting: AtomicUsize::new(0),
            most_waiting: at_once * WAITING_FOR_EACH,
        }
    }

    /// How many are worked on or wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Runs `work` on a blocking thread once there is room.
    ///
    /// # Errors
    /// [`Problem::Busy`] when too many wait already.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
        let place = self.waiting.fetch_add(1, Ordering::Relaxed);
        let waiting = Waiting(&self.waiting);
        if place >= self.most_waiting {
            return Err(Problem::Busy);
        }
        let permit = Arc::clone(&self.open).acquire_owned().await.map_err(|_| Problem::Busy)?;
        let done = tokio::task::spawn_blocking(move || {
            // Held by the work itself, so that a person who gives up does not make room before the memory is free.
            let _permit = permit;
            work()
        })
        .await;
        drop(waiting);
        done.map_err(|error| Problem::Broken(error.into()))
    }
}
