//! What the rest of the program knows of this feature.

use super::rehearsals::play::RehearsalRecord;
use super::{pages, rehearsals};
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
        get("/grounding", pages::grounding),
        get("/practice", rehearsals::list::list).members(),
        get("/practice/{slug}", rehearsals::pages::show).members(),
        post("/practice/{slug}", rehearsals::turns::choose).members(),
        post("/practice/{slug}/start", rehearsals::turns::begin).members(),
        post("/practice/{slug}/back", rehearsals::turns::back).members(),
        post("/practice/{slug}/keep", rehearsals::turns::keep)
            .members()
            .written_on("/practice/{slug}", "Something to keep from practice"),
    ];
    routes.extend(removal::routes::<RehearsalRecord>());
    routes
}
