//! What the rest of the program knows of this feature.

use super::{pages, paths};
use crate::features::Feature;
use crate::model::picture::CorrectionEntry;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Growth, Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "picture",
    routes,
    kinds: &[EntryKind::of::<CorrectionEntry>("Something Handrail got wrong about you", "What else you kept")],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(paths::PICTURE, pages::show).members(),
        post(paths::PICTURE, pages::correct).members().adds(Growth::Taps),
    ];
    routes.extend(removal::routes::<CorrectionEntry>());
    routes
}
