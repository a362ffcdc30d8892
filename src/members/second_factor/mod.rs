//! What is asked for after the password, where its owner wished for it or a role needs it: a code from an app, or one of
//! ten from a list, each used once. All of it is sealed to its owner, whose key the password has just opened.

pub mod store;

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::asleep::SleepCause;
use super::asleep::store::put_consents_to_sleep;
use crate::base::db::Write;
use crate::base::ids::MemberId;
use crate::base::sealed::Private;
use crate::base::vault::{AppSecret, Keyring, SealContext, SpareCode, system_rng};
use crate::web::app::App;
use crate::web::error::PageResult;

/// How many codes are on the list.
const SPARE_CODES: usize = 10;

/// What is sealed of a second factor.
#[derive(Serialize, Deserialize)]
pub struct SecondFactor {
    secret: AppSecret,
    /// The step of the last code that was used: no code counts twice.
    last_step: u64,
    /// Digests of the codes on the list that were not used.
    spare: Vec<String>,
    /// The codes themselves, until they are written down.
    to_write_down: Vec<String>,
}

impl Private for SecondFactor {
    const NAME: &'static str = "second_factors";
}

/// A second factor as it stands.
pub struct HeldFactor {
    pub factor: SecondFactor,
    /// Whether a first code has shown that it works.
    pub is_on: bool,
    revision: i64,
}

impl SecondFactor {
    fn new() -> Self {
        let secret = AppSecret::generate(&mut system_rng());
        Self { secret, last_step: 0, spare: Vec::new(), to_write_down: Vec::new() }
    }

    /// The 32 letters and digits to type into an app.
    pub fn secret_text(&self) -> SecretString {
        self.secret.text()
    }

    /// What an app reads from a picture (<https://github.com/google/google-authenticator/wiki/Key-Uri-Format>).
    pub fn app_link(&self, name: &str, site: &str) -> SecretString {
        let label = serde_html_form::to_string([("issuer", format!("Handrail {site}"))]).unwrap_or_default();
        let label = label.replace('+', "%20");
        let issuer = label.trim_start_matches("issuer=");
        let account = serde_html_form::to_string([("n", name)]).unwrap_or_default().replace('+', "%20");
        let account = account.trim_start_matches("n=");
        let secret = self.secret.text();
        ["otpauth://totp/", issuer, ":", account, "?secret=", secret.expose_secret(), "&", &label].concat().into()
    }

    /// The codes that wait to be written down.
    pub fn to_write_down(&self) -> &[String] {
        &self.to_write_down
    }

    /// How many codes on the list are left.
    pub const fn spare_left(&self) -> usize {
        self.spare.len()
    }

    /// Whether the app shows this code now, which does not count a second time.
    fn takes_app_code(&mut self, typed: &str, now: i64) -> bool {
        let Some(step) = self.secret.step_of(typed, now).filter(|step| *step > self.last_step) else { return false };
        self.last_step = step;
        true
    }

    /// Whether this code is on the list, and takes it off.
    fn takes_spare_code(&mut self, typed: &str) -> bool {
        let Ok(code) = SpareCode::parse(typed) else { return false };
        let (digest, before) = (code.digest(), self.spare.len());
        self.spare.retain(|spare| *spare != digest);
        self.spare.len() < before
    }

    /// Another list in place of the one there is.
    fn renew_list(&mut self) {
        let codes: Vec<_> = (0..SPARE_CODES).map(|_| SpareCode::generate(&mut system_rng())).collect();
        self.spare = codes.iter().map(SpareCode::digest).collect();
        self.to_write_down = codes.iter().map(SpareCode::text).collect();
    }
}

/// The second factor of somebody whose key is open, on or only begun.
pub async fn held(read: &mut SqliteConnection, keyring: &Keyring, owner: MemberId) -> PageResult<Option<HeldFactor>> {
    let Some(row) = store::row(read, owner).await? else { return Ok(None) };
    let factor = keyring.open(&place(owner, row.revision), &row.sealed)?;
    Ok(Some(HeldFactor { factor, is_on: row.is_on, revision: row.revision }))
}

