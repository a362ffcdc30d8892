//! What the rest of the program knows of this feature.

use super::{Thought, look, pages};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "thoughts",
    routes,
    kinds: &[EntryKind::of::<Thought>("A thought you kept", "Thoughts you kept")],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/thoughts", pages::list).members(),
        post("/thoughts", pages::save).members().written_on("/thoughts", "A thought to look at"),
        get("/thoughts/{id}", look::show).members(),
        get("/thoughts/{id}/look", look::look).members(),
        post("/thoughts/{id}", look::save).members().written_on("/thoughts/{id}/look", "A thought to look at"),
    ];
    routes.extend(removal::routes::<Thought>());
    routes
}
