//! What a copy of the file from before a change opens, and what somebody can do who may write to the file.

use std::path::Path;

use axum::http::StatusCode;
use handrail::members::{Name, resets};
use sqlx::{Connection as _, SqliteConnection};
use tempfile::TempDir;

use crate::support::{Actor, PASSWORD, Page, TestApp, recovery_code, signed_in};

const ANOTHER: &str = "lantern moss bicycle";
const A_THIRD: &str = "pebble kite harbour";

fn copy(from: &Path) -> TempDir {
    let to = tempfile::tempdir().unwrap();
    std::fs::create_dir(to.path().join("data")).unwrap();
    for file in std::fs::read_dir(from.join("data")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.path().join("data").join(file.file_name())).unwrap();
    }
    to
}

/// Today's database with the ways in of an old copy, as a thief can make it who has both.
async fn with_old_ways_in(today: TestApp, old: &TempDir) -> TestApp {
    today.app.db.close().await;
    let made = copy(today.folder.path());
    let file = |folder: &TempDir| folder.path().join("data/handrail.db").display().to_string();
    let mut thief = SqliteConnection::connect(&format!("sqlite:{}", file(&made))).await.unwrap();
    sqlx::query("attach ? as old").bind(file(old)).execute(&mut thief).await.unwrap();
    sqlx::query(
        "update members set (salt, verifier, key_by_password, key_by_pepper, key_by_recovery, unconfirmed_code,
             public_key, public_key_tag, secret_key, epoch) =
         (select salt, verifier, key_by_password, key_by_pepper, key_by_recovery, unconfirmed_code, public_key,
             public_key_tag, secret_key, epoch from old.members o where o.id = members.id)",
    )
    .execute(&mut thief)
    .await
    .unwrap();
    sqlx::query("update instance set mode = (select mode from old.instance)").execute(&mut thief).await.unwrap();
    thief.close().await.unwrap();
    TestApp::opened(made).await
}

/// What the thief reads of the moments, once they are in.
async fn nothing_since(thief: &Actor) {
    let page = thief.get("/moments").await;
    assert_eq!(page.status, StatusCode::OK);
    page.must_say("written before");
    page.must_say("cannot be read");
    assert!(!page.says("written since"), "{}", page.text());
    for path in ["/today", "/drafts", "/settings", "/search?q=since", "/notebook"] {
        assert!(!thief.get(path).await.body.contains("written since"), "{path}");
    }
}

async fn writes_since(mira: &Actor) {
    mira.post("/moments", &[("words", "written since")]).await;
    let page = mira.get("/moments").await;
    page.must_say("written since");
    page.must_say("written before");
}

#[tokio::test]
async fn an_old_copy_with_the_old_password_opens_nothing_written_since_it_was_changed() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/moments", &[("words", "written before")]).await;
    let app = app.restarted().await;
    let old = copy(app.folder.path());
    let mira = app.with_cookies_of(&mira);
    mira.post("/settings/password", &[("current", PASSWORD), ("password", ANOTHER)]).await;
    writes_since(&mira).await;
    let theirs = with_old_ways_in(app, &old).await;
    nothing_since(&signed_in(&theirs, "mira").await).await;
}

