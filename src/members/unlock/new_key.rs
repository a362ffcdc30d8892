//! A member key made: for a new account, in place of one whose password and code are lost, or because either changed.

use jiff::tz::TimeZone;
use rand_core::Rng;
use secrecy::{ExposeSecret, SecretString};

use super::{Confirmed, Unlocked, derive};
use crate::base::clock::{DAY_TURNS_AT, local_day};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::{
    Keyring, MemberKey, MemberPair, PasswordKeys, RecoveryCode, SealContext, Sealed, Workspace, system_rng,
};
use crate::base::zones;
use crate::members::sessions::guard::Member;
use crate::members::store::{self, Credential, NewMember, WrappedKey};
use crate::members::{Name, PasswordFault, Role, check_password, public_key, resets, sessions};
use crate::model::profile::Profile;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::new_id;

/// A way in for which the slow part, hashing the password, is done: what is left fits in a write.
#[derive(Debug)]
pub enum NewCredential {
    /// A salt and the keys it gave.
    Password([u8; 16], Box<PasswordKeys>),
    /// Just me on this computer.
    Pepper,
}

/// Only whether this may become the password of `name`.
///
/// # Errors
/// [`PageError::Busy`] when too many passwords are being worked on.
pub async fn check(app: &App, password: &SecretString, name: &str) -> PageResult<Option<PasswordFault>> {
    let (password, name) = (password.clone(), name.to_owned());
    app.gate.run(move |_| check_password(password.expose_secret(), &name).err()).await
}

/// Hashes a new password, if it may become that of `name`. The caller has made sure by then that a new password is wanted
/// at all.
///
/// # Errors
/// [`PageError::Busy`] when too many passwords are being worked on.
pub async fn prepare(
    app: &App,
    password: &SecretString,
    name: &str,
) -> PageResult<Result<NewCredential, PasswordFault>> {
    app.limits.password()?;
    let salt = new_salt();
    let (worker, password, name) = (app.clone(), password.clone(), name.to_owned());
    let work = move |space: &mut Workspace| {
        check_password(password.expose_secret(), &name)?;
        Ok(PasswordKeys::derive_in(space, &worker.instance, worker.cost, &password, &salt))
    };
    Ok(match app.gate.run(work).await? {
        Ok(keys) => Ok(NewCredential::Password(salt, Box::new(keys.map_err(|_| PageError::Busy)?))),
        Err(fault) => Err(fault),
    })
}

/// The password somebody has, hashed anew, or none where they have none.
///
/// # Errors
/// [`PageError::Busy`] when too many passwords are being worked on.
pub async fn keep_credential(app: &App, member: &Member, password: SecretString) -> PageResult<NewCredential> {
    if !member.has_password() {
        return Ok(NewCredential::Pepper);
    }
    let salt = new_salt();
    Ok(NewCredential::Password(salt, Box::new(derive(app, password, salt).await?)))
}

fn new_salt() -> [u8; 16] {
    let mut salt = [0; 16];
    system_rng().fill_bytes(&mut salt);
    salt
}

/// Makes an account, with a recovery code that waits to be typed back. `None` if the name is taken.
pub async fn make(
    app: &App,
    write: &mut Write,
    name: &Name,
    role: Role,
    zone: &TimeZone,
    prepared: &NewCredential,
) -> PageResult<Option<Unlocked>> {
    make_as(app, write, new_id(), name, role, zone, prepared).await
}

/// The same with the id of the form that makes it, so that [`super::retry_of_sign_up`] knows it again.
pub async fn make_as(
    app: &App,
    write: &mut Write,
    id: Id,
    name: &Name,
    role: Role,
    zone: &TimeZone,
    prepared: &NewCredential,
) -> PageResult<Option<Unlocked>> {
    let opened = Unlocked { owner: MemberId(id), key: MemberKey::generate(&mut system_rng()), epoch: 0, session: None };
    let member = NewMember {
        id: opened.owner,
        name,
        role,
        zone: zones::name(zone),
        joined_on: local_day(app.now(), zone, DAY_TURNS_AT).to_string(),
        key: &wrapped(app, &opened, prepared)?,
    };
    if !store::add_member(write, &member).await? {
        return Ok(None);
    }
    // There from the start, so that one that is missing was taken away.
    let profile = Profile::default();
    let sealed = opened.keyring(app).seal(&mut system_rng(), &Profile::place(opened.owner, 1), &profile)?;
    store::save_profile(write, opened.owner, 1, &sealed).await?;
    Ok(Some(opened))
}

