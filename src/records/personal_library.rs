//! The library as one person has it: everybody's steps, and their own among them.

use sqlx::SqliteConnection;

use super::entries::store;
use crate::base::sealed::SealedRow;
use crate::members::sessions::guard::Member;
use crate::model::steps::Library;
use crate::model::steps::own::OwnStep;
use crate::web::app::App;

/// Everybody's steps and this person's own. One of their own that does not open is passed over.
pub async fn library(app: &App, read: &mut SqliteConnection, member: &Member) -> sqlx::Result<Library> {
    Ok(among_all(app, member, &store::all(read, member.id()).await?))
}

/// The same, with steps of their own that were removed lately: what is being tried can still be looked back on.
pub async fn with_removed(app: &App, read: &mut SqliteConnection, member: &Member) -> sqlx::Result<Library> {
    Ok(among_all(app, member, &store::all_kept(read, member.id()).await?))
}

/// The same, with their own steps read already.
pub fn among_all(app: &App, member: &Member, own: &[SealedRow<OwnStep>]) -> Library {
    let own = own.iter().filter_map(|row| Some(row.open(member.keyring()).ok()?.into_step(row.id, &app.library)));
    app.library.with(own)
}
