//! What the rest of the program knows of this feature.

use super::sections::PlanSections;
use super::{edit, pages};
use crate::features::Feature;
use crate::model::plan::Plan;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "plan",
    routes,
    kinds: &[EntryKind::of::<Plan>("Your steadying plan", "Your steadying plan")],
    content: &[|_, contents| contents.add(PlanSections::load())],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/plan", pages::show).members(),
        get("/plan/edit", edit::edit).members(),
        post("/plan", edit::save).members().written_on("/plan/edit", "Your steadying plan"),
    ];
    routes.extend(removal::routes::<Plan>());
    routes
}
