//! What the rest of the program knows of this feature.

use super::prompts::Prompts;
use super::{JournalEntry, edit, pages};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "journal",
    routes,
    kinds: &[EntryKind::of::<JournalEntry>("A page of your journal", "Journal")],
    content: &[|_, contents| contents.add(Prompts::load())],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/journal", pages::list).members(),
        post("/journal", pages::save).members().written_on("/journal", "A page of your journal"),
        get("/journal/{id}", edit::show).members(),
        get("/journal/{id}/edit", edit::edit).members(),
        post("/journal/{id}", edit::save).members().written_on("/journal/{id}/edit", "A page of your journal"),
    ];
    routes.extend(removal::routes::<JournalEntry>());
    routes
}
