//! What the rest of the program knows of this feature.

use super::{own_step_pages, pages};
use crate::features::Feature;
use crate::model::ladder::Ladder;
use crate::model::steps::own::OwnStep;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::records::table::Table;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "ladder",
    routes,
    kinds: &[EntryKind::of::<OwnStep>("A step of your own", "Steps of your own")],
    tables: &[Table::of::<Ladder>()],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/ladder", pages::show).members(),
        post("/ladder", pages::begin).members(),
        post("/steps/{slug}/ladder", pages::put).members(),
        post("/steps/{slug}/move", pages::shift).members(),
        post("/steps/{slug}/off", pages::take_off).members(),
        get("/ladder/new", own_step_pages::ask).members(),
        post("/ladder/new", own_step_pages::add).members().written_on("/ladder/new", "A step of your own"),
        get("/ladder/steps/{id}", own_step_pages::edit).members(),
        post("/ladder/steps/{id}", own_step_pages::save)
            .members()
            .written_on("/ladder/steps/{id}", "A step of your own"),
    ];
    routes.extend(removal::routes::<OwnStep>());
    routes
}
