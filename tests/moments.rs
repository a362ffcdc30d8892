//! Moments with one tap, and the jar.

use axum::http::StatusCode;

use crate::support::TestApp;
use crate::support::sample::Comes::Sent;
use crate::support::sample::{CANARY, Sample};

pub const SAMPLES: &[Sample] = &[Sample {
    kind: "moments",
    comes: Sent("/moments", &[("words", CANARY), ("kind", "light")]),
    routes: &["/moments/{id}"],
    forms: &[("/moments", &[("words", "something")])],
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
    mira.check_in("some").await;
    assert!(mira.get("/today").await.body.contains("name=\"kind\" value=\"light\""));
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
