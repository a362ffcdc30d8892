//! All that somebody can open now, as they see it: from the letters themselves, through the page they get.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;

use crate::base::ids::Id;
use crate::base::words::DateFormat;
use crate::members::sessions::guard::Member;
use crate::model::shown::Shown;
use crate::records::{connections, letters};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::Path;
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "sharing/as_they_see.html")]
struct AsTheySeePage<'a> {
    frame: PageFrame,
    name: String,
    asleep: bool,
    /// Nothing for what is damaged.
    items: Vec<Option<Shown>>,
    calendar: &'a DateFormat,
}

pub async fn show(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let mut read = app.db.read().await?;
    let found = connections::store::of_member(&mut read, member.id(), id).await?;
    let connection = found.ok_or(PageError::NotFound)?;
    let shown = letters::store::shown_by(&mut read, member.id(), id, app.now()).await?;
    let page = AsTheySeePage {
        frame: PageFrame::of(&member, NavSection::You),
        name: connection.supporter_name(member.keyring()),
        asleep: !connection.is_open(),
        items: shown.iter().map(|letter| letter.open_own(&member).ok()).collect(),
        calendar: member.calendar(),
    };
    Ok(page.into_response())
}
