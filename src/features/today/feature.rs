//! What the rest of the program knows of this feature.

use super::check_in::{self, Feelings};
use super::{answer, leads, pages, paths};
use crate::features::Feature;
use crate::model::suggestion::{CheckIn, Suggestion};
use crate::records::table::Table;
use crate::web::route::{Growth, Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "today",
    routes,
    tables: &[Table::of::<CheckIn>(), Table::of::<Suggestion>()],
    content: &[|_, contents| contents.add(Feelings::load())],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    vec![
        get(paths::TODAY, pages::show).members(),
        post(paths::CHECK_INS, check_in::save).members().keeps_words("A check-in"),
        post(paths::SUGGESTIONS, pages::another).members().adds(Growth::Taps),
        post(paths::NOT_ON, leads::leave).members(),
        post(paths::ANSWER, answer::save).members().keeps_words("An answer to a step").adds(Growth::Taps),
    ]
}
