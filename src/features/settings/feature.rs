//! What the rest of the program knows of this feature.

use super::{appearance, devices, pages, paths, zone};
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "settings", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get(paths::SETTINGS, pages::show).members(),
        get(paths::DAY, pages::day).members(),
        post(paths::DAY, pages::save_day).members(),
        post(paths::ZONE, zone::answer).members(),
        get(paths::LOOK, appearance::look).members(),
        post(paths::LOOK, appearance::save_look).members(),
        get(paths::ENERGY, appearance::energy).members(),
        post(paths::ENERGY, appearance::save_energy).members(),
        get(paths::SAFETY, appearance::safety).members(),
        post(paths::SAFETY, appearance::save_safety).members(),
        post(paths::UNDO, appearance::undo).members(),
        get(paths::DEVICES, devices::list).members(),
        post(paths::END, devices::end).members(),
        post(paths::END_OTHERS, devices::end_others).members(),
    ]
}
