//! Who looked at what somebody shows. A look is written down before anything is opened, each line vouching for the one before,
//! so that what was changed or taken out shows.

pub mod store;

use jiff::Timestamp;

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::web::app::App;
use crate::web::error::PageResult;

/// What the log's chain is made for.
const LOG: &str = "looks";

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookLine {
    pub number: i64,
    pub at: Timestamp,
    pub reader: MemberId,
    /// Which page it was, as a word.
    pub page: String,
    /// The consents it was shown by.
    pub grants: Vec<Id>,
    pub(super) link: [u8; 32],
}

/// A line of the log, and whether it stands as it was written: the one before is there, and neither was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedLine {
    pub line: LookLine,
    pub fits: bool,
}

/// For how long looks of one reader at the same things stand as one line, in seconds.
const FOLDED: i64 = 10 * 60;

/// Writes a look down, unless the last line of this reader says the same and is young: then that line stands for both.
pub async fn note(
    app: &App,
    write: &mut Write,
    owner: MemberId,
    reader: MemberId,
    page: &str,
    grants: &[Id],
) -> PageResult<()> {
    let told = store::last_by(write, owner, reader).await?;
    if told.is_some_and(|told| told.stands_for(app.now(), page, grants)) {
        return Ok(());
    }
    let (number, before) = store::last(write, owner).await?.unwrap_or((0, [0; 32]));
    let mut line = LookLine {
        number: number.saturating_add(1),
        at: app.now(),
        reader,
        page: page.to_owned(),
        grants: grants.to_vec(),
        link: [0; 32],
    };
    line.link = link(app, owner, &before, &line);
    Ok(store::add(write, owner, &line).await?)
}

/// The log with what is wrong with it, the latest line first. `anchor` is a number and link that its owner kept for
/// themselves when they looked last: where the log no longer has it, it was cut.
pub fn check(
    app: &App,
    owner: MemberId,
    lines: Vec<LookLine>,
    anchor: Option<(i64, [u8; 32])>,
) -> (Vec<CheckedLine>, bool) {
    let mut before = (0, [0; 32]);
    let mut checked = Vec::with_capacity(lines.len());
    for line in lines {
        let fits = line.number == before.0 + 1 && line.link == link(app, owner, &before.1, &line);
        before = (line.number, line.link);
        checked.push(CheckedLine { line, fits });
    }
    let kept = |(number, link)| checked.iter().any(|one| (one.line.number, one.line.link) == (number, link));
    let whole = anchor.is_none_or(kept);
    checked.reverse();
    (checked, whole)
}

impl LookLine {
    /// Whether a look at these things now is the same as this one.
    fn stands_for(&self, now: Timestamp, page: &str, grants: &[Id]) -> bool {
        let age = now.as_second() - self.at.as_second();
        (0..FOLDED).contains(&age) && self.page == page && self.grants == grants
    }

    /// What its owner keeps for themselves, to know later that it was there.
    pub const fn anchor(&self) -> (i64, [u8; 32]) {
        (self.number, self.link)
    }
}

fn link(app: &App, owner: MemberId, before: &[u8; 32], line: &LookLine) -> [u8; 32] {
    let (number, at) = (line.number.to_be_bytes(), line.at.as_second().to_be_bytes());
    let grants = line.grants.iter().flat_map(|grant| *grant.as_bytes()).collect::<Vec<u8>>();
    let parts: [&[u8]; 5] = [&number, &at, line.reader.0.as_bytes(), line.page.as_bytes(), &grants];
    app.instance.chained(LOG, owner.owner(), before, &parts)
}
