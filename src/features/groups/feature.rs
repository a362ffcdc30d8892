//! What the rest of the program knows of this feature.

use super::{
    GroupRound, calendar, care, guide, ideas, invite, join, leave, list, make, mine, own, paths, people, removing,
    report, round, show, warm,
};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Growth, Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "groups",
    routes,
    kinds: &[EntryKind::of::<GroupRound>("What you wrote for a group", "What you wrote for groups")],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(paths::LIST, list::list).members(),
        get(paths::NEW, make::ask).facilitators(),
        post(paths::NEW, make::make).facilitators().written_on(paths::NEW, "A new group"),
        get(paths::GUIDE, guide::show).members(),
        get(paths::JOIN, join::show).members(),
        post(paths::JOIN, join::join).members().adds(Growth::Taps),
        get(paths::GROUP, show::show).members(),
        post(paths::ROUNDS, round::save).members().written_on(paths::GROUP, "Words for a group"),
        get(paths::CHANGE, make::edit).facilitators(),
        post(paths::CHANGE, make::save).facilitators().written_on(paths::CHANGE, "What a group says of itself"),
        get(paths::INVITATIONS, invite::list).facilitators(),
        post(paths::INVITATIONS, invite::invite).facilitators().adds(Growth::Taps),
        post(paths::TAKE_BACK, invite::take_back).facilitators(),
        post(paths::WARM, warm::send).members().adds(Growth::Taps),
        post(paths::HIDE, warm::hide).members(),
        get(paths::PEOPLE, people::list).members(),
        post(paths::PEOPLE, people::save).members().adds(Growth::Taps),
        post(paths::PART, people::change_part).facilitators(),
        get(paths::REMOVE, removing::ask).facilitators(),
        post(paths::REMOVE, removing::remove)
            .facilitators()
            .written_on(paths::REMOVE, "Why somebody is removed from a group"),
        post(paths::WAKE, removing::wake).members(),
        get(paths::MINE, mine::show).members(),
        post(paths::MINE, mine::save).members(),
        get(paths::LEAVE, leave::ask).members(),
        get(paths::REPORT, report::ask).members(),
        post(paths::REPORT, report::send).members().written_on(paths::REPORT, "Something that isn’t right in a group"),
        get(paths::CARE, care::show).members(),
        post(paths::CARE, report::seen_to).members(),
        post(paths::CALENDAR, calendar::give).members(),
        get(paths::IDEAS, ideas::list).members(),
        post(paths::IDEAS, ideas::offer).members().written_on(paths::IDEAS, "An idea for a group"),
        post(paths::TAKE, ideas::take).members().adds(Growth::Taps),
        get(paths::OWN, own::show).members(),
        get(paths::OWN_EDIT, own::edit).members(),
        post(paths::OWN, own::save).members().written_on(paths::OWN_EDIT, "What you wrote for a group"),
        post(paths::OWN_SHOW, own::show_again).members(),
    ];
    routes.extend(removal::routes::<GroupRound>());
    routes.push(post(paths::LEAVE, leave::leave).members());
    routes
}
