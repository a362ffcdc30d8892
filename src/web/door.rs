//! Forms at the door that carry a password: each is good in the browser it was given to, for half an hour at the most, until
//! somebody comes in or goes out there. What was sent and answered by a page can be gone back to and sent again; it would let
//! the next person at a shared browser in.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;

use super::app::App;
use super::cookie;
use super::notices::Notice;
use crate::base::vault::{DoorToken, system_rng};

/// How long such a form is good for, in seconds.
const GOOD_FOR: i64 = 30 * 60;

/// A browser at the door.
pub struct Door {
    /// Its cookies, with the one that this answer adds.
    pub jar: CookieJar,
    /// What a form that is given to it now says.
    pub tag: String,
    token: DoorToken,
    /// Whether it sent no cookie of ours.
    without_cookies: bool,
}

impl Door {
    pub fn of(app: &App, jar: CookieJar) -> Self {
        let held = cookie::door(&app.url, &jar);
        // Whoever came in elsewhere meanwhile has another of ours; what others keep there says nothing.
        let without_cookies = held.is_none() && !cookie::carries_session(&app.url, &jar);
        let is_new = held.is_none();
        let token = held.unwrap_or_else(|| DoorToken::generate(&mut system_rng()));
        let jar = if is_new { cookie::with_door(&app.url, jar, &token) } else { jar };
        Self { jar, tag: app.instance.door_tag(&token, app.now().as_second()), token, without_cookies }
    }

    /// Whether a form with this tag is from before. One that has no tag was made by no page of ours, so that none can be
    /// gone back to.
    pub fn is_past(&self, app: &App, tag: Option<&str>) -> bool {
        let age = |given: i64| app.now().as_second().saturating_sub(given);
        let is_good = |tag| app.instance.given_at(&self.token, tag).is_some_and(|at| (0..GOOD_FOR).contains(&age(at)));
        tag.is_some_and(|tag| !is_good(tag))
    }

    /// Whether it sent no cookie of ours with a form that was given out with one. The host is told of it, as the caller
    /// knows that it was given one just before.
    pub fn has_lost_its_cookies(&self, app: &App) -> bool {
        if self.without_cookies {
            app.tell_host(Notice::NoCookies);
        }
        self.without_cookies
    }

    /// The answer with a form on it.
    pub fn shows(self, page: impl IntoResponse) -> Response {
        (self.jar, page).into_response()
    }
}

impl FromRequestParts<App> for Door {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(app, CookieJar::from_headers(&parts.headers)))
    }
}
