//! What the rest of the program knows of this feature.

use super::kept::{self, Message};
use super::{pages, paths};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "composer",
    routes,
    kinds: &[EntryKind::of::<Message>("Words for a message", "Words for messages")],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(paths::WORDS, pages::ask).members(),
        post(paths::WORDS, pages::find).members(),
        get(paths::MESSAGES, kept::list).members(),
        post(paths::MESSAGES, kept::save).members().written_on(paths::MESSAGES, "Words for a message"),
    ];
    routes.extend(removal::routes::<Message>());
    routes
}
