//! The room that each member has, so that nobody's things crowd out others'. It is far more than anybody writes in a long
//! life. What is written stops a little before the end, so that taps go on for longer, and a file with everything still fits
//! where somebody takes it.

pub mod store;

use crate::web::at_once::Long;
use crate::web::route::Growth;

/// The most rows.
pub const ROWS: i64 = 50_000;
/// The most that all of them may take, in bytes as they are stored.
pub const BYTES: i64 = 200 * 1000 * 1000;

/// From here on a page may take more than about 100 ms of processor: some years of somebody who writes each day.
const MUCH: RoomTaken = RoomTaken { rows: 2_000, bytes: 4 * 1000 * 1000 };
/// And from here on more than half a second: a long life of writing.
const VERY_MUCH: RoomTaken = RoomTaken { rows: 10_000, bytes: 20 * 1000 * 1000 };

/// What of a member's is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoomTaken {
    pub rows: i64,
    /// In bytes of sealed bodies.
    pub bytes: i64,
}

/// How many hundredths of [`ROWS`] and [`BYTES`] there are for it.
const fn share(growth: Growth) -> i64 {
    match growth {
        Growth::Words => 90,
        Growth::Taps => 95,
        Growth::Files => 100,
    }
}

impl RoomTaken {
    pub const fn is_too_much_for(self, growth: Growth) -> bool {
        let share = share(growth);
        self.rows > ROWS / 100 * share || self.bytes > BYTES / 100 * share
    }

    /// How long it takes to open all of it for a page; none where nobody else feels it.
    pub const fn opens_in(self) -> Option<Long> {
        if self.exceeds(VERY_MUCH) {
            Some(Long::Very)
        } else if self.exceeds(MUCH) {
            Some(Long::Rather)
        } else {
            None
        }
    }

    const fn exceeds(self, bound: Self) -> bool {
        self.rows > bound.rows || self.bytes > bound.bytes
    }
}
