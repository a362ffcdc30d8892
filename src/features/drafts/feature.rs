//! What the rest of the program knows of this feature.

use super::{left, pages, paths};
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "drafts", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get(paths::LIST, pages::list).members(),
        post(paths::REMOVE, pages::remove).members(),
        post(paths::RESTORE, pages::restore).members(),
        post(paths::REMOVE_LEFT, left::remove).members(),
        post(paths::RESTORE_LEFT, left::restore).members(),
        post(paths::TAKE_IN, left::take_in).members(),
    ]
}
