//! The ways to a member key: a password, a recovery code, or none on one's own computer.

mod by_session;
mod new_key;

use std::net::IpAddr;

use secrecy::SecretString;
use sqlx::SqliteConnection;

pub use by_session::{half, whole};
pub use new_key::{NewCredential, check, keep_credential, make, make_as, prepare, replace, rotate, waiting_code};

use super::Name;
use super::store::{self, CredentialRow};
use crate::base::ids::{Id, MemberId};
use crate::base::vault::{Keyring, MemberKey, PasswordKeys, RecoveryCode, SessionId, Workspace};
use crate::members::sessions;
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};

/// Someone whose member key opened, by what was stored when it was tried. Passwords take a while to work on, and it may
/// have changed since: whoever acts on it asks [`Unlocked::confirm`] first. Made only in this folder.
#[derive(Debug)]
pub struct Unlocked {
    owner: MemberId,
    key: MemberKey,
    /// Which of their passwords and codes it was.
    epoch: i64,
    /// The session in which they were asked once more.
    session: Option<SessionId>,
}

/// Someone whose password or code is still theirs, within the write that goes on: nothing can change until it ends.
#[derive(Clone, Copy, Debug)]
pub struct Confirmed<'a>(&'a Unlocked);

impl Unlocked {
    pub const fn owner(&self) -> MemberId {
        self.owner
    }

    pub fn keyring(&self, app: &App) -> Keyring {
        self.key.keyring(app.instance.id(), self.owner.owner())
    }

    /// Looks again, in the write or read that acts on it, whether what opened this key is still their password or code,
    /// and whether the session they were asked in goes on. None where it has changed or ended since.
    pub async fn confirm(&self, read: &mut SqliteConnection) -> PageResult<Option<Confirmed<'_>>> {
        let is_current = store::epoch(&mut *read, self.owner).await? == Some(self.epoch);
        let goes_on = match self.session {
            Some(session) => sessions::store::goes_on(read, self.owner, session).await?,
            None => true,
        };
        Ok((is_current && goes_on).then_some(Confirmed(self)))
    }
}

impl Confirmed<'_> {
    pub const fn owner(self) -> MemberId {
        self.0.owner
    }

    /// Their key, to wrap it another way.
    pub const fn key(&self) -> &MemberKey {
        &self.0.key
    }

    pub fn keyring(self, app: &App) -> Keyring {
        self.0.keyring(app)
    }
}

/// Tries a name and a password. A name that is not there costs as much as one that is.
///
/// # Errors
/// [`PageError::TooMany`] when this name is tried too often, [`PageError::Busy`] when too many passwords are being worked on.
pub async fn by_password(
    app: &App,
    from: IpAddr,
    name_key: &str,
    password: SecretString,
) -> PageResult<Option<Unlocked>> {
    app.limits.attempt_on(name_key, from)?;
    let row = store::door(&mut *app.db.read().await?, name_key).await?;
    try_password(app, row, password).await
}

/// Opens the account of this name to whoever knows its password, if it is the one that the form with this id made.
///
/// # Errors
/// [`PageError::Busy`] when too many passwords are being worked on.
pub async fn retry_of_sign_up(
    app: &App,
    from: IpAddr,
    form: Id,
    name: &Name,
    password: SecretString,
) -> PageResult<Option<Unlocked>> {
    let row = store::door(&mut *app.db.read().await?, name.key()).await?;
    if row.is_none_or(|row| row.id != MemberId(form)) {
        return Ok(None);
    }
    by_password(app, from, name.key(), password).await
}

/// Asks someone who is signed in for their password once more; on one's own computer without one, nothing is asked.
///
/// # Errors
/// [`PageError::Busy`] when too many passwords are being worked on.
pub async fn reauthenticate(app: &App, member: &Member, password: SecretString) -> PageResult<Option<Unlocked>> {
    app.limits.attempt_in(member.session())?;
    let row = store::door_of(&mut *app.db.read().await?, member.id()).await?;
    let opened = if row.key_by_pepper.is_some() {
        Some(without_password(app, row)?)
    } else {
        try_password(app, Some(row), password).await?
    };
    Ok(opened.map(|opened| Unlocked { session: Some(member.session()), ..opened }))
}

/// Whether the password is asked for once more before something that not everybody at a device left open may do.
pub const fn asks(member: &Member) -> bool {
    member.has_password() && !member.recently_authenticated()
}

/// Whether it is surely them: they came in just now, or this is their password, and still was once it had been worked on.
///
/// # Errors
/// [`PageError::Busy`] when too many passwords are being worked on.
pub async fn is_them(app: &App, member: &Member, password: SecretString) -> PageResult<bool> {
    if !asks(member) {
        return Ok(true);
    }
    let Some(opened) = reauthenticate(app, member, password).await? else { return Ok(false) };
    Ok(opened.confirm(&mut *app.db.read().await?).await?.is_some())
}

/// Opens the one account of a personal instance without a password.
pub async fn single_user(app: &App) -> PageResult<Unlocked> {
    let row = store::open_door(&mut *app.db.read().await?).await?.ok_or(PageError::NotFound)?;
    without_password(app, row)
}

/// Tries a name and a recovery code. Nobody guesses one, and none has to be worked on for long. A name that is not there is
/// given the same work, so that the time taken does not tell who is.
pub async fn by_code(app: &App, name_key: &str, typed: &str) -> PageResult<Option<Unlocked>> {
    let row = store::door(&mut *app.db.read().await?, name_key).await?;
    let Ok(code) = RecoveryCode::parse(typed) else { return Ok(None) };
    let Some(row) = row else {
        code.unwrap_nothing(app.instance.id());
        return Ok(None);
    };
    let key = code.unwrap(app.instance.id(), row.id.owner(), &row.key_by_recovery).ok();
    Ok(key.map(|key| Unlocked { owner: row.id, key, epoch: row.epoch, session: None }))
}

fn without_password(app: &App, row: CredentialRow) -> PageResult<Unlocked> {
    let wrapped = row.key_by_pepper.ok_or(PageError::NotFound)?;
    let key = app.instance.unwrap_without_password(row.id.owner(), &wrapped)?;
    Ok(Unlocked { owner: row.id, key, epoch: row.epoch, session: None })
}

async fn try_password(app: &App, row: Option<CredentialRow>, password: SecretString) -> PageResult<Option<Unlocked>> {
    let salt = row.as_ref().and_then(|row| row.salt.as_deref()?.try_into().ok()).unwrap_or([0; 16]);
    let keys = derive(app, password, salt).await?;
    let Some(row) = row else { return Ok(None) };
    let (Some(verifier), Some(wrapped)) = (row.verifier.as_deref(), row.key_by_password.as_deref()) else {
        return Ok(None);
    };
    if !verifier.try_into().is_ok_and(|stored| keys.matches(stored)) {
        return Ok(None);
    }
    let key = keys.unwrap(row.id.owner(), wrapped)?;
    Ok(Some(Unlocked { owner: row.id, key, epoch: row.epoch, session: None }))
}

async fn derive(app: &App, password: SecretString, salt: [u8; 16]) -> PageResult<PasswordKeys> {
    app.limits.password()?;
    let worker = app.clone();
    let work =
        move |space: &mut Workspace| PasswordKeys::derive_in(space, &worker.instance, worker.cost, &password, &salt);
    let keys = app.gate.run(work).await?;
    keys.map_err(|_| PageError::Busy)
}
