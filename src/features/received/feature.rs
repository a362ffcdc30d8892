//! What the rest of the program knows of this feature.

use super::{offers, orders, pages, paths};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::records::received::Received;
use crate::web::route::{Growth, Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "received",
    routes,
    kinds: &[EntryKind::of::<Received>("Something you were given", "What you were given")],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(paths::LIST, pages::list).members(),
        post(paths::OFFER, offers::answer).members().adds(Growth::Words),
        post(paths::ORDER, orders::answer).members(),
    ];
    routes.extend(removal::routes::<Received>());
    routes
}
