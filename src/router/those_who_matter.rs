//! The part of the table about people who matter.

use super::Route;
use super::table::{get, post};
use crate::entries;
use crate::people::rhythms::Rhythm;
use crate::people::touch::Touch;
use crate::people::{self, Person};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/people", people::pages::list).members(),
        post("/people", people::pages::save).members(),
        get("/people/new", people::person::ask).members(),
        post("/people/new", people::person::add).members().written_on("/people/new"),
        get("/people/import", people::import_pages::ask).members(),
        post("/people/import", people::import_pages::read).members().holds(people::import_pages::FILE_MOST),
        post("/people/import/keep", people::import_pages::keep).members().holds(people::import_pages::CHOSEN_MOST),
        get("/people/touches", people::touch::list).members(),
        post("/people/touches/{id}/remove", entries::pages::remove::<Touch>).members(),
        post("/people/touches/{id}/restore", entries::pages::restore::<Touch>).members(),
        get("/people/rhythms", people::rhythm_pages::list).members(),
        get("/people/rhythms/new", people::rhythm_pages::ask).members(),
        post("/people/rhythms/new", people::rhythm_pages::add).members().written_on("/people/rhythms/new"),
        get("/people/rhythms/{id}", people::rhythm_pages::edit).members(),
        post("/people/rhythms/{id}", people::rhythm_pages::save).members().written_on("/people/rhythms/{id}"),
        post("/people/rhythms/{id}/pause", people::rhythm_pages::pause).members(),
        post("/people/rhythms/{id}/remove", entries::pages::remove::<Rhythm>).members(),
        post("/people/rhythms/{id}/restore", entries::pages::restore::<Rhythm>).members(),
        get("/people/{id}", people::one::show).members(),
        get("/people/{id}/change", people::person::edit).members(),
        post("/people/{id}/change", people::person::save).members().written_on("/people/{id}/change"),
        post("/people/{id}/touches", people::touch::save).members(),
        post("/people/{id}/weight", people::one::weigh).members(),
        post("/people/{id}/remove", entries::pages::remove::<Person>).members(),
        post("/people/{id}/restore", entries::pages::restore::<Person>).members(),
    ]
}
