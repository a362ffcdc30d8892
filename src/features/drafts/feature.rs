//! What the rest of the program knows of this feature.

use super::pages;
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "drafts", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get("/drafts", pages::list).members(),
        post("/drafts/{id}/remove", pages::remove).members(),
        post("/drafts/{id}/restore", pages::restore).members(),
    ]
}
