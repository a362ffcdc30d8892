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

use crate::base::ids::MemberId;
use crate::base::vault::PublicKey;
use crate::features::account::{self, sign_in};
use crate::features::today;
use crate::members::sessions;
use crate::members::sessions::guard::{AuthState, Member, authenticate};
use crate::records::drafts::Draft;
use crate::records::drafts::form::{self, DraftQuery, DraftSave};
use crate::records::late_forms;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{FORM_MOST, new_id};
use crate::web::frame::{NavSection, PageFrame};

/// In front of each members' route.
#[derive(Clone)]
pub struct MemberGuard {
    pub app: App,
    /// Whether a form sent here without a session is kept.
    pub keeps_words: bool,
}

pub async fn members_only(State(door): State<MemberGuard>, jar: CookieJar, request: Request, next: Next) -> Response {
    let query = DraftQuery::of(request.uri());
    // From the first on, so that the page asked for right after it knows.
    let keeps = !request.method().is_safe() && query.wants_keeping();
    let session = query.session(&door.app.instance).filter(|_| keeps);
    let _under_way = session.map(|session| door.app.saves.begin(session));
    let presented = match authenticate(&door.app, &jar).await {
        Ok(presented) => presented,
        Err(problem) => return problem.into_response(),
    };
    let (mut parts, body) = request.into_parts();
    if door.keeps_words && !parts.method.is_safe() {
        match whose(&door.app, &presented, &query).await {
            Ok(Whose::Own) => {}
            Ok(other) => {
                let kept = keep_for_its_page(&door.app, &other, &query, &parts, body).await;
                return kept.map_or_else(PageError::into_response, |()| not_yours(&presented, &other, &query));
            }
            Err(problem) => return problem.into_response(),
        }
    }
    match presented {
        AuthState::Member(member) => {
            late_forms::adopt_pending(&door.app, &member).await;
            if door.keeps_words && !parts.method.is_safe() && query.wants_keeping() {
                return keep(&door.app, &member, &query, &parts, body).await.unwrap_or_else(PageError::into_response);
            }
            if parts.method.is_safe() {
                door.app.saves.settled(member.session()).await;
            }
            parts.extensions.insert::<Member>(*member);
            next.run(Request::from_parts(parts, body)).await
        }
        away => turn_away(&door, away, &query, parts, body).await.unwrap_or_else(PageError::into_response),
    }
}

async fn keep(app: &App, member: &Member, query: &DraftQuery, parts: &Parts, body: Body) -> PageResult {
    app.limits.draft(member.id())?;
    let draft = draft(parts, body).await?;
    let (saved, id) = form::keep(app, member, query, draft).await?;
    Ok(match saved {
        DraftSave::Kept if query.is_autosave() => StatusCode::NO_CONTENT.into_response(),
        DraftSave::Nothing if query.is_autosave() => StatusCode::RESET_CONTENT.into_response(),
        DraftSave::Superseded if query.is_autosave() => StatusCode::CONFLICT.into_response(),
        DraftSave::Kept => Redirect::to(&today::paths::with_begun(id)).into_response(),
        DraftSave::Nothing | DraftSave::Superseded => Redirect::to(today::paths::TODAY).into_response(),
    })
}

async fn turn_away(
    door: &MemberGuard,
    presented: AuthState,
    query: &DraftQuery,
    parts: Parts,
    body: Body,
) -> PageResult {
    if parts.method.is_safe() {
        let path = parts.uri.path_and_query().map_or(today::paths::TODAY, |path| path.as_str());
        return Ok(sign_in::first(path).into_response());
    }
    if !door.keeps_words {
        return Ok(sign_in::first(today::paths::TODAY).into_response());
    }
    if let AuthState::Expired(owner, key) = presented {
        door.app.limits.draft(owner)?;
        seal_for(&door.app, owner, key, query, &parts, body).await?;
        return Ok(kept_for_sign_in(query));
    }
    let draft = Draft { sent: !query.wants_keeping(), turn: query.save_number(), ..draft(&parts, body).await? };
    Ok((StatusCode::UNAUTHORIZED, sign_in::carrying(&door.app, draft).await?).into_response())
}

/// Whose page a form was on. In a browser that several people use, one can stay open after its person has signed out.
enum Whose {
    /// Whoever is here, as far as anybody knows.
    Own,
    Others(MemberId, PublicKey),
    /// Somebody's whose sessions are forgotten, and who need not be who is signed in.
    Forgotten,
}

async fn whose(app: &App, here: &AuthState, query: &DraftQuery) -> PageResult<Whose> {
    let Some(session) = query.session(&app.instance) else { return Ok(Whose::Own) };
    let who = match here {
        AuthState::Member(member) if member.session() == session => return Ok(Whose::Own),
        AuthState::Member(member) => Some(member.id()),
        AuthState::Expired(owner, _) => Some(*owner),
        AuthState::Nobody => None,
    };
    Ok(match sessions::owner_of(app, session).await? {
        Some((owner, _)) if Some(owner) == who => Whose::Own,
        Some((owner, key)) => Whose::Others(owner, key),
        // Only who is signed in still has the page to go back to; otherwise nothing may be lost.
        None if matches!(here, AuthState::Member(_)) => Whose::Forgotten,
        None => Whose::Own,
    })
}

/// Keeps a form for whose page it was on. Whoever has such a page can do that, so it never takes the room of others.
async fn keep_for_its_page(app: &App, whose: &Whose, query: &DraftQuery, parts: &Parts, body: Body) -> PageResult<()> {
    let Whose::Others(owner, key) = whose else { return Ok(()) };
    app.limits.foreign_page(*owner)?;
    late_forms::ensure_capacity(app, *owner).await?;
    seal_for(app, *owner, *key, query, parts, body).await
}

/// Seals a form to its owner, who finds it once they sign in.
async fn seal_for(
    app: &App,
    owner: MemberId,
    key: PublicKey,
    query: &DraftQuery,
    parts: &Parts,
    body: Body,
) -> PageResult<()> {
    let draft = Draft { sent: !query.wants_keeping(), turn: query.save_number(), ..draft(parts, body).await? };
    late_forms::keep(app, owner, key, query.draft().unwrap_or_else(new_id), &draft).await
}

#[derive(Template, WebTemplate)]
#[template(path = "not_yours.html")]
struct NotYoursPage {
    frame: PageFrame,
    /// Whether it is kept for whose page it was; else nobody knows whose.
    kept: bool,
}

/// The answer to somebody on whose screen another's page was still open.
fn not_yours(here: &AuthState, whose: &Whose, query: &DraftQuery) -> Response {
    let kept = matches!(whose, Whose::Others(..));
    match here {
        AuthState::Member(_) if kept && query.is_autosave() => StatusCode::NO_CONTENT.into_response(),
        AuthState::Member(member) => {
            let frame = PageFrame::of(member, NavSection::Elsewhere);
            (StatusCode::FORBIDDEN, NotYoursPage { frame, kept }).into_response()
        }
        _ => kept_for_sign_in(query),
    }
}

/// Where a kept form leads somebody who is not signed in. A script stays on its page and is told that it is kept.
fn kept_for_sign_in(query: &DraftQuery) -> Response {
    if query.is_autosave() {
        return StatusCode::NO_CONTENT.into_response();
    }
    Redirect::to(account::paths::SIGN_IN_KEPT).into_response()
}

async fn draft(parts: &Parts, body: Body) -> PageResult<Draft> {
    let body = to_bytes(body, FORM_MOST).await.map_err(|_| PageError::TooLarge)?;
    Draft::of(parts.uri.path(), &body).ok_or(PageError::Unreadable)
}
