//! Every address, who may use it, and what answers.

use axum::handler::Handler;
use axum::http::Method;
use axum::routing;

use super::{Route, those_who_matter};
use crate::app::App;
use crate::composer::kept::Message;
use crate::journal::Written;
use crate::measures::Taken;
use crate::moments::Moment;
use crate::picture::Corrected;
use crate::plan::Plan;
use crate::practice::rehearsals;
use crate::practice::rehearsals::play::Played;
use crate::steps::own::OwnStep;
use crate::story::besides::Besides;
use crate::thoughts::Thought;
use crate::web::assets;
use crate::{
    accounts, composer, drafts, entries, export, home, instance, journal, ladder, measures, moments, notebook, picture,
    plan, practice, reading, reflections, removed, resets, search, sessions, steps, story, suggestions, support,
    thoughts, welcome,
};

pub(super) fn get<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Route {
    Route::new(Method::GET, path, routing::get(handler))
}

pub(super) fn post<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Route {
    Route::new(Method::POST, path, routing::post(handler))
}

/// Every route there is.
#[must_use]
pub fn table() -> Vec<Route> {
    [open_to_all(), a_day(), steps_and_ladder(), words_and_practice(), inner(), those_who_matter::routes(), oneself()]
        .into_iter()
        .flatten()
        .collect()
}

fn open_to_all() -> Vec<Route> {
    vec![
        get("/", home::pages::front),
        get("/about", home::pages::about),
        get("/privacy", home::pages::privacy),
        get("/exit", home::pages::exit),
        get("/healthz", home::pages::health),
        get("/support", support::pages::choose),
        get("/support/{country}", support::pages::country),
        get("/grounding", practice::pages::grounding),
        get("/reading", reading::pages::list),
        get("/reading/{number}", reading::pages::show),
        get("/offline", home::pages::offline),
        get("/sw.js", assets::worker),
        get("/static/{name}", assets::show),
        get("/set-up/{token}", instance::set_up::ask),
        post("/set-up/{token}", instance::set_up::answer),
        get("/sign-in", accounts::sign_in::ask),
        post("/sign-in", accounts::sign_in::answer),
        post("/sign-out", accounts::sign_in::out),
        get("/sign-up", accounts::sign_up::ask),
        post("/sign-up", accounts::sign_up::answer),
        get("/invite/{token}", accounts::sign_up::invited),
        get("/recover", accounts::recovery::ask),
        post("/recover", accounts::recovery::answer),
        get("/recover/{token}", resets::pages::ask),
        post("/recover/{token}", resets::pages::answer),
    ]
}

fn a_day() -> Vec<Route> {
    vec![
        get("/today", suggestions::today::show).members(),
        post("/check-ins", suggestions::check_in::save).members().keeps_words(),
        get("/today/picture", picture::pages::show).members(),
        post("/today/picture", picture::pages::correct).members(),
        post("/today/picture/{id}/remove", entries::pages::remove::<Corrected>).members(),
        post("/today/picture/{id}/restore", entries::pages::restore::<Corrected>).members(),
        post("/suggestions", suggestions::today::another).members(),
        post("/suggestions/{id}/answer", suggestions::answer::save).members().keeps_words(),
        get("/attempts/{id}", reflections::attempt::show).members(),
        post("/attempts/{id}/reflection", reflections::attempt::reflect).members().written_on("/attempts/{id}"),
        post("/attempts/{id}/calendar", reflections::calendar::give).members(),
        get("/reflections", reflections::pages::list).members(),
        get("/reflections/evidence", reflections::evidence_page::show).members(),
        get("/reflections/{id}", reflections::pages::edit).members(),
        post("/reflections/{id}", reflections::pages::save).members().written_on("/reflections/{id}"),
        post("/reflections/{id}/remove", reflections::pages::remove).members(),
        post("/reflections/{id}/restore", reflections::pages::restore).members(),
        post("/reflections/{id}/reply", reflections::reply::save).members(),
        get("/moments", moments::pages::list).members(),
        get("/moments/draw", moments::jar::draw).members(),
        get("/moments/{id}", moments::jar::show).members(),
        post("/moments", moments::pages::save).members().written_on("/moments"),
        post("/moments/{id}/remove", entries::pages::remove::<Moment>).members(),
        post("/moments/{id}/restore", entries::pages::restore::<Moment>).members(),
    ]
}

