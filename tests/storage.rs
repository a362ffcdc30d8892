//! When the machine runs out of room or patience, and when a write breaks off.

use std::sync::mpsc;

use axum::http::StatusCode;
use handrail::web::error::PageError;
use handrail::web::password_queue::PasswordQueue;

use crate::support::writing::form;
use crate::support::{TestApp, signed_in};

#[tokio::test]
async fn a_full_disk_is_said_so_and_keeps_what_was_there() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/moments", &[("words", "kept before")]).await;
    let mut write = app.app.db.write().await.unwrap();
    sqlx::query("pragma max_page_count = 1").execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    let mut status = StatusCode::SEE_OTHER;
    for turn in 0..200 {
        let page = mira.post("/moments", &[("words", &format!("number {turn} {}", "x".repeat(4_000)))]).await;
        status = page.status;
        if status != StatusCode::SEE_OTHER {
            assert!(page.body.contains("href=\"/support\""));
            break;
        }
    }
    assert_eq!(status, StatusCode::INSUFFICIENT_STORAGE);
    assert!(mira.get("/moments").await.status.is_success());
    let mut write = app.app.db.write().await.unwrap();
    sqlx::query("pragma max_page_count = 1000000").execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(mira.post("/moments", &[("words", "kept after")]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_signs_out_is_out_in_this_browser_though_it_cannot_be_written_down() {
    let (app, mira) = TestApp::with_member("mira").await;
    let mut write = app.app.db.write().await.unwrap();
    let stuck = "create trigger stuck before update on sessions begin select raise(abort, 'no'); end";
    sqlx::raw_sql(stuck).execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    let page = mira.post("/sign-out", &[]).await;
    assert!(page.status.is_server_error());
    page.must_say("You are signed out here");
    page.must_say("so it could not write down that you left");
    assert_eq!(page.headers["clear-site-data"], "\"cache\"");
    assert_eq!(mira.get("/today").await.location(), "/sign-in?next=%2Ftoday");
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_restart() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/moments", &[("words", "still here")]).await;
    let suggestion = mira.check_in("some").await.unwrap();
    let app = app.restarted().await;
    let again = app.with_cookies_of(&mira);
    assert!(again.get("/moments").await.says("still here"), "and a restart signs nobody out");
    assert!(again.get("/today").await.body.contains(&suggestion));
    assert_eq!(signed_in(&app, "mira").await.get("/today").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_write_that_is_not_committed_never_happened() {
    let (app, mira) = TestApp::with_member("mira").await;
    let mut write = app.app.db.write().await.unwrap();
    sqlx::query("delete from members").execute(&mut *write).await.unwrap();
    drop(write);
    assert_eq!(mira.get("/today").await.status, StatusCode::OK);
}

#[tokio::test]
async fn pages_cannot_write() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let mut read = app.app.db.read().await.unwrap();
    assert!(sqlx::query("delete from members").execute(&mut *read).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_passwords_at_once_are_asked_to_come_back() {
    let gate = std::sync::Arc::new(PasswordQueue::new(1));
    let (open, shut) = mpsc::channel::<()>();
    let shut = std::sync::Arc::new(std::sync::Mutex::new(shut));
    let work = |gate: std::sync::Arc<PasswordQueue>| {
        let shut = std::sync::Arc::clone(&shut);
        tokio::spawn(async move { gate.run(move |_| shut.lock().unwrap().recv().is_err()).await })
    };
    let queue: Vec<_> = (0..16).map(|_| work(std::sync::Arc::clone(&gate))).collect();
    while gate.waiting() < 16 {
        tokio::task::yield_now().await;
    }
    assert!(matches!(gate.run(|_| ()).await, Err(PageError::Busy)));
    drop(open);
    for waiting in queue {
        assert!(waiting.await.unwrap().is_ok());
    }
    assert!(gate.run(|_| ()).await.is_ok(), "there is room again");
}

/// The tables of drafts and of late forms as they were before migrations 12 and 15.
const CROSSED: &str = "
    delete from _sqlx_migrations where version in (12, 15);
    create table begun (id blob primary key, owner blob not null references members (id) on delete cascade,
        kept_at integer not null, revision integer not null, key blob not null, body blob not null, removed_at integer)
        strict, without rowid;
    insert into begun select id, owner, kept_at, revision, key, body, removed_at from drafts;
    drop table drafts;
    create table drafts (id blob primary key, owner blob not null references members (id) on delete cascade,
        kept_at integer not null, body blob not null) strict, without rowid;
    insert into drafts select id, owner, kept_at, body from late_forms;
    drop table late_forms;
    create index drafts_by_owner on drafts (owner);
    create index drafts_by_age on drafts (kept_at);
    create index begun_by_owner on begun (owner);
    create index begun_removed on begun (removed_at) where removed_at is not null;";

#[tokio::test]
async fn drafts_and_late_forms_of_the_release_before_are_still_there() {
    let (app, mira) = TestApp::with_member("mira").await;
    form(&mira, "/journal", "words").await.kept(&mira, 1, &[("words", "a line begun")]).await;
    let tab = mira.another_tab();
    mira.post("/sign-out", &[]).await;
    tab.post("/moments", &[("words", "sent too late")]).await;
    app.app.db.close().await;
    let url = format!("sqlite:{}", app.data().join("handrail.db").display());
    let mut file = <sqlx::SqliteConnection as sqlx::Connection>::connect(&url).await.unwrap();
    sqlx::raw_sql(CROSSED).execute(&mut file).await.unwrap();
    sqlx::Connection::close(file).await.unwrap();

    let app = app.restarted().await;
    let mira = signed_in(&app, "mira").await;
    mira.get("/journal").await.must_say("a line begun");
    let drafts = mira.get("/drafts").await;
    drafts.must_say("a line begun");
    drafts.must_say("sent too late");
}

/// The tables of roles as they were before migration 21.
const ONE_ROLE: &str = "
    delete from _sqlx_migrations where version = 21;
    drop table member_roles;
    drop table second_factors;
    drop table risk_pages;
    alter table sessions drop column half;
    alter table invitations drop column role;
    alter table members add column role text not null default 'member'
        constraint member_role check (role in ('member', 'supporter', 'facilitator', 'host'));
    update members set role = 'host' where name = 'mira';
    update members set role = 'supporter' where name = 'lind';";

#[tokio::test]
async fn the_roles_of_the_release_before_are_still_there() {
    for (mode, hosts) in [("hosted", 1), ("personal", 0)] {
        let (app, _) = TestApp::with_member("mira").await;
        app.member("lind").await;
        app.member("jo").await;
        app.app.db.close().await;
        let url = format!("sqlite:{}", app.data().join("handrail.db").display());
        let mut file = <sqlx::SqliteConnection as sqlx::Connection>::connect(&url).await.unwrap();
        sqlx::raw_sql(ONE_ROLE).execute(&mut file).await.unwrap();
        sqlx::query("update instance set mode = ?").bind(mode).execute(&mut file).await.unwrap();
        sqlx::Connection::close(file).await.unwrap();

        let app = app.restarted().await;
        let mut write = app.app.db.write().await.unwrap();
        for (name, role) in [("mira", "host"), ("lind", "supporter"), ("jo", "member")] {
            let found: i64 = sqlx::query_scalar(
                "select count(*) from member_roles where role = ? and owner = (select id from members where name = ?)",
            )
            .bind(role)
            .bind(name)
            .fetch_one(&mut *write)
            .await
            .unwrap();
            assert_eq!(found, if role == "member" { 0 } else { hosts }, "{mode}: {name}");
        }
    }
}
