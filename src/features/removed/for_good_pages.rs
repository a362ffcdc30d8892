//! The page that asks once more, and what follows a yes.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::for_good::{self, Removable};
use super::paths;
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, overtaken};
use crate::web::frame::{NavSection, PageFrame};

/// How many letters of it are shown, so that one knows what it is.
const SHOWN: usize = 300;

#[derive(Template, WebTemplate)]
#[template(path = "removed/for_good.html")]
struct ForGoodPage {
    frame: PageFrame,
    /// None for all that was removed.
    one: Option<Asking>,
}

/// One thing that may go.
struct Asking {
    thing: Removable,
    mark: Id,
    /// Whether it was another when its page was opened.
    changed: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SeenFields {
    /// The mark of what its page showed; empty where it came from elsewhere.
    seen: String,
}

impl ForGoodPage {
    fn was_given(&self) -> bool {
        self.one.as_ref().is_some_and(|one| one.thing.given)
    }

    fn beginning(words: &str) -> &str {
        words.char_indices().nth(SHOWN).map_or(words, |(end, _)| &words[..end])
    }
}

/// Asks about one thing.
pub async fn ask(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let thing = for_good::find(&app, &member, id).await?;
    Ok(page(&member, thing, false).into_response())
}

fn page(member: &Member, thing: Removable, changed: bool) -> ForGoodPage {
    let mark = thing.mark(member);
    ForGoodPage { frame: PageFrame::of(member, NavSection::Notebook), one: Some(Asking { thing, mark, changed }) }
}

/// Asks about all that was removed.
pub async fn ask_all(member: Member) -> PageResult {
    Ok(ForGoodPage { frame: PageFrame::of(&member, NavSection::Notebook), one: None }.into_response())
}

/// Takes it away, unless something else was written in it since its page was opened: then that is shown first.
pub async fn take_one(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(SeenFields { seen }): Form<SeenFields>,
) -> PageResult {
    let leaving = for_good::find(&app, &member, id).await?;
    if !seen.is_empty() && seen != leaving.mark(&member).to_string() {
        return overtaken(page(&member, leaving, true));
    }
    for_good::take_one(&app, &member, leaving).await?;
    Ok(Redirect::to(paths::GONE).into_response())
}

pub async fn take_all(State(app): State<App>, member: Member) -> PageResult {
    for_good::take_all(&app, &member).await?;
    Ok(Redirect::to(paths::GONE).into_response())
}
