//! Going out.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;

use crate::members::sessions;
use crate::web::app::App;
use crate::web::cookie;
use crate::web::error::PageResult;
use crate::web::frame::PageFrame;

/// The answer where the session could not be ended: the disk is full, or somebody else writes.
#[derive(Template, WebTemplate)]
#[template(path = "account/signed_out_here.html")]
struct SignedOutHerePage {
    frame: PageFrame,
}

/// Signs out on this device. Whoever uses it next finds nobody signed in, whatever the database says.
pub async fn out(State(app): State<App>, jar: CookieJar) -> Response {
    let ended = end(&app, &jar).await;
    let taken_away = cookie::taken_away(&app.url, jar);
    match ended {
        Ok(()) => (taken_away, Redirect::to("/")).into_response(),
        Err(problem) => {
            tracing::error!("signing out could not end the session: {problem}");
            (problem.status(), taken_away, SignedOutHerePage { frame: PageFrame::plain() }).into_response()
        }
    }
}

async fn end(app: &App, jar: &CookieJar) -> PageResult<()> {
    let mut write = app.db.write().await?;
    sessions::end_current(app, &mut write, jar).await?;
    write.commit().await?;
    if cookie::carries_session(&app.url, jar) {
        app.db.truncate_log().await;
    }
    Ok(())
}
