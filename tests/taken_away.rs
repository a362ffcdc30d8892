//! What was taken away is in none of the files any more, the write-ahead log included.

use axum::http::StatusCode;
use handrail::base::ids::{Id, MemberId};
use handrail::members::leaving;
use handrail::server::jobs;
use sqlx::{Connection as _, SqliteConnection};

use crate::support::{PASSWORD, TestApp, recovery_code, signed_in};

/// What the database holds of these columns of a table.
async fn held(app: &TestApp, columns: &[&str], table: &str) -> Vec<Vec<u8>> {
    let url = format!("sqlite:{}", app.data().join("handrail.db").display());
    let mut file = SqliteConnection::connect(&url).await.unwrap();
    let mut found = Vec::new();
    for column in columns {
        let query = format!("select cast({column} as blob) from {table} where {column} is not null");
        let rows: Vec<Vec<u8>> = sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_all(&mut file).await.unwrap();
        found.extend(rows);
    }
    file.close().await.unwrap();
    assert!(!found.is_empty(), "{table} holds nothing");
    found
}

fn is_there(app: &TestApp, what: &[u8]) -> bool {
    app.bytes_at_rest().windows(what.len()).any(|window| window == what)
}

#[tokio::test]
async fn after_leaving_no_file_holds_the_name_or_a_key() {
    let (app, mira) = TestApp::with_member("mirabella-of-the-files").await;
    let jo = app.member("jo").await;
    mira.post("/moments", &[("words", "soon gone")]).await;
    let mut taken = held(
        &app,
        &["key_by_password", "key_by_recovery", "secret_key", "verifier", "unconfirmed_code"],
        "(select * from members where name_key <> 'jo')",
    )
    .await;
    taken.extend(held(&app, &["body", "key"], "entries").await);
    assert!(is_there(&app, b"mirabella-of-the-files") && taken.iter().all(|what| is_there(&app, what)));
    mira.post("/settings/leave", &[("sure", "yes"), ("password", PASSWORD)]).await;
    assert!(!is_there(&app, b"mirabella-of-the-files"));
    assert!(!taken.iter().any(|what| is_there(&app, what)));
    assert_eq!(jo.get("/today").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_ended_session_leaves_no_key_behind() {
    let (app, mira) = TestApp::with_member("mira").await;
    let phone = crate::support::signed_in(&app, "mira").await;
    let keys = held(&app, &["key"], "sessions").await;
    mira.post("/settings/devices/end-others", &[]).await;
    assert_eq!(keys.iter().filter(|key| is_there(&app, key)).count(), 1, "the one that is still there");
    assert_eq!(phone.get("/today").await.status, StatusCode::SEE_OTHER);
    mira.post("/sign-out", &[]).await;
    assert!(!keys.iter().any(|key| is_there(&app, key)));
    let again = crate::support::signed_in(&app, "mira").await;
    let keys = held(&app, &["key"], "sessions").await;
    again.get("/exit").await;
    assert!(!keys.iter().any(|key| is_there(&app, key)));
}

#[tokio::test]
async fn while_somebody_reads_nobody_waits_and_the_hour_takes_the_rest() {
    let (app, mira) = TestApp::with_member("mira").await;
    let kept = mira.keep("/moments", &[("words", "soon gone")]).await;
    let words = held(&app, &["body"], "entries").await;
    mira.post(&format!("{}/remove", kept.address), &[]).await;
    app.days_later(31);
    let mut read = app.app.db.read().await.unwrap();
    sqlx::raw_sql("begin; select count(*) from entries").execute(&mut *read).await.unwrap();
    jobs::tidy(&app.app, app.app.now()).await.unwrap();
    assert!(words.iter().any(|what| is_there(&app, what)), "whoever reads still sees what was there");
    sqlx::raw_sql("rollback").execute(&mut *read).await.unwrap();
    drop(read);
    jobs::tidy(&app.app, app.app.now()).await.unwrap();
    assert!(!words.iter().any(|what| is_there(&app, what)));
}

#[tokio::test]
async fn whoever_leaves_with_much_leaves_nothing_behind() {
    let (app, mira) = TestApp::with_member("mira").await;
    let jo = app.member("jo").await;
    jo.post("/moments", &[("words", "stays")]).await;
    let owner: Vec<u8> = held(&app, &["id"], "(select * from members where name_key = 'mira')").await.remove(0);
    let mut write = app.app.db.write().await.unwrap();
    let many = "with recursive n (at) as (select 1 union all select at + 1 from n where at < 2500)
                insert into entries (id, owner, kind, day, revision, key, body)
                select randomblob(16), ?, 'moments', '2026-11-20', 1, x'00', zeroblob(4096) from n";
    sqlx::query(many).bind(&owner).execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    let page = mira.post("/settings/leave", &[("sure", "yes"), ("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(!held(&app, &["owner"], "entries").await.contains(&owner));
    assert!(!held(&app, &["id"], "members").await.contains(&owner));
    jo.get("/moments").await.must_say("stays");
}

#[tokio::test]
async fn fifty_devices_stay_signed_in_and_the_one_unused_for_longest_gives_way() {
    let (app, mira) = TestApp::with_member("mira").await;
    app.minutes_later(1);
    let second = signed_in(&app, "mira").await;
    for _ in 0..49 {
        app.minutes_later(1);
        signed_in(&app, "mira").await;
    }
    assert_eq!(mira.get("/today").await.location(), "/sign-in?next=%2Ftoday");
    let devices = second.get("/settings/devices").await;
    assert_eq!(devices.body.matches("/end\"").count(), 49, "and this one");
    for _ in 0..60 {
        app.minutes_later(1);
        signed_in(&app, "mira").await;
    }
    assert_eq!(rows(&app, "sessions").await, 100, "as many again are remembered");
}

async fn rows(app: &TestApp, table: &str) -> i64 {
    let count = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
    sqlx::query_scalar(count).fetch_one(&mut *app.app.db.read().await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn leaving_that_was_broken_off_leaves_nothing_half_usable_and_is_finished_later() {
    let (app, mira) = TestApp::with_member("mira").await;
    app.member("jo").await;
    mira.post("/moments", &[("words", "soon gone")]).await;
    let code = recovery_code(&mira.get("/settings/recovery").await.text());
    let mut write = app.app.db.write().await.unwrap();
    let owner: Vec<u8> =
        sqlx::query_scalar("select id from members where name = 'mira'").fetch_one(&mut *write).await.unwrap();
    let owner = MemberId(Id::try_from(owner.as_slice()).unwrap());
    leaving::store::shut(&mut write, owner).await.unwrap();
    write.commit().await.unwrap();
    let app = app.restarted().await;
    assert_eq!(rows(&app, "entries").await, 1, "it is still to be taken away");
    assert_eq!(app.with_cookies_of(&mira).get("/today").await.location(), "/sign-in?next=%2Ftoday");
    let back = app.anonymous().post("/sign-in", &[("name", "mira"), ("password", PASSWORD)]).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    let found = [("name", "mira"), ("code", code.as_str()), ("password", "lantern moss bicycle")];
    assert_eq!(app.anonymous().post("/recover", &found).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = app.member("mira").await;
    assert!(!other.get("/moments").await.says("soon gone"), "somebody else may have the name");
    jobs::tidy(&app.app, app.app.now()).await.unwrap();
    assert_eq!((rows(&app, "entries").await, rows(&app, "members").await), (0, 2));
}
