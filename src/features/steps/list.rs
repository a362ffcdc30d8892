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
    let shown = ShownSteps { library: &library, profile: member.profile() };
    let words = query_token::open(&member, &asked.sealed).unwrap_or_default();
    let left_out = |why| if filter.narrows() { Vec::new() } else { shown.left_out(why) };
    let page = StepListPage {
        frame: PageFrame::of(&member, NavSection::Today),
        shelves: shown.shelves(&filter, &asked.open),
        barriers: app.barriers.labels().collect(),
        aside: left_out(Exclusion::Aside),
        never: left_out(Exclusion::Never),
        found: SearchQuery::of(&words).map(|wanted| finding::among(shown.in_sight(), &wanted)),
        filter,
        words,
        tried,
        ladder,
    };
    Ok(page.into_response())
}

/// What somebody may see of the library.
struct ShownSteps<'a> {
    library: &'a Library,
    profile: &'a Profile,
}

impl<'a> ShownSteps<'a> {
    /// Those with company somebody does not want suggested or does not have, or for a need they did not tell of, can
    /// still be looked up.
    fn in_sight(&self) -> impl Iterator<Item = &'a Step> {
        self.library.steps().filter(|step| {
            let why = self.library.left_out(step, self.profile);
            !matches!(why, Some(Exclusion::Never | Exclusion::Aside | Exclusion::For(_)))
        })
    }

    fn left_out(&self, why: Exclusion) -> Vec<&'a Step> {
        self.library.steps().filter(|step| self.library.left_out(step, self.profile) == Some(why)).collect()
    }

    /// All shelves, with one open that was asked for; or those on which a filter leaves something, open.
    fn shelves(&self, filter: &FilterFields, asked: &str) -> Vec<Shelf<'a>> {
        let (wanted, narrows) = (filter.wanted(), filter.narrows());
        let filled = |number: u8| Shelf {
            number,
            open: narrows || number.to_string() == asked,
            steps: self.in_sight().filter(|step| step.band == number && wanted.fits(step)).collect(),
        };
        (0..=OWN).map(filled).filter(|shelf| !narrows || !shelf.steps.is_empty()).collect()
    }
}

/// Leads to what is found. The words go along in the address, sealed.
pub async fn look_for(member: Member, Form(fields): Form<Fields>) -> PageResult {
    let sealed = query_token::seal(&member, &fields.words)?;
    Ok(Redirect::to(&sealed.map_or_else(|| paths::LIST.to_owned(), paths::found)).into_response())
}
