//! What the rest of the program knows of this feature.

use super::{order, own_step_pages, pages, paths};
use crate::features::Feature;
use crate::model::ladder::Ladder;
use crate::model::steps::own::OwnStep;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::records::table::Table;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "ladder",
    routes,
    kinds: &[EntryKind::of::<OwnStep>("A step of your own", "Steps of your own")],
    tables: &[Table::of::<Ladder>()],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(paths::LADDER, pages::show).members(),
        post(paths::LADDER, pages::begin).members(),
        get(paths::ORDER, order::show).members(),
        post(paths::PUT, order::put).members(),
        post(paths::MOVE, order::shift).members(),
        post(paths::TAKE_OFF, order::take_off).members(),
        get(paths::NEW, own_step_pages::ask).members(),
        post(paths::NEW, own_step_pages::add).members().written_on(paths::NEW, "A step of your own"),
        get(paths::OWN_STEP, own_step_pages::edit).members(),
        post(paths::OWN_STEP, own_step_pages::save).members().written_on(paths::OWN_STEP, "A step of your own"),
    ];
    routes.extend(removal::routes::<OwnStep>());
    routes
}
