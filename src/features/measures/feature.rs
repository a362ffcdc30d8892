//! What the rest of the program knows of this feature.

use super::{MeasureResponse, Measures, answer, pages};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "measures",
    routes,
    kinds: &[EntryKind::of::<MeasureResponse>("Answers to a short questionnaire", "What else you kept")],
    content: &[|start, contents| contents.add(Measures::with_packs(&start.settings.measures))],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/measures", pages::list).members(),
        post("/measures", pages::choose).members(),
        get("/measures/{number}", answer::ask).members(),
        post("/measures/{number}", answer::save).members().keeps_words("Answers to a short questionnaire"),
    ];
    routes.extend(removal::routes::<MeasureResponse>());
    routes
}
