//! A clock that is wrong, and a program that never runs for long: what was removed goes when its days are over, and not before.

use axum::http::StatusCode;
use handrail::server::jobs;

use crate::support::{Actor, TestApp, signed_in};

const WRONG: &str = "1970-01-01T00:10:00Z";

async fn removed_one(mira: &Actor) -> String {
    mira.post("/moments", &[("words", "a held door")]).await;
    let id = mira.get("/moments").await.id_of("/moments/{id}/remove").unwrap();
    mira.post(&format!("/moments/{id}/remove"), &[]).await;
    id
}

/// Whether anything is left of it in the file.
async fn is_there(app: &TestApp) -> bool {
    let mut read = app.app.db.read().await.unwrap();
    let rows: i64 = sqlx::query_scalar("select count(*) from entries").fetch_one(&mut *read).await.unwrap();
    rows > 0
}

/// The program runs for a little on each of these days.
async fn a_little_each_day(app: &TestApp, days: i64) {
    for _ in 0..days {
        app.days_later(1);
        jobs::tick(&app.app).await.unwrap();
    }
}

#[tokio::test]
async fn what_was_removed_goes_though_the_program_never_runs_for_an_hour() {
    let (app, mira) = TestApp::with_member("mira").await;
    jobs::tick(&app.app).await.unwrap();
    removed_one(&mira).await;
    a_little_each_day(&app, 30).await;
    assert!(is_there(&app).await);
    a_little_each_day(&app, 3).await;
    assert!(!is_there(&app).await);
}

#[tokio::test]
async fn what_was_removed_too_long_ago_is_not_shown_and_does_not_come_back() {
    let (app, mira) = TestApp::with_member("mira").await;
    let id = removed_one(&mira).await;
    mira.post("/moments?draft=0123456789abcdef0123456789abcdef&keep=later", &[("words", "half a moment")]).await;
    let draft = mira.get("/drafts").await.id_of("/drafts/{id}/remove").unwrap();
    mira.post(&format!("/drafts/{draft}/remove"), &[]).await;
    app.days_later(30);
    let mira = signed_in(&app, "mira").await;
    mira.get("/removed").await.must_say("Nothing here.");
    mira.get("/drafts").await.must_not_say("half a moment");
    for address in [format!("/moments/{id}/restore"), format!("/drafts/{draft}/restore")] {
        assert_eq!(mira.post(&address, &[]).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    assert!(is_there(&app).await, "it goes with the tidying");
}

#[tokio::test]
async fn a_clock_far_ahead_takes_nothing_away() {
    let (app, mira) = TestApp::with_member("mira").await;
    a_little_each_day(&app, 2).await;
    let mira = {
        drop(mira);
        signed_in(&app, "mira").await
    };
    removed_one(&mira).await;
    let right = app.app.now().to_string();
    app.days_later(4000);
    for _ in 0..20 {
        jobs::tick(&app.app).await.unwrap();
        app.pass(1);
    }
    // Somebody removes something by it, too.
    let ahead = signed_in(&app, "mira").await;
    ahead.post("/moments", &[("words", "said in passing")]).await;
    let id = ahead.get("/moments").await.id_of("/moments/{id}/remove").unwrap();
    ahead.post(&format!("/moments/{id}/remove"), &[]).await;
    app.set_clock(&right);
    a_little_each_day(&app, 1).await;
    let page = signed_in(&app, "mira").await.get("/removed").await;
    page.must_say("a held door");
    page.must_say("said in passing");
    a_little_each_day(&app, 34).await;
    assert!(!is_there(&app).await, "and what was removed by the wrong clock goes by the right one");
}

#[tokio::test]
async fn a_clock_far_back_takes_nothing_away_once_it_is_right() {
    let (app, _mira) = TestApp::with_member("mira").await;
    a_little_each_day(&app, 2).await;
    let right = app.app.now().to_string();
    app.set_clock(WRONG);
    jobs::tick(&app.app).await.unwrap();
    let mira = signed_in(&app, "mira").await;
    let id = removed_one(&mira).await;
    mira.get("/removed").await.must_say("a held door");
    app.set_clock(&right);
    a_little_each_day(&app, 29).await;
    let mira = signed_in(&app, "mira").await;
    mira.get("/removed").await.must_say("a held door");
    assert_eq!(mira.post(&format!("/moments/{id}/restore"), &[]).await.status, StatusCode::SEE_OTHER);
    mira.post(&format!("/moments/{id}/remove"), &[]).await;
    a_little_each_day(&app, 34).await;
    assert!(!is_there(&app).await);
}
