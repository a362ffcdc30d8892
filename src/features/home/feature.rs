//! What the rest of the program knows of this feature.

use super::pages;
use crate::features::Feature;
use crate::web::route::{Route, get};

pub const FEATURE: Feature = Feature { name: "home", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get("/", pages::front),
        get("/about", pages::about),
        get("/privacy", pages::privacy),
        get("/exit", pages::exit),
        get("/healthz", pages::health),
        get("/offline", pages::offline),
    ]
}
