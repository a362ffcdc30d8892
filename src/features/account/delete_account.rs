//! Leaving for good: the one thing that cannot be undone, so it is asked twice.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::CookieJar;
use secrecy::SecretString;
use serde::Deserialize;

use crate::members::sessions::guard::Member;
use crate::members::{instance, store, unlock};
use crate::web::address::ClientAddress;
use crate::web::app::App;
use crate::web::cookie;
use crate::web::error::PageResult;
use crate::web::form::{Form, invalid};
use crate::web::frame::{NavSection, PageFrame};

/// On one's own computer without a password, the tick stands in for it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    sure: String,
    password: SecretString,
}

#[derive(Template, WebTemplate)]
#[template(path = "account/leave.html")]
struct LeavePage {
    frame: PageFrame,
    name: String,
    has_password: bool,
    not_sure: bool,
    wrong: bool,
}

/// Says what leaving means.
pub async fn ask(member: Member) -> PageResult {
    Ok(page(&member, false, false).into_response())
}

/// Removes the account and everything that belongs to it, at once. With the last account gone, the installation can be
/// set up anew by a link that the next start prints.
pub async fn leave(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    member: Member,
    jar: CookieJar,
    Form(fields): Form<Fields>,
) -> PageResult {
    app.limits.attempt_from(address)?;
    if fields.sure != "yes" {
        return invalid(page(&member, true, false));
    }
    let Some(opened) = unlock::reauthenticate(&app, &member, fields.password).await? else {
        return invalid(page(&member, false, true));
    };
    let mut write = app.db.write().await?;
    if opened.confirm(&mut write).await?.is_none() {
        return invalid(page(&member, false, true));
    }
    store::remove_member(&mut write, member.id()).await?;
    if store::count_members(&mut write).await? == 0 {
        instance::store::start_over(&mut write).await?;
    }
    write.commit().await?;
    app.db.truncate_log().await;
    Ok((jar.remove(cookie::bare(&app.url)), Redirect::to("/")).into_response())
}

fn page(member: &Member, not_sure: bool, wrong: bool) -> LeavePage {
    LeavePage {
        frame: PageFrame::of(member, NavSection::More),
        name: member.name().to_owned(),
        has_password: member.has_password(),
        not_sure,
        wrong,
    }
}
