//! What every answer tells the browser not to do.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::app::App;
use super::assets::FOR_EVER;

/// Nothing from elsewhere, nothing inline, no frames; scripts cannot turn text into markup, and the only
/// address they may make a worker of is our own.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'; require-trusted-types-for 'script'; trusted-types handrail-worker";

const NO_FEATURES: &str = "accelerometer=(), bluetooth=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), \
    gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    publickey-credentials-create=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), \
    xr-spatial-tracking=()";

/// On every answer. By the first one a script tells ours from that of a proxy, or of a network which wants to be signed in
/// to. `same-origin` rather than `no-referrer`: with the latter Chromium sends `Origin: null` on our own
/// forms, which would then be refused.
const ALWAYS: [(HeaderName, &str); 4] = [
    (HeaderName::from_static("handrail"), "yes"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// On every answer that can be a page or a worker. Our own styles, scripts, fonts and pictures are none, and what they go
/// without was a quarter of the bytes of a first visit.
const ON_PAGES: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), NO_FEATURES),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// On a page that is for whoever holds its link: nobody is to find it by searching.
pub const UNLISTED: [(HeaderName, HeaderValue); 1] =
    [(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"))];

/// Adds them. An answer that does not say how long it may be kept is not kept at all: only that stops Back from
/// showing a page after signing out.
pub async fn add(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let is_asset = headers.get(header::CACHE_CONTROL) == Some(&FOR_EVER);
    let on_pages = ON_PAGES.into_iter().filter(|_| !is_asset);
    for (name, value) in on_pages.chain(ALWAYS) {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if app.url.https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        // A cache in nginx can be told to look past that, and would show one person's pages to the next; this it obeys.
        headers.insert(HeaderName::from_static("x-accel-expires"), HeaderValue::from_static("0"));
    }
    response
}
