//! Finding help: choose a country, see who answers there.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::paths;
use crate::members::sessions::guard::Visitor;
use crate::model::help::{Country, Help};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Path, Query};
use crate::web::frame::PageFrame;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChosenCountry {
    country: String,
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
}

/// Every country there are lines for, and directories for the rest.
pub async fn choose(State(app): State<App>, visitor: Visitor, Query(chosen): Query<ChosenCountry>) -> PageResult {
    if let Some(country) = app.help.country(&chosen.country) {
        return Ok(Redirect::to(&paths::country(&country.code)).into_response());
    }
    Ok(ChoosePage { frame: PageFrame::for_visitor(&visitor), help: &app.help }.into_response())
}

pub async fn country(State(app): State<App>, visitor: Visitor, Path(code): Path<String>) -> PageResult {
    let country = app.help.country(&code).ok_or(PageError::NotFound)?;
    Ok(CountryPage { frame: PageFrame::for_visitor(&visitor), help: &app.help, country }.into_response())
}
