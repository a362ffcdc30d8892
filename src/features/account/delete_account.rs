//! Leaving for good: the one thing that cannot be undone, so it is asked twice.

use std::time::Duration;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::CookieJar;
use secrecy::SecretString;
use serde::Deserialize;

use crate::base::db::only_while;
use crate::members::roles::store::is_last_host;
use crate::members::sessions::guard::Member;
use crate::members::unlock::Unlocked;
use crate::members::{instance, leaving, sessions, store, unlock};
use crate::records::{entries, reflections};
use crate::web::app::App;
use crate::web::cookie;
use crate::web::error::PageResult;
use crate::web::form::{Form, invalid};
use crate::web::frame::{NavSection, PageFrame};

/// How long who leaves waits until everything is gone.
const PATIENCE: Duration = Duration::from_secs(5);

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
    /// Others would be left without anybody who runs the place.
    last_host: bool,
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
    if is_last_host(&mut *app.db.read().await?, member.id()).await? {
        return invalid(LeavePage { last_host: true, ..page(&member, false, false) });
    }
    let Some(opened) = unlock::reauthenticate(&app, &member, fields.password).await? else {
        return invalid(page(&member, false, true));
    };
    let session = sessions::goes_on(member.id(), member.session());
    if !only_while(session, shut(&app, &opened)).await? {
        return invalid(page(&member, false, true));
    }
    // Nobody has to wait to its end, and it goes on without them.
    let _ = tokio::time::timeout(PATIENCE, tokio::spawn(removed(app.clone()))).await;
    Ok((cookie::taken_away(&app.url, jar), Redirect::to("/")).into_response())
}

/// `false` where the password has changed since it was asked for.
async fn shut(app: &App, opened: &Unlocked) -> PageResult<bool> {
    let mut write = app.db.write().await?;
    if opened.confirm(&mut write).await?.is_none() {
        return Ok(false);
    }
    leaving::store::shut(&mut write, opened.owner()).await?;
    write.commit().await?;
    Ok(true)
}

async fn removed(app: App) {
    if let Err(problem) = finish(&app).await {
        tracing::error!("what somebody left is not all gone yet: {problem:?}");
    }
}

/// Takes away what those have left whose accounts are shut, part by part, so that others can write in between.
pub async fn finish(app: &App) -> PageResult<()> {
    while let Some(owner) = leaving::store::next(&mut *app.db.read().await?).await? {
        let mut goes_on = true;
        while goes_on {
            let mut write = app.db.write().await?;
            goes_on = entries::store::remove_some(&mut write, owner).await?
                || reflections::store::remove_some(&mut write, owner).await?;
            if !goes_on {
                leaving::store::remove_member(&mut write, owner).await?;
                if store::count_members(&mut write).await? == 0 {
                    instance::store::start_over(&mut write).await?;
                }
            }
            write.commit().await?;
        }
    }
    app.db.truncate_log().await;
    Ok(())
}

fn page(member: &Member, not_sure: bool, wrong: bool) -> LeavePage {
    LeavePage {
        frame: PageFrame::of(member, NavSection::You),
        name: member.name().to_owned(),
        has_password: member.has_password(),
        not_sure,
        wrong,
        last_host: false,
    }
}
