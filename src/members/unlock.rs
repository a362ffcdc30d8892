//! The ways to a member key: a password, a recovery code, or none on one's own computer.

use rand_core::Rng;
use secrecy::{ExposeSecret, SecretString};

use super::store::{Door, DoorRow, NewMember};
use super::{Name, Role, store};
use crate::base::clock::{DAY_TURNS_AT, local_day};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::{
    Keyring, MemberKey, MemberPair, PasswordKeys, Place, RecoveryCode, Sealed, Workspace, system_rng,
};
use crate::web::app::App;
use crate::web::error::{Answer, Problem};
use crate::web::form::new_id;

/// Someone whose member key opened: proof of who they are, made only in this file.
#[derive(Debug)]
pub struct Opened {
    owner: MemberId,
    key: MemberKey,
}

impl Opened {
    /// Who they are.
    pub const fn owner(&self) -> MemberId {
        self.owner
    }

    /// Their key, to wrap it another way.
    pub const fn key(&self) -> &MemberKey {
        &self.key
    }

    /// The keys to their things.
    pub fn keyring(&self, app: &App) -> Keyring {
        self.key.keyring(app.instance.id(), self.owner.owner())
    }
}

/// A door for which the slow part, hashing the password, is done: what is left fits in a write.
#[derive(Debug)]
pub enum Prepared {
    /// A salt and the keys it gave.
    Password([u8; 16], Box<PasswordKeys>),
    /// Just me on this computer.
    Pepper,
}

/// Hashes a new password, or prepares for none.
///
/// # Errors
/// [`Problem::Busy`] when too many passwords are being worked on.
pub async fn prepare(app: &App, password: Option<SecretString>) -> Answer<Prepared> {
    let Some(password) = password else { return Ok(Prepared::Pepper) };
    let mut salt = [0; 16];
    system_rng().fill_bytes(&mut salt);
    let keys = derive(app, password, salt).await?;
    Ok(Prepared::Password(salt, Box::new(keys)))
}

/// Makes an account, with a recovery code that waits to be typed back. `None` if the name is taken.
pub async fn make(
    app: &App,
    write: &mut Write,
    name: &Name,
    role: Role,
    prepared: &Prepared,
) -> Answer<Option<Opened>> {
    make_as(app, write, new_id(), name, role, prepared).await
}

/// The same with the id of the form that makes it, so that [`made_by`] knows it again.
pub async fn make_as(
    app: &App,
    write: &mut Write,
    id: Id,
    name: &Name,
    role: Role,
    prepared: &Prepared,
) -> Answer<Option<Opened>> {
    let rng = &mut system_rng();
    let opened = Opened { owner: MemberId(id), key: MemberKey::generate(rng) };
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
        door: door(app, &opened, prepared)?,
        key_by_recovery: code.key,
        unconfirmed_code: code.sealed,
    };
    Ok(store::add_member(write, &member).await?.then_some(opened))
}

/// Gives an account whose password and code are lost a new key, which opens nothing that was sealed before, with another
/// password and code. The lost key stays for a while under the lost code.
pub async fn begin_anew(app: &App, write: &mut Write, owner: MemberId, prepared: &Prepared) -> Answer<Opened> {
    let rng = &mut system_rng();
    let opened = Opened { owner, key: MemberKey::generate(rng) };
    let pair = MemberPair::generate(rng);
    let code = new_code(app, &opened)?;
    let secret_key = opened.keyring(app).seal_pair(rng, &pair)?;
    store::change_pair(write, owner, pair.public().as_bytes(), &secret_key).await?;
    store::change_door(write, owner, &door(app, &opened, prepared)?).await?;
    store::change_recovery(write, owner, &code.key, &code.sealed).await?;
    Ok(opened)
}

/// A new recovery code, ready to be stored.
#[derive(Debug)]
pub struct NewCode {
    /// The member key under the code.
    pub key: Vec<u8>,
    /// The code, sealed to its owner until it is typed back.
    pub sealed: Vec<u8>,
}

/// Makes a new recovery code for someone.
pub fn new_code(app: &App, opened: &Opened) -> Answer<NewCode> {
    let rng = &mut system_rng();
    let code = RecoveryCode::generate(rng);
    let key = code.wrap(rng, app.instance.id(), opened.owner.owner(), &opened.key)?;
    let text = code.text().expose_secret().to_owned();
    let sealed = opened.keyring(app).seal(rng, &code_place(opened.owner), &text)?.to_bytes();
    Ok(NewCode { key, sealed })
}

