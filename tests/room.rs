//! Each member has so much room, and where it is used up nothing is lost.

use axum::http::{Method, StatusCode};
use handrail::features::export::store::TABLES;
use handrail::records::quota::{BYTES, ROWS};
use handrail::server::router::table;
use handrail::web::route::{Route, Who};
use sqlx::{Connection as _, SqliteConnection};

use crate::export::{packed, taken};
use crate::support::sample::{Things, fields};
use crate::support::{Actor, PASSWORD, TestApp};

async fn file(app: &TestApp) -> SqliteConnection {
    SqliteConnection::connect(&format!("sqlite:{}", app.data().join("handrail.db").display())).await.unwrap()
}

/// Rows and bytes of everybody, as they are counted.
async fn counted(app: &TestApp) -> Vec<(i64, i64)> {
    let counted = "select row_count, byte_count from room_taken where row_count > 0 order by 1, 2";
    sqlx::query_as(counted).fetch_all(&mut file(app).await).await.unwrap()
}

/// The same as it is.
async fn really(app: &TestApp) -> Vec<(i64, i64)> {
    let tables = TABLES.into_iter().chain(["entries", "links"]).map(|table| format!("select owner, body from {table}"));
    let all = tables.chain(["select author, body from letters".to_owned()]).collect::<Vec<_>>().join(" union all ");
    let really = format!("select count(*), sum(length(body)) from ({all}) group by owner order by 1, 2");
    sqlx::query_as(sqlx::AssertSqlSafe(really)).fetch_all(&mut file(app).await).await.unwrap()
}

async fn must_be_right(app: &TestApp, after: &str) {
    assert_eq!(counted(app).await, really(app).await, "after {after}");
}

/// As if this much were kept of everybody.
async fn fill(app: &TestApp, rows: i64, bytes: i64) {
    let fill = "update room_taken set row_count = ?, byte_count = ?";
    sqlx::query(fill).bind(rows).bind(bytes).execute(&mut file(app).await).await.unwrap();
}

#[tokio::test]
async fn what_is_counted_is_what_is_kept_whatever_happens() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    must_be_right(&app, "everything there is a form for").await;
    for route in table().into_iter().filter(|route| route.method == Method::POST && route.path.contains("{id}")) {
        mira.post(&things.fill(&route.path), fields(&route.path)).await;
        must_be_right(&app, &route.path).await;
    }
    let draft = handrail::web::form::new_id();
    let before = counted(&app).await;
    mira.post(&format!("/journal?draft={draft}&keep=now"), &[("words", "begun")]).await;
    assert_eq!(counted(&app).await, before, "what is being written takes no room");

    let jo = app.member("jo").await;
    let whole = taken(&mira).await;
    jo.send_file("/settings/import", "file", &whole, &[]).await;
    must_be_right(&app, "a file").await;
    app.days_later(40);
    handrail::server::jobs::tidy(&app.app, app.app.now()).await.unwrap();
    must_be_right(&app, "tidying").await;
    let again = app.anonymous();
    again.post("/sign-in", &[("name", "mira"), ("password", PASSWORD)]).await;
    again.post("/settings/leave", &[("sure", "yes"), ("password", PASSWORD)]).await;
    must_be_right(&app, "leaving").await;
}

