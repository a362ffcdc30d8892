//! What the rest of the program knows of this feature.

use super::prompts::Prompts;
use super::{JournalEntry, edit, pages, paths};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "journal",
    routes,
    kinds: &[EntryKind::of::<JournalEntry>("A page of your journal", "Journal").can_be_shown()],
    content: &[|_, contents| contents.add(Prompts::load())],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(paths::LIST, pages::list).members(),
        post(paths::LIST, pages::save).members().written_on(paths::LIST, "A page of your journal"),
        get(paths::PAGE, edit::show).members(),
        get(paths::EDIT, edit::edit).members(),
        post(paths::PAGE, edit::save).members().written_on(paths::EDIT, "A page of your journal"),
    ];
    routes.extend(removal::routes::<JournalEntry>());
    routes
}
