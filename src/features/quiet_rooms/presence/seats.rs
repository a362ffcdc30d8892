//! Who sits in a room: each seat is a lease that only its holder's requests renew. Pure: the time comes from outside.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::QuietDoing;
use crate::base::ids::{Id, MemberId};

/// How long a seat is kept for somebody of whom nothing is heard, in seconds. A stream lasts 20, and its browser comes back
/// after one and a half.
pub const LEASE: i64 = 27;
/// The most that sit in one room.
pub const SEATS_MOST: usize = 500;
/// How long a nod is seen, and how long it is said that the time is over, in seconds.
const NOD_SEEN: i64 = 30;
const OVER_SAID: i64 = 180;
const NODS_MOST: usize = 3;

/// Whose seat it is. Two tabs of one person are one seat, and so is whoever holds one guest link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SeatHolder {
    Member(MemberId),
    Guest(Id),
}

/// A seat as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub holder: SeatHolder,
    /// What they are called here; may be empty.
    pub called: Arc<str>,
    pub doing: Option<QuietDoing>,
}

/// A room at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomSnapshot {
    /// As they came.
    pub seats: Vec<Seat>,
    /// When the shared time ends or has ended, in seconds since 1970.
    pub timer_ends: Option<i64>,
    /// What those are called who nodded as they left; may be empty.
    pub nods: Vec<Arc<str>>,
}

impl RoomSnapshot {
    pub fn holds(&self, holder: SeatHolder) -> bool {
        self.seats.iter().any(|seat| seat.holder == holder)
    }
}

#[derive(Debug)]
struct LeasedSeat {
    called: Arc<str>,
    doing: Option<QuietDoing>,
    /// The order they came in.
    came: u64,
    until: i64,
}

/// The seats of one room.
#[derive(Debug, Default)]
pub struct Seats {
    leases: HashMap<SeatHolder, LeasedSeat>,
    came: u64,
    timer_ends: Option<i64>,
    nods: Vec<(Arc<str>, i64)>,
}

impl Seats {
    /// Gives somebody a seat, or changes what theirs says. `false` where there is none left.
    pub fn sit(&mut self, holder: SeatHolder, called: &str, doing: Option<QuietDoing>, now: i64) -> bool {
        self.drop_ghosts(now);
        let came = match self.leases.get(&holder) {
            Some(lease) => lease.came,
            None if self.leases.len() >= SEATS_MOST => return false,
            None => {
                self.came += 1;
                self.came
            }
        };
        self.leases.insert(holder, LeasedSeat { called: called.into(), doing, came, until: now + LEASE });
        true
    }

    pub fn holds(&self, holder: SeatHolder) -> bool {
        self.leases.contains_key(&holder)
    }

    /// Keeps somebody's seat for them. `false` if they have none.
    pub fn renew(&mut self, holder: SeatHolder, now: i64) -> bool {
        self.drop_ghosts(now);
        self.leases.get_mut(&holder).map(|lease| lease.until = now + LEASE).is_some()
    }

    /// Gives a seat back, with a nod or without. `false` if there was none.
    pub fn leave(&mut self, holder: SeatHolder, nods: bool, now: i64) -> bool {
        let Some(lease) = self.leases.remove(&holder) else { return false };
        if nods {
            self.nods.push((lease.called, now + NOD_SEEN));
            let too_many = self.nods.len().saturating_sub(NODS_MOST);
            self.nods.drain(..too_many);
        }
        true
    }

    /// Begins a shared time, unless one goes on.
    pub fn begin_timer(&mut self, minutes: u8, now: i64) -> bool {
        if self.timer_ends.is_some_and(|ends| ends > now) {
            return false;
        }
        self.timer_ends = Some(now + i64::from(minutes) * 60);
        true
    }

