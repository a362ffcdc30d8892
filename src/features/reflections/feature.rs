//! What the rest of the program knows of this feature.

use super::{attempt, calendar, evidence_page, one_tap, pages, paths, reply};
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
        get(paths::ATTEMPT, attempt::show).members(),
        post(paths::REFLECT, attempt::reflect).members().written_on(paths::ATTEMPT, "Something you were writing"),
        get(paths::GUESS, attempt::ask_guess).members(),
        post(paths::GUESS, one_tap::guess).members().keeps_words("A guess"),
        post(paths::CALENDAR, calendar::give).members(),
        get(paths::LIST, pages::list).members(),
        get(paths::EVIDENCE, evidence_page::show).members(),
        get(paths::REFLECTION, pages::edit).members(),
        post(paths::REFLECTION, pages::save).members().written_on(paths::REFLECTION, "Something you were writing"),
        get(paths::FELT, one_tap::ask_felt).members(),
        post(paths::FELT, one_tap::felt).members().keeps_words("What it was like"),
        post(paths::REMOVE, pages::remove).members(),
        post(paths::RESTORE, pages::restore).members(),
        post(paths::REPLY, reply::save).members(),
    ]
}
