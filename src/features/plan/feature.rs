//! What the rest of the program knows of this feature.

use super::sections::PlanSections;
use super::{edit, pages, paths};
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
        get(paths::PLAN, pages::show).members(),
        get(paths::EDIT, edit::edit).members(),
        post(paths::PLAN, edit::save).members().written_on(paths::EDIT, "Your steadying plan"),
    ];
    routes.extend(removal::routes::<Plan>());
    routes
}
