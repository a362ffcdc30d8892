//! The library to browse: its shelves, what a filter leaves of them, or what was looked for.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::filter::FilterFields;
use super::finding::{self, FoundStep};
use super::paths;
use crate::features::search::matching::SearchQuery;
use crate::features::search::query_token;
use crate::members::sessions::guard::Member;
use crate::model::ladder::Ladder;
use crate::model::profile::Profile;
use crate::model::steps::own::BAND as OWN;
use crate::model::steps::{Exclusion, Library, Step, StepKind};
use crate::records::reflections::tried::{self, TriedSteps};
use crate::records::{ladders, personal_library};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query};
use crate::web::frame::{NavSection, PageFrame};

/// What the address says besides a filter.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The shelf to open.
    open: String,
    /// What is looked for.
    sealed: String,
}

/// What is looked for, as the form says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    words: String,
}

/// One part of the library.
struct Shelf<'a> {
    number: u8,
    open: bool,
    steps: Vec<&'a Step>,
}

#[derive(Template, WebTemplate)]
#[template(path = "steps/list.html")]
struct StepListPage<'a> {
    frame: PageFrame,
    shelves: Vec<Shelf<'a>>,
    filter: FilterFields,
    barriers: Vec<(&'static str, &'a str)>,
    aside: Vec<&'a Step>,
    never: Vec<&'a Step>,
    words: String,
    /// What was found; none where nothing was looked for.
    found: Option<Vec<FoundStep<'a>>>,
    tried: TriedSteps,
    ladder: Ladder,
}

impl StepListPage<'_> {
    fn is_tried(&self, step: &Step) -> bool {
        self.tried.tried.contains(&step.number)
    }

    fn is_on_ladder(&self, step: &Step) -> bool {
        self.ladder.place(step.number).is_some()
    }
}

/// The whole library on its shelves, one's own steps last, or what a filter leaves of it, or what was looked for.
pub async fn list(
    State(app): State<App>,
    member: Member,
    Query(filter): Query<FilterFields>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let library = personal_library::library(&app, &mut read, &member).await?;
    let ladder = ladders::current(&mut read, &member).await?;
    let tried = tried::steps(&mut read, &member).await?;
    drop(read);
    let words = query_token::open(&member, &asked.sealed).unwrap_or_default();
    let in_sight = || library.steps().filter(|step| !is_out_of_sight(&library, step, member.profile()));
    let found = SearchQuery::of(&words).map(|wanted| finding::among(in_sight(), &wanted));
    let (wanted, narrows) = (filter.wanted(), filter.narrows());
    let shelf = |number: u8| Shelf {
        number,
        open: narrows || number.to_string() == asked.open,
        steps: in_sight().filter(|step| step.band == number && wanted.fits(step)).collect(),
    };
    let left_out = |why: Exclusion| {
        let steps = library.steps().filter(|step| library.left_out(step, member.profile()) == Some(why));
        if narrows { Vec::new() } else { steps.collect() }
    };
    let page = StepListPage {
        frame: PageFrame::of(&member, NavSection::Today),
        shelves: (0..=OWN).map(shelf).filter(|shelf| !narrows || !shelf.steps.is_empty()).collect(),
        barriers: app.barriers.labels().collect(),
        aside: left_out(Exclusion::Aside),
        never: left_out(Exclusion::Never),
        filter,
        words,
        found,
        tried,
        ladder,
    };
    Ok(page.into_response())
}

/// Leads to what is found. The words go along in the address, sealed.
pub async fn look_for(member: Member, Form(fields): Form<Fields>) -> PageResult {
    let sealed = query_token::seal(&member, &fields.words)?;
    Ok(Redirect::to(&sealed.map_or_else(|| paths::LIST.to_owned(), paths::found)).into_response())
}

/// Whether a step stays out of the list: those with company somebody does not want suggested, or does not have, can still
/// be looked up.
fn is_out_of_sight(library: &Library, step: &Step, profile: &Profile) -> bool {
    let why = library.left_out(step, profile);
    !matches!(why, None | Some(Exclusion::Company | Exclusion::Surroundings))
}
