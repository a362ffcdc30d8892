//! What the rest of the program knows of this feature.

use super::{appearance, devices, pages};
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "settings", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get("/settings", pages::show).members(),
        get("/settings/day", pages::day).members(),
        post("/settings/day", pages::save_day).members(),
        get("/settings/look", appearance::look).members(),
        post("/settings/look", appearance::save_look).members(),
        get("/settings/energy", appearance::energy).members(),
        post("/settings/energy", appearance::save_energy).members(),
        get("/settings/safety", appearance::safety).members(),
        post("/settings/safety", appearance::save_safety).members(),
        post("/settings/undo", appearance::undo).members(),
        get("/settings/devices", devices::list).members(),
        post("/settings/devices/{id}/end", devices::end).members(),
        post("/settings/devices/end-others", devices::end_others).members(),
    ]
}
