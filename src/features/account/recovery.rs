//! The recovery code: shown until it is typed back, renewed on wish, and the way in when the password is lost.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::CookieJar;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::entering::{Browser, all_the_way, enter, not_let_in};
use super::paths;
use crate::base::vault::RecoveryCode;
use crate::members::sessions::guard::Member;
use crate::members::{Name, PasswordFault, store, unlock};
use crate::web::address::ClientAddress;
use crate::web::app::App;
use crate::web::door::Door;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

/// Where to go on to once the code is written down. Read into one of four, so that nothing of the address is echoed
/// beside the code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
enum AfterCode {
    #[serde(rename = "/welcome")]
    Welcome,
    #[serde(rename = "/today")]
    Today,
    /// Somebody whose role needs a second factor.
    #[serde(rename = "/settings/second-factor")]
    SecondFactor,
    #[default]
    #[serde(other)]
    Settings,
}

impl AfterCode {
    const fn path(self) -> &'static str {
        match self {
            Self::Welcome => crate::features::welcome::paths::WELCOME,
            Self::Today => crate::features::today::paths::TODAY,
            Self::SecondFactor => paths::SECOND_FACTOR,
            Self::Settings => crate::features::settings::paths::SETTINGS,
        }
    }

    /// Where it leads to leave the code for another time.
    const fn later(self) -> &'static str {
        match self {
            Self::SecondFactor => paths::SECOND_FACTOR_THEN_WELCOME,
            _ => self.path(),
        }
    }

    /// Where typing the code back leads.
    fn done(self) -> String {
        match self {
            Self::Settings => saved(self.path(), "code"),
            Self::SecondFactor => paths::SECOND_FACTOR_THEN_WELCOME.to_owned(),
            _ => self.path().to_owned(),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    then: AfterCode,
    since: Since,
}

/// What was changed just before, so that the code is a new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Since {
    Password,
    Code,
    #[default]
    #[serde(other)]
    Nothing,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CodeConfirmation {
    code: String,
    then: AfterCode,
}

enum CodeState {
    /// The code, to be written down and typed back; with what was typed, where that is not it.
    Waiting { code: String, wrong: Option<String> },
    /// It was not typed back, and is not shown any more.
    Hidden { wrong: Option<String>, wrong_password: bool },
    /// It was typed back; only a new one can be had.
    Kept { wrong_password: bool },
}

impl CodeState {
    const fn is_wrong(&self) -> bool {
        match self {
            Self::Waiting { wrong, .. } => wrong.is_some(),
            Self::Hidden { wrong, wrong_password } => wrong.is_some() || *wrong_password,
            Self::Kept { wrong_password } => *wrong_password,
        }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "account/recovery_code.html")]
struct CodePage {
    frame: PageFrame,
    standing: CodeState,
    has_password: bool,
    then: AfterCode,
    since: Since,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    name: String,
    code: String,
    password: SecretString,
    /// What the form says of the browser it was given to.
    door: Option<String>,
}

#[derive(Template, WebTemplate)]
#[template(path = "account/recover.html")]
struct RecoverPage {
    frame: PageFrame,
    name: String,
    code: String,
    wrong: bool,
    password_fault: Option<PasswordFault>,
    door: String,
}

/// Shows the code that waits to be typed back, or how to get a new one.
pub async fn show_code(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let standing = standing(&app, &member, None).await?;
    Ok(CodePage { since: asked.since, ..page(&member, standing, asked.then) }.into_response())
}

/// Compares the code that was typed back, and forgets it once it matches.
pub async fn confirm(State(app): State<App>, member: Member, Form(typed): Form<CodeConfirmation>) -> PageResult {
    let Some((code, sealed)) = waiting(&app, &member).await? else {
        return Ok(Redirect::to(&typed.then.done()).into_response());
    };
    if !says_the_same(&typed.code, &code) {
        let standing = standing(&app, &member, Some(typed.code)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&member, standing, typed.then)).into_response());
    }
    let mut write = app.db.write().await?;
    store::confirm_code(&mut write, member.id(), &sealed).await?;
    write.commit().await?;
    Ok(Redirect::to(&typed.then.done()).into_response())
}

