//! What the rest of the program knows of this feature.

use super::pages;
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "search", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![get("/search", pages::show).members(), post("/search", pages::ask).members()]
}
