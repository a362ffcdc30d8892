//! Who may use which address: every route of the router's own table, for every kind of person.

use axum::http::{Method, StatusCode};
use handrail::members::Role;
use handrail::server::router::table;
use handrail::web::route::Who;

use crate::support::sample::{self, CANARY, Things, fields};
use crate::support::{Actor, Page, TestApp};

/// Somebody of each role.
const ROLES: [(&str, Role); 4] =
    [("jo", Role::Member), ("lind", Role::Supporter), ("sam", Role::Facilitator), ("host", Role::Host)];

/// The role that a route is for, where it takes one.
const fn wanted(who: Who) -> Option<Role> {
    match who {
        Who::Anyone | Who::Member => None,
        Who::Supporter => Some(Role::Supporter),
        Who::Facilitator => Some(Role::Facilitator),
        Who::Host => Some(Role::Host),
    }
}

async fn knock(actor: &Actor, method: &Method, path: &str, fields: &[(&str, &str)]) -> Page {
    if *method == Method::GET { actor.get(path).await } else { actor.post(path, fields).await }
}

#[tokio::test]
async fn members_pages_are_for_members() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    for route in table().into_iter().filter(|route| route.who == Who::Member) {
        let path = things.fill(&route.path);
        let page = knock(&app.anonymous(), &route.method, &path, fields(&route.path)).await;
        let turned_away = page.status == StatusCode::SEE_OTHER && page.location().starts_with("/sign-in");
        assert!(turned_away || page.status == StatusCode::UNAUTHORIZED, "{} {path}: {}", route.method, page.status);
        assert!(!page.body.contains(CANARY), "{path}");
    }
}

#[tokio::test]
async fn a_strangers_row_is_not_there_whatever_ones_role() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    for (name, role) in ROLES {
        let other = app.member(name).await;
        app.give(name, role).await;
        app.gives_second_factor(name).await;
        for route in table().into_iter().filter(|route| route.who == Who::Member) {
            let path = things.fill(&route.path);
            let page = knock(&other, &route.method, &path, fields(&route.path)).await;
            if route.path.contains("{id}") {
                assert_eq!(page.status, StatusCode::NOT_FOUND, "{role:?}: {} {path}", route.method);
            }
            assert!(!page.body.contains(CANARY), "{role:?}: {path}");
            assert!(!page.status.is_server_error(), "{role:?}: {path}");
            assert!(!page.location().contains("/sign-in"), "{role:?} was signed out by {path}");
        }
    }
    assert!(mira.get("/moments").await.says(CANARY), "nothing of hers was touched");
    mira.get("/reflections").await.must_say(CANARY);
    assert_eq!(mira.get(&things.fill("/attempts/{id}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_takes_a_role_is_there_for_who_has_it_and_a_second_factor() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    for (name, role) in ROLES {
        let other = app.member(name).await;
        app.give(name, role).await;
        for has_second_factor in [false, true] {
            if has_second_factor {
                app.gives_second_factor(name).await;
            }
            for (route, wanted) in table().into_iter().filter_map(|route| wanted(route.who).map(|role| (route, role))) {
                let path = things.fill(&route.path);
                let page = knock(&other, &route.method, &path, fields(&route.path)).await;
                let case =
                    format!("{role:?}, second factor {has_second_factor}: {} {path}: {}", route.method, page.status);
                assert!(!page.body.contains(CANARY) && !page.status.is_server_error(), "{case}");
                if role != wanted {
                    assert_eq!(page.status, StatusCode::NOT_FOUND, "{case}");
                } else if !has_second_factor {
                    assert_eq!(page.location(), "/settings/second-factor", "{case}");
                } else if !route.path.contains('{') {
                    assert_ne!(page.status, StatusCode::NOT_FOUND, "{case}");
                }
            }
        }
        let anonymous = app.anonymous();
        for (route, _) in table().into_iter().filter_map(|route| wanted(route.who).map(|role| (route, role))) {
            let page = knock(&anonymous, &route.method, &things.fill(&route.path), fields(&route.path)).await;
            let turned_away = page.status == StatusCode::UNAUTHORIZED || page.location().starts_with("/sign-in");
            assert!(turned_away, "{} {}: {}", route.method, route.path, page.status);
        }
    }
}

#[tokio::test]
async fn malformed_and_unknown_ids_are_not_there() {
    let (app, mira) = TestApp::with_member("mira").await;
    for route in table().into_iter().filter(|route| route.path.contains("{id}") || route.path.contains("{slug}")) {
        for id in ["0", "x%00y", "..%2f..%2fetc", "%F0%9F%8C%BF", "ffffffffffffffffffffffffffffffff", &"f".repeat(400)]
        {
            let path = route.path.replace("{id}", id).replace("{slug}", id);
            let page = knock(&mira, &route.method, &path, fields(&route.path)).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{} {path}", route.method);
        }
    }
    drop(app);
}

#[tokio::test]
async fn the_owner_may_use_every_route() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    let own = table().into_iter().filter(|route| route.who == Who::Member);
    // Removing a device ends no session of ours; leaving comes with a password that is not sent here.
    for route in own {
        let path = things.fill(&route.path);
        let page = knock(&mira, &route.method, &path, fields(&route.path)).await;
        let fine = page.status.is_success()
            || page.status.is_redirection() && !page.location().starts_with("/sign-in")
            || page.status == StatusCode::UNPROCESSABLE_ENTITY
            || page.status == StatusCode::CONFLICT;
        assert!(fine, "{} {path}: {}", route.method, page.status);
    }
}

