//! What those who look after a group did there. Everybody in it can read it; each line vouches for the one before.

pub mod store;

use jiff::Timestamp;

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::OwnerId;
use crate::base::words::form_words;
use crate::web::app::App;
use crate::web::error::PageResult;

const LOG: &str = "care";

form_words! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum CareAct {
        Made = "made",
        /// What it says of itself.
        Changed = "changed",
        LetIn = "let_in",
        /// Somebody is called otherwise.
        Renamed = "renamed",
        /// Somebody looks after it too,
        Part = "part",
        /// or does no more.
        PartEnded = "part_ended",
        Removed = "removed",
        /// It came out of a backup, and was opened again.
        Woken = "woken",
    }
}

/// One line of it.
#[derive(Clone, Debug)]
pub struct CareLine {
    pub number: i64,
    pub at: Timestamp,
    pub by: Id,
    pub what: CareAct,
    pub whom: Option<Id>,
    pub(super) link: [u8; 32],
}

/// Adds a line.
pub async fn note(
    app: &App,
    write: &mut Write,
    place: Id,
    by: MemberId,
    what: CareAct,
    whom: Option<Id>,
) -> PageResult<()> {
    let (number, before) = store::last(write, place).await?.unwrap_or((0, [0; 32]));
    let mut line = CareLine { number: number.saturating_add(1), at: app.now(), by: by.0, what, whom, link: [0; 32] };
    line.link = link(app, place, &before, &line);
    Ok(store::add(write, place, &line).await?)
}

impl CareLine {
    /// What somebody who read it keeps for themselves, to know later that it was there.
    pub const fn anchor(&self) -> (i64, [u8; 32]) {
        (self.number, self.link)
    }
}

/// The log, the latest line first, and whether it is whole: also whether it still has the line that was read last.
pub fn check(
    app: &App,
    place: Id,
    lines: Vec<CareLine>,
    read_before: Option<(i64, [u8; 32])>,
) -> (Vec<CareLine>, bool) {
    let mut before = (0, [0; 32]);
    let mut whole = read_before.is_none_or(|read| lines.iter().any(|line| line.anchor() == read));
    for line in &lines {
        whole &= line.number == before.0 + 1 && line.link == link(app, place, &before.1, line);
        before = (line.number, line.link);
    }
    (lines.into_iter().rev().collect(), whole)
}

fn link(app: &App, place: Id, before: &[u8; 32], line: &CareLine) -> [u8; 32] {
    let (number, at) = (line.number.to_be_bytes(), line.at.as_second().to_be_bytes());
    let whom = line.whom.map(|id| id.as_bytes().to_vec()).unwrap_or_default();
    let parts: [&[u8]; 5] = [&number, &at, line.by.as_bytes(), line.what.word().as_bytes(), &whom];
    app.instance.chained(LOG, OwnerId::new(*place.as_bytes()), before, &parts)
}
