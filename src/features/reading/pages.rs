//! The list of pages to read, and one of them.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use sqlx::SqliteConnection;

use super::{Articles, Reading};
use crate::base::ids::Id;
use crate::members::sessions::guard::{Member, Visitor};
use crate::records::reflections::store;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::Path;
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "reading/list.html")]
struct ReadingListPage<'a> {
    frame: PageFrame,
    readings: Vec<&'a Reading>,
}

#[derive(Template, WebTemplate)]
#[template(path = "reading/show.html")]
struct ReadingPage<'a> {
    frame: PageFrame,
    reading: &'a Reading,
}

pub async fn list(State(app): State<App>, visitor: Visitor) -> PageResult {
    let page = ReadingListPage {
        frame: PageFrame::for_visitor_in(&visitor, NavSection::Notebook),
        readings: app.content::<Articles>()?.iter().collect(),
    };
    Ok(page.into_response())
}

pub async fn show(State(app): State<App>, visitor: Visitor, Path(number): Path<u8>) -> PageResult {
    let reading = app.content::<Articles>()?.numbered(number).ok_or(PageError::NotFound)?;
    Ok(ReadingPage { frame: PageFrame::for_visitor_in(&visitor, NavSection::Notebook), reading }.into_response())
}

/// A page that may help after the look back with this id, where there is one: what is easy to bear leads to none.
pub async fn after<'a>(
    app: &'a App,
    read: &mut SqliteConnection,
    member: &Member,
    kept: Option<Id>,
) -> PageResult<Option<&'a Reading>> {
    let Some(id) = kept else { return Ok(None) };
    let told = store::pair(read, member.id(), id).await?.filter(|pair| !pair.removed).and_then(|pair| pair.reflection);
    let [turn, ..] = *id.as_bytes();
    let shelf = app.content::<Articles>()?;
    Ok(told.and_then(|row| row.open(member.keyring()).ok()).and_then(|reflected| shelf.after(&reflected, turn)))
}
