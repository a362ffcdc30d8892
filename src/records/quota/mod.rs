//! The room that each member has, so that nobody's things crowd out others'. It is far more than anybody writes in a long
//! life, so what meets it first is what comes in great amounts at once; writing goes on for a good while after that, and taps
//! for longer still.

pub mod store;

use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::PageResult;

/// The most rows that are taken in from files.
pub const ROWS: i64 = 50_000;
/// The most that all rows may take then, in bytes as they are stored.
pub const BYTES: i64 = 200 * 1000 * 1000;

/// What of a member's is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoomTaken {
    pub rows: i64,
    /// In bytes of sealed bodies.
    pub bytes: i64,
}

/// What is to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// Many rows at once.
    Files,
    /// Something that is written.
    Words,
    /// Something that is tapped.
    Taps,
}

impl Growth {
    /// How many hundredths of [`ROWS`] and [`BYTES`] there are for it.
    const fn share(self) -> i64 {
        match self {
            Self::Files => 100,
            Self::Words => 110,
            Self::Taps => 120,
        }
    }
}

impl RoomTaken {
    pub const fn is_too_much_for(self, growth: Growth) -> bool {
        let share = growth.share();
        self.rows > ROWS / 100 * share || self.bytes > BYTES / 100 * share
    }
}

/// Whether a member's room has been used up.
pub async fn is_used_up(app: &App, member: &Member, growth: Growth) -> PageResult<bool> {
    Ok(store::taken(&mut *app.db.read().await?, member.id()).await?.is_too_much_for(growth))
}
