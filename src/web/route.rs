//! What a route is. One that no feature lists cannot exist, and the access tests walk the same list.

use std::borrow::Cow;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{self, MethodRouter};

use super::app::App;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Anyone,
    /// Whoever is signed in, for their own things only.
    Member,
    /// Whoever has this role and a second factor. For others it is not there.
    Supporter,
    Facilitator,
    Host,
}

pub struct Route {
    pub method: Method,
    /// The path, with `{parts}`.
    pub path: Cow<'static, str>,
    pub who: Who,
    /// A form sent here is kept for later where its address says so, or its session has ended. Never where it may hold a
    /// password.
    pub form: Option<FormRoute>,
    /// What more is kept by sending something here, for which there must be room.
    pub growth: Option<Growth>,
    /// Waits in the line for heavy work.
    pub heavy: bool,
    /// Its answer goes on for a while, and nobody's turn is held up by that.
    pub streams: bool,
    pub handler: MethodRouter<App>,
}

/// What is to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// Something that is written.
    Words,
    /// Something that is tapped.
    Taps,
    /// A file with what was kept elsewhere.
    Files,
}

/// A form that is kept while it is written, or that comes after its session has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormRoute {
    /// What a draft of it is called.
    pub name: &'static str,
    /// The page it is on, where people write words in it.
    pub page: Option<&'static str>,
}

pub fn get<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Route {
    Route::new(Method::GET, path, routing::get(handler))
}

pub fn post<H: Handler<T, App>, T: 'static>(path: impl Into<Cow<'static, str>>, handler: H) -> Route {
    Route::new(Method::POST, path, routing::post(handler))
}

impl Route {
    fn new(method: Method, path: impl Into<Cow<'static, str>>, handler: MethodRouter<App>) -> Self {
        Self {
            method,
            path: path.into(),
            who: Who::Anyone,
            form: None,
            growth: None,
            heavy: false,
            streams: false,
            handler,
        }
    }

    pub const fn members(self) -> Self {
        self.whose(Who::Member)
    }

    pub const fn supporters(self) -> Self {
        self.whose(Who::Supporter)
    }

    pub const fn facilitators(self) -> Self {
        self.whose(Who::Facilitator)
    }

    pub const fn hosts(self) -> Self {
        self.whose(Who::Host)
    }

    const fn whose(mut self, who: Who) -> Self {
        self.who = who;
        self
    }

    /// Takes a body of up to this many bytes.
    pub fn holds(mut self, most: usize) -> Self {
        self.handler = self.handler.layer(DefaultBodyLimit::max(most));
        self
    }

    /// A form of taps: kept where its session has ended.
    pub const fn keeps_words(mut self, name: &'static str) -> Self {
        self.form = Some(FormRoute { name, page: None });
        self
    }

    /// A form of words: kept on its page while it is written too.
    pub const fn written_on(mut self, page: &'static str, name: &'static str) -> Self {
        self.form = Some(FormRoute { name, page: Some(page) });
        self.growth = Some(Growth::Words);
        self
    }

    /// Does its work behind the gate for heavy work.
    pub const fn heavy(mut self) -> Self {
        self.heavy = true;
        self
    }

    /// Answers by and by. It sees to it itself that nobody asks for too many at once.
    pub const fn streams(mut self) -> Self {
        self.streams = true;
        self
    }

    /// Keeps a row more each time, and is no form of words.
    pub const fn adds(mut self, growth: Growth) -> Self {
        self.growth = Some(growth);
        self
    }
}