/// Begins one, with a secret for an app. It asks for nothing until a code has shown that it works; one that is on stays.
pub async fn begin(write: &mut Write, keyring: &Keyring, owner: MemberId) -> PageResult<()> {
    if store::row(write, owner).await?.is_none() {
        keep(write, keyring, owner, &HeldFactor { factor: SecondFactor::new(), is_on: false, revision: 0 }).await?;
    }
    Ok(())
}

/// Sets one up at once, without a first code and without a list, for somebody made up.
pub async fn set_up(write: &mut Write, keyring: &Keyring, owner: MemberId) -> PageResult<SecretString> {
    let factor = SecondFactor::new();
    let secret = factor.secret_text();
    keep(write, keyring, owner, &HeldFactor { factor, is_on: true, revision: 0 }).await?;
    Ok(secret)
}

/// Turns on one that was begun, if this is a code of it. `false` where it is not.
pub async fn turn_on(
    app: &App,
    write: &mut Write,
    keyring: &Keyring,
    owner: MemberId,
    typed: &str,
) -> PageResult<bool> {
    let Some(mut held) = held(write, keyring, owner).await?.filter(|held| !held.is_on) else { return Ok(false) };
    if !held.factor.takes_app_code(typed, app.now().as_second()) {
        return Ok(false);
    }
    held.is_on = true;
    held.factor.renew_list();
    keep(write, keyring, owner, &held).await?;
    Ok(true)
}

/// Uses a code at the door. `false` where it is none, or was used before.
pub async fn takes(app: &App, write: &mut Write, keyring: &Keyring, owner: MemberId, typed: &str) -> PageResult<bool> {
    let Some(mut held) = held(write, keyring, owner).await?.filter(|held| held.is_on) else { return Ok(false) };
    let taken = held.factor.takes_app_code(typed, app.now().as_second()) || held.factor.takes_spare_code(typed);
    if taken {
        keep(write, keyring, owner, &held).await?;
    }
    Ok(taken)
}

/// Another list of codes, in place of the one there is.
pub async fn renew_list(write: &mut Write, keyring: &Keyring, owner: MemberId) -> PageResult<()> {
    if let Some(mut held) = held(write, keyring, owner).await?.filter(|held| held.is_on) {
        held.factor.renew_list();
        keep(write, keyring, owner, &held).await?;
    }
    Ok(())
}

/// The codes are written down: from now on nobody can read them here.
pub async fn written_down(write: &mut Write, keyring: &Keyring, owner: MemberId) -> PageResult<()> {
    if let Some(mut held) = held(write, keyring, owner).await?.filter(|held| !held.factor.to_write_down.is_empty()) {
        held.factor.to_write_down.clear();
        keep(write, keyring, owner, &held).await?;
    }
    Ok(())
}

/// Takes somebody's second factor off without a code of it: it is lost, or their account begins anew. Whoever comes in from
/// then on needs the password alone, and need not be them: whatever rests on more than that ends here, in the same write.
pub async fn second_factor_lost(write: &mut Write, owner: MemberId) -> sqlx::Result<bool> {
    put_consents_to_sleep(write, owner, SleepCause::SignIn).await?;
    store::remove(write, owner).await
}

async fn keep(write: &mut Write, keyring: &Keyring, owner: MemberId, held: &HeldFactor) -> PageResult<()> {
    let revision = held.revision + 1;
    let sealed = keyring.seal(&mut system_rng(), &place(owner, revision), &held.factor)?;
    store::keep(write, owner, held.is_on, revision, &sealed).await?;
    Ok(())
}

fn place(owner: MemberId, revision: i64) -> SealContext {
    SealContext { table: SecondFactor::NAME, row: *owner.0.as_bytes(), revision }
}
