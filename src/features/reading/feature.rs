//! What the rest of the program knows of this feature.

use super::{Articles, pages, paths};
use crate::features::Feature;
use crate::web::route::{Route, get};

pub const FEATURE: Feature =
    Feature { name: "reading", routes, content: &[|_, contents| contents.add(Articles::load())], ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![get(paths::LIST, pages::list), get(paths::READING, pages::show)]
}
