//! What the rest of the program knows of this feature.

use super::working_notes::WorkingNote;
use super::{
    arrange, away, giving, helping, introduction, links, notes_pages, offering, ordering, own_offer, pages, paths,
    person, together,
};
use crate::features::Feature;
use crate::features::connecting::sides;
use crate::records::connections::Introduction;
use crate::records::kind::EntryKind;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "care",
    routes,
    kinds: &[
        EntryKind::of::<Introduction>("How you introduce yourself", "How you introduce yourself"),
        EntryKind::of::<WorkingNote>("A working note", "Working notes"),
    ],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    vec![
        get(paths::LIST, pages::list).supporters(),
        get(paths::INTRODUCTION, introduction::edit).supporters(),
        post(paths::INTRODUCTION, introduction::save)
            .supporters()
            .written_on(paths::INTRODUCTION, "How you introduce yourself"),
        get(paths::LINKS, links::ask).supporters(),
        post(paths::LINKS, links::make).supporters().written_on(paths::LINKS, "A link for somebody"),
        post(paths::TAKE_BACK, links::take_back).supporters(),
        get(paths::PERSON, person::show).supporters(),
        post(paths::ARRANGE, arrange::save).supporters().written_on(paths::PERSON, "What you call somebody"),
        get(paths::ALL_NOTES, notes_pages::all).members(),
        get(paths::NOTES, notes_pages::list).supporters(),
        post(paths::NOTES, notes_pages::save).supporters().written_on(paths::NOTES, "A working note"),
        get(paths::GIVEN, giving::ask).supporters(),
        post(paths::GIVEN, giving::save).supporters().written_on(paths::GIVEN, "A note for somebody"),
        get(paths::OFFER, offering::ask).supporters(),
        post(paths::OFFER, offering::save).supporters().written_on(paths::OFFER, "An idea for somebody"),
        get(paths::OWN_OFFER, own_offer::ask).supporters(),
        post(paths::OWN_OFFER, own_offer::save).supporters().written_on(paths::OWN_OFFER, "An idea for somebody"),
        get(paths::ORDER, ordering::ask).supporters(),
        post(paths::ORDER, ordering::save).supporters().written_on(paths::ORDER, "An order for somebody’s ladder"),
        post(paths::TOGETHER, together::save).supporters(),
        get(paths::AWAY, away::ask).supporters(),
        post(paths::AWAY, away::save).supporters().written_on(paths::AWAY, "When you are away"),
        post(paths::BACK, away::back).supporters(),
        get(paths::HELPING, helping::show).supporters(),
        get(paths::NUMBERS, sides::supporter_numbers).supporters(),
        post(paths::NUMBERS, sides::supporter_compared).supporters(),
        post(paths::NEW_KEY, sides::supporter_takes_new_key).supporters(),
        get(paths::PART, sides::supporter_asks_to_part).members(),
        post(paths::PART, sides::supporter_parts).members(),
        post(paths::REMOVE_NOTE, notes_pages::remove).members(),
        post(paths::RESTORE_NOTE, notes_pages::restore).members(),
    ]
}
