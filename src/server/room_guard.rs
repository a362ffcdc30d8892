//! Behind the member guard: nobody's requests crowd out others', and where somebody's room is used up, what they sent is not
//! kept as it was meant, but not lost either.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::base::readers::sharing;
use crate::members::sessions;
use crate::members::sessions::guard::Member;
use crate::records::drafts::Draft;
use crate::records::drafts::form::{self, DraftQuery};
use crate::records::quota::{self, NoRoom, RoomTaken};
use crate::records::registry::Registry;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::whole_form;
use crate::web::frame::{NavSection, PageFrame};
use crate::web::held_body::until_read;
use crate::web::paths;
use crate::web::route::Growth;

/// In front of a members' route, behind the guard that lets them in.
#[derive(Clone)]
pub struct RoomGuard {
    pub app: App,
    /// What the route keeps more of.
    pub growth: Option<Growth>,
    /// Whether the route waits in the line for heavy work itself.
    pub heavy: bool,
    /// Whether what it answers goes on for a while.
    pub streams: bool,
}

pub async fn with_room(State(guard): State<RoomGuard>, request: Request, next: Next) -> Response {
    let Some(member) = request.extensions().get::<Member>().cloned() else { return next.run(request).await };
    let turn = guard.app.at_once.turn(member.id(), member.session()).await;
    let answer = sharing(guard.app.at_once.share(member.id()), guard.answer(&member, request, next)).await;
    let answer = answer.unwrap_or_else(PageError::into_response);
    if guard.streams { answer } else { until_read(answer, turn) }
}

#[derive(Template, WebTemplate)]
#[template(path = "no_room.html")]
struct NoRoomPage {
    frame: PageFrame,
    /// The form with the words that were sent, where words were.
    form: Option<String>,
    why: NoRoom,
}

impl RoomGuard {
    async fn answer(&self, member: &Member, request: Request, next: Next) -> PageResult {
        let (taken, no_room) = self.taken(member).await?;
        if let Some(why) = no_room {
            return self.refuse(member, why, request).await;
        }
        let Some(long) = taken.opens_in().filter(|_| !self.heavy) else { return Ok(next.run(request).await) };
        let at_once = &self.app.at_once;
        at_once.long(member.id(), long, sharing(at_once.share(member.id()), next.run(request))).await
    }

    /// What of theirs is kept, and why no more fits where it does not, if their session goes on: it may have ended while they waited for their turn.
    async fn taken(&self, member: &Member) -> PageResult<(RoomTaken, Option<NoRoom>)> {
        let mut read = self.app.db.read().await?;
        sessions::must_go_on(&mut read, member).await?;
        let taken = quota::store::taken(&mut read, member.id()).await?;
        let Some(growth) = self.growth else { return Ok((taken, None)) };
        Ok((taken, quota::no_room(&self.app, &mut read, member, taken, growth).await?))
    }

    async fn refuse(&self, member: &Member, why: NoRoom, request: Request) -> PageResult {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path();
        let registry = self.app.content::<Registry>()?;
        let page = registry.form(path).and_then(|form| form.page());
        let form = match page {
            Some(page) => {
                let body = whole_form(body).await?;
                let draft = Draft::of(registry, path, &body).ok_or(PageError::Unreadable)?;
                let (_, id) = form::keep(&self.app, member, &DraftQuery::of(&parts.uri), draft).await?;
                Some(paths::with_draft(&page, id))
            }
            None => None,
        };
        let frame = PageFrame::of(member, NavSection::Elsewhere);
        Ok((StatusCode::INSUFFICIENT_STORAGE, NoRoomPage { frame, form, why }).into_response())
    }
}
