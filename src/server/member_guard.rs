//! In front of members' routes: lets members in with the keys to their things, keeps what is not to be sent yet, and
//! turns everybody else away without losing what they sent.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;

use super::without_session::{self, Whose, from_anothers_page, whose};
use super::words_back::{self, SentWords};
use crate::base::db::only_while;
use crate::features::account::{self, sign_in};
use crate::features::{care, today};
use crate::members::roles::guard::{Admission, admission};
use crate::members::sessions;
use crate::members::sessions::guard::{AuthState, Member, authenticate};
use crate::records::drafts::Draft;
use crate::records::drafts::form::{self, DraftQuery, DraftSave};
use crate::web::app::App;
use crate::web::cookie;
use crate::web::error::{PageError, PageResult, Problem};
use crate::web::form::{FORM_MOST, whole_form};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::held_body::until_read;
use crate::web::route::Who;

/// In front of each members' route.
#[derive(Clone)]
pub struct MemberGuard {
    pub app: App,
    pub who: Who,
    /// Whether a form sent here without a session is kept.
    pub keeps_words: bool,
}

pub async fn members_only(State(door): State<MemberGuard>, jar: CookieJar, request: Request, next: Next) -> Response {
    door.answered(&jar, request, next).await.unwrap_or_else(PageError::into_response)
}

impl MemberGuard {
    async fn answered(&self, jar: &CookieJar, request: Request, next: Next) -> PageResult {
        let (app, query) = (&self.app, DraftQuery::of(request.uri()));
        let is_form = self.keeps_words && !request.method().is_safe();
        let keeps = is_form && query.wants_keeping();
        // From the first on, so that the page asked for right after it knows.
        let here = cookie::presented(&app.url, jar);
        let session = query.session(&app.instance).filter(|session| keeps && here == Some(*session));
        let _under_way = session.map(|session| app.saves.begin(session));
        let arrived = ArrivedRequest::of(request).await?;
        let sent = if is_form && !query.is_autosave() {
            SentWords::of(app.content()?, &arrived.parts, &arrived.form)
        } else {
            None
        };
        let answer = self.let_in(jar, &query, arrived, next).await.unwrap_or_else(PageError::into_response);
        Ok(match sent {
            Some(sent) => sent.unless_taken(answer),
            None => answer,
        })
    }

    async fn let_in(&self, jar: &CookieJar, query: &DraftQuery, arrived: ArrivedRequest, next: Next) -> PageResult {
        let (app, ArrivedRequest { parts, body, form }) = (&self.app, arrived);
        let is_form = self.keeps_words && !parts.method.is_safe();
        let here = authenticate(app, jar).await?;
        if !parts.method.is_safe() {
            let whose = whose(app, &here, jar, query).await?;
            if !matches!(whose, Whose::Own) {
                if is_form {
                    let draft = self.late_draft(query, &parts, body).await?;
                    return from_anothers_page(app, &here, jar, &whose, query, draft).await;
                }
                if let AuthState::Member(member) = &here {
                    return Ok(without_session::refused(member));
                }
            }
        }
        let AuthState::Member(member) = here else { return self.turn_away(&here, jar, query, &parts, body).await };
        match admission(&member, self.who) {
            Admission::Granted => {}
            Admission::NoSecondFactor => {
                self.keep_what_was_written(&member, query, &parts, body).await?;
                return Ok(Redirect::to(account::paths::SECOND_FACTOR).into_response());
            }
            Admission::NotTheirs => {
                let answer = PageError::NotFound.into_response();
                return Ok(Problem::framed(answer, || PageFrame::of(&member, NavSection::Elsewhere)));
            }
        }
        if is_form && is_large(&parts) {
            // What is given back is large too.
            let turn = app.at_once.turn(member.id(), member.session()).await;
            return Ok(until_read(words_back::too_large(app.content()?, &parts, body).await?, turn));
        }
        let session = sessions::goes_on(member.id(), member.session());
        let answer = only_while(session, self.go_on(*member, query, parts.clone(), body, next)).await;
        if answer.status() == StatusCode::UNAUTHORIZED {
            // It ended on the way.
            return self.turn_away(&authenticate(app, jar).await?, jar, query, &parts, form.into()).await;
        }
        Ok(answer)
    }

