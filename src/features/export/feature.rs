//! What the rest of the program knows of this feature.

use super::{import, pages, paths};
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "export", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get(paths::EXPORT, pages::show).members().heavy(),
        post(paths::EXPORT, pages::take).members().heavy(),
        get(paths::IMPORT, import::show).members(),
        post(paths::IMPORT, import::take_in).members().heavy().holds(import::FILE_MOST),
    ]
}
