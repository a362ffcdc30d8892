//! What the rest of the program knows of this feature.

use super::pages;
use crate::features::Feature;
use crate::model::picture::CorrectionEntry;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "picture",
    routes,
    kinds: &[EntryKind::of::<CorrectionEntry>("Something Handrail got wrong about you", "What else you kept")],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes =
        vec![get("/today/picture", pages::show).members(), post("/today/picture", pages::correct).members()];
    routes.extend(removal::routes::<CorrectionEntry>());
    routes
}
