//! What somebody was trying that a while in a quiet room is an answer to.

use sqlx::SqliteConnection;

use crate::base::ids::Id;
use crate::base::words::days_before;
use crate::members::sessions::guard::Member;
use crate::records::reflections::attempts::store;
use crate::web::app::App;
use crate::web::error::PageResult;

/// The steps that sitting along with others in quiet is a way to do.
pub const QUIET_STEPS: [&str; 4] = ["quiet-company", "muted-call", "quiet-time-with-an-end", "the-quiet-room"];
/// How long ago one can have been begun, in days.
const LATELY: i32 = 14;

/// A step that is being tried.
pub struct QuietAttempt {
    pub id: Id,
    pub title: String,
    /// Whether a reply may come to it.
    pub waits: bool,
}

/// The latest of what is being tried, where it is one of these steps.
pub async fn matching(app: &App, read: &mut SqliteConnection, member: &Member) -> PageResult<Option<QuietAttempt>> {
    let rows = store::open_since(read, member.id(), days_before(member.today(), LATELY)).await?;
    let found = rows.iter().find_map(|row| {
        let tried = row.open(member.keyring()).ok()?;
        let step = app.library.step(tried.step).filter(|step| QUIET_STEPS.contains(&step.slug.as_str()))?;
        let size = step.size(tried.size)?;
        Some(QuietAttempt { id: row.id, title: size.title.clone(), waits: size.reply })
    });
    Ok(found)
}
