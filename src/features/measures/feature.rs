//! What the rest of the program knows of this feature.

use super::{MeasureResponse, Measures, answer, pages, paths};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Growth, Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "measures",
    routes,
    kinds: &[EntryKind::of::<MeasureResponse>("Answers to a short questionnaire", "What else you kept")],
    content: &[|start, contents| contents.add(Measures::with_packs(&start.settings.measures))],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(paths::LIST, pages::list).members(),
        post(paths::LIST, pages::choose).members(),
        get(paths::MEASURE, answer::ask).members(),
        post(paths::MEASURE, answer::save).members().keeps_words("Answers to a short questionnaire").adds(Growth::Taps),
    ];
    routes.extend(removal::routes::<MeasureResponse>());
    routes
}