    async fn go_on(&self, member: Member, query: &DraftQuery, mut parts: Parts, body: Body, next: Next) -> Response {
        if self.keeps_words && !parts.method.is_safe() && query.wants_keeping() {
            return self.keep(&member, query, &parts, body).await.unwrap_or_else(PageError::into_response);
        }
        if parts.method.is_safe() {
            self.app.saves.settled(member.session()).await;
        }
        parts.extensions.insert::<Member>(member.clone());
        let answer = next.run(Request::from_parts(parts, body)).await;
        Problem::framed(answer, || PageFrame::of(&member, NavSection::Elsewhere))
    }

    async fn turn_away(
        &self,
        here: &AuthState,
        jar: &CookieJar,
        query: &DraftQuery,
        parts: &Parts,
        body: Body,
    ) -> PageResult {
        if parts.method.is_safe() {
            let path = parts.uri.path_and_query().map_or(today::paths::TODAY, |path| path.as_str());
            return Ok(sign_in::first(path).into_response());
        }
        if !self.keeps_words {
            return Ok(sign_in::first(today::paths::TODAY).into_response());
        }
        without_session::from_nobody(&self.app, here, jar, query, self.late_draft(query, parts, body).await?).await
    }

    async fn keep(&self, member: &Member, query: &DraftQuery, parts: &Parts, body: Body) -> PageResult {
        self.app.limits.draft(member.id())?;
        let draft = self.draft(parts, body).await?;
        let (saved, id) = form::keep(&self.app, member, query, draft).await?;
        Ok(match saved {
            DraftSave::Kept if query.is_autosave() => StatusCode::NO_CONTENT.into_response(),
            DraftSave::Nothing if query.is_autosave() => StatusCode::RESET_CONTENT.into_response(),
            DraftSave::Superseded if query.is_autosave() => StatusCode::CONFLICT.into_response(),
            // A supporter’s form leads back to those they support, and not to their own day.
            DraftSave::Kept if self.who == Who::Supporter => Redirect::to(&care::paths::with_begun(id)).into_response(),
            DraftSave::Kept => Redirect::to(&today::paths::with_begun(id)).into_response(),
            DraftSave::Nothing | DraftSave::Superseded if self.who == Who::Supporter => {
                Redirect::to(care::paths::LIST).into_response()
            }
            DraftSave::Nothing | DraftSave::Superseded => Redirect::to(today::paths::TODAY).into_response(),
        })
    }

    /// Keeps a form as a draft whose sender lost their second factor while they wrote, if its page was made for them.
    async fn keep_what_was_written(
        &self,
        member: &Member,
        query: &DraftQuery,
        parts: &Parts,
        body: Body,
    ) -> PageResult<()> {
        let is_form = self.keeps_words && !parts.method.is_safe();
        if is_form && query.session(&self.app.instance) == Some(member.session()) {
            form::keep(&self.app, member, query, self.draft(parts, body).await?).await?;
        }
        Ok(())
    }

    /// A form that came too late to be sent.
    async fn late_draft(&self, query: &DraftQuery, parts: &Parts, body: Body) -> PageResult<Draft> {
        Ok(Draft { sent: !query.wants_keeping(), turn: query.save_number(), ..self.draft(parts, body).await? })
    }

    async fn draft(&self, parts: &Parts, body: Body) -> PageResult<Draft> {
        let body = whole_form(body).await?;
        Draft::of(self.app.content()?, parts.uri.path(), &body).ok_or(PageError::Unreadable)
    }
}

/// A form that is all here. Who sends it is asked only then: one that comes in slowly must not go by a session that ended
/// on the way. A file, and what is larger than forms are, is read by its handler.
struct ArrivedRequest {
    parts: Parts,
    body: Body,
    /// The same once more, where it is a form that is all here.
    form: Bytes,
}

impl ArrivedRequest {
    async fn of(request: Request) -> PageResult<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let is_file = kind.starts_with("multipart/");
        let (parts, body) = request.into_parts();
        if parts.method.is_safe() || is_file || is_large(&parts) {
            return Ok(Self { parts, body, form: Bytes::new() });
        }
        let form = to_bytes(body, FORM_MOST).await.map_err(|_| PageError::TooLarge)?;
        Ok(Self { parts, body: form.clone().into(), form })
    }
}

/// Whether it is larger than forms are, as far as its head tells.
fn is_large(parts: &Parts) -> bool {
    let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    length.is_some_and(|length: usize| length > FORM_MOST)
}
