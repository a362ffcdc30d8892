//! Removing an entry and bringing it back, for every kind alike.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::Timestamp;

use crate::base::ids::Id;
use crate::base::sealed::Entry;
use crate::members::sessions::guard::Member;
use crate::records::{copies, removed};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::Path;
use crate::web::paths;
use crate::web::route::{Route, post};

/// Removes an entry; it can be brought back for 30 days.
pub async fn remove<T: Entry>(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let now = app.now();
    mark::<T>(&app, &member, id, Some(now), &paths::removed(T::LIST_PATH, id)).await
}

pub async fn restore<T: Entry>(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    mark::<T>(&app, &member, id, None, &T::after_restore(id)).await
}

/// Marks it, and goes on.
///
/// # Errors
/// [`PageError::NotFound`] where there is none of theirs.
pub async fn mark<T: Entry>(
    app: &App,
    member: &Member,
    id: Id,
    removed_at: Option<Timestamp>,
    then: &str,
) -> PageResult {
    let mut write = app.db.write().await?;
    if removed_at.is_none() {
        removed::can_come_back(app, &mut write, member, id).await?;
    }
    if !super::mark_removed::<T>(&mut write, member, id, removed_at).await? {
        return Err(PageError::NotFound);
    }
    copies::ladder::changed_with::<T>(app, &mut write, member).await?;
    write.commit().await?;
    Ok(Redirect::to(then).into_response())
}

/// The two addresses of every kind that can be removed and brought back.
pub fn routes<T: Entry + Send + 'static>() -> [Route; 2] {
    [
        post(paths::remove(T::PATH, "{id}"), remove::<T>).members(),
        post(paths::restore(T::PATH, "{id}"), restore::<T>).members(),
    ]
}
