//! What the rest of the program knows of this feature.

use super::{list, pages, preferences};
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "steps", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get("/steps", list::list).members(),
        get("/steps/{slug}", pages::show).members(),
        post("/steps/{slug}/begin", pages::begin).members(),
        post("/steps/{slug}/never", preferences::never).members(),
        post("/steps/{slug}/again", preferences::allow_again).members(),
        post("/steps/{slug}/aside", preferences::aside).members(),
        post("/steps/{slug}/back", preferences::back).members(),
    ]
}
