//! What the rest of the program knows of this feature.

use super::{for_good_pages, pages, paths};
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "removed", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get(paths::LIST, pages::list).members(),
        get(paths::FOR_GOOD, for_good_pages::ask).members(),
        post(paths::FOR_GOOD, for_good_pages::take_one).members(),
        get(paths::ALL_FOR_GOOD, for_good_pages::ask_all).members(),
        post(paths::ALL_FOR_GOOD, for_good_pages::take_all).members(),
    ]
}
