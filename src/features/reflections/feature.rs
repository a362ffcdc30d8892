//! What the rest of the program knows of this feature.

use super::{attempt, calendar, evidence_page, pages, reply};
use crate::features::Feature;
use crate::model::reflection::{Attempt, Reflection};
use crate::records::reflections::store;
use crate::records::table::Table;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "reflections",
    routes,
    tables: &[Table::of::<Attempt>(), Table::of::<Reflection>()],
    tidy: Some(|write, long_ago| Box::pin(store::tidy(write, long_ago))),
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    vec![
        get("/attempts/{id}", attempt::show).members(),
        post("/attempts/{id}/reflection", attempt::reflect)
            .members()
            .written_on("/attempts/{id}", "Something you were writing"),
        post("/attempts/{id}/calendar", calendar::give).members(),
        get("/reflections", pages::list).members(),
        get("/reflections/evidence", evidence_page::show).members(),
        get("/reflections/{id}", pages::edit).members(),
        post("/reflections/{id}", pages::save).members().written_on("/reflections/{id}", "Something you were writing"),
        post("/reflections/{id}/remove", pages::remove).members(),
        post("/reflections/{id}/restore", pages::restore).members(),
        post("/reflections/{id}/reply", reply::save).members(),
    ]
}
