//! Changing the password, or adding one on one's own computer.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::CookieJar;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use crate::members::sessions::guard::Member;
use crate::members::{PasswordFault, check_password, resets, sessions, store, unlock};
use crate::web::address::ClientAddress;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Form;
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

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

/// Changes the password and ends every other session.
pub async fn change(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    member: Member,
    headers: HeaderMap,
    jar: CookieJar,
    Form(fields): Form<Fields>,
) -> PageResult {
    app.limits.attempt_from(address)?;
    let fault = check_password(fields.password.expose_secret(), member.name()).err();
    let opened = unlock::reauthenticate(&app, member.id(), fields.current).await?;
    let wrong = opened.is_none();
    let Some(opened) = opened.filter(|_| fault.is_none()) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&member, wrong, fault)).into_response());
    };
    let prepared = unlock::prepare(&app, Some(fields.password)).await?;
    let credential = unlock::credential(&app, &opened, &prepared)?;
    let mut write = app.db.write().await?;
    store::change_door(&mut write, member.id(), &credential).await?;
    sessions::store::end_sessions(&mut write, member.id(), None).await?;
    resets::store::use_resets(&mut write, member.id()).await?;
    let cookie = sessions::start(&app, &mut write, &opened, &headers, member.is_remembered()).await?;
    write.commit().await?;
    Ok((jar.add(cookie), Redirect::to(&saved(crate::features::settings::paths::SETTINGS, "password"))).into_response())
}

fn page(member: &Member, wrong: bool, fault: Option<PasswordFault>) -> PasswordPage {
    PasswordPage {
        frame: PageFrame::of(member, NavSection::More),
        name: member.name().to_owned(),
        has_password: member.has_password(),
        wrong,
        fault,
    }
}
