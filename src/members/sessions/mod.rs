//! Being signed in on one device: the cookie, how long it lasts, and what it opens.

pub mod guard;
pub mod store;

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, header};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret;
use sqlx::SqliteConnection;

use self::guard::Member;
use super::unlock::Confirmed;
use crate::base::db::{Write, WriteCondition};
use crate::base::ids::MemberId;
use crate::base::vault::{Keyring, PublicKey, SealContext, Sealed, SessionId, SessionToken, VaultError, system_rng};
use crate::web::app::App;
use crate::web::cookie;
use crate::web::error::{PageError, PageResult};

/// How long a session may lie unused: two hours.
const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// How long a session lasts at the most: half a day.
const LASTS: SignedDuration = SignedDuration::from_hours(12);
/// How long there is for the second factor: a quarter of an hour.
const HALF_LASTS: SignedDuration = SignedDuration::from_mins(15);
/// How long a page waits to be able to note that its session is in use.
const TOUCH_PATIENCE: Duration = Duration::from_secs(2);
/// Both, on a device where somebody asked to stay signed in: 30 days.
const STAY: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Signs someone in on the device that sent `headers`: a new token, and the session that token opens.
pub async fn start(
    app: &App,
    write: &mut Write,
    confirmed: Confirmed<'_>,
    headers: &HeaderMap,
    stay: bool,
) -> PageResult<Cookie<'static>> {
    let (idle, lasts) = if stay { (STAY, STAY) } else { (IDLE, LASTS) };
    let mut cookie = begin(app, write, confirmed, headers, Stretch { idle, lasts, half: false }).await?;
    if stay {
        cookie.set_max_age(Some(time::Duration::seconds(STAY.as_secs())));
    }
    Ok(cookie)
}

/// Half a session for somebody whose second factor is still to come: it lets nobody in anywhere but there, and not for long.
pub async fn start_half(
    app: &App,
    write: &mut Write,
    confirmed: Confirmed<'_>,
    headers: &HeaderMap,
) -> PageResult<Cookie<'static>> {
    begin(app, write, confirmed, headers, Stretch { idle: HALF_LASTS, lasts: HALF_LASTS, half: true }).await
}

/// How long a session lasts, and how much of one it is.
struct Stretch {
    idle: SignedDuration,
    lasts: SignedDuration,
    half: bool,
}

async fn begin(
    app: &App,
    write: &mut Write,
    confirmed: Confirmed<'_>,
    headers: &HeaderMap,
    span: Stretch,
) -> PageResult<Cookie<'static>> {
    let rng = &mut system_rng();
    let token = SessionToken::generate(rng);
    let owner = confirmed.owner();
    let key = token.wrap(rng, app.instance.id(), owner.owner(), confirmed.key())?;
    let label = device_label(headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default());
    let device = confirmed.keyring(app).seal(rng, &device_place(token.id().as_bytes()), &label)?.to_bytes();
    let session = store::NewSession {
        id: token.id(),
        owner,
        key: &key,
        device: &device,
        now: app.now(),
        idle_seconds: span.idle.as_secs(),
        lasts_seconds: span.lasts.as_secs(),
        half: span.half,
    };
    store::add_session(write, &session).await?;
    let mut cookie = cookie::bare(&app.url);
    cookie.set_value(token.text().expose_secret().to_owned());
    Ok(cookie)
}

/// Notes that a session is in use. Reading does not depend on being able to write, so this is tried, not required.
async fn touch(app: &App, session: SessionId, now: Timestamp) {
    let noted = async {
        let mut write = app.db.write().await?;
        store::touch_session(&mut write, session, now).await?;
        write.commit().await
    };
    match tokio::time::timeout(TOUCH_PATIENCE, noted).await {
        Ok(Ok(())) | Err(_) => {}
        Ok(Err(error)) => tracing::warn!("the use of a session could not be noted: {error}"),
    }
}

/// Ends the session that the request's cookie names, if it names one.
pub async fn end_current(app: &App, write: &mut Write, jar: &CookieJar) -> PageResult<()> {
    if let Some(id) = cookie::presented(&app.url, jar)
        && let Some(row) = store::session(write, id).await?
    {
        store::end_session(write, row.owner, id.as_bytes()).await?;
    }
    Ok(())
}

/// That a session goes on: whoever was thrown out writes nothing, whatever of theirs was under way.
pub fn goes_on(owner: MemberId, session: SessionId) -> WriteCondition {
    Arc::new(move |read| Box::pin(store::goes_on(read, owner, session)))
}

/// The same for what is only read: whoever was thrown out while they waited for it is not shown it.
///
/// # Errors
/// [`PageError::SignedOut`] where it was ended.
pub async fn must_go_on(read: &mut SqliteConnection, member: &Member) -> PageResult<()> {
    let goes_on = store::goes_on(read, member.id(), member.session()).await?;
    if goes_on { Ok(()) } else { Err(PageError::SignedOut) }
}

/// Whose session this is or was, with the key to which their late forms are sealed; none where it is forgotten, or where
/// the account was begun anew since: whoever did that may be somebody else.
pub async fn owner_of(app: &App, id: SessionId) -> PageResult<Option<(MemberId, PublicKey)>> {
    let row = store::session(&mut *app.db.read().await?, id).await?.filter(|row| !row.reset_since);
    Ok(row.map(|row| Ok::<_, VaultError>((row.owner, row.public_key()?))).transpose()?)
}

/// What a device called itself when it signed in.
pub fn open_label(keyring: &Keyring, id: &[u8], sealed: &[u8]) -> Option<String> {
    let place = device_place(id.try_into().ok()?);
    keyring.open(&place, &Sealed::from_bytes(sealed).ok()?).ok()
}

/// The first half of the session's id names the row; half of a hash is as good as any random id.
const fn device_place(id: &[u8; 32]) -> SealContext {
    let mut row = [0; 16];
    let (half, _) = id.split_at(16);
    row.copy_from_slice(half);
    SealContext { table: "sessions.device", row, revision: 0 }
}

/// "Firefox, Linux": as much of a user agent as helps somebody to recognise their own device.
fn device_label(agent: &str) -> String {
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrom", "Chrome"),
        ("Safari", "Safari"),
        ("curl", "curl"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ];
    let find =
        |names: &[(&str, &'static str)]| names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    [find(&BROWSERS), find(&SYSTEMS)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_called_what_people_call_it() {
        let agent = "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36";
        assert_eq!(device_label(agent), "Chrome, Android");
        assert_eq!(
            device_label("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            "Firefox, Linux"
        );
        assert_eq!(device_label("<script>"), "");
    }
}
