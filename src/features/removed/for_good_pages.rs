//! The page that asks once more, and what follows a yes.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};

use super::for_good::{self, Removable};
use super::paths;
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Path;
use crate::web::frame::{NavSection, PageFrame};

/// How many letters of it are shown, so that one knows what it is.
const SHOWN: usize = 300;

#[derive(Template, WebTemplate)]
#[template(path = "removed/for_good.html")]
struct ForGoodPage {
    frame: PageFrame,
    /// None for all that was removed.
    one: Option<Removable>,
}

impl ForGoodPage {
    fn beginning(words: &str) -> &str {
        words.char_indices().nth(SHOWN).map_or(words, |(end, _)| &words[..end])
    }
}

/// Asks about one thing.
pub async fn ask(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let one = Some(for_good::find(&app, &member, id).await?);
    Ok(ForGoodPage { frame: PageFrame::of(&member, NavSection::Notebook), one }.into_response())
}

/// Asks about all that was removed.
pub async fn ask_all(member: Member) -> PageResult {
    Ok(ForGoodPage { frame: PageFrame::of(&member, NavSection::Notebook), one: None }.into_response())
}

pub async fn take_one(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let leaving = for_good::find(&app, &member, id).await?;
    for_good::take_one(&app, &member, leaving).await?;
    Ok(Redirect::to(paths::GONE).into_response())
}

pub async fn take_all(State(app): State<App>, member: Member) -> PageResult {
    for_good::take_all(&app, &member).await?;
    Ok(Redirect::to(paths::GONE).into_response())
}
