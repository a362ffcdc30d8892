//! Only our own pages may send forms, and only to our own name. What is refused for how requests come in is said to the host.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use super::app::App;
use super::cookie;
use super::error::PageError;
use super::notices::Notice;
use crate::base::config::{PublicUrl, host_of, is_loopback};

/// What is open to every name: help and the styles it needs, and whether the server is well. There is nothing private in them.
const OPEN: [&str; 3] = ["/support", "/static/", "/healthz"];

/// Refuses unsafe requests that another site caused, by `Sec-Fetch-Site` and `Origin`. Our own pages' `Origin` is that of the
/// public address, whatever name the proxy puts into `Host`.
pub fn same_site_only(url: &PublicUrl) -> CsrfLayer<impl Fn(ProtectionError) -> Response + Clone + use<>> {
    let own = CsrfLayer::new().add_trusted_origin(url.to_string()).unwrap_or_default();
    own.with_rejection_response(|_| PageError::Refused.into_response())
}

/// Refuses a host name that is not ours, which a rebound name would show, and an unsafe request that carries a session
/// but says nothing of where it came from: every browser that keeps our cookies says.
pub async fn known_host_only(State(app): State<App>, jar: CookieJar, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let for_all = request.method().is_safe() && OPEN.iter().any(|open| request.uri().path().starts_with(open));
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !for_all && !is_ours(&app, &host.to_ascii_lowercase()) {
        return PageError::NotThisHost.into_response();
    }
    if request.uri().path() != "/healthz" {
        look_at_proxy(&app, &request);
    }
    let says_where_from = headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
    if !request.method().is_safe() && !says_where_from && cookie::carries_session(&app.url, &jar) {
        return PageError::Refused.into_response();
    }
    let origin = text(headers, "origin").map(ToOwned::to_owned);
    let answer = next.run(request).await;
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

/// Whether the proxy says what it has to say.
fn look_at_proxy(app: &App, request: &Request) {
    let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() else { return };
    let (peer, headers) = (peer.ip().to_canonical(), request.headers());
    match (app.trusted_proxies.is_trusted(peer), headers.contains_key("x-forwarded-for")) {
        (false, true) => app.tell_host(Notice::UntrustedProxy(peer)),
        (true, false) if app.url.https => app.tell_host(Notice::SilentProxy(peer)),
        _ => {}
    }
    let is_plain = |name| text(headers, name).is_some_and(|from| from == "http" || from.starts_with("http://"));
    if app.url.https && app.trusted_proxies.is_trusted(peer) && (is_plain("x-forwarded-proto") || is_plain("origin")) {
        app.tell_host(Notice::PlainHttp);
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
