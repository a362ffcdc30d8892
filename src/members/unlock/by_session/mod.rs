//! A member key opened by the session of this browser, to go on in another one: from half a session to a whole one, or from
//! one with fewer rights to one with more.

mod store;

use axum_extra::extract::CookieJar;

use super::Unlocked;
use crate::base::vault::Keyring;
use crate::members::resets;
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
    let Some(opened) = by_session(app, jar, true).await? else { return Ok(None) };
    let mut keyring = opened.keyring(app);
    resets::add_older_keys(&mut *app.db.read().await?, opened.owner, &mut keyring).await?;
    Ok(Some(HalfIn { opened, keyring }))
}

/// Who is in, whose rights are about to change.
pub async fn whole(app: &App, jar: &CookieJar) -> PageResult<Option<Unlocked>> {
    by_session(app, jar, false).await
}

async fn by_session(app: &App, jar: &CookieJar, half: bool) -> PageResult<Option<Unlocked>> {
    let Some(token) = cookie::token(&app.url, jar) else { return Ok(None) };
    let row = store::session_key(&mut *app.db.read().await?, token.id(), half, app.now()).await?;
    let Some(row) = row else { return Ok(None) };
    let Ok(key) = token.unwrap(app.instance.id(), row.owner.owner(), &row.key) else { return Ok(None) };
    Ok(Some(Unlocked { owner: row.owner, key, epoch: row.epoch, session: Some(token.id()) }))
}
