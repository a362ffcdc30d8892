//! Changing the password, or adding one on one's own computer.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::CookieJar;
use secrecy::SecretString;
use serde::Deserialize;

use super::entering::{Browser, all_the_way};
use super::paths;
use crate::members::sessions::guard::Member;
use crate::members::{PasswordFault, unlock};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, invalid};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    current: SecretString,
    password: SecretString,
}

#[derive(Template, WebTemplate)]
#[template(path = "account/password.html")]
struct PasswordPage {
    frame: PageFrame,
    name: String,
    has_password: bool,
    wrong: bool,
    fault: Option<PasswordFault>,
}

pub async fn ask(member: Member) -> PageResult {
    Ok(page(&member, false, None).into_response())
}

/// Changes the password. Whoever knows the one before, or has a copy of the file from then, is out: every other session
/// ends, what is written from now on has another key, and the recovery code is a new one.
pub async fn change(
    State(app): State<App>,
    member: Member,
    headers: HeaderMap,
    jar: CookieJar,
    Form(fields): Form<Fields>,
) -> PageResult {
    let Some(opened) = unlock::reauthenticate(&app, &member, fields.current).await? else {
        return invalid(page(&member, true, None));
    };
    let prepared = match unlock::prepare(&app, &fields.password, member.name()).await? {
        Ok(prepared) => prepared,
        Err(fault) => return invalid(page(&member, false, Some(fault))),
    };
    let mut write = app.db.write().await?;
    let Some(confirmed) = opened.confirm(&mut write).await? else { return invalid(page(&member, true, None)) };
    let changed = unlock::rotate(&app, &mut write, confirmed, &prepared).await?;
    let browser = Browser { headers: &headers, jar, stay: member.is_remembered() };
    let entered = all_the_way(&app, write, &changed, browser, paths::CODE_SINCE_PASSWORD).await?;
    Ok(entered.unwrap_or_else(|| Redirect::to(paths::SIGN_IN).into_response()))
}

fn page(member: &Member, wrong: bool, fault: Option<PasswordFault>) -> PasswordPage {
    PasswordPage {
        frame: PageFrame::of(member, NavSection::You),
        name: member.name().to_owned(),
        has_password: member.has_password(),
        wrong,
        fault,
    }
}