#[tokio::test]
async fn what_is_open_to_all_shows_nothing_of_anybody() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    for route in table().into_iter().filter(|route| route.who == Who::Anyone && route.method == Method::GET) {
        let path = things.fill(&route.path);
        let page = app.anonymous().get(&path).await;
        assert!(!page.body.contains(CANARY) && !page.status.is_server_error(), "{path}");
    }
}

#[tokio::test]
async fn whatever_keeps_words_forgets_its_draft_once_it_is_sent() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    // A summary is seen before it goes anywhere, and whom something is about is chosen from who is there; their own tests say
    // when their drafts are over.
    let others = ["/sharing/summary", "/groups/{id}/report"];
    let keeps = table().into_iter().filter(|route| route.form.is_some() && !others.contains(&&*route.path));
    for route in keeps.filter(|route| route.who == Who::Member) {
        let path = things.fill(&route.path);
        let draft = handrail::web::form::new_id();
        let kept = mira.post(&format!("{path}?draft={draft}&keep=now"), &[("note", "something begun")]).await;
        assert_eq!(kept.status, StatusCode::NO_CONTENT, "{path}");
        assert!(mira.get("/drafts").await.body.contains(&draft.to_string()), "{path}");
        let sent = mira.post(&format!("{path}?draft={draft}"), fields(&route.path)).await;
        assert!(sent.status.is_redirection(), "{path}: {}", sent.status);
        assert!(!mira.get("/drafts").await.body.contains(&draft.to_string()), "{path}");
    }
}

#[test]
fn each_address_is_there_once() {
    let mut seen = std::collections::BTreeSet::new();
    for route in table() {
        assert!(seen.insert((route.method.to_string(), route.path.clone())), "{} {}", route.method, route.path);
    }
}

#[test]
fn each_address_that_names_something_has_a_sample_to_name() {
    for route in table().into_iter().filter(|route| route.path.contains('{')) {
        assert!(sample::named_in(&route.path).is_some(), "no sample says that it is for {}", route.path);
    }
}

#[test]
fn each_form_of_a_sample_is_one_that_is_there() {
    for (path, _) in sample::all().flat_map(|sample| sample.forms) {
        assert!(table().iter().any(|route| route.method == Method::POST && route.path == *path), "{path}");
    }
}
