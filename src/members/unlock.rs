//! The ways to a member key: a password, a recovery code, or none on one's own computer.

use rand_core::Rng;
use secrecy::{ExposeSecret, SecretString};

use super::store::{self, Credential, CredentialRow, NewMember};
use super::{Name, Role};
use crate::base::clock::{DAY_TURNS_AT, local_day};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::{
    Keyring, MemberKey, MemberPair, PasswordKeys, RecoveryCode, SealContext, Sealed, Workspace, system_rng,
};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::new_id;

/// Someone whose member key opened: proof of who they are, made only in this file.
#[derive(Debug)]
pub struct Unlocked {
    owner: MemberId,
    key: MemberKey,
}

impl Unlocked {
    pub const fn owner(&self) -> MemberId {
        self.owner
    }

    /// Their key, to wrap it another way.
    pub const fn key(&self) -> &MemberKey {
        &self.key
    }

    pub fn keyring(&self, app: &App) -> Keyring {
        self.key.keyring(app.instance.id(), self.owner.owner())
    }
}

/// A door for which the slow part, hashing the password, is done: what is left fits in a write.
#[derive(Debug)]
pub enum NewCredential {
    /// A salt and the keys it gave.
    Password([u8; 16], Box<PasswordKeys>),
    /// Just me on this computer.
    Pepper,
}

/// Hashes a new password, or prepares for none.
///
/// # Errors
/// [`PageError::Busy`] when too many passwords are being worked on.
pub async fn prepare(app: &App, password: Option<SecretString>) -> PageResult<NewCredential> {
    let Some(password) = password else { return Ok(NewCredential::Pepper) };
    let mut salt = [0; 16];
    system_rng().fill_bytes(&mut salt);
    let keys = derive(app, password, salt).await?;
    Ok(NewCredential::Password(salt, Box::new(keys)))
}

/// Makes an account, with a recovery code that waits to be typed back. `None` if the name is taken.
pub async fn make(
    app: &App,
    write: &mut Write,
    name: &Name,
    role: Role,
    prepared: &NewCredential,
) -> PageResult<Option<Unlocked>> {
    make_as(app, write, new_id(), name, role, prepared).await
}

/// The same with the id of the form that makes it, so that [`retry_of_sign_up`] knows it again.
pub async fn make_as(
    app: &App,
    write: &mut Write,
    id: Id,
    name: &Name,
    role: Role,
    prepared: &NewCredential,
) -> PageResult<Option<Unlocked>> {
    let rng = &mut system_rng();
    let opened = Unlocked { owner: MemberId(id), key: MemberKey::generate(rng) };
    let keyring = opened.keyring(app);
    let pair = MemberPair::generate(rng);
    let code = new_code(app, &opened)?;
    let zone = &app.home_zone;
    let member = NewMember {
        id: opened.owner,
        name,
        role,
        zone: zone.iana_name().unwrap_or("UTC"),
        joined_on: local_day(app.now(), zone, DAY_TURNS_AT).to_string(),
        public_key: *pair.public().as_bytes(),
        secret_key: keyring.seal_pair(rng, &pair)?,
        door: credential(app, &opened, prepared)?,
        key_by_recovery: code.key,
        unconfirmed_code: code.sealed,
    };
    Ok(store::add_member(write, &member).await?.then_some(opened))
}

/// Gives an account whose password and code are lost a new key, which opens nothing that was sealed before, with another
/// password and code. The lost key stays for a while under the lost code.
pub async fn replace_key(
    app: &App,
    write: &mut Write,
    owner: MemberId,
    prepared: &NewCredential,
) -> PageResult<Unlocked> {
    let rng = &mut system_rng();
    let opened = Unlocked { owner, key: MemberKey::generate(rng) };
    let pair = MemberPair::generate(rng);
    let code = new_code(app, &opened)?;
    let secret_key = opened.keyring(app).seal_pair(rng, &pair)?;
    store::change_pair(write, owner, pair.public().as_bytes(), &secret_key).await?;
    store::change_door(write, owner, &credential(app, &opened, prepared)?).await?;
    store::change_recovery(write, owner, &code.key, &code.sealed).await?;
    Ok(opened)
}

#[derive(Debug)]
pub struct NewCode {
    /// The member key under the code.
    pub key: Vec<u8>,
    /// The code, sealed to its owner until it is typed back.
    pub sealed: Vec<u8>,
}

