//! Attempts and looking back on them, in the database.

pub mod attempts;
pub mod store;
pub mod tried;

use sqlx::SqliteConnection;

use crate::members::sessions::guard::Member;
use crate::model::steps::Library;
use crate::web::error::PageResult;

/// The step that the attempt with this id is of, as its owner may be told.
pub async fn title<'a>(
    library: &'a Library,
    read: &mut SqliteConnection,
    member: &Member,
    id: &str,
) -> PageResult<Option<&'a str>> {
    let Ok(id) = id.parse() else { return Ok(None) };
    let pair = store::pair(read, member.id(), id).await?;
    let attempted = pair.and_then(|pair| pair.attempt.open(member.keyring()).ok());
    Ok(attempted.and_then(|attempted| library.heading(&attempted)))
}
