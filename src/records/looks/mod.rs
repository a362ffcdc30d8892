//! Who looked at what somebody shows. A look is written down before anything is opened, each line vouching for the one before,
//! so that what was changed or taken out shows.

pub mod store;

use jiff::Timestamp;
use sqlx::SqliteConnection;

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

/// Writes a look down, unless the last line of this reader says the same, is young, and nothing was shown since: then that line
/// stands for both.
pub async fn note(
    app: &App,
    write: &mut Write,
    owner: MemberId,
    reader: MemberId,
    page: &str,
    grants: &[Id],
) -> PageResult<()> {
    let told = store::last_by(write, owner, reader).await?.filter(|told| told.stands_for(app.now(), page, grants));
    if let Some(told) = told
        && !store::shown_since(write, owner, reader, told.at).await?
    {
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

/// When a reader looked last, as the log says.
pub async fn last(read: &mut SqliteConnection, owner: MemberId, reader: MemberId) -> PageResult<Option<Timestamp>> {
    Ok(store::last_by(read, owner, reader).await?.map(|line| line.at))
}

/// How many lines are read at once.
const A_PART: i64 = 1_000;

/// A page of the log, the latest line first.
pub struct LookPage {
    pub lines: Vec<CheckedLine>,
    /// Whether there are earlier ones.
    pub more: bool,
}

/// So many lines before this one, each checked against the one before it.
pub async fn page(
    app: &App,
    read: &mut SqliteConnection,
    owner: MemberId,
    before: Option<i64>,
    most: usize,
) -> PageResult<LookPage> {
    let limit = i64::try_from(most).unwrap_or(A_PART).saturating_add(1);
    let lines = store::before(read, owner, before.unwrap_or(i64::MAX), limit).await?;
    let earlier = lines.iter().skip(1).map(LookLine::anchor).chain([(0, [0; 32])]);
    let fits = lines.iter().zip(earlier).map(|(line, before)| line.follows(app, owner, before)).collect::<Vec<_>>();
    let more = lines.len() > most;
    let checked = lines.into_iter().zip(fits).map(|(line, fits)| CheckedLine { line, fits });
    Ok(LookPage { lines: checked.take(most).collect(), more })
}

/// What a log is worth as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogState {
    /// The log no longer has the line that its owner kept for themselves when they looked last.
    pub cut: bool,
    /// A line is missing, or one that came since was changed.
    pub torn: bool,
    /// The last line up to which all since then stands as it was written.
    pub latest: Option<(i64, [u8; 32])>,
}

/// Checks what came since `anchor`, a number and link that its owner kept, in portions.
pub async fn check(
    app: &App,
    read: &mut SqliteConnection,
    owner: MemberId,
    anchor: Option<(i64, [u8; 32])>,
) -> PageResult<LogState> {
    let kept = match anchor {
        Some(kept) => store::before(read, owner, kept.0.saturating_add(1), 1).await?.first().map(LookLine::anchor),
        None => None,
    };
    let cut = anchor.is_some() && kept != anchor;
    let mut latest = kept.filter(|_| !cut).unwrap_or((0, [0; 32]));
    let mut torn = store::has_gap(read, owner).await?;
    loop {
        let lines = store::after(read, owner, latest.0, A_PART).await?;
        if lines.is_empty() {
            break;
        }
        for line in &lines {
            torn |= !line.follows(app, owner, latest);
            latest = line.anchor();
        }
        tokio::task::yield_now().await;
    }
    Ok(LogState { cut, torn, latest: Some(latest).filter(|latest| latest.0 > 0 && !cut && !torn) })
}

impl LookLine {
    /// Whether a look at these things now is the same as this one.
    fn stands_for(&self, now: Timestamp, page: &str, grants: &[Id]) -> bool {
        let age = now.as_second() - self.at.as_second();
        (0..FOLDED).contains(&age) && self.page == page && self.grants == grants
    }

    /// Whether it stands as it was written after that one.
    fn follows(&self, app: &App, owner: MemberId, before: (i64, [u8; 32])) -> bool {
        self.number == before.0 + 1 && self.link == link(app, owner, &before.1, self)
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
