//! Beginning anew by a link from whoever hosts, and a code that turned up after all.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use secrecy::SecretString;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::entering::{Browser, enter};
use super::paths;
use crate::base::ids::MemberId;
use crate::base::vault::OneTimeToken;
use crate::members::resets::{begin, found, store};
use crate::members::sessions::guard::Member;
use crate::members::{PasswordFault, unlock};
use crate::web::address::ClientAddress;
use crate::web::app::App;
use crate::web::door::Door;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, invalid};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    password: SecretString,
    /// What the form says of the browser it was given to.
    door: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct FoundCode {
    code: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "account/begin_anew.html")]
struct AnewPage {
    frame: PageFrame,
    token: String,
    name: String,
    fault: Option<PasswordFault>,
    door: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "account/found_code.html")]
struct FoundPage {
    frame: PageFrame,
    /// Whether a lost key waits for its code at all.
    waits: bool,
    code: String,
    wrong: bool,
}

/// Says what beginning anew means, and asks for a new password.
pub async fn ask(State(app): State<App>, door: Door, Path(token): Path<String>) -> PageResult {
    let (_, name) = whose(&app, &mut *app.db.read().await?, &token).await?;
    Ok(anew(door, token, name, None))
}

/// Begins anew, signs in, and goes on to the new recovery code.
pub async fn answer(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    Path(token): Path<String>,
    headers: HeaderMap,
    door: Door,
    Form(fields): Form<Fields>,
) -> PageResult {
    let (_, name) = whose(&app, &mut *app.db.read().await?, &token).await?;
    if door.is_past(&app, fields.door.as_deref()) {
        return invalid(anew(door, token, name, Some(PasswordFault::FromBefore)));
    }
    app.limits.attempt_from(address)?;
    let prepared = match unlock::prepare(&app, &fields.password, &name).await? {
        Ok(prepared) => prepared,
        Err(fault) => return invalid(anew(door, token, name, Some(fault))),
    };
    let mut write = app.db.write().await?;
    let (owner, _) = whose(&app, &mut write, &token).await?;
    let opened = begin(&app, &mut write, owner, &prepared).await?;
    let browser = Browser { headers: &headers, jar: door.jar, stay: false };
    let entered = enter(&app, write, &opened, browser, paths::CODE_THEN_TODAY).await?;
    entered.ok_or(PageError::NotFound)
}

pub async fn ask_found(State(app): State<App>, member: Member) -> PageResult {
    Ok(found_page(&app, &member, String::new(), false).await?.into_response())
}

/// Opens what was lost, if the code is the right one.
pub async fn answer_found(State(app): State<App>, member: Member, Form(fields): Form<FoundCode>) -> PageResult {
    app.limits.attempt_in(member.session())?;
    if found(&app, &member, &fields.code).await? {
        return Ok(Redirect::to(crate::features::reflections::paths::LIST_FOUND).into_response());
    }
    invalid(found_page(&app, &member, fields.code, true).await?)
}

fn anew(door: Door, token: String, name: String, fault: Option<PasswordFault>) -> Response {
    let page = AnewPage { frame: PageFrame::plain(), token, name, fault, door: door.tag.clone() };
    door.shows(page)
}

async fn found_page(app: &App, member: &Member, code: String, wrong: bool) -> PageResult<FoundPage> {
    let waits = !store::lost_keys(&mut *app.db.read().await?, member.id()).await?.is_empty();
    Ok(FoundPage { frame: PageFrame::of(member, NavSection::You), waits, code, wrong })
}

async fn whose(app: &App, read: &mut SqliteConnection, token: &str) -> PageResult<(MemberId, String)> {
    let digest = OneTimeToken::parse(token).map_err(|_| PageError::NotFound)?.digest();
    store::owner_of_reset(read, &digest, app.now()).await?.ok_or(PageError::NotFound)
}
