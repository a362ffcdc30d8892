//! A form that came without its owner's session: left for them where they are known, or else carried through sign-in, so that
//! no words are lost and none are mixed.

use askama::Template;
use askama_web::WebTemplate;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;

use crate::base::vault::SessionId;
use crate::features::account::{self, sign_in};
use crate::features::drafts;
use crate::members::sessions;
use crate::members::sessions::guard::{AuthState, Member};
use crate::records::drafts::Draft;
use crate::records::drafts::form::DraftQuery;
use crate::records::late_forms::{self, Addressee, Came, LateSave, Origin};
use crate::web::app::App;
use crate::web::cookie;
use crate::web::error::{PageError, PageResult};
use crate::web::frame::{NavSection, PageFrame};

/// Whose page a form was on. In a browser that several people use, one can stay open after its person has signed out.
pub enum Whose {
    /// Whoever is here, as far as anybody knows.
    Own,
    /// Of who is here, from before they signed in again; somebody else may have gone on writing on it meanwhile.
    Earlier(Addressee, SessionId),
    Others(Addressee, SessionId),
    /// Somebody's whose sessions are forgotten, and who need not be who is signed in.
    Forgotten,
}

pub async fn whose(app: &App, here: &AuthState, jar: &CookieJar, query: &DraftQuery) -> PageResult<Whose> {
    let Some(session) = query.session(&app.instance) else { return Ok(Whose::Own) };
    let who = match here {
        AuthState::Member(member) if member.session() == session => return Ok(Whose::Own),
        AuthState::Member(member) => Some(member.id()),
        AuthState::Expired(owner, _) => Some(*owner),
        AuthState::Nobody => None,
    };
    Ok(match sessions::owner_of(app, session).await? {
        Some((owner, key)) if Some(owner) == who => match here {
            AuthState::Member(_) if query.wants_keeping() => Whose::Earlier(Addressee { owner, key }, session),
            _ => Whose::Own,
        },
        Some((owner, key)) => Whose::Others(Addressee { owner, key }, session),
        // Whoever the browser's cookie is of by now, who need not be the same.
        None if cookie::presented(&app.url, jar) != Some(session) => Whose::Forgotten,
        None => Whose::Own,
    })
}

/// A form that came from a page of somebody else's: it is left for them.
pub async fn from_anothers_page(
    app: &App,
    here: &AuthState,
    jar: &CookieJar,
    whose: &Whose,
    query: &DraftQuery,
    draft: Draft,
) -> PageResult {
    let leaving = match whose {
        Whose::Others(to, session) | Whose::Earlier(to, session) => {
            Some(leave(app, *to, *session, Came::Page, query, &draft).await?)
        }
        Whose::Own | Whose::Forgotten => None,
    };
    let AuthState::Member(member) = here else { return away(app, jar, leaving, query, draft).await };
    if query.is_autosave()
        && let Some(leaving) = leaving
    {
        return Ok(said_to_the_script(leaving));
    }
    let kept = matches!(leaving, Some(LateSave::Kept | LateSave::Nothing));
    if kept && matches!(whose, Whose::Earlier(..)) {
        return Ok(Redirect::to(drafts::paths::LIST).into_response());
    }
    let words = if kept { Vec::new() } else { draft.words() };
    let page =
        NotYoursPage { frame: PageFrame::of(member, NavSection::Elsewhere), kept, known: leaving.is_some(), words };
    Ok((StatusCode::FORBIDDEN, page).into_response())
}

/// What is never kept for later came from a page of somebody else's.
pub fn refused(member: &Member) -> Response {
    let frame = PageFrame::of(member, NavSection::Elsewhere);
    (StatusCode::FORBIDDEN, NotYoursPage { frame, kept: false, known: false, words: Vec::new() }).into_response()
}

/// A form from somebody who is not signed in, on a page of their own or of nobody's.
pub async fn from_nobody(app: &App, here: &AuthState, jar: &CookieJar, query: &DraftQuery, draft: Draft) -> PageResult {
    let leaving = match (here, cookie::presented(&app.url, jar)) {
        (AuthState::Expired(owner, key), Some(session)) => {
            let to = Addressee { owner: *owner, key: *key };
            Some(leave(app, to, session, Came::Session, query, &draft).await?)
        }
        _ => None,
    };
    away(app, jar, leaving, query, draft).await
}

async fn leave(
    app: &App,
    to: Addressee,
    session: SessionId,
    came: Came,
    query: &DraftQuery,
    draft: &Draft,
) -> PageResult<LateSave> {
    if let Err(PageError::TooMany { wait }) = app.limits.late_form(session, came == Came::Session) {
        return Ok(LateSave::NoRoom { wait });
    }
    let origin = Origin { came, session: Some(session), page: query.draft(), by_script: query.is_autosave() };
    late_forms::leave(app, to, &origin, draft).await
}

/// To sign in. What could not be left for anybody comes along with the page.
async fn away(app: &App, jar: &CookieJar, leaving: Option<LateSave>, query: &DraftQuery, draft: Draft) -> PageResult {
    Ok(match leaving {
        Some(leaving) if query.is_autosave() => said_to_the_script(leaving),
        Some(LateSave::Kept | LateSave::Nothing) => Redirect::to(account::paths::SIGN_IN_KEPT).into_response(),
        Some(LateSave::NoRoom { .. }) | None => {
            (StatusCode::UNAUTHORIZED, sign_in::carrying(app, jar.clone(), draft).await?).into_response()
        }
    })
}

/// It stays on its page, and an answer that leads away could be anybody's.
fn said_to_the_script(leaving: LateSave) -> Response {
    match leaving {
        LateSave::Kept => StatusCode::NO_CONTENT.into_response(),
        LateSave::Nothing => StatusCode::RESET_CONTENT.into_response(),
        LateSave::NoRoom { wait } => PageError::TooMany { wait }.into_response(),
    }
}

/// The answer to somebody on whose screen another's page was still open.
#[derive(Template, WebTemplate)]
#[template(path = "not_yours.html")]
struct NotYoursPage {
    frame: PageFrame,
    /// Whether it is kept for whose page it was.
    kept: bool,
    /// Whether that is somebody we know.
    known: bool,
    /// What was written, where it is kept nowhere.
    words: Vec<String>,
}
