//! What the rest of the program knows of this feature.

use super::{
    begin_anew, delete_account, password, paths, recovery, rename, second_factor, second_step, set_up, sign_in,
    sign_out, sign_up,
};
use crate::features::Feature;
use crate::web::form::FORM_MOST;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "account", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get(paths::SET_UP, set_up::ask),
        post(paths::SET_UP, set_up::answer),
        get(paths::SIGN_IN, sign_in::ask),
        // What comes along is written in it a second time.
        post(paths::SIGN_IN, sign_in::answer).holds(2 * FORM_MOST),
        get(paths::SECOND, second_step::ask),
        post(paths::SECOND, second_step::answer),
        post(paths::SIGN_OUT, sign_out::out),
        get(paths::SIGN_UP, sign_up::ask),
        post(paths::SIGN_UP, sign_up::answer),
        get(paths::INVITE, sign_up::invited),
        get(paths::RECOVER, recovery::ask),
        post(paths::RECOVER, recovery::answer),
        get(paths::BEGIN_ANEW, begin_anew::ask),
        post(paths::BEGIN_ANEW, begin_anew::answer),
        get(paths::PASSWORD, password::ask).members(),
        post(paths::PASSWORD, password::change).members(),
        get(paths::RENAME, rename::ask).members(),
        post(paths::RENAME, rename::change).members(),
        get(paths::CODE, recovery::show_code).members(),
        post(paths::CODE, recovery::confirm).members(),
        post(paths::NEW_CODE, recovery::renew).members(),
        get(paths::FOUND_CODE, begin_anew::ask_found).members(),
        post(paths::FOUND_CODE, begin_anew::answer_found).members(),
        get(paths::SECOND_FACTOR, second_factor::ask).members(),
        post(paths::SECOND_FACTOR, second_factor::begin).members(),
        post(paths::CONFIRM_FACTOR, second_factor::confirm).members(),
        post(paths::FACTOR_CODES, second_factor::renew_codes).members(),
        post(paths::FACTOR_CODES_KEPT, second_factor::codes_kept).members(),
        post(paths::FACTOR_OFF, second_factor::turn_off).members(),
        get(paths::LEAVE, delete_account::ask).members(),
        post(paths::LEAVE, delete_account::leave).members(),
    ]
}
