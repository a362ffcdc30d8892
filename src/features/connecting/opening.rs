//! The page a supporter's link leads to: who it is, what they can and cannot see, and a yes.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::paths;
use crate::base::db::Write;
use crate::base::vault::system_rng;
use crate::base::words::DateText;
use crate::members::instance::risk::{self, RiskPage};
use crate::members::sessions::guard::Member;
use crate::records::connections::links::{self, OpenedLink};
use crate::records::connections::{self, Introduction, MemberNotes, SupporterKind, pair, seal_notes};
use crate::records::copies;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, invalid, new_id};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

#[derive(Template, WebTemplate)]
#[template(path = "connecting/open.html")]
struct ConnectPage {
    frame: PageFrame,
    token: String,
    introduction: Introduction,
    /// From when to when they are away, where they have said so.
    away: Option<(DateText, DateText)>,
    /// What this practice or group does and does not do in an emergency.
    risk: RiskPage,
    /// It is one's own link.
    own: bool,
    /// They are connected with whoever made it already.
    connected: bool,
    /// They have not said yes.
    not_agreed: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "connecting/gone.html")]
struct LinkGonePage {
    frame: PageFrame,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    agree: String,
}

pub async fn show(State(app): State<App>, member: Member, Path(token): Path<String>) -> PageResult {
    let mut read = app.db.read().await?;
    match links::open(&app, &mut read, &token).await {
        Ok(link) => {
            let risk = risk::current(&mut read).await?;
            let connected = connections::store::between(&mut read, member.id(), link.supporter).await?.is_some();
            Ok(ConnectPage { connected, ..page(&member, token, &link, risk, false) }.into_response())
        }
        Err(PageError::NotFound) => Ok(gone(&member)),
        Err(problem) => Err(problem),
    }
}

/// Connects the two, once. A link that was used by the same person leads on as it did the first time.
pub async fn agree(
    State(app): State<App>,
    member: Member,
    Path(token): Path<String>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let link = match links::open(&app, &mut write, &token).await {
        Ok(link) => link,
        Err(PageError::NotFound) => return used_before(&mut write, &member, &token).await,
        Err(problem) => return Err(problem),
    };
    let risk = risk::current(&mut write).await?;
    if fields.agree != "yes" || link.supporter == member.id() {
        let connected = connections::store::between(&mut write, member.id(), link.supporter).await?.is_some();
        return invalid(ConnectPage { connected, ..page(&member, token, &link, risk, fields.agree != "yes") });
    }
    let said = join(&app, &mut write, &member, &link, risk.number).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(paths::SHARING, said)).into_response())
}

/// Connects them, or takes in what the link says anew where they are; and what is to be said of it.
async fn join(
    app: &App,
    write: &mut Write,
    member: &Member,
    link: &OpenedLink,
    agreed: i64,
) -> PageResult<&'static str> {
    let own = pair::own(write, member).await?.public();
    let pin = member.keyring().pin(&mut system_rng(), link.supporter.owner(), &link.key)?;
    let (digest, proof) = (link.digest(), link.proof(app, member, &own));
    links::store::use_link(write, &digest, app.now()).await?;
    let notes = MemberNotes { introduction: link.introduction.clone(), agreed };
    if let Some(id) = connections::store::between(write, member.id(), link.supporter).await? {
        let before = connections::store::of_member(write, member.id(), id).await?;
        links::store::rejoin(write, member.id(), id, &pin, (&digest, &proof)).await?;
        let notes = seal_notes(member.keyring(), id, 1, &notes)?;
        links::store::keep_member_notes(write, member.id(), id, &notes).await?;
        copies::seal_anew(write, member, id).await?;
        return Ok(if before.is_some_and(|before| before.is_asleep()) { "again" } else { "already" });
    }
    let id = new_id();
    let new = connections::store::NewConnection {
        id,
        member: member.id(),
        supporter: link.supporter,
        since: member.today(),
        pin: &pin,
        link: &digest,
        proof: &proof,
        notes: &seal_notes(member.keyring(), id, 1, &notes)?,
    };
    connections::store::add(write, &new).await?;
    Ok("connected")
}

/// Whoever sends the form twice is connected by then.
async fn used_before(read: &mut SqliteConnection, member: &Member, token: &str) -> PageResult {
    let is_theirs = match links::digest(token) {
        Some(link) => connections::store::came_by(read, member.id(), &link).await?,
        None => false,
    };
    Ok(if is_theirs { Redirect::to(&saved(paths::SHARING, "already")).into_response() } else { gone(member) })
}

fn gone(member: &Member) -> Response {
    let page = LinkGonePage { frame: PageFrame::of(member, NavSection::You) };
    (StatusCode::NOT_FOUND, page).into_response()
}

fn page(member: &Member, token: String, link: &OpenedLink, risk: RiskPage, not_agreed: bool) -> ConnectPage {
    let away = link.introduction.away.as_ref().filter(|away| !away.is_over(member.today()));
    ConnectPage {
        away: away.map(|away| (member.day_text(away.from), member.day_text(away.until))),
        frame: PageFrame::of(member, NavSection::You),
        token,
        introduction: link.introduction.clone(),
        risk,
        own: link.supporter == member.id(),
        connected: false,
        not_agreed,
    }
}
