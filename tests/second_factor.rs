//! A second step at sign-in: set up, asked for, and lost.

use axum::http::StatusCode;
use handrail::members::{Name, resets};
use handrail::server::router::table;
use handrail::web::limits::{Limits, TriesPerMinute};
use handrail::web::route::Who;

use crate::support::sample::{CANARY, Things, fields};
use crate::support::second::{Phone, set_up, shown};
use crate::support::{Actor, PASSWORD, TestApp, recovery_code, signed_in};

const ANOTHER: &str = "lantern moss bicycle";

/// A browser in which mira's password was right.
async fn half_in(app: &TestApp) -> Actor {
    let actor = app.anonymous();
    let page = actor.post("/sign-in", &[("name", "mira"), ("password", PASSWORD)]).await;
    assert_eq!(page.location(), "/sign-in/second?next=%2Ftoday&stay=");
    actor
}

async fn says(actor: &Actor, code: &str) -> StatusCode {
    let page = actor.post("/sign-in/second", &[("code", code)]).await;
    assert!(page.status != StatusCode::SEE_OTHER || page.location() == "/today", "{}", page.location());
    page.status
}

const IN: StatusCode = StatusCode::SEE_OTHER;
const REFUSED: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

#[tokio::test]
async fn it_is_on_once_a_first_code_was_typed() {
    let (app, mira) = TestApp::with_member("mira").await;
    let elsewhere = signed_in(&app, "mira").await;
    mira.get("/settings/second-factor").await.must_say("a stolen password alone lets nobody in");
    let begun = mira.post_and_follow("/settings/second-factor", &[]).await;
    assert!(begun.body.contains("<svg") && begun.body.contains("role=\"img\""));
    let phone = Phone::reading(&begun);
    assert_eq!(shown(&mira.post_and_follow("/settings/second-factor", &[]).await), shown(&begun), "pressed twice");
    signed_in(&app, "mira").await.get("/today").await.must_not_say("code from your app");
    let wrong = mira.post("/settings/second-factor/confirm", &[("code", &phone.shows(&app, 9))]).await;
    assert_eq!(wrong.status, REFUSED);
    assert_eq!(shown(&wrong), shown(&begun), "the same key, to try again");
    let right = mira.post("/settings/second-factor/confirm", &[("code", &phone.now(&app))]).await;
    assert_eq!(right.location(), "/settings/second-factor");
    let codes = shown(&mira.get(right.location()).await);
    assert_eq!(codes.len(), 10);
    assert_eq!(elsewhere.get("/today").await.status, IN, "other devices never gave a code");
    let kept = mira.post_and_follow("/settings/second-factor/kept", &[]).await;
    kept.must_say("The second step at sign-in is on");
    let page = mira.get("/settings/second-factor").await;
    page.must_say("It is on.");
    assert!(codes.iter().all(|code| !page.body.contains(code)), "they are not shown again");
    assert_eq!(
        mira.post("/settings/second-factor/confirm", &[("code", "123456")]).await.status,
        IN,
        "it is on already"
    );
}

#[tokio::test]
async fn a_code_counts_once_and_a_step_early_or_late() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (phone, _) = set_up(&app, &mira).await;
    for (steps, answer) in
        [(-2, REFUSED), (2, REFUSED), (-1, IN), (-1, REFUSED), (0, IN), (0, REFUSED), (1, IN), (0, REFUSED)]
    {
        assert_eq!(says(&half_in(&app).await, &phone.shows(&app, steps)).await, answer, "{steps} steps from now");
    }
    app.minutes_later(2);
    let half = half_in(&app).await;
    for wrong in ["", "000000 1", "not a code", "１２３４５６"] {
        assert_eq!(says(&half, wrong).await, REFUSED);
    }
    let code = phone.now(&app);
    assert_eq!(says(&half, &format!(" {} {} ", &code[..3], &code[3..])).await, IN, "spaces don't matter");
    assert_eq!(half.get("/today").await.status, StatusCode::OK);
    assert_eq!(half.get("/sign-in/second").await.location(), "/today", "already in");
}

