//! Coming in with a name and a password, or without one on one's own computer.

use std::net::IpAddr;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::entering::{Browser, enter, not_let_in};
use super::paths;
use crate::features::drafts::paths as drafts_paths;
use crate::features::today::paths as today_paths;
use crate::members::instance::{self, Mode};
use crate::members::sessions::guard::Visitor;
use crate::members::unlock::{self, Unlocked};
use crate::members::{Name, PASSWORD_MOST, PasswordFault};
use crate::records::drafts::{Draft, PRESSED};
use crate::records::late_forms::{self, Addressee, Came, LateSave, Origin};
use crate::web::address::ClientAddress;
use crate::web::app::App;
use crate::web::door::Door;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, invalid};
use crate::web::frame::PageFrame;

/// Where to go after signing in, and what to say before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    next: String,
    kept: String,
}

/// `draft_path` and `draft_body` carry along a form that was sent without any session.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    name: String,
    password: SecretString,
    stay: String,
    next: String,
    draft_path: String,
    draft_body: String,
    /// What the form says of the browser it was given to.
    door: Option<String>,
    /// Whether that was said of one from before.
    again: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "account/sign_in.html")]
pub(crate) struct SignInPage {
    frame: PageFrame,
    /// Just me: nothing to type.
    without_password: bool,
    name: String,
    wrong: bool,
    /// Why it was not looked at, where it was sent on a page from before.
    from_before: Option<PasswordFault>,
    kept: bool,
    next: String,
    stay: bool,
    draft: Option<Draft>,
    door: String,
}

impl SignInPage {
    fn not_looked_at(&self) -> &'static str {
        self.from_before.map(PasswordFault::words).unwrap_or_default()
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "account/no_room_for.html")]
struct NoRoomForPage {
    frame: PageFrame,
    /// What was written.
    words: Vec<String>,
    /// Where the second factor is asked for, if it is.
    second: Option<String>,
}

/// Leads to the sign-in page, and from there back to `path`.
pub fn first(path: &str) -> Redirect {
    let query = serde_html_form::to_string([("next", path)]).unwrap_or_default();
    Redirect::to(&paths::sign_in_then(query))
}

/// The sign-in page with a form to carry along for somebody we do not know yet.
pub(crate) async fn carrying(app: &App, jar: CookieJar, draft: Draft) -> PageResult {
    let door = Door::of(app, jar);
    let page = SignInPage { draft: Some(draft), kept: true, ..page(&door, is_open(app).await?, String::new()) };
    Ok(door.shows(page))
}

/// Asks for name and password, or on one's own computer for one tap.
pub async fn ask(State(app): State<App>, visitor: Visitor, door: Door, Query(asked): Query<Asked>) -> PageResult {
    if visitor.member().is_some() {
        return Ok(Redirect::to(&safe_path(&asked.next)).into_response());
    }
    let kept = !asked.kept.is_empty();
    let next = if kept { drafts_paths::LIST.into() } else { asked.next };
    let page = SignInPage { kept, ..page(&door, is_open(&app).await?, next) };
    Ok(door.shows(page))
}

/// # Errors
/// [`crate::web::error::PageError::TooMany`] after too many tries, [`crate::web::error::PageError::Busy`], or if the database fails.
pub async fn answer(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    door: Door,
    Form(mut fields): Form<Fields>,
) -> PageResult {
    let open = is_open(&app).await?;
    let draft = Draft::of(app.content()?, &fields.draft_path, fields.draft_body.as_bytes());
    let draft = draft.map(|draft| Draft { sent: true, turn: PRESSED, ..draft });
    if !open && door.is_past(&app, fields.door.as_deref()) {
        // The first time somebody may have signed out there meanwhile; the second time it was given a cookie just before.
        let lost = !fields.again.is_empty() && door.has_lost_its_cookies(&app);
        let why = if lost { PasswordFault::NoCookies } else { PasswordFault::FromBefore };
        let page = SignInPage { from_before: Some(why), ..again(&door, open, fields, draft) };
        return invalid(door.shows(page));
    }
    app.limits.attempt_from(address).inspect_err(|_| not_let_in(address))?;
    // A name nobody could have is tried like any other, so that it takes as long.
    let key = Name::parse(&fields.name).map_or_else(|_| String::new(), |name| name.key().to_owned());
    let opened = if open {
        Some(unlock::single_user(&app).await?)
    } else {
        by_password(&app, address, &key, std::mem::take(&mut fields.password))
            .await
            .inspect_err(|_| not_let_in(address))?
    };
    let next = if draft.is_some() { drafts_paths::LIST.to_owned() } else { safe_path(&fields.next) };
    let browser = Browser { headers: &headers, jar: door.jar.clone(), stay: open || !fields.stay.is_empty() };
    if let Some(opened) = &opened
        && let Some(entered) = enter(&app, app.db.write().await?, opened, browser, &next).await?
    {
        app.limits.got_in(&key, address);
        let has_room = match &draft {
            Some(draft) => keep(&app, opened, draft).await?,
            None => true,
        };
        return Ok(if has_room { entered } else { no_room_for(draft, &entered) });
    }
    not_let_in(address);
    let page = SignInPage { wrong: true, ..again(&door, open, fields, draft) };
    invalid(door.shows(page))
}

