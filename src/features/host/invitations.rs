//! Whom to let in, and what they will be able to do.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;

use super::paths;
use super::store::{self, InvitationRow};
use crate::base::config::Registration;
use crate::base::ids::Id;
use crate::base::qr::QrCode;
use crate::base::vault::OneTimeToken;
use crate::base::words::DateText;
use crate::members::roles::guard::Host;
use crate::members::sessions::guard::Member;
use crate::members::{Role, instance, unlock};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, id_or_new, invalid, new_id};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    id: String,
    role: String,
    password: SecretString,
}

/// One that nobody has used yet.
struct OpenInvitation {
    id: Id,
    role: Role,
    made: DateText,
    ends: DateText,
}

/// One that was made just now. Its link is shown this once: we keep only what it is recognised by.
struct MadeInvitation {
    link: String,
    picture: Option<QrCode>,
    role: Role,
}

#[derive(Template, WebTemplate)]
#[template(path = "host/invitations.html")]
struct InvitationsPage {
    frame: PageFrame,
    form: Id,
    closed: bool,
    made: Option<MadeInvitation>,
    open: Vec<OpenInvitation>,
    saved: String,
    missing: bool,
    /// Whether the password is asked for, since some time has gone by,
    asks: bool,
    /// and was not theirs.
    wrong_password: bool,
    /// What was chosen.
    chosen: String,
}

pub async fn list(State(app): State<App>, host: Host, Query(asked): Query<Asked>) -> PageResult {
    Ok(InvitationsPage { saved: asked.saved, ..page(&app, host.member()).await? }.into_response())
}

/// Makes a link for one person. The same form sent twice gives the same link, unless that is over.
pub async fn invite(State(app): State<App>, host: Host, Form(fields): Form<Fields>) -> PageResult {
    let Some(role) = Role::from_word(&fields.role) else {
        return invalid(InvitationsPage { missing: true, ..page(&app, host.member()).await? });
    };
    if role != Role::Member && !unlock::is_them(&app, host.member(), fields.password).await? {
        let page = page(&app, host.member()).await?;
        return invalid(InvitationsPage { wrong_password: true, chosen: fields.role, ..page });
    }
    let token = token(host.member(), id_or_new(&fields.id), role)?;
    let Some(link) = instance::invite_with(&app, &token, role).await? else {
        return Ok(InvitationsPage { saved: "over".to_owned(), ..page(&app, host.member()).await? }.into_response());
    };
    let made = MadeInvitation { picture: QrCode::of(&link), link, role };
    Ok(InvitationsPage { made: Some(made), ..page(&app, host.member()).await? }.into_response())
}

/// From now on its link lets nobody in.
pub async fn take_back(State(app): State<App>, _: Host, Path(id): Path<Id>) -> PageResult {
    let mut write = app.db.write().await?;
    if !store::take_back(&mut write, id, app.now()).await? {
        return Err(PageError::NotFound);
    }
    write.commit().await?;
    Ok(Redirect::to(&saved(paths::INVITATIONS, "back")).into_response())
}

/// As good as random: it follows from a key that only this host's sign-in opens.
fn token(host: &Member, form: Id, role: Role) -> PageResult<OneTimeToken> {
    let mac = host.keyring().mac("invitation", &[form.as_bytes().as_slice(), role.word().as_bytes()].concat());
    Ok(OneTimeToken::parse(&BASE64URL_NOPAD.encode(&mac))?)
}

async fn page(app: &App, host: &Member) -> PageResult<InvitationsPage> {
    let mut read = app.db.read().await?;
    let closed = instance::about(app, &mut read).await?.registration == Registration::Closed;
    let open = store::invitations(&mut read, app.now()).await?;
    Ok(InvitationsPage {
        frame: PageFrame::of(host, NavSection::Invitations),
        form: new_id(),
        closed,
        made: None,
        open: open.iter().map(|row| OpenInvitation::of(row, host)).collect(),
        saved: String::new(),
        missing: false,
        asks: unlock::asks(host),
        wrong_password: false,
        chosen: String::new(),
    })
}

impl OpenInvitation {
    fn of(row: &InvitationRow, host: &Member) -> Self {
        let day = |at| host.calendar().day(host.day_of(Timestamp::from_second(at).unwrap_or_default()));
        let role = Role::from_word(&row.role).unwrap_or(Role::Member);
        Self { id: row.id, role, made: day(row.made_at), ends: day(row.ends_at) }
    }
}
