//! What the rest of the program knows of this feature.

use super::{begin_anew, delete_account, password, recovery, set_up, sign_in, sign_up};
use crate::features::Feature;
use crate::web::route::{Route, get, post};

pub const FEATURE: Feature = Feature { name: "account", routes, ..Feature::EMPTY };

fn routes() -> Vec<Route> {
    vec![
        get("/set-up/{token}", set_up::ask),
        post("/set-up/{token}", set_up::answer),
        get("/sign-in", sign_in::ask),
        post("/sign-in", sign_in::answer),
        post("/sign-out", sign_in::out),
        get("/sign-up", sign_up::ask),
        post("/sign-up", sign_up::answer),
        get("/invite/{token}", sign_up::invited),
        get("/recover", recovery::ask),
        post("/recover", recovery::answer),
        get("/recover/{token}", begin_anew::ask),
        post("/recover/{token}", begin_anew::answer),
        get("/settings/password", password::ask).members(),
        post("/settings/password", password::change).members(),
        get("/settings/recovery", recovery::show_code).members(),
        post("/settings/recovery", recovery::confirm).members(),
        post("/settings/recovery/new", recovery::renew).members(),
        get("/settings/recovery/found", begin_anew::ask_found).members(),
        post("/settings/recovery/found", begin_anew::answer_found).members(),
        get("/settings/leave", delete_account::ask).members(),
        post("/settings/leave", delete_account::leave).members(),
    ]
}
