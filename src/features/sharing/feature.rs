//! What the rest of the program knows of this feature.

use super::bring::ToBring;
use super::{as_they_see, asleep, bring_one, bring_pages, choose, give, looks, overview, paths, preview};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Growth, Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "sharing",
    routes,
    kinds: &[EntryKind::of::<ToBring>("Something to bring", "To bring")],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(paths::SHARING, overview::show).members(),
        get(paths::CHOOSE, choose::show).members(),
        get(paths::PREVIEW, preview::show).members(),
        post(paths::GRANTS, give::give).members().adds(Growth::Taps),
        post(paths::REVOKE, give::revoke).members(),
        get(paths::AS_THEY_SEE, as_they_see::show).members(),
        post(paths::ASLEEP, asleep::answer).members(),
        get(paths::BRING, bring_pages::list).members(),
        post(paths::BRING, bring_pages::save).members().written_on(paths::BRING, "Something to bring"),
        post(paths::BRING_ONE, bring_one::bring).members().adds(Growth::Taps),
        post(paths::TALKED_ABOUT, bring_pages::talked_about).members(),
        get(paths::LOOKS, looks::show).members(),
    ];
    routes.extend(removal::routes::<ToBring>());
    routes
}
