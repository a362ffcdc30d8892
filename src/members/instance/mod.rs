//! This installation: its data folder, its id and pepper, how it was set up, and who is invited.

pub mod access;
pub mod folder;
pub mod risk;
pub mod store;
pub mod trouble;

use jiff::SignedDuration;
use secrecy::ExposeSecret as _;
use sqlx::SqliteConnection;

use crate::base::config::Registration;
use crate::base::vault::{OneTimeToken, system_rng};
use crate::base::words::form_words;
use crate::members::Role;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};

/// How long an invitation is good for: a week.
pub const INVITATION_LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);

form_words! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Mode {
        /// Not set up yet.
        New = "new",
        /// One person, for themselves.
        Personal = "personal",
        /// Several people.
        Hosted = "hosted",
    }
}

#[derive(Clone, Copy, Debug)]
pub struct InstanceInfo {
    pub mode: Mode,
    pub registration: Registration,
}

/// What is stored of the installation, with what the command line says on top.
pub async fn about(app: &App, read: &mut SqliteConnection) -> PageResult<InstanceInfo> {
    let row = store::instance(read).await?;
    let mode = row.as_ref().and_then(|row| Mode::from_word(&row.mode)).unwrap_or(Mode::New);
    let stored = row.and_then(|row| Registration::from_word(&row.registration)).unwrap_or(Registration::Closed);
    let registration = if mode == Mode::New { Registration::Closed } else { app.registration.unwrap_or(stored) };
    Ok(InstanceInfo { mode, registration })
}

/// A fresh link to set this installation up, where that has not been done.
pub async fn set_up_link(app: &App) -> PageResult<Option<String>> {
    let mut write = app.db.write().await?;
    if about(app, &mut write).await?.mode != Mode::New {
        return Ok(None);
    }
    let token = OneTimeToken::generate(&mut system_rng());
    store::change_set_up_token(&mut write, &token.digest()).await?;
    write.commit().await?;
    Ok(Some(format!("{}/set-up/{}", app.url, token.text().expose_secret())))
}

/// A link with which one person can sign up within a week, for what this role may do.
pub async fn invite(app: &App, role: Role) -> PageResult<String> {
    let link = invite_with(app, &OneTimeToken::generate(&mut system_rng()), role).await?;
    link.ok_or(PageError::NotFound)
}

/// The same with a token that is made already, so that a form that is sent twice invites once. None where that one was used,
/// was taken back or has run out.
pub async fn invite_with(app: &App, token: &OneTimeToken, role: Role) -> PageResult<Option<String>> {
    let mut write = app.db.write().await?;
    let invitation = store::Invitation { digest: token.digest(), role };
    store::add_invitation(&mut write, &invitation, app.now(), INVITATION_LASTS.as_secs()).await?;
    let open = store::open_invitation(&mut write, &token.digest(), app.now()).await?;
    write.commit().await?;
    Ok(open.map(|_| format!("{}/invite/{}", app.url, token.text().expose_secret())))
}