/// How it stands with the code. It is shown to somebody who came in just now; later only a password brings a new one, so
/// that a device left open does not give the account away.
async fn standing(app: &App, member: &Member, wrong: Option<String>) -> PageResult<CodeState> {
    Ok(match waiting(app, member).await? {
        Some((code, _)) if member.recently_authenticated() || !member.has_password() => {
            CodeState::Waiting { code, wrong }
        }
        Some(_) => CodeState::Hidden { wrong, wrong_password: false },
        None => CodeState::Kept { wrong_password: false },
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Renewal {
    password: SecretString,
}

/// Makes a new code. Whoever knows the old one, or has a copy of the file from then, is out, as with a new password.
pub async fn renew(
    State(app): State<App>,
    member: Member,
    headers: HeaderMap,
    jar: CookieJar,
    Form(fields): Form<Renewal>,
) -> PageResult {
    let Some(opened) = unlock::reauthenticate(&app, &member, fields.password.clone()).await? else {
        return wrong_password(&app, &member).await;
    };
    let prepared = unlock::keep_credential(&app, &member, fields.password).await?;
    let mut write = app.db.write().await?;
    let Some(confirmed) = opened.confirm(&mut write).await? else {
        drop(write);
        return wrong_password(&app, &member).await;
    };
    let changed = unlock::rotate(&app, &mut write, confirmed, &prepared).await?;
    let browser = Browser { headers: &headers, jar, stay: member.is_remembered() };
    let entered = all_the_way(&app, write, &changed, browser, paths::CODE_SINCE_CODE).await?;
    Ok(entered.unwrap_or_else(|| Redirect::to(paths::SIGN_IN).into_response()))
}

async fn wrong_password(app: &App, member: &Member) -> PageResult {
    let standing = match standing(app, member, None).await? {
        CodeState::Hidden { wrong, .. } => CodeState::Hidden { wrong, wrong_password: true },
        _ => CodeState::Kept { wrong_password: true },
    };
    invalid(page(member, standing, AfterCode::default()))
}

/// Asks somebody who lost their password for name, code and a new password.
pub async fn ask(door: Door) -> PageResult {
    let page = recover_page(&door, Fields::default());
    Ok(door.shows(page))
}

/// Opens the account with the code, gives it the new password, ends every session, and shows a new code.
pub async fn answer(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    door: Door,
    Form(fields): Form<Fields>,
) -> PageResult {
    if door.is_past(&app, fields.door.as_deref()) {
        // The code would be as good as a password.
        return again(door, Fields { code: String::new(), ..fields }, Some(PasswordFault::FromBefore));
    }
    let opened = match Name::parse(&fields.name) {
        Ok(name) => unlock::by_code(&app, name.key(), &fields.code).await?,
        Err(_) => None,
    };
    let Some(opened) = opened else {
        not_let_in(address);
        return again(door, fields, None);
    };
    // Only now is there a password to work on.
    app.limits.attempt_from(address)?;
    let prepared = match unlock::prepare(&app, &fields.password, &fields.name).await? {
        Ok(prepared) => prepared,
        Err(fault) => return again(door, fields, Some(fault)),
    };
    let mut write = app.db.write().await?;
    let Some(confirmed) = opened.confirm(&mut write).await? else {
        return again(door, fields, None);
    };
    let changed = unlock::rotate(&app, &mut write, confirmed, &prepared).await?;
    let browser = Browser { headers: &headers, jar: door.jar, stay: false };
    let entered = enter(&app, write, &changed, browser, paths::CODE_THEN_TODAY).await?;
    Ok(entered.unwrap_or_else(|| Redirect::to(paths::SIGN_IN).into_response()))
}

/// The code that waits to be typed back, and as it is stored.
async fn waiting(app: &App, member: &Member) -> PageResult<Option<(String, Vec<u8>)>> {
    let sealed = store::unconfirmed_code(&mut *app.db.read().await?, member.id()).await?;
    // One that was made since this session ended is not shown in it.
    let opened = |sealed: Vec<u8>| Some((unlock::waiting_code(member.keyring(), member.id(), &sealed).ok()?, sealed));
    Ok(sealed.and_then(opened))
}

/// Whether two codes are one, however they are typed.
fn says_the_same(typed: &str, code: &str) -> bool {
    let text = |code: &str| RecoveryCode::parse(code).ok().map(|code| code.text().expose_secret().to_owned());
    text(typed).is_some_and(|typed| Some(typed) == text(code))
}

fn page(member: &Member, standing: CodeState, then: AfterCode) -> CodePage {
    CodePage {
        frame: PageFrame::of(member, NavSection::You),
        standing,
        has_password: member.has_password(),
        then,
        since: Since::Nothing,
    }
}

/// The page again, with what is wrong: the password, or else that name and code do not go together.
fn again(door: Door, fields: Fields, password_fault: Option<PasswordFault>) -> PageResult {
    let page = RecoverPage { wrong: password_fault.is_none(), password_fault, ..recover_page(&door, fields) };
    invalid(door.shows(page))
}

fn recover_page(door: &Door, fields: Fields) -> RecoverPage {
    let Fields { name, code, .. } = fields;
    RecoverPage { frame: PageFrame::plain(), name, code, wrong: false, password_fault: None, door: door.tag.clone() }
}
