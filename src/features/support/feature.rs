//! What the rest of the program knows of this feature.

use super::{pages, paths};
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "support", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get(paths::CHOOSE, pages::choose),
        get(paths::COUNTRY, pages::country),
        post(paths::COUNTRY, pages::open_first).members(),
    ]
}
