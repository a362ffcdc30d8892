//! The session cookie and the one at the door: their names, and what a request shows of them.

use axum::http::HeaderName;
use axum::response::IntoResponseParts;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use secrecy::ExposeSecret as _;

use crate::base::config::PublicUrl;
use crate::base::vault::{DoorToken, SessionId, SessionToken};

/// The name of the session cookie. `__Host-` binds it to this host over https; over http, which is served on this
/// computer only, the port keeps two instances apart, since cookies do not know ports.
pub fn name(url: &PublicUrl) -> String {
    if url.https {
        return "__Host-handrail".into();
    }
    let port = url.authority.rsplit_once(':').map_or("80", |(_, port)| port);
    format!("handrail-{port}")
}

/// The cookie without a value; also what to remove.
pub fn bare(url: &PublicUrl) -> Cookie<'static> {
    Cookie::build((name(url), "")).path("/").http_only(true).same_site(SameSite::Lax).secure(url.https).build()
}

/// What a script leaves where somebody has left or signed out without a connection.
fn left_name(url: &PublicUrl) -> String {
    name(url).replace("handrail", "left")
}

/// Whether somebody has left since this browser signed in.
pub fn has_left(url: &PublicUrl, jar: &CookieJar) -> bool {
    jar.get(&left_name(url)).is_some()
}

/// Somebody is here again.
pub fn without_left(url: &PublicUrl, jar: CookieJar) -> CookieJar {
    jar.remove(Cookie::build((left_name(url), "")).path("/").secure(url.https).build())
}

/// What a browser holds that was given a form at the door.
fn door_cookie(url: &PublicUrl) -> Cookie<'static> {
    let name = name(url).replace("handrail", "door");
    Cookie::build((name, "")).path("/").http_only(true).same_site(SameSite::Strict).secure(url.https).build()
}

/// The token in it.
pub fn door(url: &PublicUrl, jar: &CookieJar) -> Option<DoorToken> {
    DoorToken::parse(jar.get(door_cookie(url).name())?.value()).ok()
}

pub fn with_door(url: &PublicUrl, jar: CookieJar, token: &DoorToken) -> CookieJar {
    let mut cookie = door_cookie(url);
    cookie.set_value(token.text().expose_secret().to_owned());
    jar.add(cookie)
}

/// Somebody has come in or gone out: the forms that were given out before are past.
pub fn without_door(url: &PublicUrl, jar: CookieJar) -> CookieJar {
    jar.remove(door_cookie(url))
}

/// What an answer takes away from a browser whose session has ended: its cookies, and the pages that it keeps to go back to.
pub fn taken_away(url: &PublicUrl, jar: CookieJar) -> impl IntoResponseParts {
    (
        without_door(url, without_left(url, jar.remove(bare(url)))),
        [(HeaderName::from_static("clear-site-data"), "\"cache\"")],
    )
}

/// The session a request's cookie names, whether or not it still opens.
pub fn presented(url: &PublicUrl, jar: &CookieJar) -> Option<SessionId> {
    token(url, jar).map(|token| token.id())
}

/// Whether the request's cookie names a session at all, for the rule that such a form must say where it came from.
pub fn carries_session(url: &PublicUrl, jar: &CookieJar) -> bool {
    presented(url, jar).is_some()
}

pub fn token(url: &PublicUrl, jar: &CookieJar) -> Option<SessionToken> {
    SessionToken::parse(jar.get(&name(url))?.value()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_bound_to_its_host() {
        let https = PublicUrl::parse("https://handrail.example").unwrap();
        let cookie = bare(&https).to_string();
        assert_eq!(cookie, "__Host-handrail=; HttpOnly; SameSite=Lax; Secure; Path=/");
        let http = PublicUrl::parse("http://127.0.0.1:8420").unwrap();
        assert_eq!(bare(&http).to_string(), "handrail-8420=; HttpOnly; SameSite=Lax; Path=/");
        assert_eq!(door_cookie(&https).to_string(), "__Host-door=; HttpOnly; SameSite=Strict; Secure; Path=/");
        assert_eq!(door_cookie(&http).to_string(), "door-8420=; HttpOnly; SameSite=Strict; Path=/");
        assert_eq!((left_name(&https), left_name(&http)), ("__Host-left".into(), "left-8420".into()));
    }
}
