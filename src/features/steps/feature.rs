//! What the rest of the program knows of this feature.

use super::{list, pages, paths, preferences};
use crate::features::Feature;
use crate::web::route::{Growth, Route, get, post};

pub const FEATURE: Feature = Feature { name: "steps", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get(paths::LIST, list::list).members(),
        post(paths::LIST, list::look_for).members(),
        get(paths::STEP, pages::show).members(),
        post(paths::BEGIN, pages::begin).members().adds(Growth::Taps),
        post(paths::NEVER, preferences::never).members(),
        post(paths::AGAIN, preferences::allow_again).members(),
        post(paths::ASIDE, preferences::aside).members(),
        post(paths::BACK, preferences::back).members(),
    ]
}
