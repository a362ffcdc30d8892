//! What a route is, and the layers around all of them. A route that is not in the table cannot exist, and the access tests
//! walk that same table.

mod table;
mod those_who_matter;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse as _;
use axum::routing::MethodRouter;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

pub use table::table;

use crate::app::App;
use crate::drafts;
use crate::web::error::Problem;
use crate::web::form::FORM_MOST;
use crate::web::{headers, origin, patience};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anyone, signed in or not.
    Anyone,
    /// Whoever is signed in, for their own things only.
    Member,
}

/// One address and what answers it.
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// The path, with `{parts}`.
    pub path: &'static str,
    /// Who may use it.
    pub who: Who,
    /// Whether a form sent here is kept for later where its address says so, or its session has ended. Never where it may
    /// hold a password.
    pub keeps_words: bool,
    /// The page its form is on, where people write words in it: they can keep them there for later.
    pub written_on: Option<&'static str>,
    answer: MethodRouter<App>,
}

impl Route {
    const fn new(method: Method, path: &'static str, answer: MethodRouter<App>) -> Self {
        Self { method, path, who: Who::Anyone, keeps_words: false, written_on: None, answer }
    }

    fn members(mut self) -> Self {
        self.who = Who::Member;
        self
    }

    /// Takes a body of up to this many bytes.
    fn holds(mut self, most: usize) -> Self {
        self.answer = self.answer.layer(DefaultBodyLimit::max(most));
        self
    }

    fn keeps_words(mut self) -> Self {
        self.keeps_words = true;
        self
    }

    fn written_on(mut self, page: &'static str) -> Self {
        self.written_on = Some(page);
        self.keeps_words()
    }
}

/// The whole program as one service. Layers run from the last added to the first.
pub fn build(app: &App) -> Router {
    let routes = table().into_iter().fold(Router::new(), |router, route| {
        let answer = match route.who {
            Who::Anyone => route.answer,
            Who::Member => {
                let door = drafts::door::Door { app: app.clone(), keeps_words: route.keeps_words };
                route.answer.layer(from_fn_with_state(door, drafts::door::members_only))
            }
        };
        router.route(route.path, answer)
    });
    routes
        .fallback(async || Problem::NotFound)
        .method_not_allowed_fallback(async || Problem::WrongMethod)
        .layer(DefaultBodyLimit::max(FORM_MOST))
        .layer(from_fn(patience::limit))
        .layer(origin::same_site_only())
        .layer(from_fn_with_state(app.clone(), origin::known_host_only))
        .layer(CatchPanicLayer::custom(|_| Problem::Broken(anyhow::anyhow!("a handler panicked")).into_response()))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), headers::add))
        .with_state(app.clone())
}
