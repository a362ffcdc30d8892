//! Between the password and the second factor.

use axum_extra::extract::CookieJar;

use super::Unlocked;
use crate::base::vault::Keyring;
use crate::members::resets;
use crate::members::sessions::store;
use crate::web::app::App;
use crate::web::cookie;
use crate::web::error::PageResult;

/// Somebody whose password was right in this browser, and who is not in yet.
pub struct HalfIn {
    pub opened: Unlocked,
    /// Their keys, also those they had before: what is sealed of their second factor may be from then.
    pub keyring: Keyring,
}

/// Who is half in. None where nobody is, or the time for it has run out.
pub async fn half(app: &App, jar: &CookieJar) -> PageResult<Option<HalfIn>> {
    let Some(token) = cookie::token(&app.url, jar) else { return Ok(None) };
    let mut read = app.db.read().await?;
    let Some(row) = store::half_session(&mut read, token.id(), app.now()).await? else { return Ok(None) };
    let Ok(key) = token.unwrap(app.instance.id(), row.owner.owner(), &row.key) else { return Ok(None) };
    let mut keyring = key.keyring(app.instance.id(), row.owner.owner());
    resets::add_older_keys(&mut read, row.owner, &mut keyring).await?;
    let opened = Unlocked { owner: row.owner, key, epoch: row.epoch, session: Some(token.id()) };
    Ok(Some(HalfIn { opened, keyring }))
}
