//! Making an account: open to all, with an invitation, or not at all.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::tz::TimeZone;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::entering::{Browser, enter};
use super::paths;
use crate::base::config::Registration;
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::OneTimeToken;
use crate::base::zones;
use crate::members::sessions::guard::Visitor;
use crate::members::unlock::NewCredential;
use crate::members::{Name, NameFault, PasswordFault, Role, instance, store, unlock};
use crate::web::address::ClientAddress;
use crate::web::app::App;
use crate::web::door::Door;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, id_or_new, new_id};
use crate::web::frame::PageFrame;

/// Where a new account goes first.
const fn first_page(role: Role) -> &'static str {
    match role {
        Role::Member => paths::CODE_THEN_WELCOME,
        // Whoever is to be trusted by others sets up a second factor first.
        Role::Supporter | Role::Facilitator | Role::Host => paths::CODE_THEN_SECOND,
    }
}

/// The part of a form that makes an account.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewAccount {
    id: String,
    name: String,
    password: SecretString,
    adult: String,
    zone: String,
    /// What the form says of the browser it was given to.
    door: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SignUpFaults {
    pub name: Option<NameFault>,
    pub password: Option<PasswordFault>,
    /// It was not said that they are 18 or over.
    pub adult: bool,
}

impl SignUpFaults {
    /// Of what was typed nothing is wrong.
    pub fn from_before() -> Self {
        Self { password: Some(PasswordFault::FromBefore), ..Self::default() }
    }

    pub fn any(&self) -> bool {
        *self != Self::default()
    }
}

impl NewAccount {
    pub fn is_untouched(&self) -> bool {
        self.name.is_empty() && self.password.expose_secret().is_empty() && self.adult.is_empty()
    }

    /// Whether its form is from before, and so is not to be tried.
    pub fn is_past(&self, app: &App, door: &Door) -> bool {
        door.is_past(app, self.door.as_deref())
    }

    /// The name as it was typed.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the account is made of, or everything that is wrong at once. The caller has made sure by then that an account is
    /// wanted.
    pub async fn prepared(&self, app: &App) -> PageResult<Result<(Name, NewCredential), SignUpFaults>> {
        let (name, adult) = (Name::parse(&self.name), self.adult == "yes");
        let faults = |password| SignUpFaults { name: name.as_ref().err().copied(), password, adult: !adult };
        Ok(match &name {
            Ok(name) if adult => match unlock::prepare(app, &self.password, &self.name).await? {
                Ok(prepared) => Ok((name.clone(), prepared)),
                Err(fault) => Err(faults(Some(fault))),
            },
            _ => Err(faults(unlock::check(app, &self.password, &self.name).await?)),
        })
    }

