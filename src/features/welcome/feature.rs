//! What the rest of the program knows of this feature.

use super::cards::{self, Cards};
use super::{answers, barriers, company, pace, possible, safety};
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
        get("/welcome", answers::show).members(),
        post("/welcome", barriers::save).members().keeps_words("Answers to the first questions"),
        get("/welcome/in-the-way", barriers::ask).members(),
        get("/welcome/safety", safety::ask).members(),
        post("/welcome/safety", safety::save).members().keeps_words("Answers to the first questions"),
        get("/welcome/possible", possible::ask).members(),
        post("/welcome/possible", possible::save).members().keeps_words("Answers to the first questions"),
        get("/welcome/cards", cards::ask).members(),
        post("/welcome/cards", cards::save).members().keeps_words("Answers to the first questions"),
        get("/welcome/company", company::ask).members(),
        post("/welcome/company", company::save).members().keeps_words("Answers to the first questions"),
        get("/welcome/pace", pace::ask).members(),
        post("/welcome/pace", pace::save).members().keeps_words("Answers to the first questions"),
    ]
}
