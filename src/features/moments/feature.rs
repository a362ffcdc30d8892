//! What the rest of the program knows of this feature.

use super::{Moment, edit, pages, paths, random};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "moments",
    routes,
    kinds: &[EntryKind::of::<Moment>("A moment", "Moments").can_be_shown()],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(paths::LIST, pages::list).members(),
        get(paths::DRAW, random::draw).members(),
        get(paths::MOMENT, random::show).members(),
        get(paths::EDIT, edit::edit).members(),
        post(paths::MOMENT, edit::save).members().written_on(paths::EDIT, "A moment you noticed"),
        post(paths::LIST, pages::save).members().written_on(paths::LIST, "A moment you noticed"),
    ];
    routes.extend(removal::routes::<Moment>());
    routes
}
