//! A disk that is nearly full, and newcomers where anybody may sign up: what is there goes on for those who are here.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::StatusCode;
use handrail::base::disk::Disk;
use handrail::members::instance;
use handrail::web::app::Parts;

use crate::export::taken;
use crate::support::{PASSWORD, TestApp, signed_in};

async fn put(app: &TestApp, sql: &'static str) {
    let mut write = app.app.db.write().await.unwrap();
    sqlx::query(sql).execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn where_the_disk_is_nearly_full_nobody_new_and_no_file_comes_in_and_words_go_on() {
    let free = Arc::new(AtomicU64::new(1_000_000_000));
    let disk = Disk::Set(Arc::clone(&free));
    let app = TestApp::with(|parts| Parts { disk, ..parts }).await;
    let mut write = app.app.db.write().await.unwrap();
    instance::store::finish_set_up(&mut write, "hosted", "open").await.unwrap();
    write.commit().await.unwrap();
    let (mira, jo) = (app.member("mira").await, app.member("jo").await);
    mira.post("/moments", &[("words", "a heron on a roof")]).await;
    let whole = taken(&mira).await;
    free.store(90_000_000, Ordering::Relaxed);

    let account = [("name", "sam"), ("password", PASSWORD), ("adult", "yes")];
    let page = app.anonymous().post("/sign-up", &account).await;
    assert_eq!(page.status, StatusCode::INSUFFICIENT_STORAGE);
    page.must_say("nobody new can join just now");
    for path in ["/settings/import", "/people/import"] {
        let page = jo.send_file(path, "file", &whole, &[]).await;
        assert_eq!(page.status, StatusCode::INSUFFICIENT_STORAGE, "{path}");
        page.must_say("no file can come in");
    }
    jo.get("/moments").await.must_not_say("heron");

    jo.post("/moments", &[("words", "the bench by the canal")]).await;
    jo.get("/moments").await.must_say("the bench by the canal");
    assert_eq!(jo.post_and_follow("/check-ins", &[("energy", "some")]).await.status, StatusCode::OK);
    assert_eq!(signed_in(&app, "mira").await.get("/today").await.status, StatusCode::OK);
    free.store(1_000_000_000, Ordering::Relaxed);
    assert_eq!(app.anonymous().post("/sign-up", &account).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn in_the_first_week_there_is_less_room_where_anybody_may_sign_up() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/moments", &[("words", "a held door")]).await;
    let whole = taken(&mira).await;
    put(&app, "update room_taken set byte_count = 6000000").await;
    let refused = mira.post("/moments", &[("words", "one more")]).await;
    assert_eq!(refused.status, StatusCode::INSUFFICIENT_STORAGE);
    refused.must_say("In your first week there is less room here");
    refused.must_say("kept as a draft");
    put(&app, "delete from entries").await;
    put(&app, "update room_taken set byte_count = 6000000").await;
    mira.send_file("/settings/import", "file", &whole, &[]).await.must_say("Bring this file in again in a week");

    put(&app, "update instance set registration = 'invite'").await;
    assert_eq!(mira.post("/moments", &[("words", "among the invited")]).await.status, StatusCode::SEE_OTHER);
    put(&app, "update instance set registration = 'open'").await;
    app.days_later(7);
    let mira = signed_in(&app, "mira").await;
    assert_eq!(mira.post("/moments", &[("words", "a week later")]).await.status, StatusCode::SEE_OTHER);
}
