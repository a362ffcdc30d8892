//! Answers that are saved rather than shown.

use axum::http::header;
use axum::response::{IntoResponse as _, Response};

/// An answer that is saved as a file rather than shown.
pub fn download(kind: &'static str, name: &str, body: impl Into<Vec<u8>>) -> Response {
    let saved = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, saved)], body.into()).into_response()
}