/// Gives somebody another member key with another password and code, since the ones there are may be known: whoever has an
/// old copy of the file and the password or code of that day opens nothing that is written from now on. What was written
/// before opens with the new key too. Ends every session and every link to begin anew.
pub async fn rotate(
    app: &App,
    write: &mut Write,
    confirmed: Confirmed<'_>,
    prepared: &NewCredential,
) -> PageResult<Unlocked> {
    app.limits.new_key(confirmed.owner())?;
    let opened = next(confirmed.owner(), confirmed.0.epoch);
    let older = opened.keyring(app).seal_older(&mut system_rng(), confirmed.key())?;
    resets::store::keep_replaced_key(write, opened.owner, new_id(), &older, app.now()).await?;
    put(app, write, &opened, prepared).await?;
    Ok(opened)
}

/// Gives an account whose password and code are lost a new key, which opens nothing that was sealed before, with another
/// password and code.
pub async fn replace(app: &App, write: &mut Write, owner: MemberId, prepared: &NewCredential) -> PageResult<Unlocked> {
    let epoch = store::epoch(write, owner).await?.ok_or(PageError::NotFound)?;
    let opened = next(owner, epoch);
    put(app, write, &opened, prepared).await?;
    Ok(opened)
}

fn next(owner: MemberId, epoch: i64) -> Unlocked {
    let key = MemberKey::generate(&mut system_rng());
    Unlocked { owner, key, epoch: epoch + 1, session: None }
}

async fn put(app: &App, write: &mut Write, opened: &Unlocked, prepared: &NewCredential) -> PageResult<()> {
    store::replace_key(write, opened.owner, &wrapped(app, opened, prepared)?).await?;
    sessions::store::end_sessions(write, opened.owner, None).await?;
    resets::store::use_resets(write, opened.owner).await?;
    Ok(())
}

/// A member key in every form it is stored in, with a new code and a new pair.
fn wrapped(app: &App, opened: &Unlocked, prepared: &NewCredential) -> PageResult<WrappedKey> {
    let (rng, owner, keyring) = (&mut system_rng(), opened.owner.owner(), opened.keyring(app));
    let code = RecoveryCode::generate(rng);
    let text = code.text().expose_secret().to_owned();
    let pair = MemberPair::generate(rng);
    Ok(WrappedKey {
        credential: match prepared {
            NewCredential::Password(salt, keys) => Credential::Password {
                salt: *salt,
                verifier: keys.verifier(),
                key: keys.wrap(rng, owner, &opened.key)?,
            },
            NewCredential::Pepper => Credential::Pepper(app.instance.wrap_without_password(rng, owner, &opened.key)?),
        },
        key_by_recovery: code.wrap(rng, app.instance.id(), owner, &opened.key)?,
        unconfirmed_code: keyring.seal(rng, &code_place(opened.owner), &text)?.to_bytes(),
        public_key: *pair.public().as_bytes(),
        public_key_tag: public_key::tag(&keyring, pair.public().as_bytes()),
        secret_key: keyring.seal_pair(rng, &pair)?,
    })
}

/// The recovery code that waits to be typed back.
pub fn waiting_code(keyring: &Keyring, owner: MemberId, sealed: &[u8]) -> PageResult<String> {
    Ok(keyring.open(&code_place(owner), &Sealed::from_bytes(sealed)?)?)
}

const fn code_place(owner: MemberId) -> SealContext {
    SealContext { table: "members.unconfirmed_code", row: *owner.0.as_bytes(), revision: 0 }
}
