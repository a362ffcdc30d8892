//! The gate in front of work that takes long or much room: files that are taken in or made, searches. As
//! many are worked on at once as half the processors, off the threads that answer pages, each for a short while before it is
//! the next one's turn. Each member has one
//! place in the line, and work that nobody waits for any more stops.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

use super::error::{PageError, PageResult};
use crate::base::db::under_the_same;
use crate::base::ids::MemberId;

/// How many members may stand in the line with a file, which each may be sending still, and how many without.
const WITH_A_FILE: usize = 8;
const WITHOUT: usize = 64;
/// How long somebody waits for what they themselves began before.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long one works before the next has a turn.
const A_TURN: Duration = Duration::from_millis(150);

/// Lets one member after the other work.
pub struct HeavyGate {
    open: Arc<Semaphore>,
    line: HeavyLine,
    /// A line of its own: whoever sends slowly is in nobody's way who searches or takes their things along.
    files: HeavyLine,
}

/// Who stands in a line.
#[derive(Clone, Default)]
struct HeavyLine(Arc<Mutex<HashMap<MemberId, InLine>>>);

/// A member's own: one at work, and one more that waits for it at the most.
struct InLine {
    alone: Arc<Semaphore>,
    here: usize,
}

/// A member's place in the line, free again when dropped.
pub struct Place {
    open: Arc<Semaphore>,
    _alone: OwnedSemaphorePermit,
    _leaving: Leaving,
}

struct Leaving {
    line: HeavyLine,
    member: MemberId,
}

/// Being the one that works.
pub struct Turn {
    open: Arc<Semaphore>,
    permit: Option<OwnedSemaphorePermit>,
    begun: Instant,
    stop: CancellationToken,
}

/// As many as may work at once, so that pages have the others.
pub fn half_of_the_processors() -> usize {
    thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2))
}

impl HeavyGate {
    pub fn new(at_once: usize) -> Self {
        Self { open: Arc::new(Semaphore::new(at_once)), line: HeavyLine::default(), files: HeavyLine::default() }
    }

    /// A place in the line.
    ///
    /// # Errors
    /// [`PageError::Busy`] when the line is full, or this member has two in it already.
    pub async fn place(&self, member: MemberId) -> PageResult<Place> {
        self.place_in(&self.line, WITHOUT, member).await
    }

    /// A place for a file, to be had before it is read.
    ///
    /// # Errors
    /// As [`HeavyGate::place`].
    pub async fn place_for_a_file(&self, member: MemberId) -> PageResult<Place> {
        self.place_in(&self.files, WITH_A_FILE, member).await
    }

    async fn place_in(&self, line: &HeavyLine, most: usize, member: MemberId) -> PageResult<Place> {
        let (alone, leaving) = line.join(member, most)?;
        let alone = tokio::time::timeout(PATIENCE, alone.acquire_owned()).await;
        let alone = alone.map_err(|_| PageError::Busy)?.map_err(|_| PageError::Busy)?;
        Ok(Place { open: Arc::clone(&self.open), _alone: alone, _leaving: leaving })
    }
}

impl HeavyLine {
    fn held(&self) -> MutexGuard<'_, HashMap<MemberId, InLine>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn join(&self, member: MemberId, most: usize) -> PageResult<(Arc<Semaphore>, Leaving)> {
        let mut line = self.held();
        if line.len() >= most && !line.contains_key(&member) {
            return Err(PageError::Busy);
        }
        let theirs = line.entry(member).or_insert_with(|| InLine { alone: Arc::new(Semaphore::new(1)), here: 0 });
        if theirs.here > 1 {
            return Err(PageError::Busy);
        }
        theirs.here += 1;
        Ok((Arc::clone(&theirs.alone), Leaving { line: self.clone(), member }))
    }
}

impl Drop for Leaving {
    fn drop(&mut self) {
        let mut line = self.line.held();
        if let Some(theirs) = line.get_mut(&self.member) {
            theirs.here -= 1;
            if theirs.here == 0 {
                line.remove(&self.member);
            }
        }
    }
}