#[tokio::test]
async fn a_code_of_the_list_works_once_and_a_new_list_ends_the_old_one() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (_, codes) = set_up(&app, &mira).await;
    let typed = codes[0].to_lowercase().replace('-', " ");
    assert_eq!(says(&half_in(&app).await, &typed).await, IN);
    assert_eq!(says(&half_in(&app).await, &codes[0]).await, REFUSED);
    assert_eq!(says(&half_in(&app).await, &codes[1]).await, IN);
    let new = shown(&mira.post_and_follow("/settings/second-factor/codes", &[]).await);
    assert_eq!(new.len(), 10);
    assert_eq!(says(&half_in(&app).await, &codes[2]).await, REFUSED);
    assert_eq!(says(&half_in(&app).await, &new[9]).await, IN);
}

#[tokio::test]
async fn whoever_is_half_in_is_nobody_on_every_page() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    set_up(&app, &mira).await;
    let half = half_in(&app).await;
    for route in table().into_iter().filter(|route| route.who != Who::Anyone) {
        let path = things.fill(&route.path);
        let page = match route.method.as_str() {
            "GET" => half.get(&path).await,
            _ => half.post(&path, fields(&route.path)).await,
        };
        let turned_away = page.status == StatusCode::UNAUTHORIZED || page.location().starts_with("/sign-in");
        assert!(turned_away && !page.body.contains(CANARY), "{} {path}: {}", route.method, page.status);
    }
    for path in ["/", "/support", "/about", "/sign-in"] {
        half.get(path).await.must_not_say("Notebook");
    }
    mira.get("/settings/devices").await.must_say("You are signed in nowhere else.");
    half.get("/sign-in/second").await.must_say("Now type the code from your app.");
    app.minutes_later(16);
    assert_eq!(half.get("/sign-in/second").await.location(), "/sign-in?next=%2Ftoday", "it was too long ago");
}

