//! A second step at sign-in: set up, its list of codes, and turned off.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::entering::{Browser, all_the_way};
use super::paths;
use crate::base::db::Write;
use crate::base::qr::QrCode;
use crate::members::second_factor::{self, SecondFactor, held};
use crate::members::sessions::guard::Member;
use crate::members::{Role, sessions, unlock};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Query, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

/// Where to go on to once it is set up. Read into one of two, so that nothing of the address is echoed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
enum AfterFactor {
    #[serde(rename = "/welcome")]
    Welcome,
    #[default]
    #[serde(other)]
    Settings,
}

impl AfterFactor {
    const fn word(self) -> &'static str {
        match self {
            Self::Welcome => crate::features::welcome::paths::WELCOME,
            Self::Settings => "",
        }
    }

    const fn page(self) -> &'static str {
        match self {
            Self::Welcome => paths::SECOND_FACTOR_THEN_WELCOME,
            Self::Settings => paths::SECOND_FACTOR,
        }
    }

    /// Where somebody is led who has it now.
    fn done(self, member: &Member) -> String {
        match self {
            Self::Welcome => crate::features::welcome::paths::WELCOME.to_owned(),
            Self::Settings if member.roles().has(Role::Host) => crate::features::host::paths::HOST.to_owned(),
            Self::Settings => saved(crate::features::settings::paths::SETTINGS, "second-factor"),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    then: AfterFactor,
    saved: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    code: String,
    password: SecretString,
    then: AfterFactor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// Not what the app shows now.
    Code,
    Password,
    /// Somebody's role needs it.
    Needed,
}

enum FactorState {
    Off,
    /// The secret, as a picture and as text in groups.
    Begun {
        picture: Option<QrCode>,
        groups: Vec<String>,
    },
    /// On, with the codes that wait to be written down.
    Codes(Vec<String>),
    On {
        codes_left: usize,
    },
}

#[derive(Template, WebTemplate)]
#[template(path = "account/second_factor.html")]
struct FactorPage {
    frame: PageFrame,
    state: FactorState,
    has_password: bool,
    /// Whether the password is asked for once more.
    asks: bool,
    /// Whether a role of theirs needs it.
    needed: bool,
    then: AfterFactor,
    saved: String,
    fault: Option<Fault>,
}

/// How it stands. A secret and codes are shown only to somebody who came in just now.
pub async fn ask(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    Ok(page(&app, &member, asked.then, asked.saved, None).await?.into_response())
}

/// Begins: from here on there is a secret, which asks for nothing until a code of it was typed.
pub async fn begin(
    State(app): State<App>,
    member: Member,
    headers: HeaderMap,
    jar: CookieJar,
    Form(fields): Form<Fields>,
) -> PageResult {
    let then = fields.then;
    if !member.has_password() {
        return Ok(Redirect::to(paths::PASSWORD).into_response());
    }
    let browser = Browser { headers: &headers, jar, stay: member.is_remembered() };
    changed(&app, &member, browser, fields, then.page(), async |write| {
        second_factor::begin(write, member.keyring(), member.id()).await
    })
    .await
}

/// Turns it on, if the app shows this code. Other devices are signed out, which never gave one, and this one goes on in a new
/// session, as it may do more from now on.
pub async fn confirm(
    State(app): State<App>,
    member: Member,
    headers: HeaderMap,
    jar: CookieJar,
    Form(fields): Form<Fields>,
) -> PageResult {
    app.limits.attempt_in(member.session())?;
    let opened = unlock::whole(&app, &jar).await?.ok_or(PageError::SignedOut)?;
    let mut write = app.db.write().await?;
    let held = held(&mut write, member.keyring(), member.id()).await?;
    if held.is_none_or(|held| held.is_on) {
        return Ok(Redirect::to(fields.then.page()).into_response());
    }
    if !second_factor::turn_on(&app, &mut write, member.keyring(), member.id(), &fields.code).await? {
        drop(write);
        return invalid(page(&app, &member, fields.then, String::new(), Some(Fault::Code)).await?);
    }
    sessions::store::end_sessions(&mut write, member.id(), Some(member.session())).await?;
    let browser = Browser { headers: &headers, jar, stay: member.is_remembered() };
    let entered = all_the_way(&app, write, &opened, browser, fields.then.page()).await?;
    entered.ok_or(PageError::SignedOut)
}

/// Another list of codes.
pub async fn renew_codes(
    State(app): State<App>,
    member: Member,
    headers: HeaderMap,
    jar: CookieJar,
    Form(fields): Form<Fields>,
) -> PageResult {
    let browser = Browser { headers: &headers, jar, stay: member.is_remembered() };
    changed(&app, &member, browser, fields, paths::SECOND_FACTOR, async |write| {
        second_factor::renew_list(write, member.keyring(), member.id()).await
    })
    .await
}

/// The codes are written down.
pub async fn codes_kept(State(app): State<App>, member: Member, Form(fields): Form<Fields>) -> PageResult {
    let mut write = app.db.write().await?;
    second_factor::written_down(&mut write, member.keyring(), member.id()).await?;
    write.commit().await?;
    Ok(Redirect::to(&fields.then.done(&member)).into_response())
}

/// Turns it off, unless a role needs it.
pub async fn turn_off(
    State(app): State<App>,
    member: Member,
    headers: HeaderMap,
    jar: CookieJar,
    Form(fields): Form<Fields>,
) -> PageResult {
    if member.roles().need_second_factor() {
        return invalid(page(&app, &member, fields.then, String::new(), Some(Fault::Needed)).await?);
    }
    let browser = Browser { headers: &headers, jar, stay: member.is_remembered() };
    let off = saved(paths::SECOND_FACTOR, "off");
    changed(&app, &member, browser, fields, &off, async |write| {
        second_factor::store::remove(write, member.id()).await?;
        Ok(())
    })
    .await
}

/// Does something for which the password is asked once more, unless they came in just now. Whoever gives it goes on in a new
/// session, to which secrets may be shown again.
async fn changed(
    app: &App,
    member: &Member,
    browser: Browser<'_>,
    fields: Fields,
    next: &str,
    change: impl AsyncFnOnce(&mut Write) -> PageResult<()>,
) -> PageResult {
    if member.recently_authenticated() {
        let mut write = app.db.write().await?;
        change(&mut write).await?;
        write.commit().await?;
        return Ok(Redirect::to(next).into_response());
    }
    let then = fields.then;
    if let Some(opened) = unlock::reauthenticate(app, member, fields.password).await? {
        let mut write = app.db.write().await?;
        change(&mut write).await?;
        if let Some(entered) = all_the_way(app, write, &opened, browser, next).await? {
            return Ok(entered);
        }
    }
    wrong_password(app, member, then).await
}

async fn wrong_password(app: &App, member: &Member, then: AfterFactor) -> PageResult<Response> {
    invalid(page(app, member, then, String::new(), Some(Fault::Password)).await?)
}

async fn page(
    app: &App,
    member: &Member,
    then: AfterFactor,
    saved: String,
    fault: Option<Fault>,
) -> PageResult<FactorPage> {
    let held = held(&mut *app.db.read().await?, member.keyring(), member.id()).await?;
    let asks = unlock::asks(member);
    let state = match held {
        Some(held) if held.is_on && !asks && !held.factor.to_write_down().is_empty() => {
            FactorState::Codes(held.factor.to_write_down().to_vec())
        }
        Some(held) if held.is_on => FactorState::On { codes_left: held.factor.spare_left() },
        Some(held) if !asks => begun(app, member, &held.factor),
        _ => FactorState::Off,
    };
    Ok(FactorPage {
        frame: PageFrame::of(member, NavSection::You),
        state,
        has_password: member.has_password(),
        asks,
        needed: member.roles().need_second_factor(),
        then,
        saved,
        fault,
    })
}

fn begun(app: &App, member: &Member, factor: &SecondFactor) -> FactorState {
    let link = factor.app_link(member.name(), &app.url.authority);
    let text = factor.secret_text();
    let signs: Vec<char> = text.expose_secret().chars().collect();
    FactorState::Begun {
        picture: QrCode::of(link.expose_secret()),
        groups: signs.chunks(4).map(|group| group.iter().collect()).collect(),
    }
}
