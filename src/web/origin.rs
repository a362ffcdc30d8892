//! Only our own pages may send forms, and only to our own name. What is refused for how requests come in is said to the host.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use super::address::says_where_from;
use super::app::App;
use super::assets;
use super::cookie;
use super::error::PageError;
use super::notices::Notice;
use crate::base::config::{PublicUrl, host_of, is_loopback};

/// What is open to every name: help and the styles it needs, and whether the server is well. There is nothing private in them.
const OPEN: [&str; 3] = ["/support", "/static/", HEALTH];
/// What is asked for by whatever watches over the server, most often without the proxy.
const HEALTH: &str = "/healthz";

/// Refuses unsafe requests that another site caused, by `Sec-Fetch-Site` and `Origin`. Our own pages' `Origin` is that of the
/// public address, whatever name the proxy puts into `Host`.
pub fn same_site_only(url: &PublicUrl) -> CsrfLayer<impl Fn(ProtectionError) -> Response + Clone + use<>> {
    let own = CsrfLayer::new().add_trusted_origin(url.to_string()).unwrap_or_default();
    own.with_rejection_response(|_| PageError::Refused.into_response())
}

/// Refuses a host name that is not ours, which a rebound name would show, and an unsafe request that carries a session
/// but says nothing of where it came from: every browser that keeps our cookies says.
pub async fn known_host_only(State(app): State<App>, jar: CookieJar, request: Request, next: Next) -> Response {
    let (headers, path) = (request.headers(), request.uri().path());
    let for_all = request.method().is_safe() && OPEN.iter().any(|open| path.starts_with(open));
    let peer = peer(&request).filter(|_| path != HEALTH);
    let proxy = peer.filter(|peer| app.trusted_proxies.is_trusted(*peer));
    if proxy.is_some() {
        app.notices.reached(&app.url, app.now());
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !for_all && !is_ours(&app, &host.to_ascii_lowercase()) {
        return PageError::NotThisHost.into_response();
    }
    let is_right = peer.is_some_and(|peer| look_at_proxy(&app, &jar, peer, headers));
    let asked = proxy.map(|_| path.to_owned());
    let has_body = text(headers, "content-length").is_some_and(|length| length != "0");
    if proxy.is_some() && has_body && !headers.contains_key(header::CONTENT_TYPE) {
        app.tell_host(Notice::NoHeaders);
    }
    let says_own_origin = headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
    if !request.method().is_safe() && !says_own_origin && cookie::carries_session(&app.url, &jar) {
        return PageError::Refused.into_response();
    }
    let origin = text(headers, "origin").map(ToOwned::to_owned);
    let answer = next.run(request).await;
    match asked {
        Some(path) if answer.status() == StatusCode::NOT_FOUND => look_at_path(&app, &path),
        Some(_) if is_right && !for_all => app.notices.went_well(&app.url),
        _ => {}
    }
    if let Some(origin) =
        origin.filter(|origin| answer.status() == StatusCode::FORBIDDEN && *origin != app.url.to_string())
    {
        app.tell_host(Notice::other_origin(&origin));
    }
    answer
}

/// The public name, and this computer's own names, for health checks and personal use; each at any port, which proxies leave
/// out or add.
fn is_ours(app: &App, host: &str) -> bool {
    if is_loopback(host_of(host)) || host == app.url.authority {
        return true;
    }
    let is_the_name = host_of(host) == app.url.host();
    let port = |authority| port_of(authority).unwrap_or(if app.url.https { "443" } else { "80" });
    if !is_the_name {
        app.tell_host(Notice::other_host(host));
    } else if port(host) != port(&app.url.authority) {
        app.tell_host(Notice::other_port(host));
    }
    is_the_name
}

/// The port beside a name, if any.
fn port_of(authority: &str) -> Option<&str> {
    let (_, port) = authority.rsplit_once(':')?;
    port.bytes().all(|byte| byte.is_ascii_digit()).then_some(port)
}

/// Who is at the other end of the connection.
fn peer(request: &Request) -> Option<IpAddr> {
    request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_canonical())
}

/// Whether it is a proxy, and says all that it has to say.
fn look_at_proxy(app: &App, jar: &CookieJar, peer: IpAddr, headers: &HeaderMap) -> bool {
    let is_trusted = app.trusted_proxies.is_trusted(peer);
    match (is_trusted, headers.contains_key("x-forwarded-for")) {
        (false, true) => app.tell_host(Notice::UntrustedProxy(peer)),
        (true, false) if app.url.https => app.tell_host(Notice::SilentProxy(peer)),
        _ => {}
    }
    if !is_trusted || !app.url.https {
        return is_trusted;
    }
    let starts = |name: &str, with: &str| text(headers, name).is_some_and(|value| value.starts_with(with));
    // Browsers keep these to themselves where there is no https.
    let is_https = starts("origin", "https://")
        || starts("referer", "https://")
        || headers.contains_key("sec-fetch-site")
        || cookie::carries_session(&app.url, jar);
    let told_http = starts("origin", "http://") && !headers.contains_key("sec-fetch-site");
    let is_http = told_http || text(headers, "x-forwarded-proto") == Some("http") && !is_https;
    if is_http {
        app.tell_host(Notice::PlainHttp);
    } else if text(headers, "x-forwarded-proto") == Some("http") {
        app.tell_host(Notice::HttpsNotPassedOn(peer));
    }
    !is_http && says_where_from(headers)
}

/// Whether the proxy puts a path before what people ask for, so that nothing is there.
fn look_at_path(app: &App, path: &str) {
    let ours = [assets::url("app.css"), "/sign-in"].map(|ours| ours.trim_start_matches('/'));
    let before = ours.iter().find_map(|ours| path.strip_suffix(ours)).filter(|before| *before != "/");
    // Where nothing was found so far, the front page is what people ask for first.
    let front =
        path.trim_end_matches('/').strip_prefix('/').filter(|name| !name.contains(['/', '.']) && !name.is_empty());
    let front = front.filter(|_| !app.notices.is_any_well()).map(|_| path);
    match before.or(front) {
        _ if path.trim_end_matches('/') == "/sign-in" => app.tell_host(Notice::added_slash(path)),
        Some(before) => app.tell_host(Notice::other_path(before)),
        None => {}
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
