//! At the door, after the password: a code from an app, or one from the list.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use super::entering::{Browser, all_the_way, not_let_in};
use super::sign_in::{first, safe_path};
use crate::members::sessions::guard::Visitor;
use crate::members::{second_factor, unlock};
use crate::web::address::ClientAddress;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, invalid};
use crate::web::frame::PageFrame;

/// Where to go on to, and whether to stay signed in: as it was said with the password.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    next: String,
    stay: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    code: String,
    next: String,
    stay: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "account/second_step.html")]
struct SecondStepPage {
    frame: PageFrame,
    next: String,
    stay: String,
    wrong: bool,
}

/// Asks whoever is half in for a code; sends everybody else to where they belong.
pub async fn ask(State(app): State<App>, visitor: Visitor, jar: CookieJar, Query(asked): Query<Asked>) -> PageResult {
    let next = safe_path(&asked.next);
    if visitor.member().is_some() {
        return Ok(Redirect::to(&next).into_response());
    }
    if unlock::half(&app, &jar).await?.is_none() {
        return Ok(first(&next).into_response());
    }
    Ok(SecondStepPage { frame: PageFrame::plain(), next, stay: asked.stay, wrong: false }.into_response())
}

/// # Errors
/// [`crate::web::error::PageError::TooMany`] after too many tries, or if the database fails.
pub async fn answer(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    jar: CookieJar,
    Form(fields): Form<Fields>,
) -> PageResult {
    let next = safe_path(&fields.next);
    let Some(half) = unlock::half(&app, &jar).await? else { return Ok(first(&next).into_response()) };
    let owner = half.opened.owner();
    let may_try = app.limits.attempt_from(address).and_then(|()| app.limits.second_step(owner));
    may_try.inspect_err(|_| not_let_in(address))?;
    let mut write = app.db.write().await?;
    if second_factor::takes(&app, &mut write, &half.keyring, owner, &fields.code).await? {
        let browser = Browser { headers: &headers, jar, stay: !fields.stay.is_empty() };
        let entered = all_the_way(&app, write, &half.opened, browser, &next).await?;
        app.limits.got_in_second(owner, address);
        return Ok(entered.unwrap_or_else(|| first(&next).into_response()));
    }
    drop(write);
    not_let_in(address);
    invalid(SecondStepPage { frame: PageFrame::plain(), next, stay: fields.stay, wrong: true })
}
