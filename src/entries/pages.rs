//! Removing an entry and bringing it back, for every kind alike.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::Timestamp;

use super::{Entry, store};
use crate::app::App;
use crate::ids::Id;
use crate::sessions::guard::Member;
use crate::web::error::{Answer, Problem};
use crate::web::form::Path;

/// Removes an entry; it can be brought back for 30 days.
pub async fn remove<T: Entry>(State(app): State<App>, member: Member, Path(id): Path<Id>) -> Answer {
    let now = app.now();
    mark::<T>(&app, &member, id, Some(now), &format!("{}?removed={id}", T::PAGE)).await
}

/// Brings a removed entry back.
pub async fn restore<T: Entry>(State(app): State<App>, member: Member, Path(id): Path<Id>) -> Answer {
    mark::<T>(&app, &member, id, None, &T::again(id)).await
}

async fn mark<T: Entry>(app: &App, member: &Member, id: Id, removed_at: Option<Timestamp>, then: &str) -> Answer {
    let mut write = app.db.write().await?;
    if !store::mark_removed::<T>(&mut write, member.id(), id, removed_at).await? {
        return Err(Problem::NotFound);
    }
    write.commit().await?;
    Ok(Redirect::to(then).into_response())
}
