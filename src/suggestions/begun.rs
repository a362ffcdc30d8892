//! What was begun and is still open: steps being tried, and messages that had no reply.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use crate::clock::day_number;
use crate::ids::Id;
use crate::reflections::{self, ASK_AGAIN_UNTIL};
use crate::sessions::guard::Member;
use crate::steps::Library;
use crate::steps::pages::Shown;
use crate::web::error::Answer;
use crate::words;

/// Something being tried.
pub struct Trying<'a> {
    /// The attempt.
    pub id: Id,
    /// The step in its size.
    pub shown: Shown<'a>,
    /// Whether it was begun today.
    pub today: bool,
}

/// A message that had no reply some days ago.
pub struct Waiting<'a> {
    /// The look back.
    pub id: Id,
    /// What the step is called.
    pub title: &'a str,
}

/// What is being tried, since as long as it is asked about.
///
/// # Errors
/// If the database fails.
pub async fn trying<'a>(
    library: &'a Library,
    read: &mut SqliteConnection,
    member: &Member,
    day: Date,
) -> Answer<Vec<Trying<'a>>> {
    let since = words::days_before(day, ASK_AGAIN_UNTIL);
    let rows = reflections::store::open_attempts(read, member.id(), since).await?;
    let open = rows.iter().filter_map(|row| {
        let attempted = row.open(member.keyring()).ok()?;
        let shown = Shown::of(library, member.profile(), attempted.step, attempted.size)?;
        Some(Trying { id: row.id, shown, today: row.day == day })
    });
    Ok(open.collect())
}

/// Messages about whose reply it is time to ask, once.
///
/// # Errors
/// If the database fails.
pub async fn waiting<'a>(
    library: &'a Library,
    read: &mut SqliteConnection,
    member: &Member,
    day: Date,
) -> Answer<Vec<Waiting<'a>>> {
    let since = words::days_before(day, ASK_AGAIN_UNTIL);
    let pairs = reflections::store::looked_back(read, member.id(), since, day).await?;
    let open = pairs.iter().filter_map(|pair| {
        let row = pair.reflection.as_ref()?;
        let reflected = row.open(member.keyring()).ok()?;
        let attempted = pair.attempt.open(member.keyring()).ok()?;
        let days = day_number(day) - day_number(row.day);
        let title = &library.step(attempted.step)?.title;
        reflected.may_ask_again(days).then_some(Waiting { id: row.id, title })
    });
    Ok(open.collect())
}
