//! The library as one person has it: everybody's steps, and their own among them.

use sqlx::SqliteConnection;

use super::{Library, store};
use crate::app::App;
use crate::sessions::guard::Member;

/// Everybody's steps and this person's own. One of their own that does not open is passed over.
///
/// # Errors
/// If the database fails.
pub async fn library(app: &App, read: &mut SqliteConnection, member: &Member) -> sqlx::Result<Library> {
    let rows = store::own_steps(read, member.id()).await?;
    let own = rows.iter().filter_map(|row| Some(row.open(member.keyring()).ok()?.into_step(row.id, &app.library)));
    Ok(app.library.with(own))
}