impl Place {
    /// Runs `work` on a blocking thread once it is its turn. Where nobody waits for it any more, it is told to stop.
    pub async fn run<T: Send + 'static>(
        self,
        work: impl FnOnce(&mut Turn) -> PageResult<T> + Send + 'static,
    ) -> PageResult<T> {
        let stop = CancellationToken::new();
        let _stops = stop.clone().drop_guard();
        let open = Arc::clone(&self.open);
        let permit = Arc::clone(&open).acquire_owned().await.map_err(|_| PageError::Busy)?;
        let mut turn = Turn { open, permit: Some(permit), begun: Instant::now(), stop };
        let done = tokio::task::spawn_blocking(under_the_same(move || {
            // Held by the work itself, so that a person who gives up does not make room before it has stopped.
            let _place = self;
            work(&mut turn)
        }));
        done.await.map_err(|error| PageError::Broken(error.into()))?
    }
}

impl Turn {
    /// To be called between parts of the work: lets the next one work where this one has had its time.
    ///
    /// # Errors
    /// [`PageError::Slow`] once nobody waits for it.
    pub fn give_way(&mut self) -> PageResult<()> {
        if self.stop.is_cancelled() {
            return Err(PageError::Slow);
        }
        if self.begun.elapsed() >= A_TURN {
            self.permit = None;
            let next = Handle::current().block_on(Arc::clone(&self.open).acquire_owned());
            self.permit = Some(next.map_err(|_| PageError::Busy)?);
            self.begun = Instant::now();
        }
        Ok(())
    }

    /// Writes into `inner`, and gives way in between.
    pub const fn writing<W: Write>(&mut self, inner: W) -> GivingWay<'_, W> {
        GivingWay { turn: self, inner }
    }

    /// Waits for the database from within the work.
    pub fn wait_for<T>(&self, what: impl Future<Output = T>) -> T {
        Handle::current().block_on(what)
    }
}

/// What is written with [`Turn::writing`].
pub struct GivingWay<'a, W> {
    turn: &'a mut Turn,
    inner: W,
}

impl<W: Write> Write for GivingWay<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.turn.give_way().map_err(io::Error::other)?;
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use super::*;
    use crate::base::ids::Id;

    fn member(number: u8) -> MemberId {
        MemberId(Id::from_bytes([number; 16]))
    }

    /// Works until told to stop, and lets others have their turn.
    fn endless(turn: &mut Turn) -> PageResult<()> {
        loop {
            turn.give_way()?;
            thread::yield_now();
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn one_member_cannot_fill_the_line_and_others_have_their_turn_meanwhile() {
        let gate = Arc::new(HeavyGate::new(1));
        let first = gate.place(member(1)).await.unwrap();
        let working = tokio::spawn(first.run(endless));
        let line = Arc::clone(&gate);
        let second = tokio::spawn(async move { line.place(member(1)).await.map(drop) });
        while gate.line.held()[&member(1)].here < 2 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(gate.place(member(1)).await, Err(PageError::Busy)), "two of theirs are enough");
        let other = gate.place(member(2)).await.unwrap().run(|_| Ok(7)).await;
        assert_eq!(other.unwrap(), 7, "somebody else has a turn while it goes on");
        working.abort();
        assert!(second.await.unwrap().is_ok(), "the second of theirs follows the first");
        while !gate.line.held().is_empty() {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_line_for_files_is_short_says_so_and_is_in_nobody_elses_way() {
        let gate = HeavyGate::new(1);
        let mut places = Vec::new();
        for number in 0..8 {
            places.push(gate.place_for_a_file(member(number)).await.unwrap());
        }
        assert!(matches!(gate.place_for_a_file(member(9)).await, Err(PageError::Busy)));
        let search = gate.place(member(9)).await.unwrap();
        assert_eq!(search.run(|_| Ok(7)).await.unwrap(), 7, "while files are being sent, others search");
        places.pop();
        assert!(gate.place_for_a_file(member(9)).await.is_ok());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_nobody_waits_for_stops_and_one_works_at_once() {
        let gate = HeavyGate::new(1);
        let (at_once, stopped) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let (working, end) = (Arc::clone(&at_once), Arc::clone(&stopped));
        let place = gate.place(member(1)).await.unwrap();
        let asked = tokio::spawn(place.run(move |turn| {
            working.fetch_add(1, Ordering::SeqCst);
            let done = endless(turn);
            working.fetch_sub(1, Ordering::SeqCst);
            end.store(true, Ordering::SeqCst);
            done
        }));
        while at_once.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        asked.abort();
        while !stopped.load(Ordering::SeqCst) {
            tokio::task::yield_now().await;
        }
        assert_eq!(at_once.load(Ordering::SeqCst), 0);
    }
}
