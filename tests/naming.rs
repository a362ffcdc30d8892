//! Who is named beside a step, and who is left in peace.

use crate::support::{TestApp, signed_in};

#[tokio::test]
async fn somebody_who_has_not_answered_is_left_in_peace_for_a_week() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/people/new", &[("name", "Noor"), ("sort", "person"), ("near", "close")]).await;
    mira.post("/people", &[("every", "3")]).await;
    mira.get("/steps/plain-hello").await.must_say("Perhaps with Noor ?");
    let attempt = mira.begin("plain-hello", "smaller").await;
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
    let noor = mira.keep("/people/new", &[("name", "Noor"), ("sort", "person"), ("near", "close")]).await;
    let attempt = mira.begin("plain-hello", "smaller").await;
    mira.look_back(&attempt, &[("outcome", "no-reply-yet"), ("with", &noor.id)]).await;
    for (days, named) in [(6, false), (1, true)] {
        app.days_later(days);
        let page = signed_in(&app, "mira").await.get("/steps/plain-hello").await;
        assert_eq!(page.says("Perhaps with Noor ?"), named, "{days}");
    }
}

/// Checks in on this and the following days until a suggestion names one of them.
async fn named_within(app: &TestApp, days: i64, names: &[&str]) -> Vec<String> {
    let mut said = Vec::new();
    for _ in 0..days {
        let mira = signed_in(app, "mira").await;
        mira.check_in("plenty").await;
        let page = mira.get("/today").await;
        said.extend(names.iter().filter(|name| page.says(&format!("perhaps {name} "))).map(|name| (*name).to_owned()));
        app.days_later(1);
    }
    said
}

#[tokio::test]
async fn a_suggestion_names_somebody_who_fits_and_not_too_often() {
    let (app, mira) = TestApp::with_member("mira").await;
    for (name, near) in [("Noor", "close"), ("Sefa", "acquaintance")] {
        mira.post("/people/new", &[("name", name), ("sort", "person"), ("near", near)]).await;
    }
    let said = named_within(&app, 20, &["Noor", "Sefa"]).await;
    assert!(!said.is_empty(), "somebody is named within three weeks");
    assert!(said.iter().filter(|name| *name == "Noor").count() <= 4, "at most once in five days: {said:?}");
    assert!(said.iter().filter(|name| *name == "Sefa").count() <= 4, "at most once in five days: {said:?}");
}

#[tokio::test]
async fn who_is_not_to_be_suggested_never_is() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/people/new", &[("name", "Noor"), ("sort", "person"), ("near", "close"), ("safety", "yes")]).await;
    mira.post("/people/new", &[("name", "Sefa"), ("sort", "person"), ("near", "acquaintance"), ("unnamed", "yes")])
        .await;
    assert_eq!(named_within(&app, 14, &["Noor", "Sefa"]).await, [""; 0]);
    let mira = signed_in(&app, "mira").await;
    for slug in ["plain-hello", "quiet-company", "ten-minute-call"] {
        assert!(!mira.get(&format!("/steps/{slug}")).await.says("Perhaps with"), "{slug}");
    }
}

#[tokio::test]
async fn a_steps_page_names_one_for_the_day_and_then_another() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/people/new", &[("name", "Noor"), ("sort", "person"), ("near", "close")]).await;
    mira.post("/people/new", &[("name", "The reading room"), ("sort", "place")]).await;
    let named = async |slug: &str| signed_in(&app, "mira").await.get(&format!("/steps/{slug}")).await;
    named("plain-hello").await.must_say("Perhaps with Noor ?");
    assert!(named("plain-hello").await.says("Perhaps with Noor ?"), "the same all day");
    assert!(!named("song-or-link").await.says("Perhaps with"), "once a day is enough");
    named("sit-where-people-are").await.must_say("Perhaps at The reading room ?");
    app.days_later(1);
    assert!(!named("plain-hello").await.says("Perhaps with"), "not the day after");
    app.days_later(4);
    named("plain-hello").await.must_say("Perhaps with Noor ?");
    signed_in(&app, "mira").await.post("/people", &[("every", "0")]).await;
    assert!(!named("plain-hello").await.says("Perhaps with"), "never, if that is wished");
}
