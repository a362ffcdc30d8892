//! What Handrail believes: plain sentences, each of which can be corrected, and what that changes.

use axum::http::StatusCode;

use crate::support::TestApp;
use crate::support::sample::Comes::Sent;
use crate::support::sample::Sample;

pub const SAMPLES: &[Sample] = &[Sample {
    kind: "corrections",
    comes: Sent("/today/picture", &[("what", "message-more")]),
    routes: &["/today/picture/{id}"],
    hidden: &["message"],
    ..Sample::NONE
}];

#[tokio::test]
async fn the_picture_is_in_plain_sentences_without_a_number_of_a_person() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.get("/today/picture").await;
    for words in ["Starting something", "Being where people are", "Saying something personal", "Letting someone give"] {
        page.must_say(words);
    }
    page.must_say("Only you can see this.");
    page.must_say("first guess");
    let main = page.text();
    let main = main.split("What Handrail believes").nth(2).unwrap_or_default();
    assert!(!main.contains('%') && !main.contains("0."), "{main}");
}

#[tokio::test]
async fn a_correction_is_believed_shown_and_undone() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let before = mira.get("/today/picture").await.text();
    let corrected = mira.post("/today/picture", &[("what", "side-0-harder")]).await;
    let page = mira.get(corrected.location()).await;
    page.must_say("Changed. Your word counts. If you asked now, it would");
    page.must_say("Starting something takes some courage.");
    let undo = page.action("/today/picture/").unwrap();
    let back = mira.post_and_follow(&undo, &[]).await;
    back.must_say("Taken back.");
    assert_eq!(mira.get("/today/picture").await.text(), before);
    let stands = back.action("/today/picture/").unwrap();
    mira.post_and_follow(&stands, &[]).await.must_say("Starting something takes some courage.");
}

#[tokio::test]
async fn a_kind_that_does_good_comes_to_the_front() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post("/today/picture", &[("what", "message-more")]).await;
    mira.post("/today/picture", &[("what", "receive-less")]).await;
    let page = mira.get("/today/picture").await;
    page.must_say("Small hellos and messages seem to do you good.");
    page.must_say("Kind things you let in seem to give you little.");
    mira.post("/today/picture", &[("what", "nonsense")]).await;
    assert_eq!(mira.get("/today/picture").await.text(), page.text(), "what is no correction changes nothing");
}

#[tokio::test]
async fn what_pauses_can_be_let_come_again() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let answer = format!("/suggestions/{suggestion}/answer");
    mira.post(&answer, &[("answer", "different"), ("why", "not-for-me")]).await;
    let page = mira.get("/today/picture").await;
    page.must_say("Pausing for a while");
    let again = page.between("name=\"what\" value=\"again-", "\"").unwrap().to_owned();
    let page = mira.post_and_follow("/today/picture", &[("what", &format!("again-{again}"))]).await;
    page.must_not_say("Pausing for a while");
}

#[tokio::test]
async fn the_picture_can_begin_anew_and_come_back() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/today/picture", &[("what", "message-more")]).await;
    app.minutes_later(1);
    let fresh = mira.post("/today/picture", &[("what", "fresh")]).await;
    assert_eq!(fresh.status, StatusCode::SEE_OTHER);
    let page = mira.get(fresh.location()).await;
    page.must_say("Nothing stands out so far.");
    let undo = page.action("/today/picture/").unwrap();
    mira.post_and_follow(&undo, &[]).await.must_say("Small hellos and messages seem to do you good.");
}
