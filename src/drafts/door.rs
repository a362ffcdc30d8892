//! In front of members' routes: lets members in with the keys to their things, keeps what is not to be sent yet, and
//! turns everybody else away without losing what they sent.

use askama::Template;
use askama_web::WebTemplate;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;

use super::begun::{self, Named};
use super::{Draft, late};
use crate::accounts::{MemberId, sign_in};
use crate::app::App;
use crate::sessions;
use crate::sessions::guard::{Member, Presented, check};
use crate::vault::PublicKey;
use crate::web::error::{Answer, Problem};
use crate::web::form::{FORM_MOST, new_id};
use crate::web::shell::{Section, Shell};

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
    if door.keeps_words && !parts.method.is_safe() {
        match elses(&door.app, &presented, &named).await {
            Ok(Some(owner)) => {
                let kept = keep_for(&door.app, owner, &named, &parts, body).await;
                return kept.map_or_else(Problem::into_response, |()| not_yours(&presented, &named));
            }
            Ok(None) => {}
            Err(problem) => return problem.into_response(),
        }
    }
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
    if let Presented::Ended(owner, key) = presented {
        keep_for(&door.app, (owner, key), named, &parts, body).await?;
        return Ok(Redirect::to("/sign-in?kept=1").into_response());
    }
    let draft = Draft { sent: !named.keeps(), turn: named.turn(), ..draft(&parts, body).await? };
    Ok((StatusCode::UNAUTHORIZED, sign_in::carrying(&door.app, draft).await?).into_response())
}

/// Whose page a form was on, where that is not who is here now: in a browser that several people use, a page can stay
/// open after its person has signed out.
async fn elses(app: &App, here: &Presented, named: &Named) -> Answer<Option<(MemberId, PublicKey)>> {
    let Some(session) = named.session() else { return Ok(None) };
    let here = match here {
        Presented::Member(member) if member.session() == session => return Ok(None),
        Presented::Member(member) => Some(member.id()),
        Presented::Ended(owner, _) => Some(*owner),
        Presented::Nobody => None,
    };
    Ok(sessions::owner_of(app, session).await?.filter(|(owner, _)| Some(*owner) != here))
}

/// Seals a form to its owner, who finds it once they sign in.
async fn keep_for(
    app: &App,
    (owner, key): (MemberId, PublicKey),
    named: &Named,
    parts: &Parts,
    body: Body,
) -> Answer<()> {
    app.limits.draft(owner)?;
    let draft = Draft { sent: !named.keeps(), turn: named.turn(), ..draft(parts, body).await? };
    late::keep(app, owner, key, named.draft().unwrap_or_else(new_id), &draft).await
}

#[derive(Template, WebTemplate)]
#[template(path = "not_yours.html")]
struct NotYoursPage {
    shell: Shell,
}

/// The answer to somebody on whose screen another's page was still open.
fn not_yours(here: &Presented, named: &Named) -> Response {
    match here {
        Presented::Member(_) if named.by_script() => StatusCode::NO_CONTENT.into_response(),
        Presented::Member(member) => {
            let shell = Shell::of(member, Section::Elsewhere);
            (StatusCode::CONFLICT, NotYoursPage { shell }).into_response()
        }
        _ => Redirect::to("/sign-in?kept=1").into_response(),
    }
}

async fn draft(parts: &Parts, body: Body) -> Answer<Draft> {
    let body = to_bytes(body, FORM_MOST).await.map_err(|_| Problem::TooLarge)?;
    Draft::of(parts.uri.path(), &body).ok_or(Problem::Unreadable)
}
