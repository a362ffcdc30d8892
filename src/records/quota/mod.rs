//! The room that each member has, so that nobody's things crowd out others'. It is far more than anybody writes in a long
//! life. What is written stops a little before the end, so that taps go on for longer, and a file with everything still fits
//! where somebody takes it.

pub mod store;

use sqlx::SqliteConnection;

use crate::base::config::Registration;
use crate::members::instance;
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::at_once::Long;
use crate::web::error::PageResult;
use crate::web::route::Growth;

/// The most rows.
pub const ROWS: i64 = 50_000;
/// The most that all of them may take, in bytes as they are stored.
pub const BYTES: i64 = 200 * 1000 * 1000;

/// The same in the first week where anybody may sign up: one stranger could make account after account.
const NEWCOMERS_BYTES: i64 = 5 * 1000 * 1000;

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

/// Why no more fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRoom {
    /// All that anybody has is used up.
    UsedUp,
    /// What somebody has in their first week is, where anybody may sign up.
    InFirstWeek,
}

/// Whether no more of theirs fits, and why.
pub async fn no_room(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    taken: RoomTaken,
    growth: Growth,
) -> PageResult<Option<NoRoom>> {
    if taken.is_too_much_for(growth, BYTES) {
        return Ok(Some(NoRoom::UsedUp));
    }
    if !member.is_in_first_week() || !taken.is_too_much_for(growth, NEWCOMERS_BYTES) {
        return Ok(None);
    }
    let is_open = instance::about(app, read).await?.registration == Registration::Open;
    Ok(is_open.then_some(NoRoom::InFirstWeek))
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
    const fn is_too_much_for(self, growth: Growth, bytes: i64) -> bool {
        let share = share(growth);
        self.rows > ROWS / 100 * share || self.bytes > bytes / 100 * share
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
