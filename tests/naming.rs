//! Who is named beside a step, and who is left in peace.

use crate::support::{TestApp, signed_in};

#[tokio::test]
async fn somebody_who_has_not_answered_is_left_in_peace_for_a_week() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/people/new", &[("name", "Noor"), ("sort", "person"), ("near", "close")]).await;
    mira.post("/people", &[("every", "3")]).await;
    assert!(mira.get("/steps/plain-hello").await.says("Perhaps with Noor ?"));
    let begun = mira.post("/steps/plain-hello/begin", &[("size", "smaller")]).await.location().to_owned();
    let attempt = begun.trim_start_matches("/attempts/").to_owned();
    mira.look_back(&attempt, &[("outcome", "no-reply-yet")]).await;
    let named = async || signed_in(&app, "mira").await.get("/steps/song-or-link").await.says("Perhaps with Noor ?");
    app.days_later(6);
    assert!(!named().await, "three days are enough for others, but she has not answered");
    let mira = signed_in(&app, "mira").await;
    mira.post(&format!("/reflections/{attempt}/reply"), &[("reply", "came")]).await;
    assert!(named().await, "a reply came");
}

#[tokio::test]
async fn after_a_week_of_quiet_they_may_be_named_again() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/people/new", &[("name", "Noor"), ("sort", "person"), ("near", "close")]).await;
    let id = mira.get("/people").await.between("action=\"/people/", "/touches\"").map(str::to_owned);
    let begun = mira.post("/steps/plain-hello/begin", &[("size", "smaller")]).await.location().to_owned();
    let told = [("outcome", "no-reply-yet"), ("with", id.as_deref().unwrap())];
    mira.look_back(begun.trim_start_matches("/attempts/"), &told).await;
    for (days, named) in [(6, false), (1, true)] {
        app.days_later(days);
        let page = signed_in(&app, "mira").await.get("/steps/plain-hello").await;
        assert_eq!(page.says("Perhaps with Noor ?"), named, "{days}");
    }
}
