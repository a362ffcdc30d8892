//! What the rest of the program knows of this feature.

use super::{import, pages};
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "export", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get("/settings/export", pages::show).members(),
        post("/settings/export", pages::take).members(),
        get("/settings/import", import::show).members(),
        post("/settings/import", import::take_in).members().holds(import::FILE_MOST),
    ]
}
