//! What the rest of the program knows of this feature.

use super::{invitations, overview, paths, people, risk};
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "host", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get(paths::HOST, overview::show).hosts(),
        get(paths::PEOPLE, people::list).hosts(),
        get(paths::PERSON, people::show).hosts(),
        post(paths::ROLES, people::change_role).hosts(),
        post(paths::FACTOR_OFF, people::take_factor_off).hosts(),
        get(paths::INVITATIONS, invitations::list).hosts(),
        post(paths::INVITATIONS, invitations::invite).hosts(),
        post(paths::TAKE_BACK, invitations::take_back).hosts(),
        get(paths::RISK, risk::edit).hosts(),
        post(paths::RISK, risk::save).hosts().written_on(paths::RISK, "In an emergency"),
        get(paths::RISK_PAGE, risk::read).members(),
    ]
}