pub fn new_code(app: &App, opened: &Unlocked) -> PageResult<NewCode> {
    let rng = &mut system_rng();
    let code = RecoveryCode::generate(rng);
    let key = code.wrap(rng, app.instance.id(), opened.owner.owner(), &opened.key)?;
    let text = code.text().expose_secret().to_owned();
    let sealed = opened.keyring(app).seal(rng, &code_place(opened.owner), &text)?.to_bytes();
    Ok(NewCode { key, sealed })
}

pub fn waiting_code(keyring: &Keyring, owner: MemberId, sealed: &[u8]) -> PageResult<String> {
    Ok(keyring.open(&code_place(owner), &Sealed::from_bytes(sealed)?)?)
}

const fn code_place(owner: MemberId) -> SealContext {
    SealContext { table: "members.unconfirmed_code", row: *owner.0.as_bytes(), revision: 0 }
}

/// What to store so that `prepared` opens someone's key from now on.
pub fn credential(app: &App, opened: &Unlocked, prepared: &NewCredential) -> PageResult<Credential> {
    let (rng, owner) = (&mut system_rng(), opened.owner.owner());
    Ok(match prepared {
        NewCredential::Password(salt, keys) => {
            Credential::Password { salt: *salt, verifier: keys.verifier(), key: keys.wrap(rng, owner, &opened.key)? }
        }
        NewCredential::Pepper => Credential::Pepper(app.instance.wrap_without_password(rng, owner, &opened.key)?),
    })
}

/// Tries a name and a password. A name that is not there costs as much as one that is.
///
/// # Errors
/// [`PageError::Busy`] when too many passwords are being worked on.
pub async fn by_password(app: &App, name_key: &str, password: SecretString) -> PageResult<Option<Unlocked>> {
    let row = store::door(&mut *app.db.read().await?, name_key).await?;
    tokio::time::sleep(app.limits.delay(name_key)).await;
    try_password(app, row, password).await
}

/// Opens the account of this name to whoever knows its password, if it is the one that the form with this id made.
///
/// # Errors
/// [`PageError::Busy`] when too many passwords are being worked on.
pub async fn retry_of_sign_up(
    app: &App,
    form: Id,
    name: &Name,
    password: SecretString,
) -> PageResult<Option<Unlocked>> {
    let row = store::door(&mut *app.db.read().await?, name.key()).await?;
    match row.filter(|row| row.id == MemberId(form)) {
        Some(row) => {
            tokio::time::sleep(app.limits.delay(name.key())).await;
            try_password(app, Some(row), password).await
        }
        None => Ok(None),
    }
}

/// Asks someone who is signed in for their password once more; on one's own computer without one, nothing is asked.
///
/// # Errors
/// [`PageError::Busy`] when too many passwords are being worked on.
pub async fn reauthenticate(app: &App, owner: MemberId, password: SecretString) -> PageResult<Option<Unlocked>> {
    let row = store::door_of(&mut *app.db.read().await?, owner).await?;
    if row.key_by_pepper.is_some() {
        return without_password(app, row).map(Some);
    }
    tokio::time::sleep(app.limits.delay(&row.name_key)).await;
    try_password(app, Some(row), password).await
}

/// Opens the one account of a personal instance without a password.
pub async fn single_user(app: &App) -> PageResult<Unlocked> {
    let row = store::open_door(&mut *app.db.read().await?).await?.ok_or(PageError::NotFound)?;
    without_password(app, row)
}

pub async fn by_code(app: &App, name_key: &str, typed: &str) -> PageResult<Option<Unlocked>> {
    let row = store::door(&mut *app.db.read().await?, name_key).await?;
    tokio::time::sleep(app.limits.delay(name_key)).await;
    let (Some(row), Ok(code)) = (row, RecoveryCode::parse(typed)) else { return Ok(None) };
    let key = code.unwrap(app.instance.id(), row.id.owner(), &row.key_by_recovery).ok();
    Ok(key.map(|key| Unlocked { owner: row.id, key }))
}

fn without_password(app: &App, row: CredentialRow) -> PageResult<Unlocked> {
    let wrapped = row.key_by_pepper.ok_or(PageError::NotFound)?;
    Ok(Unlocked { owner: row.id, key: app.instance.unwrap_without_password(row.id.owner(), &wrapped)? })
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
    Ok(Some(Unlocked { owner: row.id, key: keys.unwrap(row.id.owner(), wrapped)? }))
}

async fn derive(app: &App, password: SecretString, salt: [u8; 16]) -> PageResult<PasswordKeys> {
    let worker = app.clone();
    let work =
        move |space: &mut Workspace| PasswordKeys::derive_in(space, &worker.instance, worker.cost, &password, &salt);
    let keys = app.gate.run(work).await?;
    keys.map_err(|_| PageError::Busy)
}
