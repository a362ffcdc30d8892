//! Where a session begins: at once, or once the second factor has been given too.

use std::net::IpAddr;

use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;

use super::paths;
use crate::base::db::Write;
use crate::members::unlock::Unlocked;
use crate::members::{second_factor, sessions};
use crate::web::app::App;
use crate::web::cookie;
use crate::web::error::PageResult;

/// Notes that somebody was not let in, in one line that programs such as fail2ban read (`hosting/fail2ban-filter.conf`).
/// Never the name they typed, which may be a password.
pub fn not_let_in(from: IpAddr) {
    tracing::warn!("sign-in failed from {}", from.to_canonical());
}

/// Where a session is to start.
pub struct Browser<'a> {
    pub headers: &'a HeaderMap,
    pub jar: CookieJar,
    /// Whether they asked to stay signed in on it.
    pub stay: bool,
}

/// Starts a session in place of any that this browser had, as the end of what `write` began. Where a second factor is on, it
/// is half a session, which lets nobody in, and leads on to the other half. None where the password or code has changed since
/// it was tried; then nothing of `write` happens.
pub async fn enter(
    app: &App,
    mut write: Write,
    opened: &Unlocked,
    browser: Browser<'_>,
    next: &str,
) -> PageResult<Option<Response>> {
    if second_factor::store::is_on(&mut write, opened.owner()).await? {
        return half_way(app, write, opened, browser, next).await;
    }
    all_the_way(app, write, opened, browser, next).await
}

/// The same for somebody who has given their second factor, now or in the session they are in.
pub async fn all_the_way(
    app: &App,
    write: Write,
    opened: &Unlocked,
    browser: Browser<'_>,
    next: &str,
) -> PageResult<Option<Response>> {
    begin(app, write, opened, browser, Reach::Whole, next).await
}

async fn half_way(
    app: &App,
    write: Write,
    opened: &Unlocked,
    browser: Browser<'_>,
    next: &str,
) -> PageResult<Option<Response>> {
    let asked = [("next", next), ("stay", if browser.stay { "yes" } else { "" })];
    let query = serde_html_form::to_string(asked).unwrap_or_default();
    begin(app, write, opened, browser, Reach::Half, &paths::second_then(query)).await
}

/// How far somebody is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Half,
    Whole,
}

async fn begin(
    app: &App,
    mut write: Write,
    opened: &Unlocked,
    browser: Browser<'_>,
    reach: Reach,
    next: &str,
) -> PageResult<Option<Response>> {
    let Some(confirmed) = opened.confirm(&mut write).await? else { return Ok(None) };
    sessions::end_current(app, &mut write, &browser.jar).await?;
    let session = match reach {
        Reach::Half => sessions::start_half(app, &mut write, confirmed, browser.headers).await?,
        Reach::Whole => sessions::start(app, &mut write, confirmed, browser.headers, browser.stay).await?,
    };
    write.commit().await?;
    // What opened this account until now is gone from there too.
    app.db.truncate_log().await;
    let jar = cookie::without_door(&app.url, cookie::without_left(&app.url, browser.jar)).add(session);
    Ok(Some((jar, Redirect::to(next)).into_response()))
}
