//! What the rest of the program knows of this feature.

use super::cards::{self, Cards};
use super::{answers, around, barriers, company, enough, pace, paths, possible, safety};
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "welcome",
    routes,
    content: &[|start, contents| contents.add(Cards::load(start.library))],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    vec![
        get(paths::WELCOME, answers::show).members(),
        // What keeps somebody safe, or certain people away, is asked again rather than taken in unseen.
        post(paths::WELCOME, barriers::save).members(),
        get(paths::IN_THE_WAY, barriers::ask).members(),
        get(paths::SAFETY, safety::ask).members(),
        post(paths::SAFETY, safety::save).members(),
        get(paths::AROUND, around::ask).members(),
        post(paths::AROUND, around::save).members(),
        get(paths::POSSIBLE, possible::ask).members(),
        post(paths::POSSIBLE, possible::save).members().keeps_words("Answers to the first questions"),
        get(paths::CARDS, cards::ask).members(),
        post(paths::CARDS, cards::save).members().keeps_words("Answers to the first questions"),
        get(paths::COMPANY, company::ask).members(),
        post(paths::COMPANY, company::save).members(),
        get(paths::PACE, pace::ask).members(),
        post(paths::PACE, pace::save).members().keeps_words("Answers to the first questions"),
        post(paths::ENOUGH, enough::say).members(),
        get(paths::THANKS, enough::thanks).members(),
    ]
}
