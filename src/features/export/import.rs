//! The page on which such a file is brought in. What is there already stays as it is, so that bringing it in twice changes
//! nothing.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::archive::Fault;
use super::paths;
use super::reading::Refusal;
use super::take_in::{Bringing, Tally};
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Query;
use crate::web::frame::{NavSection, PageFrame};
use crate::web::heavy::Turn;
use crate::web::upload;

/// The most that may be sent, in bytes, as the page says too: more than any file that is made here.
pub const FILE_MOST: usize = 32 * 1024 * 1024;

/// What was taken in just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    taken: Option<usize>,
    there: usize,
    settings: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "export/import.html")]
struct ImportDataPage {
    frame: PageFrame,
    asked: Asked,
    /// Whether nothing was answered here so far, so that answers from elsewhere replace none.
    is_new: bool,
    fault: Option<Fault>,
}

/// The form, and what came of the last one.
pub async fn show(member: Member, Query(asked): Query<Asked>) -> PageResult {
    Ok(page(&member, asked, None).into_response())
}

/// Takes a file in.
pub async fn take_in(
    State(app): State<App>,
    member: Member,
    form: Result<Multipart, MultipartRejection>,
) -> PageResult {
    let place = app.heavy.place_for_a_file(member.id()).await?;
    let sent = match form {
        Ok(form) => sent(form).await,
        Err(_) => Err(Fault::None),
    };
    let (file, settings_too) = match sent {
        Ok(sent) => sent,
        Err(fault) => return Ok(refused(&member, fault)),
    };
    let whose = member.clone();
    let taking =
        move |turn: &mut Turn| match (Bringing { app: &app, member: &whose, settings_too }).take_in(turn, &file) {
            Ok(tally) => Ok(Ok(tally)),
            Err(Refusal::Fault(fault)) => Ok(Err(fault)),
            Err(Refusal::Page(problem)) => Err(problem),
        };
    Ok(match place.run(taking).await? {
        Ok(Tally { taken, there }) => Redirect::to(&paths::imported(taken, there, settings_too)).into_response(),
        Err(fault) => refused(&member, fault),
    })
}

fn refused(member: &Member, fault: Fault) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page(member, Asked::default(), Some(fault))).into_response()
}

fn page(member: &Member, asked: Asked, fault: Option<Fault>) -> ImportDataPage {
    let is_new = member.profile().barriers.is_empty() && !member.profile().not_sure;
    ImportDataPage { frame: PageFrame::of(member, NavSection::You), asked, is_new, fault }
}

/// The file that was chosen, and whether answers and settings are to come along.
async fn sent(mut form: Multipart) -> Result<(Vec<u8>, bool), Fault> {
    let (mut bytes, mut settings_too) = (Vec::new(), false);
    let refused = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        _ => Fault::NotOurs,
    };
    while let Some(field) = form.next_field().await.map_err(refused)? {
        match field.name() {
            Some("file") if bytes.is_empty() => bytes = upload::bytes(field, FILE_MOST).await.map_err(refused)?,
            Some("settings") => settings_too = true,
            _ => {}
        }
    }
    Ok((bytes, settings_too))
}