    /// Takes away the seats of those of whom nothing was heard, and what was said long enough. A clock that was put back makes
    /// nothing last longer.
    pub fn drop_ghosts(&mut self, now: i64) {
        self.leases.values_mut().for_each(|lease| lease.until = lease.until.min(now + LEASE));
        self.nods.iter_mut().for_each(|(_, until)| *until = (*until).min(now + NOD_SEEN));
        self.leases.retain(|_, lease| lease.until > now);
        self.nods.retain(|(_, until)| *until > now);
        if self.leases.is_empty() || self.timer_ends.is_some_and(|ends| ends + OVER_SAID <= now) {
            self.timer_ends = None;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.leases.is_empty()
    }

    pub fn snapshot(&self) -> RoomSnapshot {
        let mut leases: Vec<_> = self.leases.iter().collect();
        leases.sort_by_key(|(_, lease)| lease.came);
        let seat = |(holder, lease): (&SeatHolder, &LeasedSeat)| Seat {
            holder: *holder,
            called: Arc::clone(&lease.called),
            doing: lease.doing,
        };
        RoomSnapshot {
            seats: leases.into_iter().map(seat).collect(),
            timer_ends: self.timer_ends,
            nods: self.nods.iter().map(|(called, _)| Arc::clone(called)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guest(number: u16) -> SeatHolder {
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(number.to_be_bytes()).for_each(|(to, from)| *to = from);
        SeatHolder::Guest(Id::from_bytes(bytes))
    }

    #[test]
    fn a_seat_is_kept_as_long_as_something_is_heard() {
        let mut seats = Seats::default();
        assert!(seats.sit(guest(1), "Ana", None, 100));
        assert!(seats.renew(guest(1), 126));
        assert!(seats.renew(guest(1), 152));
        assert!(!seats.renew(guest(1), 152 + LEASE), "nothing was heard for as long as a lease is");
        assert!(seats.is_empty());
    }

    #[test]
    fn nobody_stays_longer_because_the_clock_was_put_back() {
        let mut seats = Seats::default();
        seats.sit(guest(1), "Ana", None, 10_000);
        seats.sit(guest(2), "Bo", None, 10_000);
        seats.leave(guest(2), true, 10_000);
        seats.drop_ghosts(6_400);
        assert!(seats.holds(guest(1)) && !seats.snapshot().nods.is_empty());
        seats.drop_ghosts(6_400 + NOD_SEEN);
        assert!(!seats.holds(guest(1)) && seats.snapshot().nods.is_empty());
    }

    #[test]
    fn two_tabs_are_one_seat_in_the_place_where_they_came() {
        let mut seats = Seats::default();
        for (number, called) in [(1, "Ana"), (2, "Bo"), (1, "Ana again")] {
            seats.sit(guest(number), called, Some(QuietDoing::Reading), 0);
        }
        let called: Vec<_> = seats.snapshot().seats.iter().map(|seat| seat.called.to_string()).collect();
        assert_eq!(called, ["Ana again", "Bo"]);
    }

    #[test]
    fn a_full_room_takes_nobody_more_until_somebody_goes() {
        let mut seats = Seats::default();
        let most = u16::try_from(SEATS_MOST).unwrap();
        assert!((0..most).all(|number| seats.sit(guest(number), "", None, 0)));
        assert!(!seats.sit(guest(most), "", None, 0));
        assert!(seats.sit(guest(3), "", None, 0), "whoever sits there can say something else");
        seats.leave(guest(3), false, 0);
        assert!(seats.sit(guest(most), "", None, 0));
    }

    #[test]
    fn a_shared_time_goes_on_and_is_over_and_is_forgotten() {
        let mut seats = Seats::default();
        seats.sit(guest(1), "", None, 0);
        assert!(seats.begin_timer(10, 0));
        assert!(!seats.begin_timer(50, 5), "it is nobody's to make longer");
        for now in (10..700).step_by(10) {
            assert!(seats.renew(guest(1), now));
        }
        assert_eq!(seats.snapshot().timer_ends, Some(600), "it is said for a while");
        for now in (700..800).step_by(10) {
            assert!(seats.renew(guest(1), now));
        }
        assert_eq!(seats.snapshot().timer_ends, None);
        assert!(seats.begin_timer(25, 800));
    }

    #[test]
    fn a_nod_is_seen_for_a_moment() {
        let mut seats = Seats::default();
        seats.sit(guest(1), "Ana", None, 0);
        seats.sit(guest(2), "", None, 0);
        seats.leave(guest(1), true, 5);
        seats.leave(guest(2), false, 5);
        assert_eq!(seats.snapshot().nods, ["Ana".into()]);
        seats.drop_ghosts(5 + NOD_SEEN);
        assert_eq!(seats.snapshot(), RoomSnapshot::default());
    }
}
