//! All routes, and the layers around them.
use std::any::Any;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::{member_guard, room_guard};
use crate::features;
use crate::members::sessions::guard::Visitor;
use crate::web::app::App;
use crate::web::error::{PageError, Problem};
use crate::web::form::FORM_MOST;
use crate::web::frame::PageFrame;
use crate::web::route::{Route, Who, get};
use crate::web::{assets, headers, origin, request_budget, rest_of_body, timeout};

pub fn table() -> Vec<Route> {
    let assets = [get("/sw.js", assets::worker), get("/static/{name}", assets::show)];
    features::ALL.iter().flat_map(|feature| (feature.routes)()).chain(assets).collect()
}

/// The whole program as one service. Layers run from the last added to the first.
pub fn build(app: &App) -> Router {
    let routes = table().into_iter().fold(Router::new(), |router, route| {
        let handler = match route.who {
            Who::Anyone => route.handler,
            who => {
                let door = member_guard::MemberGuard { app: app.clone(), who, keeps_words: route.form.is_some() };
                let (growth, heavy, streams) = (route.growth, route.heavy, route.streams);
                let room = room_guard::RoomGuard { app: app.clone(), growth, heavy, streams };
                let handler = route.handler.layer(CatchPanicLayer::custom(panicked));
                let handler = handler.layer(from_fn_with_state(room, room_guard::with_room));
                handler.layer(from_fn_with_state(door, member_guard::members_only))
            }
        };
        router.route(&route.path, handler)
    });
    routes
        .fallback(nothing_here)
        .method_not_allowed_fallback(async || PageError::WrongMethod)
        .layer(DefaultBodyLimit::max(FORM_MOST))
        .layer(from_fn(timeout::limit))
        .layer(origin::same_site_only(&app.url))
        .layer(from_fn_with_state(app.clone(), origin::known_host_only))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(rest_of_body::read))
        .layer(from_fn_with_state(app.clone(), request_budget::keep))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), headers::add))
        .with_state(app.clone())
}

async fn nothing_here(visitor: Visitor) -> Response {
    Problem::framed(PageError::NotFound.into_response(), || PageFrame::for_visitor(&visitor))
}

fn panicked(_: Box<dyn Any + Send>) -> Response {
    PageError::Broken(anyhow::anyhow!("a handler panicked")).into_response()
}
