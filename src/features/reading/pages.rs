//! The list of pages to read, and one of them.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use sqlx::SqliteConnection;

use super::Reading;
use super::Shelf;
use crate::base::ids::Id;
use crate::members::sessions::guard::{Member, Visitor};
use crate::records::reflections::store;
use crate::web::app::App;
use crate::web::error::{Answer, Problem};
use crate::web::form::Path;
use crate::web::frame::Shell;

#[derive(Template, WebTemplate)]
#[template(path = "reading/list.html")]
struct ListPage<'a> {
    shell: Shell,
    readings: Vec<&'a Reading>,
}

#[derive(Template, WebTemplate)]
#[template(path = "reading/show.html")]
struct ReadingPage<'a> {
    shell: Shell,
    reading: &'a Reading,
}

/// Lists the pages.
pub async fn list(State(app): State<App>, visitor: Visitor) -> Answer {
    let page = ListPage { shell: Shell::for_visitor(&visitor), readings: app.content::<Shelf>()?.iter().collect() };
    Ok(page.into_response())
}

/// Shows one.
pub async fn show(State(app): State<App>, visitor: Visitor, Path(number): Path<u8>) -> Answer {
    let reading = app.content::<Shelf>()?.numbered(number).ok_or(Problem::NotFound)?;
    Ok(ReadingPage { shell: Shell::for_visitor(&visitor), reading }.into_response())
}

/// A page that may help after the look back with this id, where there is one: what is easy to bear leads to none.
pub async fn after<'a>(
    app: &'a App,
    read: &mut SqliteConnection,
    member: &Member,
    kept: Option<Id>,
) -> Answer<Option<&'a Reading>> {
    let Some(id) = kept else { return Ok(None) };
    let told = store::pair(read, member.id(), id).await?.filter(|pair| !pair.removed).and_then(|pair| pair.reflection);
    let [turn, ..] = *id.as_bytes();
    let shelf = app.content::<Shelf>()?;
    Ok(told.and_then(|row| row.open(member.keyring()).ok()).and_then(|reflected| shelf.after(&reflected, turn)))
}
