//! What the rest of the program knows of this feature.

use super::{Moment, pages, random};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature =
    Feature { name: "moments", routes, kinds: &[EntryKind::of::<Moment>("A moment", "Moments")], ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/moments", pages::list).members(),
        get("/moments/draw", random::draw).members(),
        get("/moments/{id}", random::show).members(),
        post("/moments", pages::save).members().written_on("/moments", "A moment you noticed"),
    ];
    routes.extend(removal::routes::<Moment>());
    routes
}
