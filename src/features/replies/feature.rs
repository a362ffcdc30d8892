//! What the rest of the program knows of this feature.

use super::{FriendAnswer, ask, friend, paths, questions, read};
use crate::features::Feature;
use crate::records::entries::removal;
use crate::records::kind::EntryKind;
use crate::web::route::{Growth, Route, get, post};

pub const FEATURE: Feature = Feature {
    name: "replies",
    routes,
    kinds: &[EntryKind::of::<FriendAnswer>("What a friend answered", "What friends answered")],
    ..Feature::EMPTY
};

fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(paths::LIST, questions::list).members(),
        post(paths::LIST, ask::make).members().written_on(paths::NEW, "A question for a friend"),
        get(paths::NEW, ask::ask).members(),
        post(paths::NEW, ask::with_words).members(),
        get(paths::QUESTION, questions::show).members(),
        post(paths::READ, read::read).members().adds(Growth::Taps),
        post(paths::CLOSE, questions::close).members(),
        get(paths::REPLY, friend::show),
        post(paths::REPLY, friend::answer),
    ];
    routes.extend(removal::routes::<FriendAnswer>());
    routes
}