#[tokio::test]
async fn who_keeps_very_much_is_answered_like_everybody() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    let members = |route: &Route| route.method == Method::GET && route.who == Who::Member;
    for route in table().into_iter().filter(members) {
        let path = things.fill(&route.path);
        fill(&app, 1, 1).await;
        let before = mira.get(&path).await;
        fill(&app, ROWS / 2, 1).await;
        let after = mira.get(&path).await;
        assert_eq!((after.status, after.title()), (before.status, before.title()), "{path}");
    }
    mira.post("/moments", &[("words", "a robin on the wall")]).await;
    mira.get("/moments").await.must_say("a robin on the wall");
    fill(&app, ROWS / 2, 1).await;
    mira.post("/sign-out", &[]).await;
    assert_eq!(mira.get("/moments").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn where_room_is_used_up_every_form_says_so_and_loses_no_words() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    let everybodys = table().into_iter().filter(|route| route.who == Who::Member);
    for route in everybodys.filter(|route| route.method == Method::POST && route.growth.is_some()) {
        let path = things.fill(&route.path);
        // One of two bounds is enough.
        fill(&app, if route.path.len() % 2 == 0 { ROWS * 2 } else { 1 }, BYTES * 2).await;
        let draft = handrail::web::form::new_id();
        let sent = mira.post(&format!("{path}?draft={draft}"), &[("note", "words to keep"), ("words", "more")]).await;
        assert_eq!(sent.status, StatusCode::INSUFFICIENT_STORAGE, "{path}");
        sent.must_say("Your room here is used up");
        if route.form.is_some_and(|form| form.page.is_some()) {
            sent.must_say("What you wrote is kept as a draft");
            assert!(sent.body.contains(&format!("?draft={draft}")), "{path}: {}", sent.body);
            assert!(mira.get("/drafts").await.body.contains(&draft.to_string()), "{path}");
        }
    }
}

#[tokio::test]
async fn where_room_is_used_up_nothing_grows_but_the_day() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    let kept = async || {
        let tables = ["suggestions", "attempts", "reflections", "ladders", "entries"];
        let all = tables.map(|table| format!("select owner from {table}")).join(" union all ");
        let all = format!("select count(*) from ({all})");
        sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(all)).fetch_one(&mut file(&app).await).await.unwrap()
    };
    // What there is one of at the most comes first.
    mira.post("/ladder", &[]).await;
    for route in table().into_iter().filter(|route| route.method == Method::POST) {
        if route.path.contains("leave") || route.path.contains("sign") {
            continue;
        }
        fill(&app, ROWS * 2, BYTES * 2).await;
        let before = kept().await;
        mira.post(&things.fill(&route.path), fields(&route.path)).await;
        assert!(kept().await <= before, "{} keeps a row more", route.path);
    }
    app.days_later(1);
    fill(&app, ROWS * 2, BYTES * 2).await;
    let check_in = mira.post("/check-ins", &[("energy", "low")]).await;
    assert_eq!(check_in.status, StatusCode::SEE_OTHER, "a check-in is always kept");
}

#[tokio::test]
async fn a_file_that_does_not_fit_says_so_and_goes_on_once_there_is_room() {
    let (app, mira) = TestApp::with_member("mira").await;
    let jo = app.member("jo").await;
    for words in ["first", "second", "third"] {
        mira.post("/moments", &[("words", words)]).await;
    }
    jo.post("/moments", &[("words", "her own")]).await;
    let whole = taken(&mira).await;
    let import = async |jo: &Actor| jo.send_file("/settings/import", "file", &elsewhere(&whole), &[]).await;
    fill(&app, ROWS - 1, 1).await;
    let full = import(&jo).await;
    assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY);
    full.must_say("There is not enough room for all of it.");
    assert!(jo.get("/moments").await.says("her own"));
    fill(&app, 1, 1).await;
    let done = import(&jo).await;
    jo.get(done.location()).await.must_say("3 things were brought in.");
    assert!(import(&jo).await.location().contains("taken=0"), "and a second time changes nothing");
}

/// The same file with other ids, as rows of another's stay whose they are.
fn elsewhere(zip: &[u8]) -> Vec<u8> {
    let json = crate::export::files(zip)["handrail.json"].clone();
    let mut other = String::new();
    for (at, part) in json.split("\"id\":\"").enumerate() {
        if at > 0 {
            let another = if part.starts_with("ee") { "dd" } else { "ee" };
            other.extend(["\"id\":\"", another]);
        }
        other.push_str(if at > 0 { &part[2..] } else { part });
    }
    packed(&other)
}
