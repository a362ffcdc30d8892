//! The front door, what Handrail is, privacy, the neutral page one leaves to, and the sign of life.

use std::time::Duration;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::CookieJar;
use pulldown_cmark::{Parser, html};

use crate::base::config::Registration;
use crate::base::content;
use crate::members::instance::{self, Mode};
use crate::members::sessions::end_current;
use crate::members::sessions::guard::Visitor;
use crate::web::app::App;
use crate::web::cookie;
use crate::web::error::{PageError, PageResult};
use crate::web::frame::PageFrame;

/// How long leaving quickly waits for the session to end.
const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Template, WebTemplate)]
#[template(path = "home/front.html")]
struct FrontPage {
    frame: PageFrame,
    set_up: bool,
    registration: Registration,
    personal: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "home/words.html")]
struct AboutPage {
    frame: PageFrame,
    title: String,
    body: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "home/offline.html")]
struct OfflinePage {
    frame: PageFrame,
}

#[derive(Template, WebTemplate)]
#[template(path = "home/exit.html")]
struct ExitPage;

/// The front door. Whoever is signed in is shown their day.
pub async fn front(State(app): State<App>, visitor: Visitor) -> PageResult {
    if visitor.member().is_some() {
        return Ok(Redirect::to(crate::features::today::paths::TODAY).into_response());
    }
    let about = instance::about(&app, &mut *app.db.read().await?).await?;
    let page = FrontPage {
        frame: PageFrame::plain(),
        set_up: about.mode != Mode::New,
        registration: about.registration,
        personal: about.mode == Mode::Personal,
    };
    Ok(page.into_response())
}

pub async fn about(visitor: Visitor) -> PageResult {
    words(&visitor, "pages/about.md")
}

/// What is sealed, what is not, and what that does not stop.
pub async fn privacy(visitor: Visitor) -> PageResult {
    words(&visitor, "pages/privacy.md")
}

/// Our own pages only: what a person wrote never comes near this.
fn words(visitor: &Visitor, name: &str) -> PageResult {
    let text = content::text(name).map_err(PageError::Broken)?;
    let (title, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let mut body = String::new();
    html::push_html(&mut body, Parser::new(rest));
    let title = title.trim_start_matches('#').trim().to_owned();
    Ok(AboutPage { frame: PageFrame::for_visitor(visitor), title, body }.into_response())
}

/// Signs out and shows a page that could be anybody's. A plain link leads here, since a form could not be left so
/// quickly; that others can trigger it is accepted: at worst one signs in again.
///
/// # Errors
/// None that is shown: leaving works even if the database does not.
pub async fn exit(State(app): State<App>, jar: CookieJar) -> PageResult {
    // Whoever leaves must not wait for the database. Where it takes longer, it goes on by itself.
    let ended = tokio::spawn(ended(app.clone(), jar.clone()));
    if !matches!(tokio::time::timeout(PATIENCE, ended).await, Ok(Ok(Ok(())))) {
        tracing::error!("leaving could not end the session");
    }
    if cookie::carries_session(&app.url, &jar) {
        let _ = tokio::time::timeout(PATIENCE, app.db.truncate_log()).await;
    }
    Ok((cookie::taken_away(&app.url, jar), ExitPage).into_response())
}

async fn ended(app: App, jar: CookieJar) -> PageResult<()> {
    let mut write = app.db.write().await?;
    end_current(&app, &mut write, &jar).await?;
    Ok(write.commit().await?)
}

/// What to show in place of a page that cannot be reached. Browsers keep it for that time.
pub async fn offline() -> PageResult {
    Ok(OfflinePage { frame: PageFrame::plain() }.into_response())
}

/// Says `ok` when pages can be answered.
pub async fn health(State(app): State<App>) -> PageResult {
    instance::about(&app, &mut *app.db.read().await?).await?;
    Ok("ok\n".into_response())
}
