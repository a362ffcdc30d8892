//! Who is in which room just now. In memory only: a restart empties every room, and whoever is there still is back with their
//! next request.

pub mod seats;
mod streams;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::QuietDoing;
use crate::base::ids::Id;
use seats::{RoomSnapshot, SeatHolder, Seats};
use streams::{StreamCounts, StreamPlace};

/// The most rooms in which somebody sits.
const ROOMS_MOST: usize = 1_000;
/// In how many rooms one person sits at once: for a few windows that were left open.
const SEATS_MOST: usize = 4;

/// All rooms in which somebody is.
#[derive(Clone, Default)]
pub struct RoomRegistry(Arc<RegistryParts>);

#[derive(Default)]
struct RegistryParts {
    rooms: Mutex<HashMap<Id, SeatedRoom>>,
    streams: Arc<StreamCounts>,
    over: CancellationToken,
}

struct SeatedRoom {
    seats: Seats,
    told: watch::Sender<Arc<RoomSnapshot>>,
}

impl SeatedRoom {
    fn new() -> Self {
        Self { seats: Seats::default(), told: watch::Sender::default() }
    }

    /// Lets everybody know who looks on, where anything is other than they know.
    fn tell(&self) -> Arc<RoomSnapshot> {
        let now = Arc::new(self.seats.snapshot());
        self.told.send_if_modified(|before| {
            let is_news = *before != now;
            if is_news {
                *before = Arc::clone(&now);
            }
            is_news
        });
        now
    }
}

/// What somebody who looks on is told of a room: always only the latest.
pub struct RoomWatch {
    pub told: watch::Receiver<Arc<RoomSnapshot>>,
    /// Cancelled when the program is to stop.
    pub over: CancellationToken,
    _place: StreamPlace,
}

/// Why somebody cannot look on just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotWatching {
    /// They have no seat.
    NoSeat,
    /// They look on in too many windows.
    TooMany,
}

impl RoomRegistry {
    /// Gives somebody a seat. `false` where no more fit.
    pub fn sit(&self, room: Id, holder: SeatHolder, called: &str, doing: Option<QuietDoing>, now: Timestamp) -> bool {
        let mut rooms = self.rooms();
        let elsewhere = rooms.iter().filter(|(one, seated)| **one != room && seated.seats.holds(holder)).count();
        if elsewhere >= SEATS_MOST || rooms.len() >= ROOMS_MOST && !rooms.contains_key(&room) {
            return false;
        }
        let seated = rooms.entry(room).or_insert_with(SeatedRoom::new);
        let sits = seated.seats.sit(holder, called, doing, now.as_second());
        seated.tell();
        sits
    }

    /// Keeps somebody's seat for them. `false` if they have none.
    pub fn renew(&self, room: Id, holder: SeatHolder, now: Timestamp) -> bool {
        self.change(room, |seats| seats.renew(holder, now.as_second()))
    }

    pub fn leave(&self, room: Id, holder: SeatHolder, nods: bool, now: Timestamp) -> bool {
        self.change(room, |seats| seats.leave(holder, nods, now.as_second()))
    }

    /// Begins a shared time of so many minutes, if whoever asks sits there and none goes on.
    pub fn begin_timer(&self, room: Id, holder: SeatHolder, minutes: u8, now: Timestamp) -> bool {
        let now = now.as_second();
        self.change(room, |seats| seats.renew(holder, now) && seats.begin_timer(minutes, now))
    }

    /// Who is there.
    pub fn look(&self, room: Id, now: Timestamp) -> Arc<RoomSnapshot> {
        let mut rooms = self.rooms();
        let Some(seated) = rooms.get_mut(&room) else { return Arc::default() };
        seated.seats.drop_ghosts(now.as_second());
        seated.tell()
    }

    /// Sends everybody out of a room that is no more.
    pub fn empty(&self, room: Id) {
        if let Some(mut seated) = self.rooms().remove(&room) {
            seated.seats = Seats::default();
            seated.tell();
        }
    }

    /// Lets somebody who sits there look on, and keeps their seat: this once, however long they look on.
    pub fn watch(
        &self,
        room: Id,
        holder: SeatHolder,
        from: Option<IpAddr>,
        now: Timestamp,
    ) -> Result<RoomWatch, NotWatching> {
        if !self.renew(room, holder, now) {
            return Err(NotWatching::NoSeat);
        }
        let place = StreamCounts::begin(&self.0.streams, holder, from).ok_or(NotWatching::TooMany)?;
        let rooms = self.rooms();
        let told = rooms.get(&room).ok_or(NotWatching::NoSeat)?.told.subscribe();
        Ok(RoomWatch { told, over: self.0.over.child_token(), _place: place })
    }

    /// Takes away the seats of those who are gone without a word, everywhere, and rooms that are empty.
    pub fn sweep(&self, now: Timestamp) {
        self.rooms().retain(|_, seated| {
            seated.seats.drop_ghosts(now.as_second());
            seated.tell();
            !seated.seats.is_empty()
        });
    }

    /// Ends whatever anybody looks on with.
    pub fn close(&self) {
        self.0.over.cancel();
    }

    /// How many seats there are, in all rooms.
    pub fn seated(&self) -> usize {
        self.rooms().values().map(|seated| seated.told.borrow().seats.len()).sum()
    }

    fn change(&self, room: Id, change: impl FnOnce(&mut Seats) -> bool) -> bool {
        let mut rooms = self.rooms();
        let Some(seated) = rooms.get_mut(&room) else { return false };
        let changed = change(&mut seated.seats);
        seated.tell();
        changed
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<Id, SeatedRoom>> {
        self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
