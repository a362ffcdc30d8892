//! What was removed, of whatever kind: for how long it can be brought back. It is taken away for good some time after that.

pub mod store;

use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;

use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};

/// How long what was removed can be brought back: 30 days.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What was removed then or before is not to be seen any more.
pub fn long_ago(now: Timestamp) -> Timestamp {
    now.checked_sub(KEPT_FOR).unwrap_or(Timestamp::MIN)
}

/// # Errors
/// [`PageError::NotFound`] where it was removed too long ago to be brought back.
pub async fn can_come_back(app: &App, read: &mut SqliteConnection, member: &Member, id: Id) -> PageResult<()> {
    let is_past = store::is_past(read, member.id(), id, long_ago(app.now())).await?;
    if is_past { Err(PageError::NotFound) } else { Ok(()) }
}
