//! In front of members' routes: lets members in with the keys to their things, keeps what is not to be sent yet, and
//! turns everybody else away without losing what they sent.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;

use super::begun::{self, Named};
use super::{Draft, late};
use crate::accounts::sign_in;
use crate::app::App;
use crate::sessions::guard::{Member, Presented, check};
use crate::web::error::{Answer, Problem};
use crate::web::form::{FORM_MOST, new_id};

/// In front of each members' route.
#[derive(Clone)]
pub struct Door {
    /// The running program.
    pub app: App,
    /// Whether a form sent here without a session is kept.
    pub keeps_words: bool,
}

/// Decides who goes on, and with what.
pub async fn members_only(State(door): State<Door>, jar: CookieJar, request: Request, next: Next) -> Response {
    let presented = match check(&door.app, &jar).await {
        Ok(presented) => presented,
        Err(problem) => return problem.into_response(),
    };
    let (mut parts, body) = request.into_parts();
    let named = Named::of(&parts.uri);
    match presented {
        Presented::Member(member) => {
            late::take_in_if_any(&door.app, &member).await;
            if door.keeps_words && !parts.method.is_safe() && named.keeps() {
                return keep(&door.app, &member, &named, &parts, body).await.unwrap_or_else(Problem::into_response);
            }
            parts.extensions.insert::<Member>(*member);
            next.run(Request::from_parts(parts, body)).await
        }
        away => turn_away(&door, away, &named, parts, body).await.unwrap_or_else(Problem::into_response),
    }
}

async fn keep(app: &App, member: &Member, named: &Named, parts: &Parts, body: Body) -> Answer {
    app.limits.draft(member.id())?;
    let draft = draft(parts, body).await?;
    begun::keep(app, member, named, draft).await
}

async fn turn_away(door: &Door, presented: Presented, named: &Named, parts: Parts, body: Body) -> Answer {
    if parts.method.is_safe() {
        let path = parts.uri.path_and_query().map_or("/today", |path| path.as_str());
        return Ok(sign_in::first(path).into_response());
    }
    if !door.keeps_words {
        return Ok(sign_in::first("/today").into_response());
    }
    let draft = Draft { sent: !named.keeps(), turn: named.turn(), ..draft(&parts, body).await? };
    match presented {
        Presented::Ended(owner, key) => {
            door.app.limits.draft(owner)?;
            late::keep(&door.app, owner, key, named.draft().unwrap_or_else(new_id), &draft).await?;
            Ok(Redirect::to("/sign-in?kept=1").into_response())
        }
        _ => Ok((StatusCode::UNAUTHORIZED, sign_in::carrying(&door.app, draft).await?).into_response()),
    }
}

async fn draft(parts: &Parts, body: Body) -> Answer<Draft> {
    let body = to_bytes(body, FORM_MOST).await.map_err(|_| Problem::TooLarge)?;
    Draft::of(parts.uri.path(), &body).ok_or(Problem::Unreadable)
}
