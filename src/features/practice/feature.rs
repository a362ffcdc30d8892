//! What the rest of the program knows of this feature.

use super::rehearsals::play::RehearsalRecord;
use super::{pages, paths, rehearsals};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "practice",
    routes,
    kinds: &[EntryKind::of::<RehearsalRecord>("A conversation you practised", "Conversations you practised")],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(paths::GROUNDING, pages::grounding),
        get(paths::LIST, rehearsals::list::list).members(),
        get(paths::REHEARSAL, rehearsals::pages::show).members(),
        post(paths::REHEARSAL, rehearsals::turns::choose).members(),
        post(paths::START, rehearsals::turns::begin).members(),
        post(paths::BACK, rehearsals::turns::back).members(),
        post(paths::KEEP, rehearsals::turns::keep)
            .members()
            .written_on(paths::REHEARSAL, "Something to keep from practice"),
    ];
    routes.extend(removal::routes::<RehearsalRecord>());
    routes
}
