//! One’s own order of steps, as it is kept.

pub mod store;

use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::sealed::seal;
use crate::members::sessions::guard::Member;
use crate::model::ladder::Ladder;
use crate::web::error::PageResult;
use crate::web::form::new_id;

/// Somebody's ladder; an empty one where there is none, or where it does not open. What was on one that was lost and found
/// again comes after it.
pub async fn current(read: &mut SqliteConnection, member: &Member) -> PageResult<Ladder> {
    let row = store::ladder(read, member.id()).await?;
    let mut ladder = row.and_then(|row| row.open(member.keyring()).ok()).unwrap_or_default();
    for found in store::found_again(read, member.id()).await? {
        let earlier = found.open(member.keyring()).unwrap_or_default();
        earlier.steps().iter().for_each(|step| ladder.put(*step, None));
    }
    Ok(ladder)
}

/// Stores a ladder in place of the earlier ones, whose steps [`current`] has put together.
pub async fn keep(write: &mut Write, member: &Member, ladder: &Ladder) -> PageResult<()> {
    let earlier = store::ladder(write, member.id()).await?;
    let new = || (new_id(), member.today(), 1);
    let (id, day, revision) = earlier.map_or_else(new, |row| (row.id, row.day, row.revision + 1));
    let sealed = seal(member.keyring(), id, day, revision, ladder)?;
    store::save(write, member.id(), id, day, revision, &sealed).await?;
    Ok(store::end_found(write, member.id()).await?)
}
