//! The view in which the ladder's order is changed.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::pages::LadderView;
use super::paths;
use crate::features::suggestions::here;
use crate::members::sessions::guard::Member;
use crate::model::ladder::{Ladder, Move};
use crate::model::steps::{Exclusion, Step};
use crate::records::{copies, ladders, personal_library};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query};
use crate::web::frame::{NavSection, PageFrame};

/// What was changed just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Where the step that was moved stands now, counted from 1.
    at: usize,
    /// Which way it went.
    way: String,
    /// The step that was taken off, and where it stood.
    off: String,
    place: usize,
}

#[derive(Template, WebTemplate)]
#[template(path = "ladder/order.html")]
struct OrderPage<'a> {
    frame: PageFrame,
    ladder: LadderView<'a>,
    /// The step taken off just before.
    off: Option<&'a Step>,
    asked: Asked,
}

impl OrderPage<'_> {
    /// Whether the step that was moved can go on upwards from the button with the focus. It stays on the one that was
    /// pressed, unless that has nowhere to go on to.
    fn goes_on_up(&self) -> bool {
        self.asked.at > 1 && (self.asked.way != DOWN || self.asked.at == self.ladder.items.len())
    }
}

pub async fn show(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let mut read = app.db.read().await?;
    let library = personal_library::library(&app, &mut read, &member).await?;
    let ladder = ladders::current(&mut read, &member).await?;
    let page = OrderPage {
        frame: PageFrame::of(&member, NavSection::Today),
        ladder: LadderView::of(&ladder, &library, &here::profile(&mut read, &member).await?),
        off: library.by_slug(&asked.off).filter(|step| ladder.place(step.number).is_none()),
        asked,
    };
    Ok(page.into_response())
}

const UP: &str = "up";
const DOWN: &str = "down";

/// Where a step goes.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    to: String,
    /// Where it stood before it was taken off.
    place: Option<usize>,
}

/// Puts a step on the ladder: at its end, or where it stood before.
pub async fn put(app: State<App>, member: Member, slug: Path<String>, Form(fields): Form<Fields>) -> PageResult {
    change(app, member, slug, |ladder, number, slug| {
        ladder.put(number, fields.place);
        match (fields.place, ladder.place(number)) {
            (Some(_), Some(place)) => paths::moved(place + 1, UP),
            _ => paths::rung(slug),
        }
    })
    .await
}

pub async fn shift(app: State<App>, member: Member, slug: Path<String>, Form(fields): Form<Fields>) -> PageResult {
    change(app, member, slug, |ladder, number, _| {
        let to = Move::from_word(&fields.to);
        if let Some(to) = to {
            ladder.shift(number, to);
        }
        let way = if to == Some(Move::Down) { DOWN } else { UP };
        ladder.place(number).map_or_else(|| paths::ORDER.to_owned(), |place| paths::moved(place + 1, way))
    })
    .await
}

/// Takes a step off the ladder; the next page offers to put it back.
pub async fn take_off(app: State<App>, member: Member, slug: Path<String>) -> PageResult {
    change(app, member, slug, |ladder, number, slug| {
        ladder.take_off(number).map_or_else(|| paths::ORDER.to_owned(), |place| paths::taken_off(slug, place))
    })
    .await
}

/// Changes the ladder as it stands now, and leads to where `change` says.
async fn change(
    State(app): State<App>,
    member: Member,
    Path(slug): Path<String>,
    change: impl FnOnce(&mut Ladder, u32, &str) -> String,
) -> PageResult {
    let mut write = app.db.write().await?;
    let library = personal_library::library(&app, &mut write, &member).await?;
    let number = library.by_slug(&slug).ok_or(PageError::NotFound)?.number;
    let mut ladder = ladders::current(&mut write, &member).await?;
    let to = change(&mut ladder, number, &slug);
    ladders::keep(&mut write, &member, &ladder).await?;
    copies::ladder::changed(&app, &mut write, &member).await?;
    write.commit().await?;
    Ok(Redirect::to(&to).into_response())
}