async fn by_password(app: &App, from: IpAddr, key: &str, password: SecretString) -> PageResult<Option<Unlocked>> {
    if password.expose_secret().chars().count() > PASSWORD_MOST {
        return Ok(None);
    }
    unlock::by_password(app, from, key, password).await
}

async fn is_open(app: &App) -> PageResult<bool> {
    if !app.is_only_here() {
        return Ok(false);
    }
    let mut read = app.db.read().await?;
    let personal = instance::about(app, &mut read).await?.mode == Mode::Personal;
    Ok(personal && crate::members::store::open_door(&mut read).await?.is_some())
}

/// Leaves for somebody what came along with their sign-in, if there is room: the person before at this screen may have written it.
async fn keep(app: &App, opened: &Unlocked, draft: &Draft) -> PageResult<bool> {
    let secret = crate::members::store::secret_key(&mut *app.db.read().await?, opened.owner()).await?;
    let key = opened.keyring(app).open_pair(&secret)?.public();
    let origin = Origin { came: Came::SignIn, session: None, page: None, by_script: false };
    let left = late_forms::leave(app, Addressee { owner: opened.owner(), key }, &origin, draft).await?;
    Ok(matches!(left, LateSave::Kept | LateSave::Nothing))
}

/// They are signed in, or half in, and what came along is on the page.
fn no_room_for(draft: Option<Draft>, entered: &Response) -> Response {
    let words = draft.map(|draft| draft.words()).unwrap_or_default();
    let leads_to = entered.headers().get(LOCATION).and_then(|to| to.to_str().ok()).map(ToOwned::to_owned);
    let second = leads_to.filter(|to| to.starts_with(paths::SECOND));
    let mut page = NoRoomForPage { frame: PageFrame::plain(), words, second }.into_response();
    for cookie in entered.headers().get_all(SET_COOKIE) {
        page.headers_mut().append(SET_COOKIE, cookie.clone());
    }
    page
}

/// A path on this site. Anything that a browser could take for another site leads to Today instead.
pub(super) fn safe_path(next: &str) -> String {
    let is_ours =
        next.starts_with('/') && !next.starts_with("//") && next.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if is_ours { next.to_owned() } else { today_paths::TODAY.into() }
}

/// The page with what was typed, but for the password.
fn again(door: &Door, open: bool, fields: Fields, draft: Option<Draft>) -> SignInPage {
    let stay = !fields.stay.is_empty();
    SignInPage { name: fields.name, stay, kept: draft.is_some(), draft, ..page(door, open, fields.next) }
}

fn page(door: &Door, without_password: bool, next: String) -> SignInPage {
    SignInPage {
        frame: PageFrame::plain(),
        without_password,
        name: String::new(),
        wrong: false,
        from_before: None,
        kept: false,
        next,
        stay: false,
        draft: None,
        door: door.tag.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_never_leads_to_another_site() {
        assert_eq!(safe_path("/attempts/1?x=2"), "/attempts/1?x=2");
        for next in ["", "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil"]
        {
            assert_eq!(safe_path(next), "/today", "{next}");
        }
    }
}
