//! What the rest of the program knows of this feature.

use super::contact_log::{self, Touch};
use super::mentions::Mentions;
use super::rhythms::Rhythm;
use super::{Contact, edit, import_pages, pages, paths, rhythm_pages, show};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Growth, Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "people",
    routes,
    kinds: &[
        EntryKind::of::<Contact>("Someone who matters", "Those who matter"),
        EntryKind::of::<Touch>("A time you were in touch", "What else you kept"),
        EntryKind::of::<Rhythm>("Something that comes round", "What comes round"),
        EntryKind::of::<Mentions>("Something you kept", "What else you kept"),
    ],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(paths::LIST, pages::list).members(),
        post(paths::LIST, pages::save).members(),
        get(paths::NEW, edit::ask).members(),
        post(paths::NEW, edit::add).members().written_on(paths::NEW, "Someone who matters"),
        get(paths::IMPORT, import_pages::ask).members(),
        post(paths::IMPORT, import_pages::read).members().heavy().holds(import_pages::FILE_MOST),
        post(paths::IMPORT_KEEP, import_pages::keep).members().holds(import_pages::CHOSEN_MOST).adds(Growth::Words),
        get(paths::TOUCHES, contact_log::list).members(),
        get(paths::RHYTHMS, rhythm_pages::list).members(),
        get(paths::NEW_RHYTHM, rhythm_pages::ask).members(),
        post(paths::NEW_RHYTHM, rhythm_pages::add)
            .members()
            .written_on(paths::NEW_RHYTHM, "Something that comes round"),
        get(paths::RHYTHM, rhythm_pages::edit).members(),
        post(paths::RHYTHM, rhythm_pages::save).members().written_on(paths::RHYTHM, "Something that comes round"),
        post(paths::PAUSE, rhythm_pages::pause).members(),
        get(paths::PERSON, show::show).members(),
        get(paths::CHANGE, edit::edit).members(),
        post(paths::CHANGE, edit::save).members().written_on(paths::CHANGE, "Someone who matters"),
        post(paths::TOUCH, contact_log::save).members().adds(Growth::Taps),
        post(paths::WEIGHT, show::weigh).members(),
    ];
    routes.extend(removal::routes::<Touch>());
    routes.extend(removal::routes::<Rhythm>());
    routes.extend(removal::routes::<Contact>());
    routes
}
