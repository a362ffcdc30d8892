//! Reading what was sent: forms, path parts, words.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use rand_core::Rng as _;
use serde::de::DeserializeOwned;

use super::app::App;
use super::error::{PageError, PageResult};
use crate::base::ids::Id;
use crate::base::vault::system_rng;

/// The most a form may hold, in bytes: its longest field in the widest letters, each byte of them written as three.
pub const FORM_MOST: usize = 256 * 1024;

/// The most fields a form may have. None of ours has half as many.
pub const FIELDS_MOST: usize = 200;

/// A form's fields. Fields may be missing, so that any of them can be answered in words; only a body that is no form at
/// all, is too large, has more fields than `MOST`, or has words where the page itself put a number is refused outright.
#[derive(Debug)]
pub struct Form<T, const MOST: usize = FIELDS_MOST>(pub T);

impl<T: DeserializeOwned, const MOST: usize> FromRequest<App> for Form<T, MOST> {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &App) -> Result<Self, PageError> {
        let (head, body) = request.into_parts();
        let body = Bytes::from_request(Request::from_parts(head.clone(), body), app).await.map_err(refused)?;
        if !has_at_most(MOST, &body) {
            return Err(PageError::TooLarge);
        }
        let request = Request::from_parts(head, body.into());
        let axum_extra::extract::Form(fields) =
            axum_extra::extract::Form::from_request(request, app).await.map_err(refused)?;
        Ok(Self(fields))
    }
}

/// A form that is read as one thing or another, once it says what it is.
#[derive(Debug)]
pub struct SentForm(Bytes);

impl FromRequest<App> for SentForm {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &App) -> Result<Self, PageError> {
        let body = Bytes::from_request(request, app).await.map_err(refused)?;
        if has_at_most(FIELDS_MOST, &body) { Ok(Self(body)) } else { Err(PageError::TooLarge) }
    }
}

impl SentForm {
    /// # Errors
    /// [`PageError::Unreadable`] where it is no form.
    pub fn read<T: DeserializeOwned>(&self) -> PageResult<T> {
        serde_html_form::from_bytes(&self.0).map_err(|_| PageError::Unreadable)
    }
}

/// All of a form as it was sent.
pub async fn whole_form(body: Body) -> PageResult<Bytes> {
    let body = to_bytes(body, FORM_MOST).await.map_err(|_| PageError::TooLarge)?;
    if has_at_most(FIELDS_MOST, &body) { Ok(body) } else { Err(PageError::TooLarge) }
}

/// Whether a form as it was sent has at most so many fields: told before it is read, since what it is read into takes many
/// times the room of a tiny field.
pub fn has_at_most(fields: usize, body: &[u8]) -> bool {
    body.split(|byte| *byte == b'&').nth(fields).is_none()
}

fn refused(rejection: impl IntoResponse) -> PageError {
    match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => PageError::TooLarge,
        _ => PageError::Unreadable,
    }
}

/// A part of the path. What does not look like one is not there.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let part: Result<axum::extract::Path<T>, PathRejection> =
            axum::extract::Path::from_request_parts(parts, app).await;
        part.map(|axum::extract::Path(part)| Self(part)).map_err(|_| PageError::NotFound)
    }
}

/// The query of an address, where it can be read; else what the type has for nothing.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequestParts<App> for Query<T> {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        let query: Result<axum::extract::Query<T>, _> = axum::extract::Query::try_from_uri(&parts.uri);
        Ok(Self(query.map(|axum::extract::Query(query)| query).unwrap_or_default()))
    }
}

/// The page of a form that could not be kept as it was sent.
pub fn invalid(page: impl IntoResponse) -> PageResult {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The page of a form that another tab has overtaken, with both versions on it.
pub fn overtaken(page: impl IntoResponse) -> PageResult {
    Ok((StatusCode::CONFLICT, page).into_response())
}

/// The id for a row that a form will make. It goes out with the form, so that sending it twice makes one row.
pub fn new_id() -> Id {
    let mut bytes = [0; 16];
    system_rng().fill_bytes(&mut bytes);
    Id::from_bytes(bytes)
}

/// The id a form came with; a form without one makes its own.
pub fn id_or_new(sent: &str) -> Id {
    sent.parse().unwrap_or_else(|_| new_id())
}
