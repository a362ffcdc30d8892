//! Moments with one tap, and the jar.

use axum::http::StatusCode;

use crate::support::TestApp;
use crate::support::sample::Comes::Sent;
use crate::support::sample::{CANARY, Sample};

pub const SAMPLES: &[Sample] = &[Sample {
    kind: "moments",
    comes: Sent("/moments", &[("words", CANARY), ("kind", "light")]),
    routes: &["/moments/{id}", "/moments/{id}/edit"],
    forms: &[("/moments", &[("words", "something")]), ("/moments/{id}", &[("words", "something"), ("revision", "1")])],
    hidden: &["The light"],
}];

#[tokio::test]
async fn a_tap_keeps_a_moment_at_once() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post_and_follow("/moments", &[("kind", "light"), ("words", "")]).await.must_say("Kept. Undo");
    mira.post("/moments", &[("kind", "animal"), ("words", "a cat on the wall")]).await;
    let page = mira.get("/moments").await;
    let kept = page.text();
    let kept = kept.split("Moments you kept").nth(1).unwrap();
    for words in ["The light", "An animal near me", "a cat on the wall"] {
        assert!(kept.contains(words), "{kept}");
    }
    let page = mira.post("/moments", &[("kind", "no such kind"), ("words", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let today = mira.get("/today").await;
    assert!(today.body.contains("href=\"/moments\"") && page.body.contains("name=\"kind\" value=\"light\""));
}

#[tokio::test]
async fn the_jar_gives_one_and_then_another() {
    let (_app, mira) = TestApp::with_member("mira").await;
    assert_eq!(mira.get("/moments/draw").await.location(), "/moments", "nothing is in it yet");
    for words in ["the first one", "the second one"] {
        mira.post("/moments", &[("words", words)]).await;
    }
    let drawn = mira.get("/moments/draw").await;
    let (first, id) = (drawn.location(), drawn.id_of("/moments/{id}").unwrap());
    let second = mira.get(&format!("/moments/draw?before={id}")).await.location().to_owned();
    assert_ne!(first, second);
    let (one, other) = (mira.get(first).await, mira.get(&second).await);
    assert_ne!(one.says("the first one"), other.says("the first one"));
    one.must_say("Another one");
    assert!(!one.text().contains(" of 2"));
    mira.check_in("low").await;
    assert!(mira.get("/today").await.body.contains("href=\"/moments/draw\""));
}

#[tokio::test]
async fn a_moment_is_for_the_day_that_was_chosen_and_can_be_changed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let kept = mira.post("/moments", &[("kind", "light"), ("words", "on the stairs"), ("day", "2026-11-19")]).await;
    let id = kept.location().split("moment=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let page = format!("/moments/{id}");
    mira.get(&page).await.must_say("Thursday 19 November");
    mira.get(&format!("{page}/edit")).await.must_say("The light");
    mira.post(&page, &[("words", "on the roof"), ("day", "2026-11-18"), ("revision", "1")]).await;
    let page = mira.get(&page).await;
    page.must_say("Wednesday 18 November");
    page.must_say("The light on the roof");
}

#[tokio::test]
async fn moments_stand_by_month() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for day in ["2026-10-03", "2026-11-20", "2026-10-31"] {
        mira.post("/moments", &[("words", &format!("light of {day}")), ("day", day)]).await;
    }
    let page = mira.get("/moments").await;
    page.must_say("November 2026 Friday 20 November light of 2026-11-20");
    page.must_say("October 2026 Saturday 31 October light of 2026-10-31");
    assert_eq!(page.text().matches("October 2026").count(), 1, "one landing a month: {}", page.text());
    mira.get("/moments?to=2026-10-31").await.must_not_say("2026-11-20");
}

#[tokio::test]
async fn a_moment_changed_in_two_tabs_shows_both() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let kept = mira.post("/moments", &[("words", "a cat")]).await;
    let id = kept.location().split("moment=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let page = format!("/moments/{id}");
    mira.post(&page, &[("words", "a tabby cat"), ("revision", "1")]).await;
    let other = mira.post(&page, &[("words", "a grey cat"), ("revision", "1")]).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    other.must_say("a tabby cat");
    other.must_say("a grey cat");
}