/// Reads a recovery code that waits to be typed back.
pub fn waiting_code(keyring: &Keyring, owner: MemberId, sealed: &[u8]) -> Answer<String> {
    Ok(keyring.open(&code_place(owner), &Sealed::from_bytes(sealed)?)?)
}

const fn code_place(owner: MemberId) -> Place {
    Place { table: "members.unconfirmed_code", row: *owner.0.as_bytes(), revision: 0 }
}

/// What to store so that `prepared` opens someone's key from now on.
pub fn door(app: &App, opened: &Opened, prepared: &Prepared) -> Answer<Door> {
    let (rng, owner) = (&mut system_rng(), opened.owner.owner());
    Ok(match prepared {
        Prepared::Password(salt, keys) => {
            Door::Password { salt: *salt, verifier: keys.verifier(), key: keys.wrap(rng, owner, &opened.key)? }
        }
        Prepared::Pepper => Door::Pepper(app.instance.wrap_without_password(rng, owner, &opened.key)?),
    })
}

/// Tries a name and a password. A name that is not there costs as much as one that is.
///
/// # Errors
/// [`Problem::Busy`] when too many passwords are being worked on.
pub async fn by_password(app: &App, name_key: &str, password: SecretString) -> Answer<Option<Opened>> {
    let row = store::door(&mut *app.db.read().await?, name_key).await?;
    tokio::time::sleep(app.limits.delay(name_key)).await;
    try_password(app, row, password).await
}

/// Opens the account of this name to whoever knows its password, if it is the one that the form with this id made.
///
/// # Errors
/// [`Problem::Busy`] when too many passwords are being worked on.
pub async fn made_by(app: &App, form: Id, name: &Name, password: SecretString) -> Answer<Option<Opened>> {
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
/// [`Problem::Busy`] when too many passwords are being worked on.
pub async fn again(app: &App, owner: MemberId, password: SecretString) -> Answer<Option<Opened>> {
    let row = store::door_of(&mut *app.db.read().await?, owner).await?;
    if row.key_by_pepper.is_some() {
        return without_password(app, row).map(Some);
    }
    tokio::time::sleep(app.limits.delay(&row.name_key)).await;
    try_password(app, Some(row), password).await
}

/// Opens the one account of a personal instance without a password.
pub async fn just_me(app: &App) -> Answer<Opened> {
    let row = store::open_door(&mut *app.db.read().await?).await?.ok_or(Problem::NotFound)?;
    without_password(app, row)
}

/// Tries a name and a recovery code.
pub async fn by_code(app: &App, name_key: &str, typed: &str) -> Answer<Option<Opened>> {
    let row = store::door(&mut *app.db.read().await?, name_key).await?;
    tokio::time::sleep(app.limits.delay(name_key)).await;
    let (Some(row), Ok(code)) = (row, RecoveryCode::parse(typed)) else { return Ok(None) };
    let key = code.unwrap(app.instance.id(), row.id.owner(), &row.key_by_recovery).ok();
    Ok(key.map(|key| Opened { owner: row.id, key }))
}

fn without_password(app: &App, row: DoorRow) -> Answer<Opened> {
    let wrapped = row.key_by_pepper.ok_or(Problem::NotFound)?;
    Ok(Opened { owner: row.id, key: app.instance.unwrap_without_password(row.id.owner(), &wrapped)? })
}

async fn try_password(app: &App, row: Option<DoorRow>, password: SecretString) -> Answer<Option<Opened>> {
    let salt = row.as_ref().and_then(|row| row.salt.as_deref()?.try_into().ok()).unwrap_or([0; 16]);
    let keys = derive(app, password, salt).await?;
    let Some(row) = row else { return Ok(None) };
    let (Some(verifier), Some(wrapped)) = (row.verifier.as_deref(), row.key_by_password.as_deref()) else {
        return Ok(None);
    };
    if !verifier.try_into().is_ok_and(|stored| keys.matches(stored)) {
        return Ok(None);
    }
    Ok(Some(Opened { owner: row.id, key: keys.unwrap(row.id.owner(), wrapped)? }))
}

async fn derive(app: &App, password: SecretString, salt: [u8; 16]) -> Answer<PasswordKeys> {
    let worker = app.clone();
    let work =
        move |space: &mut Workspace| PasswordKeys::derive_in(space, &worker.instance, worker.cost, &password, &salt);
    let keys = app.gate.run(work).await?;
    keys.map_err(|_| Problem::Busy)
}
