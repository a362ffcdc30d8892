//! Only our own pages may send forms, and only to our own name.

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use super::app::App;
use super::cookie;
use super::error::PageError;

/// Refuses unsafe requests that another site caused, by `Sec-Fetch-Site` and `Origin`.
pub fn same_site_only() -> CsrfLayer<impl Fn(ProtectionError) -> Response + Clone> {
    CsrfLayer::new().with_rejection_response(|_| PageError::Refused.into_response())
}

/// Refuses a host name that is not ours, which a rebound name would show, and an unsafe request that carries a session
/// but says nothing of where it came from: every browser that keeps our cookies says.
pub async fn known_host_only(State(app): State<App>, jar: CookieJar, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    // Help and the styles it needs are shown whatever name somebody came by: there is nothing private in them.
    let open = ["/support", "/static/"].iter().any(|open| request.uri().path().starts_with(open));
    let for_all = open && request.method().is_safe();
    if !for_all && !is_ours(&app, host) {
        return PageError::NotThisHost.into_response();
    }
    let says_where_from = headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
    if !request.method().is_safe() && !says_where_from && cookie::carries_session(&app.url, &jar) {
        return PageError::Refused.into_response();
    }
    next.run(request).await
}

/// The public name, and this computer's own names at any port, for health checks and personal use.
fn is_ours(app: &App, host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let name = host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name);
    host == app.url.authority || matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}