fn steps_and_ladder() -> Vec<Route> {
    vec![
        get("/steps", steps::list::list).members(),
        get("/steps/{slug}", steps::pages::show).members(),
        post("/steps/{slug}/begin", steps::pages::begin).members(),
        post("/steps/{slug}/never", steps::wishes::never).members(),
        post("/steps/{slug}/again", steps::wishes::again).members(),
        post("/steps/{slug}/aside", steps::wishes::aside).members(),
        post("/steps/{slug}/back", steps::wishes::back).members(),
        get("/ladder", ladder::pages::show).members(),
        post("/ladder", ladder::pages::begin).members(),
        post("/steps/{slug}/ladder", ladder::pages::put).members(),
        post("/steps/{slug}/move", ladder::pages::shift).members(),
        post("/steps/{slug}/off", ladder::pages::take_off).members(),
        get("/ladder/new", steps::own_pages::ask).members(),
        post("/ladder/new", steps::own_pages::add).members().written_on("/ladder/new"),
        get("/ladder/steps/{id}", steps::own_pages::edit).members(),
        post("/ladder/steps/{id}", steps::own_pages::save).members().written_on("/ladder/steps/{id}"),
        post("/ladder/steps/{id}/remove", entries::pages::remove::<OwnStep>).members(),
        post("/ladder/steps/{id}/restore", entries::pages::restore::<OwnStep>).members(),
    ]
}

fn words_and_practice() -> Vec<Route> {
    vec![
        get("/steps/{slug}/words", composer::pages::ask).members(),
        post("/steps/{slug}/words", composer::pages::find).members(),
        get("/practice", rehearsals::list::list).members(),
        get("/practice/{slug}", rehearsals::pages::show).members(),
        post("/practice/{slug}", rehearsals::turns::choose).members(),
        post("/practice/{slug}/start", rehearsals::turns::begin).members(),
        post("/practice/{slug}/back", rehearsals::turns::back).members(),
        post("/practice/{slug}/keep", rehearsals::turns::keep).members().written_on("/practice/{slug}"),
        post("/practice/kept/{id}/remove", entries::pages::remove::<Played>).members(),
        post("/practice/kept/{id}/restore", entries::pages::restore::<Played>).members(),
        get("/messages", composer::kept::list).members(),
        post("/messages", composer::kept::save).members().written_on("/messages"),
        post("/messages/{id}/remove", entries::pages::remove::<Message>).members(),
        post("/messages/{id}/restore", entries::pages::restore::<Message>).members(),
    ]
}

fn inner() -> Vec<Route> {
    vec![
        get("/journal", journal::pages::list).members(),
        post("/journal", journal::pages::save).members().written_on("/journal"),
        get("/journal/{id}", journal::edit::show).members(),
        get("/journal/{id}/edit", journal::edit::edit).members(),
        post("/journal/{id}", journal::edit::save).members().written_on("/journal/{id}/edit"),
        post("/journal/{id}/remove", entries::pages::remove::<Written>).members(),
        post("/journal/{id}/restore", entries::pages::restore::<Written>).members(),
        get("/thoughts", thoughts::pages::list).members(),
        post("/thoughts", thoughts::pages::save).members().written_on("/thoughts"),
        get("/thoughts/{id}", thoughts::look::show).members(),
        get("/thoughts/{id}/look", thoughts::look::look).members(),
        post("/thoughts/{id}", thoughts::look::save).members().written_on("/thoughts/{id}/look"),
        post("/thoughts/{id}/remove", entries::pages::remove::<Thought>).members(),
        post("/thoughts/{id}/restore", entries::pages::restore::<Thought>).members(),
        get("/search", search::pages::show).members(),
        post("/search", search::pages::ask).members(),
        get("/plan", plan::pages::show).members(),
        get("/plan/edit", plan::edit::edit).members(),
        post("/plan", plan::edit::save).members().written_on("/plan/edit"),
        post("/plan/{id}/remove", entries::pages::remove::<Plan>).members(),
        post("/plan/{id}/restore", entries::pages::restore::<Plan>).members(),
    ]
}

