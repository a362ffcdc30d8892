//! When password and recovery code are both lost: a new key for the same account, and the lost one kept for 30 days in
//! case its code turns up. Nobody can open what was sealed with it meanwhile, and the pages say so.

pub mod ladder;
pub mod store;

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use secrecy::ExposeSecret as _;
use sqlx::SqliteConnection;

use super::Name;
use super::second_factor::second_factor_lost;
use super::sessions::guard::Member;
use super::unlock::{self, NewCredential, Unlocked};
use crate::base::clock::local_day;
use crate::base::db::Write;
use crate::base::ids::MemberId;
use crate::base::vault::{Keyring, OneTimeToken, RecoveryCode, system_rng};
use crate::base::words::days_before;
use crate::members;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::new_id;

/// How long the link is good for: a day.
const LINK_LASTS: SignedDuration = SignedDuration::from_hours(24);

/// A link with which the member of this name can begin anew; none if nobody has the name, or has it without a
/// password.
pub async fn link(app: &App, name: &Name) -> PageResult<Option<String>> {
    let mut write = app.db.write().await?;
    let door = members::store::door(&mut write, name.key()).await?;
    // Without a password nothing can be lost but the key file, and this would shut everything for nothing.
    let Some(door) = door.filter(|door| door.key_by_pepper.is_none()) else { return Ok(None) };
    let token = OneTimeToken::generate(&mut system_rng());
    store::add_reset(&mut write, door.id, &token.digest(), app.now(), LINK_LASTS.as_secs()).await?;
    write.commit().await?;
    Ok(Some(format!("{}/recover/{}", app.url, token.text().expose_secret())))
}

/// Begins anew: another key, password and code, no second factor, and every session ended. The links are used up.
pub async fn begin(app: &App, write: &mut Write, owner: MemberId, prepared: &NewCredential) -> PageResult<Unlocked> {
    // A day that nobody is still in, wherever they live: what is written after this must never count as before.
    let before = days_before(local_day(app.now(), &TimeZone::UTC, 0), 2);
    store::keep_lost_key(write, owner, new_id(), app.now(), before).await?;
    store::put_sharing_to_sleep(write, owner).await?;
    // It is sealed with what is lost, and would keep them out for ever.
    second_factor_lost(write, owner).await?;
    unlock::replace(app, write, owner, prepared).await
}

/// Lets a keyring open what its owner had under the keys before this one. Each is sealed under the one that came after it; one
/// that was found, under a later one. What does not open leaves its rows shut.
pub async fn add_older_keys(read: &mut SqliteConnection, owner: MemberId, keyring: &mut Keyring) -> PageResult<()> {
    let mut shut = store::older_keys(read, owner).await?;
    let mut before = usize::MAX;
    while shut.len() < before {
        before = shut.len();
        shut.retain(|older| keyring.add_older(older).is_err());
    }
    Ok(())
}

/// Tries a code that turned up on the keys a member lost. What it opens is theirs again from the next page on.
pub async fn found(app: &App, member: &Member, typed: &str) -> PageResult<bool> {
    let Ok(code) = RecoveryCode::parse(typed) else { return Ok(false) };
    let mut write = app.db.write().await?;
    for lost in store::lost_keys(&mut write, member.id()).await? {
        let key = code.unwrap(app.instance.id(), member.id().owner(), &lost.key_by_recovery);
        let Ok(key) = key else { continue };
        let sealed = member.keyring().seal_older(&mut system_rng(), &key)?;
        store::mark_found(&mut write, member.id(), lost.id, &sealed).await?;
        write.commit().await?;
        return Ok(true);
    }
    Ok(false)
}
