//! What a person sees when something cannot be done: what happened, and a way onward.

use std::sync::Arc;

use askama::Template;
use askama_web::WebTemplate;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::frame::PageFrame;
use crate::base::db::HoldsNoMore;
use crate::base::vault::VaultError;

/// SQLite's result code for a full disk (<https://www.sqlite.org/rescode.html#full>).
const SQLITE_FULL: &str = "13";
/// SQLite's result code for a file another connection is writing to (<https://www.sqlite.org/rescode.html#busy>).
const SQLITE_BUSY: &str = "5";

#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// Nothing is here, or it is somebody else's.
    #[error("not found")]
    NotFound,
    #[error("method not allowed")]
    WrongMethod,
    /// A form came from another site, or from nowhere we can tell.
    #[error("refused")]
    Refused,
    #[error("not this host")]
    NotThisHost,
    /// It is theirs, but it does not open: its key was lost, or it is damaged.
    #[error("shut")]
    Shut,
    /// Their session was ended while this was on its way.
    #[error("signed out")]
    SignedOut,
    #[error("unreadable")]
    Unreadable,
    #[error("too large")]
    TooLarge,
    #[error("too many requests")]
    TooMany {
        /// When to try again, in seconds.
        wait: u64,
    },
    #[error("busy")]
    Busy,
    /// It took too long, or was sent too slowly.
    #[error("slow")]
    Slow,
    /// No room is left on the disk.
    #[error("disk full")]
    Full,
    /// What is left on the disk is kept for the words of those who are here.
    #[error("disk nearly full")]
    NearlyFull,
    /// Our fault. The cause is for the log and holds nothing a person wrote.
    #[error("broken")]
    Broken(#[source] anyhow::Error),
}

/// What an answer says of why something could not be done, for who can say more about it.
#[derive(Clone, Debug)]
pub struct Problem(pub Arc<PageError>);

pub type PageResult<T = Response> = Result<T, PageError>;

#[derive(Template, WebTemplate)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    frame: PageFrame,
    problem: &'a PageError,
}

impl PageError {
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::Shut => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused => StatusCode::FORBIDDEN,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::NotThisHost => StatusCode::MISDIRECTED_REQUEST,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::Full | Self::NearlyFull => StatusCode::INSUFFICIENT_STORAGE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn wait(&self) -> Option<u64> {
        match self {
            Self::TooMany { wait } => Some(*wait),
            Self::Busy => Some(5),
            _ => None,
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        if let Self::Broken(cause) = &self {
            tracing::error!("{cause:#}");
        }
        let page = ErrorPage { frame: PageFrame::plain(), problem: &self };
        let mut response = (self.status(), page).into_response();
        if let Some(wait) = self.wait() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
        response.extensions_mut().insert(Problem(Arc::new(self)));
        response
    }
}

impl Problem {
    /// The answer, in the frame of whoever is looking where nothing was found: the places they can go on to stay.
    pub fn framed(answer: Response, frame: impl FnOnce() -> PageFrame) -> Response {
        let Some(Self(problem)) = answer.extensions().get::<Self>().cloned() else { return answer };
        if !matches!(*problem, PageError::NotFound) {
            return answer;
        }
        let mut framed = (problem.status(), ErrorPage { frame: frame(), problem: &problem }).into_response();
        framed.extensions_mut().insert(Self(problem));
        framed
    }
}

impl From<sqlx::Error> for PageError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Configuration(cause) if cause.is::<HoldsNoMore>() => Self::SignedOut,
            sqlx::Error::Database(cause) => match cause.code().as_deref() {
                Some(SQLITE_FULL) => Self::Full,
                Some(SQLITE_BUSY) => Self::Busy,
                _ => Self::Broken(error.into()),
            },
            _ => Self::Broken(error.into()),
        }
    }
}

impl From<anyhow::Error> for PageError {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<VaultError> for PageError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Unopenable => Self::Shut,
            _ => Self::Broken(error.into()),
        }
    }
}
