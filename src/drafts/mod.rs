//! What was being written when a session ended: sealed to its owner, who finds it after signing in again.

pub mod pages;
pub mod store;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::{Deserialize, Serialize};

use crate::accounts::{MemberId, sign_in};
use crate::app::App;
use crate::ids::Id;
use crate::router;
use crate::sessions::guard::{Member, Presented, check};
use crate::vault::{PublicKey, Purpose, system_rng};
use crate::web::error::{Answer, Problem};
use crate::web::form::{FORM_MOST, new_id};

/// How many drafts wait for one person at the most; the oldest give way.
pub const MOST: i64 = 20;

/// In front of each members' route.
#[derive(Clone)]
pub struct Door {
    /// The running program.
    pub app: App,
    /// Whether a form sent here without a session is kept.
    pub keeps_words: bool,
}

/// A form that was sent, and where to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The path.
    pub path: String,
    /// Its body, as a browser encodes forms.
    pub body: String,
}

/// Lets members through with the keys to their things, and turns everybody else away without losing what they sent.
pub async fn members_only(State(door): State<Door>, jar: CookieJar, request: Request, next: Next) -> Response {
    let presented = match check(&door.app, &jar).await {
        Ok(presented) => presented,
        Err(problem) => return problem.into_response(),
    };
    let (mut parts, body) = request.into_parts();
    let Presented::Member(member) = presented else {
        return turn_away(&door, presented, parts, body).await.unwrap_or_else(Problem::into_response);
    };
    let finished = finished_draft(&parts).filter(|_| door.keeps_words && !parts.method.is_safe());
    let owner = member.id();
    parts.extensions.insert::<Member>(*member);
    let response = next.run(Request::from_parts(parts, body)).await;
    if let Some(id) = finished.filter(|_| kept_something(&response))
        && let Err(problem) = forget(&door.app, owner, id).await
    {
        tracing::warn!("a finished draft could not be forgotten: {problem:?}");
    }
    response
}

async fn turn_away(door: &Door, presented: Presented, parts: Parts, body: Body) -> Answer {
    if parts.method.is_safe() {
        let path = parts.uri.path_and_query().map_or("/today", |path| path.as_str());
        return Ok(sign_in::first(path).into_response());
    }
    if !door.keeps_words {
        return Ok(sign_in::first("/today").into_response());
    }
    let body = to_bytes(body, FORM_MOST).await.map_err(|_| Problem::TooLarge)?;
    let draft = Draft { path: parts.uri.path().to_owned(), body: text(&body)? };
    match presented {
        Presented::Ended(owner, key) => {
            door.app.limits.draft(owner)?;
            keep(&door.app, owner, key, &draft).await?;
            Ok(Redirect::to("/sign-in?kept=1").into_response())
        }
        _ => Ok((StatusCode::UNAUTHORIZED, sign_in::carrying(&door.app, draft).await?).into_response()),
    }
}

/// Seals a draft to its owner's public key and stores it.
///
/// # Errors
/// If the database or the vault fails.
pub async fn keep(app: &App, owner: MemberId, key: PublicKey, draft: &Draft) -> Answer<()> {
    let id = new_id();
    let purpose = Purpose::draft(app.instance.id(), owner.owner(), id.as_bytes());
    let plain = serde_json::to_vec(draft).map_err(|error| Problem::Broken(error.into()))?;
    let sealed = key.seal(&mut system_rng(), &purpose, b"", &plain)?;
    let mut write = app.db.write().await?;
    store::add(&mut write, owner, id, &sealed, app.now()).await?;
    store::keep_newest(&mut write, owner, MOST).await?;
    write.commit().await?;
    Ok(())
}

fn text(body: &Bytes) -> Answer<String> {
    std::str::from_utf8(body).map(ToOwned::to_owned).map_err(|_| Problem::Unreadable)
}

fn kept_something(response: &Response) -> bool {
    response.status().is_redirection() && response.extensions().get::<NothingKept>().is_none()
}

impl Draft {
    /// Whether its path is one that keeps words: what came along from a sign-in page could name any.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        let fits = |route: &str| {
            self.path.split('/').count() == route.split('/').count()
                && self.path.split('/').zip(route.split('/')).all(|(part, want)| want.starts_with('{') || part == want)
        };
        let plain = self.path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-'));
        plain && router::table().iter().any(|route| route.keeps_words && fits(route.path))
    }
}

/// The draft that a form was made from, named in the address it is sent to.
fn finished_draft(parts: &Parts) -> Option<Id> {
    #[derive(Deserialize)]
    struct From {
        draft: Id,
    }
    let from: axum::extract::Query<From> = axum::extract::Query::try_from_uri(&parts.uri).ok()?;
    Some(from.draft)
}

/// Marks an answer that leads on without having kept what was sent, so that its draft stays.
#[must_use]
pub fn nothing_kept(leads_to: Redirect) -> Response {
    let mut response = leads_to.into_response();
    response.extensions_mut().insert(NothingKept);
    response
}

#[derive(Clone)]
struct NothingKept;

async fn forget(app: &App, owner: MemberId, id: Id) -> Answer<()> {
    let mut write = app.db.write().await?;
    store::remove(&mut write, owner, id).await?;
    write.commit().await?;
    Ok(())
}
