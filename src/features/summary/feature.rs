//! What the rest of the program knows of this feature.

use super::{file, pages, paths};
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "summary", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get(paths::SUMMARY, pages::ask).members(),
        post(paths::SUMMARY, pages::see).members().written_on(paths::SUMMARY, "A summary"),
        post(paths::PRINT, pages::print).members(),
        post(paths::PDF, file::take).members().heavy(),
    ]
}
