//! What was begun and is still open.

use jiff::civil::Date;
use sqlx::SqliteConnection;

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