#[tokio::test]
async fn an_old_copy_with_the_old_code_opens_nothing_written_since_it_was_renewed() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/moments", &[("words", "written before")]).await;
    let code = recovery_code(&mira.get("/settings/recovery").await.text());
    let app = app.restarted().await;
    let old = copy(app.folder.path());
    let mira = app.with_cookies_of(&mira);
    let renewed = mira.post_and_follow("/settings/recovery/new", &[("password", PASSWORD)]).await;
    renewed.must_say("This is your new code");
    writes_since(&mira).await;
    let theirs = with_old_ways_in(app, &old).await;
    let thief = theirs.anonymous();
    let page = thief.post("/recover", &[("name", "mira"), ("code", &code), ("password", A_THIRD)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    nothing_since(&thief).await;
}

#[tokio::test]
async fn an_old_copy_without_a_password_opens_nothing_written_since_there_is_one() {
    let app = TestApp::untouched().await;
    let me = app.anonymous();
    let link = handrail::members::instance::set_up_link(&app.app).await.unwrap().unwrap();
    me.post(link.split_once("8420").unwrap().1, &[("how", "personal")]).await;
    me.post("/moments", &[("words", "written before")]).await;
    let app = app.restarted().await;
    let old = copy(app.folder.path());
    let me = app.with_cookies_of(&me);
    me.post("/settings/password", &[("password", ANOTHER)]).await;
    writes_since(&me).await;
    let theirs = with_old_ways_in(app, &old).await;
    let thief = theirs.anonymous();
    assert_eq!(thief.post("/sign-in", &[]).await.status, StatusCode::SEE_OTHER);
    nothing_since(&thief).await;
}

#[tokio::test]
async fn after_many_changes_everything_is_still_there() {
    let (app, mira) = TestApp::with_member("mira").await;
    let mut current = PASSWORD;
    for (at, next) in [ANOTHER, A_THIRD, PASSWORD, ANOTHER].into_iter().enumerate() {
        mira.post("/moments", &[("words", &format!("moment number {at}"))]).await;
        mira.post("/settings/password", &[("current", current), ("password", next)]).await;
        current = next;
    }
    let back = app.anonymous();
    back.post("/sign-in", &[("name", "mira"), ("password", ANOTHER)]).await;
    let page = back.get("/moments").await;
    for at in 0..4 {
        page.must_say(&format!("moment number {at}"));
    }
    let code = recovery_code(&mira.get("/settings/recovery").await.text());
    let lost = app.anonymous();
    lost.post("/recover", &[("name", "mira"), ("code", &code), ("password", A_THIRD)]).await;
    lost.get("/moments").await.must_say("moment number 0");
}

/// Somebody writes on a page of theirs whose session has ended meanwhile.
async fn writes_too_late(app: &TestApp, actor: &Actor, words: &str) -> Page {
    app.pass(3);
    actor.post("/moments", &[("words", words)]).await
}

/// The link to begin anew, from whoever hosts.
async fn link(app: &TestApp) -> String {
    let link = resets::link(&app.app, &Name::parse("mira").unwrap()).await.unwrap().unwrap();
    link.split_once("8420").unwrap().1.to_owned()
}

#[tokio::test]
async fn words_that_came_late_outlast_a_changed_password_and_a_code_that_was_lost_and_found() {
    let (app, mira) = TestApp::with_member("mira").await;
    let code = recovery_code(&mira.get("/settings/recovery").await.text());
    let other = signed_in(&app, "mira").await;
    writes_too_late(&app, &other, "sent too late, before").await;
    let anew = app.anonymous();
    anew.post(&link(&app).await, &[("password", ANOTHER)]).await;
    assert!(!anew.get("/drafts").await.says("sent too late"), "its key is lost");
    anew.post("/settings/recovery/found", &[("code", &code)]).await;
    anew.get("/drafts").await.must_say("sent too late, before");
    writes_too_late(&app, &anew, "and some more").await;
    let back = app.anonymous();
    back.post("/sign-in", &[("name", "mira"), ("password", ANOTHER)]).await;
    back.post("/settings/password", &[("current", ANOTHER), ("password", A_THIRD)]).await;
    back.get("/drafts").await.must_say("and some more");
}

/// The database, as somebody opens it who may write to it.
async fn open(app: &TestApp) -> SqliteConnection {
    let url = format!("sqlite:{}", app.data().join("handrail.db").display());
    SqliteConnection::connect(&url).await.unwrap()
}

#[tokio::test]
async fn a_public_key_that_somebody_put_into_the_file_is_put_right() {
    let (app, mira) = TestApp::with_member("mira").await;
    let mut thief = open(&app).await;
    let stored = "select public_key from members";
    let theirs: Vec<u8> = sqlx::query_scalar(stored).fetch_one(&mut thief).await.unwrap();
    for change in ["public_key = zeroblob(32)", "public_key_tag = zeroblob(32)", "public_key_tag = null"] {
        sqlx::query(sqlx::AssertSqlSafe(format!("update members set {change}"))).execute(&mut thief).await.unwrap();
        mira.get("/today").await;
        let found: Vec<u8> = sqlx::query_scalar(stored).fetch_one(&mut thief).await.unwrap();
        assert_eq!(found, theirs, "{change}");
    }
    let older = "update members set public_key = zeroblob(32),
         secret_key = (select secret_key from older_keys where secret_key is not null)";
    mira.post("/settings/password", &[("current", PASSWORD), ("password", ANOTHER)]).await;
    let before = theirs;
    sqlx::query(older).execute(&mut thief).await.unwrap();
    mira.get("/today").await;
    let found: Vec<u8> = sqlx::query_scalar(stored).fetch_one(&mut thief).await.unwrap();
    assert_ne!(found, before, "not one whose secret an old copy has");
    mira.post("/settings/password", &[("current", ANOTHER), ("password", PASSWORD)]).await;
    writes_too_late(&app, &mira, "for her eyes").await;
    signed_in(&app, "mira").await.get("/drafts").await.must_say("for her eyes");
}

#[tokio::test]
async fn a_profile_that_was_taken_out_of_the_file_counts_as_the_careful_one() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.get("/welcome").await.must_say("Nothing is left out.");
    let mut thief = open(&app).await;
    sqlx::query("delete from profiles").execute(&mut thief).await.unwrap();
    let asked_again = mira.get("/welcome/safety").await;
    assert!(asked_again.body.contains("name=\"not_safe\" value=\"yes\" checked"), "{}", asked_again.text());
}

#[tokio::test]
async fn a_row_that_was_put_on_another_day_or_back_among_the_others_in_the_file_does_not_open() {
    let (app, mira) = TestApp::with_member("mira").await;
    let kept = mira.keep("/moments", &[("words", "the robin on the wall")]).await;
    mira.post(&format!("/moments/{}/remove", kept.id), &[]).await;
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    mira.look_back(&attempt, &[("outcome", "did"), ("note", "it was windy there")]).await;
    let mut thief = open(&app).await;
    sqlx::query("update entries set removed_at = null").execute(&mut thief).await.unwrap();
    assert!(!mira.get("/moments").await.says("the robin on the wall"));
    sqlx::query("update reflections set day = '2026-11-20'").execute(&mut thief).await.unwrap();
    let page = mira.get("/reflections").await;
    assert!(!page.says("it was windy there"), "{}", page.text());
    sqlx::query("update reflections set day = '2026-11-22'").execute(&mut thief).await.unwrap();
    mira.get("/reflections").await.must_say("it was windy there");
}

#[tokio::test]
async fn what_its_owner_removes_and_brings_back_opens() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let kept = mira.keep("/moments", &[("words", "the robin on the wall")]).await;
    for _ in 0..2 {
        mira.post(&format!("/moments/{}/remove", kept.id), &[]).await;
        mira.get("/removed").await.must_say("the robin on the wall");
        mira.post(&format!("/moments/{}/restore", kept.id), &[]).await;
        mira.get("/moments").await.must_say("the robin on the wall");
    }
}
