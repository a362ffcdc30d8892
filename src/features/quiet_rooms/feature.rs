//! What the rest of the program knows of this feature.

use super::presence::RoomRegistry;
use super::{QuietRoom, edit, guest_links, guests, list, live, paths, show};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::contents::{Contents, StartUp};
use crate::web::route::{Growth, Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "quiet_rooms",
    routes,
    kinds: &[EntryKind::of::<QuietRoom>("A quiet room", "Quiet rooms").at_most(edit::OWN_MOST)],
    content: &[registry],
    ..Feature::EMPTY
};

/// Nobody is anywhere when the program starts.
fn registry(_: &StartUp<'_>, contents: &mut Contents) -> anyhow::Result<()> {
    contents.add(Ok(RoomRegistry::default()))
}

fn routes() -> Vec<Route> {
    vec![
        get(paths::LIST, list::list).members(),
        get(paths::NEW, edit::ask).members(),
        post(paths::NEW, edit::make).members().written_on(paths::NEW, "A quiet room"),
        post(paths::TAKE_BACK, guest_links::take_back).members(),
        get(paths::LIVE, live::show).members().streams(),
        get(paths::ROOM, show::show).members(),
        post(paths::ROOM, show::come_in).members(),
        post(paths::TIMER, show::time).members(),
        post(paths::LEAVE, show::leave).members(),
        get(paths::CHANGE, edit::edit).members(),
        post(paths::CHANGE, edit::save).members().written_on(paths::CHANGE, "A quiet room"),
        post(paths::GUESTS, guest_links::make).members().adds(Growth::Taps),
        post(paths::CLOSE, edit::close).members(),
        get(paths::GUEST_LIVE, guests::live).streams(),
        get(paths::GUEST, guests::show),
        post(paths::GUEST, guests::come_in),
        post(paths::GUEST_LEAVE, guests::leave),
        post(paths::REMOVE, edit::remove).members(),
        post(paths::RESTORE, removal::restore::<QuietRoom>).members(),
    ]
}
