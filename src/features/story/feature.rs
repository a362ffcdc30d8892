//! What the rest of the program knows of this feature.

use super::monthly_question::MonthlyAnswer;
use super::{monthly_question_pages, pages};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "story",
    routes,
    kinds: &[EntryKind::of::<MonthlyAnswer>("Who besides this app knew", "Who besides this app knew")],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/story", pages::show).members(),
        post("/story/besides", monthly_question_pages::save)
            .members()
            .written_on("/story", "Who besides this app knew"),
        post("/story/besides/leave", monthly_question_pages::leave).members(),
    ];
    routes.extend(removal::routes::<MonthlyAnswer>());
    routes
}
