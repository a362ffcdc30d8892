//! What the rest of the program knows of this feature.

use super::contact_log::{self, Touch};
use super::mentions::Mentions;
use super::rhythms::Rhythm;
use super::{Contact, edit, import_pages, pages, rhythm_pages, show};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "people",
    routes,
    kinds: &[
        EntryKind::of::<Contact>("Someone who matters", "Those who matter"),
        EntryKind::of::<Touch>("A time you were in touch", "What else you kept"),
        EntryKind::of::<Rhythm>("A rhythm", "Rhythms"),
        EntryKind::of::<Mentions>("Something you kept", "What else you kept"),
    ],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/people", pages::list).members(),
        post("/people", pages::save).members(),
        get("/people/new", edit::ask).members(),
        post("/people/new", edit::add).members().written_on("/people/new", "Someone who matters"),
        get("/people/import", import_pages::ask).members(),
        post("/people/import", import_pages::read).members().holds(import_pages::FILE_MOST),
        post("/people/import/keep", import_pages::keep).members().holds(import_pages::CHOSEN_MOST),
        get("/people/touches", contact_log::list).members(),
        get("/people/rhythms", rhythm_pages::list).members(),
        get("/people/rhythms/new", rhythm_pages::ask).members(),
        post("/people/rhythms/new", rhythm_pages::add).members().written_on("/people/rhythms/new", "A rhythm"),
        get("/people/rhythms/{id}", rhythm_pages::edit).members(),
        post("/people/rhythms/{id}", rhythm_pages::save).members().written_on("/people/rhythms/{id}", "A rhythm"),
        post("/people/rhythms/{id}/pause", rhythm_pages::pause).members(),
        get("/people/{id}", show::show).members(),
        get("/people/{id}/change", edit::edit).members(),
        post("/people/{id}/change", edit::save).members().written_on("/people/{id}/change", "Someone who matters"),
        post("/people/{id}/touches", contact_log::save).members(),
        post("/people/{id}/weight", show::weigh).members(),
    ];
    routes.extend(removal::routes::<Touch>());
    routes.extend(removal::routes::<Rhythm>());
    routes.extend(removal::routes::<Contact>());
    routes
}
