//! What the rest of the program knows of this feature.

use super::{opening, paths, sides};
use crate::features::Feature;
use crate::web::route::{Growth, Route, get, post};

pub const FEATURE: Feature = Feature { name: "connecting", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get(paths::CONNECT, opening::show).members(),
        post(paths::CONNECT, opening::agree).members().adds(Growth::Taps),
        get(paths::NUMBERS, sides::member_numbers).members(),
        post(paths::NUMBERS, sides::member_compared).members(),
        post(paths::NEW_KEY, sides::member_takes_new_key).members(),
        get(paths::PART, sides::member_asks_to_part).members(),
        post(paths::PART, sides::member_parts).members(),
    ]
}
