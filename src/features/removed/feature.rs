//! What the rest of the program knows of this feature.

use super::{pages, paths};
use crate::features::Feature;
use crate::web::route::{Route, get};

pub const FEATURE: Feature = Feature { name: "removed", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![get(paths::LIST, pages::list).members()]
}
