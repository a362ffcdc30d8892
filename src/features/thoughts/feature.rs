//! What the rest of the program knows of this feature.

use super::{Thought, look, pages, paths};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "thoughts",
    routes,
    kinds: &[EntryKind::of::<Thought>("A thought you kept", "Thoughts you kept").can_be_shown()],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(paths::LIST, pages::list).members(),
        post(paths::LIST, pages::save).members().written_on(paths::LIST, "A thought to look at"),
        get(paths::THOUGHT, look::show).members(),
        get(paths::LOOK, look::look).members(),
        post(paths::THOUGHT, look::save).members().written_on(paths::LOOK, "A thought to look at"),
    ];
    routes.extend(removal::routes::<Thought>());
    routes
}
