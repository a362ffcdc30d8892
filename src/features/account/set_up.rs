//! First run: one question, or two.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use super::sign_up::{Faults, NewAccount};
use crate::base::config::Registration;
use crate::base::vault::OneTimeToken;
use crate::members::instance::{Mode, store};
use crate::members::unlock::Prepared;
use crate::members::{JUST_ME, Name, Role, sessions, unlock};
use crate::web::app::App;
use crate::web::error::{Answer, Problem};
use crate::web::form::{Form, Path};
use crate::web::frame::Shell;

/// The set-up form. `how` is `personal` or `password`; with a password, `for` is `myself` or `others`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    how: String,
    #[serde(rename = "for")]
    whom: String,
    #[serde(flatten)]
    account: NewAccount,
}

/// Which question is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    How,
    Account,
}

#[derive(Template, WebTemplate)]
#[template(path = "set_up.html")]
struct SetUpPage {
    shell: Shell,
    /// Whether it can be used without a password at all.
    this_computer: bool,
    token: String,
    question: Question,
    missing: bool,
    whom: String,
    typed: String,
    faults: Faults,
}

/// Asks how this installation will be used.
pub async fn ask(State(app): State<App>, Path(token): Path<String>) -> Answer {
    check(&app, &token).await?;
    Ok(page(&app, token, Question::How, false).into_response())
}

/// Takes the answer. *Just me* needs nothing more; with a password, the account comes next.
pub async fn answer(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    jar: CookieJar,
    Form(fields): Form<Fields>,
) -> Answer {
    if is_set_up(&app).await? {
        // Sent twice, most likely. What was made the first time is a sign-in away.
        return Ok(Redirect::to("/sign-in").into_response());
    }
    check(&app, &token).await?;
    match fields.how.as_str() {
        "personal" if app.url.is_this_computer() => {
            let name = Name::parse(JUST_ME).map_err(|_| Problem::Unreadable)?;
            finish(&app, &headers, jar, &name, Prepared::Pepper, false).await
        }
        "password" if fields.whom.is_empty() && fields.account.is_untouched() => {
            Ok(page(&app, token, Question::Account, false).into_response())
        }
        "password" => {
            let others = fields.whom == "others";
            let name = match fields.account.checked() {
                Ok(name) if others || fields.whom == "myself" => name,
                checked => {
                    let page = SetUpPage {
                        missing: !others && fields.whom != "myself",
                        typed: fields.account.name().to_owned(),
                        whom: fields.whom.clone(),
                        faults: checked.err().unwrap_or_default(),
                        ..page(&app, token, Question::Account, false)
                    };
                    return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
                }
            };
            let prepared = unlock::prepare(&app, Some(fields.account.into_password())).await?;
            finish(&app, &headers, jar, &name, prepared, others).await
        }
        _ => Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&app, token, Question::How, true)).into_response()),
    }
}

async fn finish(
    app: &App,
    headers: &HeaderMap,
    jar: CookieJar,
    name: &Name,
    prepared: Prepared,
    others: bool,
) -> Answer {
    let (mode, registration) =
        if others { ("hosted", Registration::Invite) } else { ("personal", Registration::Closed) };
    let mut write = app.db.write().await?;
    if !store::finish_set_up(&mut write, mode, registration.as_str()).await? {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    let opened = unlock::make(app, &mut write, name, Role::Host, &prepared).await?.ok_or(Problem::NotFound)?;
    let stay = matches!(prepared, Prepared::Pepper);
    let cookie = sessions::start(app, &mut write, &opened, headers, stay).await?;
    write.commit().await?;
    Ok((jar.add(cookie), Redirect::to("/settings/recovery?then=/welcome")).into_response())
}

async fn is_set_up(app: &App) -> Answer<bool> {
    Ok(crate::members::instance::about(app, &mut *app.db.read().await?).await?.mode != Mode::New)
}

async fn check(app: &App, token: &str) -> Answer<()> {
    let digest = OneTimeToken::parse(token).map_err(|_| Problem::NotFound)?.digest();
    let row = store::instance(&mut *app.db.read().await?).await?.ok_or(Problem::NotFound)?;
    let stored = row.set_up_token.ok_or(Problem::NotFound)?;
    // Both are hashes of 256 random bits: how long comparing them takes tells nothing of use.
    if stored == digest { Ok(()) } else { Err(Problem::NotFound) }
}

fn page(app: &App, token: String, question: Question, missing: bool) -> SetUpPage {
    SetUpPage {
        shell: Shell::plain(),
        this_computer: app.url.is_this_computer(),
        token,
        question,
        missing,
        whom: String::new(),
        typed: String::new(),
        faults: Faults::default(),
    }
}
