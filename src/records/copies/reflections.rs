//! What others see of a look back.

use sqlx::SqliteConnection;

use super::{Original, gone, ladder, renew};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::Private as _;
use crate::members::sessions::guard::Member;
use crate::model::reflection::Reflection;
use crate::model::shown::{ShareScope, Shown, ShownReflection};
use crate::records::reflections::store::{self, AttemptPair};
use crate::records::{grants, personal_library};
use crate::web::app::App;
use crate::web::error::PageResult;

/// What is shown of one, where there is one that is not removed.
pub async fn compose(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    pair: &AttemptPair,
    scope: &ShareScope,
) -> PageResult<Option<Shown>> {
    let Some(row) = pair.reflection.as_ref().filter(|_| !pair.removed) else { return Ok(None) };
    let library = personal_library::with_removed(app, read, member).await?;
    let (attempted, told) = (pair.attempt.open(member.keyring())?, row.open(member.keyring())?);
    Ok(Some(Shown::Reflection(ShownReflection::of(&library, row.day, &attempted, &told, scope))))
}

/// A look back was told, or told otherwise.
pub async fn told(app: &App, write: &mut Write, member: &Member, id: Id) -> PageResult<()> {
    if grants::store::all(write, member.id(), member.asked_at()).await?.is_empty() {
        return Ok(());
    }
    let Some(pair) = store::pair(write, member.id(), id).await? else { return Ok(()) };
    let Some(row) = pair.reflection.as_ref().filter(|_| !pair.removed) else { return Ok(()) };
    let (attempted, reflected) = (pair.attempt.open(member.keyring())?, row.open(member.keyring())?);
    let library = personal_library::with_removed(app, write, member).await?;
    let (written_at, kept_back) = (reflected.at, reflected.kept_back);
    let original = Original { kind: Reflection::NAME, measure: None, id, day: row.day, written_at, kept_back };
    let compose =
        |scope: &ShareScope| Shown::Reflection(ShownReflection::of(&library, row.day, &attempted, &reflected, scope));
    renew(write, member, original, compose).await?;
    ladder::changed(app, write, member).await
}

/// A look back was removed, or brought back.
pub async fn marked(app: &App, write: &mut Write, member: &Member, id: Id, removed: bool) -> PageResult<()> {
    if removed {
        gone(write, member, id).await?;
    }
    ladder::changed(app, write, member).await
}
