//! Beginning anew by a link from whoever hosts, and a code that turned up after all.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::CookieJar;
use secrecy::SecretString;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::paths;
use super::sign_in::{Browser, enter};
use crate::base::ids::MemberId;
use crate::base::vault::OneTimeToken;
use crate::members::resets::{begin, found, store};
use crate::members::sessions::guard::Member;
use crate::members::{PasswordFault, unlock};
use crate::web::address::ClientAddress;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, invalid};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    password: SecretString,
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
pub async fn ask(State(app): State<App>, Path(token): Path<String>) -> PageResult {
    let (_, name) = whose(&app, &mut *app.db.read().await?, &token).await?;
    Ok(AnewPage { frame: PageFrame::plain(), token, name, fault: None }.into_response())
}

/// Begins anew, signs in, and goes on to the new recovery code.
pub async fn answer(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    Path(token): Path<String>,
    headers: HeaderMap,
    jar: CookieJar,
    Form(fields): Form<Fields>,
) -> PageResult {
    let (_, name) = whose(&app, &mut *app.db.read().await?, &token).await?;
    app.limits.attempt_from(address)?;
    let prepared = match unlock::prepare(&app, &fields.password, &name).await? {
        Ok(prepared) => prepared,
        Err(fault) => return invalid(AnewPage { frame: PageFrame::plain(), token, name, fault: Some(fault) }),
    };
    let mut write = app.db.write().await?;
    let (owner, _) = whose(&app, &mut write, &token).await?;
    let opened = begin(&app, &mut write, owner, &prepared).await?;
    let browser = Browser { headers: &headers, jar, stay: false };
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

async fn found_page(app: &App, member: &Member, code: String, wrong: bool) -> PageResult<FoundPage> {
    let waits = !store::lost_keys(&mut *app.db.read().await?, member.id()).await?.is_empty();
    Ok(FoundPage { frame: PageFrame::of(member, NavSection::You), waits, code, wrong })
}

async fn whose(app: &App, read: &mut SqliteConnection, token: &str) -> PageResult<(MemberId, String)> {
    let digest = OneTimeToken::parse(token).map_err(|_| PageError::NotFound)?.digest();
    store::owner_of_reset(read, &digest, app.now()).await?.ok_or(PageError::NotFound)
}
