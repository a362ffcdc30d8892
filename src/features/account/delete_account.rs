//! Leaving for good: the one thing that cannot be undone, so it is asked twice.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::CookieJar;
use secrecy::SecretString;
use serde::Deserialize;

use crate::base::db::only_while;
use crate::members::sessions::guard::Member;
use crate::members::unlock::Unlocked;
use crate::members::{instance, sessions, store, unlock};
use crate::records::{entries, reflections};
use crate::web::app::App;
use crate::web::cookie;
use crate::web::error::{PageError, PageResult};
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

/// Removes the account and everything that belongs to it. With the last account gone, the installation can be
/// set up anew by a link that the next start prints.
pub async fn leave(State(app): State<App>, member: Member, jar: CookieJar, Form(fields): Form<Fields>) -> PageResult {
    if fields.sure != "yes" {
        return invalid(page(&member, true, false));
    }
    let Some(opened) = unlock::reauthenticate(&app, &member, fields.password).await? else {
        return invalid(page(&member, false, true));
    };
    // What is begun is brought to its end, though nobody waits for it any more.
    let session = sessions::goes_on(member.id(), member.session());
    let leaving = tokio::spawn(only_while(session, leave_for_good(app.clone(), opened)));
    if !leaving.await.map_err(|error| PageError::Broken(error.into()))?? {
        return invalid(page(&member, false, true));
    }
    Ok((cookie::taken_away(&app.url, jar), Redirect::to("/")).into_response())
}

/// Takes away what takes much room part by part, so that others can write in between; then the account, and what is left.
/// `false` where the password has changed since it was asked for.
async fn leave_for_good(app: App, opened: Unlocked) -> PageResult<bool> {
    loop {
        let mut write = app.db.write().await?;
        if opened.confirm(&mut write).await?.is_none() {
            return Ok(false);
        }
        let owner = opened.owner();
        let goes_on = entries::store::remove_some(&mut write, owner).await?
            || reflections::store::remove_some(&mut write, owner).await?;
        if !goes_on {
            store::remove_member(&mut write, owner).await?;
            if store::count_members(&mut write).await? == 0 {
                instance::store::start_over(&mut write).await?;
            }
        }
        write.commit().await?;
        if !goes_on {
            app.db.truncate_log().await;
            return Ok(true);
        }
    }
}

fn page(member: &Member, not_sure: bool, wrong: bool) -> LeavePage {
    LeavePage {
        frame: PageFrame::of(member, NavSection::You),
        name: member.name().to_owned(),
        has_password: member.has_password(),
        not_sure,
        wrong,
    }
}
