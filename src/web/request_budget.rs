//! What one network may ask for, whatever it is.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;

use axum::body::HttpBody as _;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::address::ClientAddress;
use super::app::App;
use super::error::PageError;
use super::form::FORM_MOST;
use super::limits::{OverBudget, Urgency};

/// What is read, taken apart, and perhaps given back, costs about as much as a page for each so many bytes.
const BYTES_A_UNIT: usize = 4 * 1024;
/// When to come back, in seconds.
const WAIT: u64 = 5;
/// Help, and the way out, only become slow, unless very much of just that is asked at once.
const ALWAYS_ANSWERED: [&str; 4] = ["/support", "/grounding", "/exit", "/static/"];

/// Answers as long as the network it comes from has not asked for too much. What does not come by a connection is not
/// counted; nor is what comes from this computer itself, where a proxy that its host forgot to name speaks for everybody.
pub async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(ClientAddress(address)) = ClientAddress::of(&app, request.extensions(), request.headers()) else {
        return next.run(request).await;
    };
    let canonical = address.to_canonical();
    if canonical == Ipv4Addr::LOCALHOST || canonical == Ipv6Addr::LOCALHOST {
        return next.run(request).await;
    }
    let urgency = urgency(&request);
    let mut refused = match app.limits.request_from(address, units(&request), urgency).await {
        Err(OverBudget::Held) if urgency == Urgency::Other => PageError::TooMany { wait: WAIT }.into_response(),
        Err(OverBudget::AtOnce) => too_many_at_once(),
        _ => match app.limits.under_way(address, urgency) {
            Some(_under_way) => return next.run(request).await,
            None => too_many_at_once(),
        },
    };
    // What it has sent is not even read.
    refused.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    refused
}

/// What is asked for help is all here: nobody can ask for it slowly.
fn urgency(request: &Request) -> Urgency {
    let always = ALWAYS_ANSWERED.iter().any(|open| request.uri().path().starts_with(open));
    if always && request.method().is_safe() && request.body().is_end_stream() { Urgency::Help } else { Urgency::Other }
}

/// A page would cost as much as what was asked for.
fn too_many_at_once() -> Response {
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, HeaderValue::from(WAIT))]).into_response()
}

/// What a request may cost, as far as its head tells. A body of unknown length is taken for the longest form.
fn units(request: &Request) -> NonZeroU32 {
    let headers = request.headers();
    let head = request.uri().to_string().len() + headers.values().map(HeaderValue::len).sum::<usize>();
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let unknown = if headers.contains_key(header::TRANSFER_ENCODING) { FORM_MOST } else { 0 };
    let body = length.unwrap_or(unknown).min(FORM_MOST);
    u32::try_from((head + body) / BYTES_A_UNIT).map_or(NonZeroU32::MIN, |more| NonZeroU32::MIN.saturating_add(more))
}
