//! The room that each member has, so that nobody's things crowd out others'. It is far more than anybody writes in a long
//! life. What is written stops a little before the end, so that taps go on for longer, and a file with everything still fits
//! where somebody takes it.

pub mod store;

use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::route::Growth;

/// The most rows.
pub const ROWS: i64 = 50_000;
/// The most that all of them may take, in bytes as they are stored.
pub const BYTES: i64 = 200 * 1000 * 1000;

/// From here on a page may take more than about 50 ms of processor: some years of somebody who writes each day.
const MUCH_ROWS: i64 = 2_000;
const MUCH_BYTES: i64 = 4 * 1000 * 1000;

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

    /// Whether opening all of it for a page takes long enough to be felt by others.
    pub const fn is_much(self) -> bool {
        self.rows > MUCH_ROWS || self.bytes > MUCH_BYTES
    }
}

pub async fn taken(app: &App, member: &Member) -> PageResult<RoomTaken> {
    Ok(store::taken(&mut *app.db.read().await?, member.id()).await?)
}