#[tokio::test]
async fn nobody_is_pushed_out_by_those_who_know_only_the_password() {
    let (app, mira) = TestApp::with_member("mira").await;
    set_up(&app, &mira).await;
    for _ in 0..60 {
        half_in(&app).await;
    }
    assert_eq!(mira.get("/today").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_came_without_a_session_is_kept_through_both_pages() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (phone, _) = set_up(&app, &mira).await;
    let anon = app.anonymous();
    let page = anon.post("/moments", &[("words", "a wren in the hedge")]).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    let (path, body) = (page.field("draft_path").unwrap(), page.field("draft_body").unwrap());
    let sent = [("name", "mira"), ("password", PASSWORD), ("draft_path", &path), ("draft_body", &body)];
    let second = anon.post("/sign-in", &sent).await;
    assert_eq!(second.location(), "/sign-in/second?next=%2Fdrafts&stay=");
    let page = anon.get(second.location()).await;
    page.must_not_say("a wren");
    let next = page.field("next").unwrap();
    let wrong = anon.post("/sign-in/second", &[("code", "1"), ("next", &next)]).await;
    assert_eq!(wrong.field("next").as_deref(), Some("/drafts"), "a wrong code forgets nothing");
    let done = anon.post("/sign-in/second", &[("code", &phone.now(&app)), ("next", &next)]).await;
    assert_eq!(done.location(), "/drafts");
    anon.get("/drafts").await.must_say("a wren in the hedge");

    // The same from a session that has run out, and from somebody half in.
    app.pass(13);
    assert_eq!(mira.post("/moments", &[("words", "two herons")]).await.location(), "/sign-in?kept=1");
    let half = half_in(&app).await;
    assert_eq!(half.post("/moments", &[("words", "three geese")]).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(says(&half, &phone.now(&app)).await, IN);
    half.get("/drafts").await.must_say("two herons");
}

#[tokio::test]
async fn staying_signed_in_begins_with_the_second_step() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (phone, _) = set_up(&app, &mira).await;
    let anon = app.anonymous();
    let first =
        anon.post("/sign-in", &[("name", "mira"), ("password", PASSWORD), ("stay", "yes"), ("next", "/steps")]).await;
    assert!(
        !first.headers.get_all("set-cookie").iter().any(|cookie| cookie.to_str().unwrap().contains("Max-Age=2592000"))
    );
    let page = anon.get(first.location()).await;
    let (next, stay) = (page.field("next").unwrap(), page.field("stay").unwrap());
    let sent = [("code", phone.now(&app)), ("next", next), ("stay", stay)];
    let done = anon.post("/sign-in/second", &sent.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    assert_eq!(done.location(), "/steps");
    assert!(
        done.headers.get_all("set-cookie").iter().any(|cookie| cookie.to_str().unwrap().contains("Max-Age=2592000"))
    );
    app.days_later(20);
    assert_eq!(anon.get("/today").await.status, StatusCode::OK);
}

#[tokio::test]
async fn neither_a_recovery_code_nor_a_new_password_goes_around_it() {
    let (app, mira) = TestApp::with_member("mira").await;
    let code = recovery_code(&mira.get("/settings/recovery").await.text());
    let (phone, _) = set_up(&app, &mira).await;
    let anon = app.anonymous();
    let page = anon.post("/recover", &[("name", "mira"), ("code", &code), ("password", ANOTHER)]).await;
    assert!(page.location().starts_with("/sign-in/second?next=%2Fsettings%2Frecovery"), "{}", page.location());
    assert_eq!(anon.get("/settings/recovery").await.location(), "/sign-in?next=%2Fsettings%2Frecovery");
    let next = anon.get(page.location()).await.field("next").unwrap();
    let sent = [("code", phone.now(&app)), ("next", next)];
    let done = anon.post("/sign-in/second", &sent.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    recovery_code(&anon.get(&done.location().replace("&#63;", "?")).await.text());
    // It was sealed under an older key, and is still asked for and still works.
    app.minutes_later(2);
    anon.post("/settings/password", &[("current", ANOTHER), ("password", PASSWORD)]).await;
    assert_eq!(anon.get("/today").await.status, StatusCode::OK, "who gave it need not give it again");
    assert_eq!(says(&half_in(&app).await, &phone.now(&app)).await, IN);
}

#[tokio::test]
async fn beginning_anew_takes_it_off() {
    let (app, mira) = TestApp::with_member("mira").await;
    set_up(&app, &mira).await;
    let link = resets::link(&app.app, &Name::parse("mira").unwrap()).await.unwrap().unwrap();
    let anew = app.anonymous();
    let page = anew.post(link.split_once("8420").unwrap().1, &[("password", ANOTHER)]).await;
    assert_eq!(page.location(), "/settings/recovery?then=/today");
    assert_eq!(anew.get("/settings/second-factor").await.field("code"), None);
    let again = app.anonymous().post("/sign-in", &[("name", "mira"), ("password", ANOTHER)]).await;
    assert_eq!(again.location(), "/today");
}

#[tokio::test]
async fn it_is_turned_off_by_who_knows_the_password_unless_a_role_needs_it() {
    let (app, mira) = TestApp::with_member("mira").await;
    set_up(&app, &mira).await;
    app.minutes_later(20);
    for path in ["/settings/second-factor/off", "/settings/second-factor/codes"] {
        let wrong = mira.post(path, &[("password", "not this one")]).await;
        assert_eq!(wrong.status, REFUSED);
        wrong.must_say("This is not your password.");
    }
    let codes = mira.post_and_follow("/settings/second-factor/codes", &[("password", PASSWORD)]).await;
    assert_eq!(shown(&codes).len(), 10, "in a new session, to which they may be shown");
    app.give("mira", handrail::members::Role::Supporter).await;
    let needed = mira.post("/settings/second-factor/off", &[("password", PASSWORD)]).await;
    assert_eq!(needed.status, REFUSED);
    needed.must_say("Your role here needs it");
    half_in(&app).await;
    let mut write = app.app.db.write().await.unwrap();
    sqlx::query("delete from member_roles").execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    app.minutes_later(20);
    let off = mira.post_and_follow("/settings/second-factor/off", &[("password", PASSWORD)]).await;
    off.must_say("The second step is off.");
    signed_in(&app, "mira").await.get("/today").await.must_not_say("code from your app");
}

#[tokio::test]
async fn codes_are_tried_a_few_times_and_then_later() {
    let app = TestApp::with_limits(Limits::new(TriesPerMinute { network: 10_000, account: 3, overall: 10_000 })).await;
    let mira = app.member("mira").await;
    let (phone, _) = set_up(&app, &mira).await;
    let half = half_in(&app).await;
    for _ in 0..6 {
        assert_eq!(says(&half, "000000").await, REFUSED);
    }
    let late = half.post("/sign-in/second", &[("code", &phone.now(&app))]).await;
    assert_eq!(late.status, StatusCode::TOO_MANY_REQUESTS, "not even the right one");
    assert!(!late.header("retry-after").is_empty(), "a delay, and no lock");
    assert_eq!(mira.get("/today").await.status, StatusCode::OK, "who is in stays in");
}
