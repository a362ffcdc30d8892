//! Finding help: who answers in one's own country, or a country to choose.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::paths;
use crate::members::change_profile;
use crate::members::sessions::guard::{Member, Visitor};
use crate::model::help::{Country, Help, Line};
use crate::records;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Path, Query};
use crate::web::frame::PageFrame;

/// How many lines stand at the head of the page, so that all of them are seen at once.
const FIRST: usize = 3;

/// A country that was just chosen, or the wish to see all of them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChosenCountry {
    country: String,
    all: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "support/choose.html")]
struct ChoosePage<'a> {
    frame: PageFrame,
    help: &'a Help,
}

#[derive(Template, WebTemplate)]
#[template(path = "support/country.html")]
struct CountryPage<'a> {
    frame: PageFrame,
    help: &'a Help,
    country: &'a Country,
    /// The lines to try first.
    first: Vec<&'a Line>,
    /// Whether it is the one that opens first for whoever looks.
    opens_first: bool,
}

/// Leads to the country that was chosen, now or once before. Without one: every country there are lines for, and
/// directories for the rest.
pub async fn choose(State(app): State<App>, visitor: Visitor, Query(chosen): Query<ChosenCountry>) -> PageResult {
    let country = match app.help.country(&chosen.country) {
        None if chosen.all.is_empty() => first_for(&app, &visitor).await,
        chosen => chosen,
    };
    if let Some(country) = country {
        return Ok(Redirect::to(&paths::country(&country.code)).into_response());
    }
    Ok(ChoosePage { frame: PageFrame::for_visitor(&visitor), help: &app.help }.into_response())
}

pub async fn country(State(app): State<App>, visitor: Visitor, Path(code): Path<String>) -> PageResult {
    let country = app.help.country(&code).ok_or(PageError::NotFound)?;
    let opens_first = first_for(&app, &visitor).await.is_some_and(|first| first.code == country.code);
    let (frame, first) = (PageFrame::for_visitor(&visitor), country.first_lines(FIRST));
    Ok(CountryPage { frame, help: &app.help, country, first, opens_first }.into_response())
}

/// From now on this country opens first.
pub async fn open_first(State(app): State<App>, member: Member, Path(code): Path<String>) -> PageResult {
    let country = app.help.country(&code).ok_or(PageError::NotFound)?;
    change_profile::change(&app, &member, |profile| profile.help_country.clone_from(&country.code)).await?;
    Ok(Redirect::to(paths::CHOOSE).into_response())
}

/// The country that opens first for whoever looks. Help must come without it, too: where their plan cannot be read, there is
/// none.
async fn first_for<'a>(app: &'a App, visitor: &Visitor) -> Option<&'a Country> {
    let member = visitor.member()?;
    if let Some(chosen) = app.help.first_for(member.profile(), None) {
        return Some(chosen);
    }
    let plan = async { records::plan::latest(&mut *app.db.read().await?, member).await };
    let plan = plan.await.inspect_err(|error| tracing::error!("the plan's country: {error:?}")).ok()?;
    app.help.first_for(member.profile(), plan.map(|(_, plan)| plan).as_ref())
}
