//! The ladder's page, and changing its order.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::paths;
use crate::base::ids::Id;
use crate::features::suggestions::recommend::Recommender;
use crate::members::sessions::guard::Member;
use crate::model::ladder::{Ladder, Move, to_begin_with};
use crate::model::steps::{Exclusion, Step};
use crate::records::{ladders, personal_library};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query};
use crate::web::frame::{NavSection, PageFrame};

const TO_BEGIN_WITH: usize = 8;

/// What was taken off just before, and where it stood.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    off: String,
    place: usize,
    removed: Option<Id>,
}

/// A step on the ladder, or set aside.
struct LadderItem<'a> {
    step: &'a Step,
    left_out: Option<Exclusion>,
}

#[derive(Template, WebTemplate)]
#[template(path = "ladder/show.html")]
struct LadderPage<'a> {
    frame: PageFrame,
    entries: Vec<LadderItem<'a>>,
    /// Steps of one's own that stand nowhere on it.
    beside: Vec<&'a Step>,
    aside: Vec<&'a Step>,
    /// The step taken off just before.
    off: Option<&'a Step>,
    asked: Asked,
}

pub async fn show(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let mut read = app.db.read().await?;
    let library = personal_library::library(&app, &mut read, &member).await?;
    let ladder = ladders::current(&mut read, &member).await?;
    let entry = |number: &u32| {
        let step = library.step(*number)?;
        Some(LadderItem { step, left_out: library.left_out(step, member.profile()) })
    };
    let entries: Vec<LadderItem> = ladder.steps().iter().filter_map(entry).collect();
    let on_it = |step: &Step| ladder.place(step.number).is_some();
    let aside = member.profile().aside.iter().filter_map(|number| library.step(*number));
    let page = LadderPage {
        frame: PageFrame::of(&member, NavSection::Today),
        beside: library.steps().filter(|step| step.own.is_some() && !on_it(step)).collect(),
        aside: aside.filter(|step| !on_it(step)).collect(),
        off: library.by_slug(&asked.off).filter(|step| !on_it(step)),
        entries,
        asked,
    };
    Ok(page.into_response())
}

/// Lays a first ladder, from what the person has told so far. One that has steps already stays as it is.
pub async fn begin(State(app): State<App>, member: Member) -> PageResult {
    let recommender = Recommender::load(&app, &member, member.today()).await?;
    let mut write = app.db.write().await?;
    if ladders::current(&mut write, &member).await?.steps().is_empty() {
        let left_out = |step: &Step| recommender.library().left_out(step, member.profile());
        let begun =
            to_begin_with(recommender.library(), left_out, |step| recommender.hardness(step.number), TO_BEGIN_WITH);
        ladders::keep(&mut write, &member, &begun).await?;
        write.commit().await?;
    }
    Ok(Redirect::to(paths::LADDER).into_response())
}

/// Where a step goes.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    to: String,
    place: Option<usize>,
}

/// Puts a step on the ladder: at its end, or where it stood before.
pub async fn put(app: State<App>, member: Member, slug: Path<String>, Form(fields): Form<Fields>) -> PageResult {
    change(app, member, slug, |ladder, number, _| {
        ladder.put(number, fields.place);
        None
    })
    .await
}

pub async fn shift(app: State<App>, member: Member, slug: Path<String>, Form(fields): Form<Fields>) -> PageResult {
    change(app, member, slug, |ladder, number, _| {
        if let Some(to) = Move::from_word(&fields.to) {
            ladder.shift(number, to);
        }
        None
    })
    .await
}

/// Takes a step off the ladder; the next page offers to put it back.
pub async fn take_off(app: State<App>, member: Member, slug: Path<String>) -> PageResult {
    change(app, member, slug, |ladder, number, slug| ladder.take_off(number).map(|place| paths::taken_off(slug, place)))
        .await
}

/// Changes the ladder as it stands now and leads back to it, to the step that was changed.
async fn change(
    State(app): State<App>,
    member: Member,
    Path(slug): Path<String>,
    change: impl FnOnce(&mut Ladder, u32, &str) -> Option<String>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let library = personal_library::library(&app, &mut write, &member).await?;
    let number = library.by_slug(&slug).ok_or(PageError::NotFound)?.number;
    let mut ladder = ladders::current(&mut write, &member).await?;
    let to = change(&mut ladder, number, &slug);
    ladders::keep(&mut write, &member, &ladder).await?;
    write.commit().await?;
    Ok(Redirect::to(&to.unwrap_or_else(|| paths::rung(slug))).into_response())
}
