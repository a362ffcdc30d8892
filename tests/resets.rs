//! Password and code both lost: beginning anew, and the code that turns up after all.

use axum::http::StatusCode;
use handrail::members::{Name, resets};

use crate::support::{Actor, PASSWORD, TestApp, recovery_code, signed_in};

const ANOTHER: &str = "lantern moss bicycle";

async fn link(app: &TestApp) -> String {
    let link = resets::link(&app.app, &Name::parse("Mira").unwrap()).await.unwrap().unwrap();
    link.split_once("8420").unwrap().1.to_owned()
}

/// The same code with another first letter.
fn another(code: &str) -> String {
    let first = if code.starts_with('A') { "B" } else { "A" };
    format!("{first}{}", &code[1..])
}

/// Mira with something written, and her code; then anew.
async fn lost(app: &TestApp, mira: &Actor) -> (String, Actor) {
    mira.post("/moments", &[("words", "before it was lost")]).await;
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    mira.look_back(&attempt, &[("outcome", "did"), ("note", "an older reflection")]).await;
    let code = recovery_code(&mira.get("/settings/recovery").await.text());
    let path = link(app).await;
    let anew = app.anonymous();
    assert_eq!(anew.get(&path).await.status, StatusCode::OK);
    assert_eq!(anew.post(&path, &[("password", "short")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(anew.post(&path, &[("password", ANOTHER)]).await.location(), "/settings/recovery?then=/today");
    assert_eq!(app.anonymous().get(&path).await.status, StatusCode::NOT_FOUND, "the link works once");
    (code, anew)
}

#[tokio::test]
async fn beginning_anew_opens_the_door_but_not_what_was_written() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (old_code, anew) = lost(&app, &mira).await;
    assert_eq!(mira.get("/today").await.status, StatusCode::SEE_OTHER, "every session has ended");
    for path in ["/today", "/moments", "/reflections", "/welcome", "/drafts", "/settings/devices"] {
        let page = anew.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.body.contains("before it was lost") && !page.body.contains("an older reflection"), "{path}");
    }
    anew.get("/moments").await.must_say("cannot be read");
    assert_ne!(recovery_code(&anew.get("/settings/recovery").await.text()), old_code);
    assert_eq!(anew.post_and_follow("/check-ins", &[("energy", "some")]).await.status, StatusCode::OK);
    assert_eq!(anew.post_and_follow("/suggestions", &[]).await.status, StatusCode::OK);
    let old = app.anonymous().post("/sign-in", &[("name", "mira"), ("password", PASSWORD)]).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_code_that_turns_up_opens_everything_again_and_for_good() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (code, anew) = lost(&app, &mira).await;
    anew.post("/moments", &[("words", "written since")]).await;
    let wrong = anew.post("/settings/recovery/found", &[("code", &another(&code))]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = anew.post("/settings/recovery/found", &[("code", &code.to_lowercase())]).await;
    assert_eq!(page.location(), "/reflections?found=1");
    anew.get("/reflections").await.must_say("an older reflection");
    let by_code = "select count(*) from older_keys where key_by_recovery is not null";
    let mut read = app.app.db.read().await.unwrap();
    let left: i64 = sqlx::query_scalar(by_code).fetch_one(&mut *read).await.unwrap();
    assert_eq!(left, 0, "the code, which may be anywhere, opens nothing more");
    drop(read);
    app.days_later(40);
    handrail::server::jobs::tidy(&app.app, app.app.now()).await.unwrap();
    let later = app.anonymous();
    later.post("/sign-in", &[("name", "mira"), ("password", ANOTHER)]).await;
    let page = later.get("/moments").await;
    page.must_say("before it was lost");
    page.must_say("written since");
}

#[tokio::test]
async fn what_nobody_will_open_again_goes_after_thirty_days() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/moments", &[("words", "long before")]).await;
    app.days_later(4);
    let mira = signed_in(&app, "mira").await;
    let (_, anew) = lost(&app, &mira).await;
    anew.post("/moments", &[("words", "written since")]).await;
    let shut = anew.get("/moments").await.text().matches("cannot be read").count();
    app.days_later(31);
    handrail::server::jobs::tidy(&app.app, app.app.now()).await.unwrap();
    let later = app.anonymous();
    later.post("/sign-in", &[("name", "mira"), ("password", ANOTHER)]).await;
    let page = later.get("/moments").await;
    page.must_say("written since");
    assert!(page.text().matches("cannot be read").count() < shut);
}

#[tokio::test]
async fn a_link_is_for_somebody_who_is_there_and_for_a_day() {
    let (app, _mira) = TestApp::with_member("mira").await;
    assert_eq!(resets::link(&app.app, &Name::parse("nobody").unwrap()).await.unwrap(), None);
    let path = link(&app).await;
    app.pass(25);
    assert_eq!(app.anonymous().get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.anonymous().post(&path, &[("password", ANOTHER)]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.anonymous().get("/recover/made-up").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn losing_it_twice_locks_nobody_out() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (first, anew) = lost(&app, &mira).await;
    assert_eq!(anew.post("/settings/recovery/found", &[("code", &first)]).await.location(), "/reflections?found=1");
    let second = recovery_code(&anew.get("/settings/recovery").await.text());
    let path = link(&app).await;
    let again = app.anonymous();
    again.post(&path, &[("password", ANOTHER)]).await;
    assert_eq!(again.get("/today").await.status, StatusCode::OK);
    again.get("/moments").await.must_not_say("before it was lost");
    again.post("/settings/recovery/found", &[("code", &second)]).await;
    assert!(again.get("/moments").await.says("before it was lost"), "the second key brings the first along");
}

#[tokio::test]
async fn a_row_that_is_shut_is_a_kind_page_of_its_own() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.check_in("some").await;
    let (_, anew) = lost(&app, &mira).await;
    let reflections = anew.get("/reflections").await;
    reflections.must_say("cannot be read");
    let page = anew.get(&format!("/reflections/{}", attempt_of(&app).await)).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    page.must_say("can’t be opened");
}

async fn attempt_of(app: &TestApp) -> handrail::base::ids::Id {
    let mut read = app.app.db.read().await.unwrap();
    sqlx::query_scalar("select id from attempts limit 1").fetch_one(&mut *read).await.unwrap()
}

#[tokio::test]
async fn finding_the_code_after_all_ends_the_link() {
    let (app, mira) = TestApp::with_member("mira").await;
    let path = link(&app).await;
    assert_eq!(
        mira.post("/settings/password", &[("current", PASSWORD), ("password", ANOTHER)]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(app.anonymous().get(&path).await.status, StatusCode::NOT_FOUND);
}

/// Thirty-one days later, when what nobody will open again is taken away.
async fn a_month_later(app: &TestApp) {
    app.days_later(31);
    handrail::server::jobs::tidy(&app.app, app.app.now()).await.unwrap();
}

#[tokio::test]
async fn very_much_that_nobody_will_open_again_goes_as_well() {
    let (app, mira) = TestApp::with_member("mira").await;
    app.all_are_at_home().await;
    let mut write = app.app.db.write().await.unwrap();
    let many = "with recursive n(n) as (select 1 union all select n + 1 from n where n < 2100)
                insert into entries (id, owner, kind, day, revision, key, body)
                select randomblob(16), id, 'moments', '2026-01-01', 1, x'00', zeroblob(4000) from members, n";
    sqlx::query(many).execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    let (_, anew) = lost(&app, &mira).await;
    anew.post("/moments", &[("words", "written since")]).await;
    a_month_later(&app).await;
    let mut read = app.app.db.read().await.unwrap();
    for (table, wanted) in [("entries", 1), ("attempts", 0), ("shut_rows", 0), ("older_keys", 0)] {
        let left = format!("select count(*) from {table}");
        let left: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(left)).fetch_one(&mut *read).await.unwrap();
        assert_eq!(left, wanted, "{table}");
    }
}

#[tokio::test]
async fn what_is_written_since_for_an_earlier_day_stays() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (_, anew) = lost(&app, &mira).await;
    anew.post("/moments", &[("words", "a memory of last month"), ("day", "2026-10-20")]).await;
    a_month_later(&app).await;
    let anew = enters(&app, ANOTHER).await;
    let page = anew.get("/moments").await;
    page.must_say("a memory of last month");
    assert!(!page.says("cannot be read"), "what was shut is gone");
}

#[tokio::test]
async fn what_a_found_code_opens_stays_though_a_later_one_is_never_found() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (first_code, anew) = lost(&app, &mira).await;
    anew.post("/moments", &[("words", "of the second key")]).await;
    let again = app.anonymous();
    again.post(&link(&app).await, &[("password", PASSWORD)]).await;
    again.post("/settings/recovery/found", &[("code", &first_code)]).await;
    again.get("/moments").await.must_say("before it was lost");
    a_month_later(&app).await;
    let page = enters(&app, PASSWORD).await.get("/moments").await;
    page.must_say("before it was lost");
    assert!(!page.says("cannot be read") && !page.says("of the second key"), "{}", page.text());
}

async fn enters(app: &TestApp, password: &str) -> Actor {
    let actor = app.anonymous();
    let page = actor.post("/sign-in", &[("name", "mira"), ("password", password)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    actor
}

#[tokio::test]
async fn what_was_still_open_before_a_reset_reaches_nobody_who_may_have_asked_for_it() {
    let (app, mira) = TestApp::with_member("mira").await;
    let open = crate::support::writing::form(&mira, "/moments", "words").await;
    let other = app.anonymous();
    other.post(&link(&app).await, &[("password", ANOTHER)]).await;
    let words = [("words", "where I will be tonight")];
    assert_ne!(open.kept(&mira, 1, &words).await.status, StatusCode::NO_CONTENT, "it does not say that it is kept");
    let page = open.sent(&mira, &words).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(page.body.contains("where+I+will+be+tonight"), "they go along with the sign-in page");
    assert!(!other.get("/drafts").await.says("where I will be tonight"));
}

#[tokio::test]
async fn a_page_that_is_still_open_a_month_after_a_reset_reaches_nobody_either() {
    let (app, _) = TestApp::with_member("mira").await;
    let mira = app.anonymous();
    mira.post("/sign-in", &[("name", "mira"), ("password", PASSWORD), ("stay", "yes")]).await;
    let open = crate::support::writing::form(&mira, "/moments", "words").await;
    app.anonymous().post(&link(&app).await, &[("password", ANOTHER)]).await;
    a_month_later(&app).await;
    let other = enters(&app, ANOTHER).await;
    for sender in [&mira, &app.anonymous()] {
        let page = open.sent(sender, &[("words", "where I will be tonight")]).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert!(page.body.contains("where+I+will+be+tonight"), "they go along with the sign-in page");
    }
    assert!(!other.get("/drafts").await.says("where I will be tonight"));
}

#[tokio::test]
async fn a_ladder_comes_back_with_its_code_whether_there_is_another_or_not() {
    for another in [false, true] {
        let (app, mira) = TestApp::with_member("mira").await;
        for slug in ["plain-hello", "come-along"] {
            mira.post(&format!("/steps/{slug}/ladder"), &[]).await;
        }
        let (code, anew) = lost(&app, &mira).await;
        anew.get("/ladder").await.must_say("Nothing on it yet.");
        if another {
            anew.post("/steps/small-yes/ladder", &[]).await;
        }
        anew.post("/settings/recovery/found", &[("code", &code)]).await;
        let on = |page: &crate::support::Page| {
            ["small-yes", "plain-hello", "come-along"].map(|slug| page.body.contains(&format!("/steps/{slug}\"")))
        };
        assert_eq!(on(&anew.get("/ladder").await), [another, true, true]);
        anew.post("/steps/small-yes/ladder", &[]).await;
        assert_eq!(on(&anew.get("/ladder").await), [true, true, true], "and stays");
    }
}
