//! What the rest of the program knows of this feature.

use super::{pages, paths};
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "search", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![get(paths::SEARCH, pages::show).members(), post(paths::SEARCH, pages::ask).members().heavy()]
}
