//! What the rest of the program knows of this feature.

use super::monthly_question::MonthlyAnswer;
use super::{monthly_question_pages, pages, paths};
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
        get(paths::STORY, pages::show).members(),
        post(paths::BESIDES, monthly_question_pages::save)
            .members()
            .written_on(paths::STORY, "Who besides this app knew"),
        post(paths::LEAVE, monthly_question_pages::leave).members(),
    ];
    routes.extend(removal::routes::<MonthlyAnswer>());
    routes
}
