//! The first run: for oneself without a password, with one, and for others; and when the recovery code is told of.

use axum::http::StatusCode;

use crate::accounts::ANOTHER;
use crate::support::{PASSWORD, TestApp, recovery_code};

#[tokio::test]
async fn just_me_on_this_computer_needs_no_password() {
    let app = TestApp::untouched().await;
    let me = app.anonymous();
    assert_eq!(me.get("/sign-up").await.status, StatusCode::OK, "it says how it goes here");
    let path = set_up_path(&app).await;
    assert_eq!(me.get(&path).await.status, StatusCode::OK);
    assert_eq!(me.post(&path, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(me.post(&path, &[("how", "personal")]).await.location(), "/welcome");
    assert_eq!(me.post(&path, &[("how", "personal")]).await.location(), "/sign-in", "pressed twice");
    me.post("/moments", &[("words", "mine alone")]).await;
    let page = me.get("/moments").await;
    assert!(page.says("Anyone who uses this computer can see this.") && !page.says("Only you"));
    assert_eq!(me.get(&path).await.status, StatusCode::NOT_FOUND, "the link works once");
    me.post("/sign-out", &[]).await;
    assert_eq!(me.get("/today").await.status, StatusCode::SEE_OTHER);
    assert_eq!(me.post("/sign-in", &[]).await.location(), "/today");
    me.get("/moments").await.must_say("mine alone");
    // A password can be added later; then one is needed.
    assert_eq!(
        me.post("/settings/password", &[("password", ANOTHER)]).await.location(),
        "/settings/recovery?since=password"
    );
    me.get("/moments").await.must_say("mine alone");
    me.get("/moments").await.must_say("Only you can see this.");
    assert_eq!(app.anonymous().post("/sign-in", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn just_me_hears_of_the_recovery_code_in_the_second_week() {
    let app = TestApp::untouched().await;
    let me = app.anonymous();
    me.post(&set_up_path(&app).await, &[("how", "personal")]).await;
    let told = async |page: &str| me.get(page).await.body.matches("recovery code").count();
    for day in 1..=7 {
        for page in ["/today", "/settings"] {
            assert_eq!(told(page).await, 0, "day {day}, {page}");
        }
        app.days_later(1);
    }
    assert!(told("/today").await > 0 && told("/settings").await > 0);
    let code = recovery_code(&me.get("/settings/recovery").await.text());
    me.post("/settings/recovery", &[("code", &code)]).await;
    assert_eq!(told("/today").await, 0, "it was written down");
}

#[tokio::test]
async fn a_password_brings_its_recovery_code_at_once() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.get("/settings").await.must_say("Your recovery code is waiting");
    assert!(mira.get("/today").await.body.contains("/settings/recovery"));
}

#[tokio::test]
async fn a_host_sets_up_with_a_password_for_others() {
    let app = TestApp::untouched().await;
    let host = app.anonymous();
    let path = set_up_path(&app).await;
    assert_eq!(host.post(&path, &[("how", "password")]).await.status, StatusCode::OK, "the second question");
    let page =
        host.post(&path, &[("how", "password"), ("name", "host"), ("password", PASSWORD), ("adult", "yes")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "for whom was not said");
    let fields = [("how", "password"), ("for", "others"), ("name", "host"), ("password", PASSWORD), ("adult", "yes")];
    assert_eq!(host.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(host.get("/welcome").await.status, StatusCode::OK);
    let page = app.anonymous().post("/sign-up", &[("name", "jo"), ("password", PASSWORD), ("adult", "yes")]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "others come by invitation");
}

#[tokio::test]
async fn only_the_latest_set_up_link_works() {
    let app = TestApp::untouched().await;
    let first = set_up_path(&app).await;
    let second = set_up_path(&app).await;
    assert_eq!(app.anonymous().get(&first).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.anonymous().get(&second).await.status, StatusCode::OK);
}

pub async fn set_up_path(app: &TestApp) -> String {
    let link = handrail::members::instance::set_up_link(&app.app).await.unwrap().unwrap();
    link.split_once("8420").unwrap().1.to_owned()
}
