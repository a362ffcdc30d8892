//! First run: one question, or two.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::CookieJar;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::entering::{Browser, enter};
use super::paths;
use super::sign_up::{NewAccount, SignUpFaults};
use crate::base::config::Registration;
use crate::base::vault::OneTimeToken;
use crate::base::zones;
use crate::members::instance::{Mode, store};
use crate::members::unlock::{self, NewCredential};
use crate::members::{JUST_ME, Name, Role};
use crate::web::app::App;
use crate::web::door::Door;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, invalid};
use crate::web::frame::PageFrame;

/// `how` is `personal` or `password`; with a password, `for` is `myself` or `others`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    how: String,
    #[serde(rename = "for")]
    whom: String,
    #[serde(flatten)]
    account: NewAccount,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SetUpQuestion {
    How,
    Account,
}

#[derive(Template, WebTemplate)]
#[template(path = "account/set_up.html")]
struct SetUpPage {
    frame: PageFrame,
    /// Whether it can be used without a password at all.
    this_computer: bool,
    token: String,
    question: SetUpQuestion,
    missing: bool,
    whom: String,
    typed: String,
    zones: Vec<String>,
    zone: String,
    faults: SignUpFaults,
    door: String,
}

pub async fn ask(State(app): State<App>, door: Door, Path(token): Path<String>) -> PageResult {
    check(&app, &token).await?;
    let page = page(&app, &door, token, SetUpQuestion::How, false);
    Ok(door.shows(page))
}

/// Takes the answer. *Just me* needs nothing more; with a password, the account comes next.
pub async fn answer(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    door: Door,
    Form(fields): Form<Fields>,
) -> PageResult {
    if is_set_up(&app).await? {
        // Sent twice, most likely. What was made the first time is a sign-in away.
        return Ok(Redirect::to(paths::SIGN_IN).into_response());
    }
    check(&app, &token).await?;
    let zone = fields.account.zone(&app);
    match fields.how.as_str() {
        "personal" if app.is_only_here() => {
            let name = Name::parse(JUST_ME).map_err(|_| PageError::Unreadable)?;
            finish(&app, &headers, door.jar, &FirstMember { name, zone }, NewCredential::Pepper, false).await
        }
        "password" if fields.whom.is_empty() && fields.account.is_untouched() => {
            let page = page(&app, &door, token, SetUpQuestion::Account, false);
            Ok(door.shows(page))
        }
        "password" => {
            let others = fields.whom == "others";
            let checked = if fields.account.is_past(&app, &door) {
                Err(SignUpFaults::from_before())
            } else {
                fields.account.prepared(&app).await?
            };
            let (name, prepared) = match checked {
                Ok(prepared) if others || fields.whom == "myself" => prepared,
                checked => {
                    let page = SetUpPage {
                        missing: !others && fields.whom != "myself",
                        typed: fields.account.name().to_owned(),
                        zone: zones::name(&zone).to_owned(),
                        whom: fields.whom.clone(),
                        faults: checked.err().unwrap_or_default(),
                        ..page(&app, &door, token, SetUpQuestion::Account, false)
                    };
                    return invalid(door.shows(page));
                }
            };
            finish(&app, &headers, door.jar, &FirstMember { name, zone }, prepared, others).await
        }
        _ => {
            let page = page(&app, &door, token, SetUpQuestion::How, true);
            invalid(door.shows(page))
        }
    }
}

/// Who is the first here, and where they are.
struct FirstMember {
    name: Name,
    zone: TimeZone,
}

async fn finish(
    app: &App,
    headers: &HeaderMap,
    jar: CookieJar,
    first: &FirstMember,
    prepared: NewCredential,
    others: bool,
) -> PageResult {
    let (mode, registration) =
        if others { (Mode::Hosted, Registration::Invite) } else { (Mode::Personal, Registration::Closed) };
    let mut write = app.db.write().await?;
    if !store::finish_set_up(&mut write, mode.word(), registration.word()).await? {
        return Ok(Redirect::to(paths::SIGN_IN).into_response());
    }
    let FirstMember { name, zone } = first;
    let role = if others { Role::Host } else { Role::Member };
    let opened = unlock::make(app, &mut write, name, role, zone, &prepared).await?.ok_or(PageError::NotFound)?;
    // Without a password there is none to forget: the code can wait until they have settled in.
    let without_password = matches!(prepared, NewCredential::Pepper);
    let next = if without_password { crate::features::welcome::paths::WELCOME } else { paths::CODE_THEN_WELCOME };
    let browser = Browser { headers, jar, stay: without_password };
    let entered = enter(app, write, &opened, browser, next).await?;
    entered.ok_or(PageError::NotFound)
}

async fn is_set_up(app: &App) -> PageResult<bool> {
    Ok(crate::members::instance::about(app, &mut *app.db.read().await?).await?.mode != Mode::New)
}

async fn check(app: &App, token: &str) -> PageResult<()> {
    let digest = OneTimeToken::parse(token).map_err(|_| PageError::NotFound)?.digest();
    let row = store::instance(&mut *app.db.read().await?).await?.ok_or(PageError::NotFound)?;
    let stored = row.set_up_token.ok_or(PageError::NotFound)?;
    // Both are hashes of 256 random bits: how long comparing them takes tells nothing of use.
    if stored == digest { Ok(()) } else { Err(PageError::NotFound) }
}

fn page(app: &App, door: &Door, token: String, question: SetUpQuestion, missing: bool) -> SetUpPage {
    let zone = zones::name(&app.home_zone);
    SetUpPage {
        frame: PageFrame::plain(),
        this_computer: app.is_only_here(),
        token,
        question,
        missing,
        whom: String::new(),
        typed: String::new(),
        zones: zones::names(zone),
        zone: zone.to_owned(),
        faults: SignUpFaults::default(),
        door: door.tag.clone(),
    }
}