    /// Where they said they are, or else where the server is.
    pub fn zone(&self, app: &App) -> TimeZone {
        zones::named(&self.zone).unwrap_or_else(|| app.home_zone.clone())
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    invitation: String,
    #[serde(flatten)]
    account: NewAccount,
}

#[derive(Template, WebTemplate)]
#[template(path = "account/sign_up.html")]
struct SignUpPage {
    frame: PageFrame,
    form: Id,
    registration: Registration,
    invitation: String,
    /// What whoever comes with the invitation will be able to do.
    role: Role,
    typed: String,
    zones: Vec<String>,
    zone: String,
    faults: SignUpFaults,
    door: String,
}

/// Asks for a name and a password, where anyone may sign up; else says how it goes here.
pub async fn ask(State(app): State<App>, visitor: Visitor, door: Door) -> PageResult {
    if visitor.member().is_some() {
        return Ok(Redirect::to(crate::features::today::paths::TODAY).into_response());
    }
    let registration = instance::about(&app, &mut *app.db.read().await?).await?.registration;
    let page = page(&app, &door, registration, String::new());
    Ok(door.shows(page))
}

/// The same for somebody with an invitation. One that was used or has run out says so.
pub async fn invited(State(app): State<App>, door: Door, Path(token): Path<String>) -> PageResult {
    let mut read = app.db.read().await?;
    let registration = instance::about(&app, &mut read).await?.registration;
    let role = match OneTimeToken::parse(&token) {
        Ok(parsed) if registration != Registration::Closed => {
            instance::store::open_invitation(&mut read, &parsed.digest(), app.now()).await?
        }
        _ => None,
    };
    if let Some(role) = role {
        let page = SignUpPage { role, ..page(&app, &door, registration, token) };
        return Ok(door.shows(page));
    }
    let page = page(&app, &door, registration, String::new());
    Ok((StatusCode::NOT_FOUND, door.shows(page)).into_response())
}

/// Makes the account, signs in, and goes on to the recovery code. A form that was sent twice made its account the first
/// time; whoever knows the password goes on as if it had been sent once.
pub async fn answer(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    door: Door,
    Form(fields): Form<Fields>,
) -> PageResult {
    app.limits.attempt_from(address)?;
    let (account, jar) = (fields.account.clone(), door.jar.clone());
    let is_past = account.is_past(&app, &door);
    let answered = first_time(&app, &headers, door, fields).await?;
    if !is_past
        && answered.status().is_client_error()
        && let (Ok(form), Ok(name)) = (account.id.parse(), Name::parse(&account.name))
        && app.limits.attempt_from(address).is_ok()
        && let Some(opened) = unlock::retry_of_sign_up(&app, address, form, &name, account.password).await?
    {
        let browser = Browser { headers: &headers, jar, stay: false };
        return Ok(enter(&app, app.db.write().await?, &opened, browser, paths::CODE_THEN_WELCOME)
            .await?
            .unwrap_or(answered));
    }
    Ok(answered)
}

async fn first_time(app: &App, headers: &HeaderMap, door: Door, fields: Fields) -> PageResult {
    let mut read = app.db.read().await?;
    let registration = instance::about(app, &mut read).await?.registration;
    let invitation = OneTimeToken::parse(&fields.invitation).ok().filter(|_| registration != Registration::Closed);
    // Before anything is said about a name: whoever is not invited learns nothing of who is here.
    let invited = match &invitation {
        Some(token) => instance::store::open_invitation(&mut read, &token.digest(), app.now()).await?,
        None => None,
    };
    drop(read);
    if invited.is_none() && registration != Registration::Open {
        return Ok(refused(app, door, registration));
    }
    if fields.account.is_past(app, &door) {
        return Ok(again(app, door, registration, fields, SignUpFaults::from_before()));
    }
    app.has_room_for_more()?;
    let (name, prepared) = match fields.account.prepared(app).await? {
        Ok(prepared) => prepared,
        Err(faults) => return Ok(again(app, door, registration, fields, faults)),
    };
    let (typed, zone) = (fields.account.name.clone(), fields.account.zone(app));
    let mut write = app.db.write().await?;
    let invited = uses_up(app, &mut write, invitation.as_ref()).await?;
    if invited.is_none() && registration != Registration::Open {
        return Ok(refused(app, door, registration));
    }
    let role = invited.unwrap_or(Role::Member);
    // Gone back to for another name, the form has made an account already.
    let form = id_or_new(&fields.account.id);
    let form = if store::is_here(&mut write, MemberId(form)).await? { new_id() } else { form };
    let Some(opened) = unlock::make_as(app, &mut write, form, &name, role, &zone, &prepared).await? else {
        let account =
            NewAccount { name: typed, id: fields.account.id, zone: fields.account.zone, ..NewAccount::default() };
        let faults = SignUpFaults { name: Some(NameFault::Taken), ..SignUpFaults::default() };
        return Ok(again(app, door, registration, Fields { invitation: fields.invitation, account }, faults));
    };
    let browser = Browser { headers, jar: door.jar, stay: false };
    enter(app, write, &opened, browser, first_page(role)).await?.ok_or(PageError::NotFound)
}

async fn uses_up(app: &App, write: &mut Write, invitation: Option<&OneTimeToken>) -> PageResult<Option<Role>> {
    let Some(token) = invitation else { return Ok(None) };
    Ok(instance::store::use_invitation(write, &token.digest(), app.now()).await?)
}

fn refused(app: &App, door: Door, registration: Registration) -> Response {
    let page = page(app, &door, registration, String::new());
    (StatusCode::FORBIDDEN, door.shows(page)).into_response()
}

fn again(app: &App, door: Door, registration: Registration, fields: Fields, faults: SignUpFaults) -> Response {
    let zone = fields.account.zone(app);
    let page = SignUpPage {
        zones: zones::names(zones::name(&zone)),
        zone: zones::name(&zone).to_owned(),
        form: id_or_new(&fields.account.id),
        typed: fields.account.name,
        faults,
        ..page(app, &door, registration, fields.invitation)
    };
    (StatusCode::UNPROCESSABLE_ENTITY, door.shows(page)).into_response()
}

fn page(app: &App, door: &Door, registration: Registration, invitation: String) -> SignUpPage {
    let zone = zones::name(&app.home_zone);
    SignUpPage {
        frame: PageFrame::plain(),
        form: new_id(),
        registration,
        invitation,
        role: Role::Member,
        typed: String::new(),
        zones: zones::names(zone),
        zone: zone.to_owned(),
        faults: SignUpFaults::default(),
        door: door.tag.clone(),
    }
}