fn oneself() -> Vec<Route> {
    vec![
        get("/welcome", welcome::answers::show).members(),
        post("/welcome", welcome::way::save).members().keeps_words(),
        get("/welcome/in-the-way", welcome::way::ask).members(),
        get("/welcome/safety", welcome::safety::ask).members(),
        post("/welcome/safety", welcome::safety::save).members().keeps_words(),
        get("/welcome/possible", welcome::possible::ask).members(),
        post("/welcome/possible", welcome::possible::save).members().keeps_words(),
        get("/welcome/cards", welcome::cards::ask).members(),
        post("/welcome/cards", welcome::cards::save).members().keeps_words(),
        get("/welcome/company", welcome::company::ask).members(),
        post("/welcome/company", welcome::company::save).members().keeps_words(),
        get("/welcome/pace", welcome::pace::ask).members(),
        post("/welcome/pace", welcome::pace::save).members().keeps_words(),
        get("/drafts", drafts::pages::list).members(),
        post("/drafts/{id}/remove", drafts::pages::remove).members(),
        post("/drafts/{id}/restore", drafts::pages::restore).members(),
        get("/notebook", notebook::pages::show).members(),
        get("/story", story::pages::show).members(),
        post("/story/besides", story::besides_pages::save).members().written_on("/story"),
        post("/story/besides/leave", story::besides_pages::leave).members(),
        post("/story/besides/{id}/remove", entries::pages::remove::<Besides>).members(),
        post("/story/besides/{id}/restore", entries::pages::restore::<Besides>).members(),
        get("/measures", measures::pages::list).members(),
        post("/measures", measures::pages::choose).members(),
        get("/measures/{number}", measures::take::ask).members(),
        post("/measures/{number}", measures::take::save).members().keeps_words(),
        post("/measures/answers/{id}/remove", entries::pages::remove::<Taken>).members(),
        post("/measures/answers/{id}/restore", entries::pages::restore::<Taken>).members(),
        get("/removed", removed::pages::list).members(),
        get("/settings", accounts::settings::show).members(),
        get("/settings/day", accounts::settings::day).members(),
        post("/settings/day", accounts::settings::save_day).members(),
        get("/settings/look", accounts::looks::look).members(),
        post("/settings/look", accounts::looks::save_look).members(),
        get("/settings/energy", accounts::looks::energy).members(),
        post("/settings/energy", accounts::looks::save_energy).members(),
        get("/settings/safety", accounts::looks::safety).members(),
        post("/settings/safety", accounts::looks::save_safety).members(),
        post("/settings/undo", accounts::looks::undo).members(),
        get("/settings/devices", sessions::devices::list).members(),
        post("/settings/devices/{id}/end", sessions::devices::end).members(),
        post("/settings/devices/end-others", sessions::devices::end_others).members(),
        get("/settings/password", accounts::password::ask).members(),
        post("/settings/password", accounts::password::change).members(),
        get("/settings/recovery", accounts::recovery::show_code).members(),
        post("/settings/recovery", accounts::recovery::type_back).members(),
        post("/settings/recovery/new", accounts::recovery::renew).members(),
        get("/settings/recovery/found", resets::pages::ask_found).members(),
        post("/settings/recovery/found", resets::pages::answer_found).members(),
        get("/settings/export", export::pages::show).members(),
        post("/settings/export", export::pages::take).members(),
        get("/settings/import", export::import::show).members(),
        post("/settings/import", export::import::take_in).members().holds(export::import::FILE_MOST),
        get("/settings/leave", accounts::leaving::ask).members(),
        post("/settings/leave", accounts::leaving::leave).members(),
    ]
}
