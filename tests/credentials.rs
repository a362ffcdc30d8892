//! A changed password or code is changed for everybody, whatever is under way with the one before.

use std::future::Future;
use std::sync::mpsc::channel;

use axum::http::StatusCode;
use handrail::members::resets;
use handrail::members::unlock::{self, NewCredential, Unlocked};
use handrail::web::limits::{Limits, TriesPerMinute};
use secrecy::SecretString;

use crate::support::{Actor, PASSWORD, TestApp, recovery_code};

const ANOTHER: &str = "lantern moss bicycle";
const A_THIRD: &str = "pebble kite harbour";

/// Lets `attempt` read what it goes by and wait for its turn with a password; then lets `change` happen, all of it, and
/// only then the attempt go on.
async fn overtaken<T: Send + 'static>(
    app: &TestApp,
    attempt: impl Future<Output = T> + Send + 'static,
    change: impl Future<Output = ()>,
) -> T {
    let gate = |app: &TestApp, many| {
        let app = app.app.clone();
        async move {
            while app.gate.waiting() < many {
                tokio::task::yield_now().await;
            }
        }
    };
    let mut held = Vec::new();
    for place in 1..=2 {
        let (release, wait) = channel::<()>();
        let app_of_it = app.app.clone();
        tokio::spawn(async move { app_of_it.gate.run(move |_| wait.recv().is_ok()).await });
        gate(app, place).await;
        held.push(release);
    }
    let under_way = tokio::spawn(attempt);
    gate(app, 3).await;
    change.await;
    drop(held);
    under_way.await.unwrap()
}

fn secret(text: &str) -> SecretString {
    SecretString::from(text.to_owned())
}

async fn prepared(app: &TestApp) -> NewCredential {
    unlock::prepare(&app.app, &secret(ANOTHER), "mira").await.unwrap().unwrap()
}

/// What the owner needs for changing their password, all but the write.
struct Change {
    opened: Unlocked,
    prepared: NewCredential,
}

impl Change {
    async fn of_mira(app: &TestApp) -> Self {
        let opened = unlock::by_password(&app.app, std::net::Ipv4Addr::LOCALHOST.into(), "mira", secret(PASSWORD))
            .await
            .unwrap()
            .unwrap();
        Self { opened, prepared: prepared(app).await }
    }

    async fn happens(&self, app: &TestApp) {
        let mut write = app.app.db.write().await.unwrap();
        let confirmed = self.opened.confirm(&mut write).await.unwrap().expect("it is still theirs");
        unlock::rotate(&app.app, &mut write, confirmed, &self.prepared).await.unwrap();
        write.commit().await.unwrap();
    }
}

#[tokio::test]
async fn who_signs_in_with_the_old_password_while_it_is_changed_is_not_in() {
    let (app, _) = TestApp::with_member("mira").await;
    let change = Change::of_mira(&app).await;
    let thief = app.anonymous();
    let again = thief.another_tab();
    let attempt = async move { again.post("/sign-in", &[("name", "mira"), ("password", PASSWORD)]).await };
    let page = overtaken(&app, attempt, change.happens(&app)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "as if it were wrong");
    let held = page.header("set-cookie");
    assert!(held.is_empty() || held.starts_with("door"), "{held}");
}

#[tokio::test]
async fn what_the_old_password_was_asked_for_does_not_happen_once_it_is_changed() {
    let forms: [(&str, &[(&str, &str)]); 4] = [
        ("/settings/password", &[("current", PASSWORD), ("password", A_THIRD)]),
        ("/settings/recovery/new", &[("password", PASSWORD)]),
        ("/settings/leave", &[("sure", "yes"), ("password", PASSWORD)]),
        ("/settings/export", &[("password", PASSWORD)]),
    ];
    for (path, fields) in forms {
        let (app, mira) = TestApp::with_member("mira").await;
        app.minutes_later(20);
        let change = Change::of_mira(&app).await;
        let thief = mira.another_tab();
        let attempt = async move { thief.post(path, fields).await };
        let page = overtaken(&app, attempt, change.happens(&app)).await;
        let out = page.location().starts_with("/sign-in");
        assert!(out || page.status == StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", page.status);
        enters(&app, ANOTHER).await;
    }
}

#[tokio::test]
async fn who_uses_the_old_code_while_it_is_renewed_is_not_in() {
    let (app, mira) = TestApp::with_member("mira").await;
    let code = recovery_code(&mira.get("/settings/recovery").await.text());
    let change = Change::of_mira(&app).await;
    let thief = app.anonymous();
    let attempt =
        async move { thief.post("/recover", &[("name", "mira"), ("code", &code), ("password", A_THIRD)]).await };
    let page = overtaken(&app, attempt, change.happens(&app)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    enters(&app, ANOTHER).await;
}

#[tokio::test]
async fn who_signs_in_with_the_old_password_while_somebody_begins_anew_is_not_in() {
    let (app, _) = TestApp::with_member("mira").await;
    let prepared = prepared(&app).await;
    let owner = unlock::by_password(&app.app, std::net::Ipv4Addr::LOCALHOST.into(), "mira", secret(PASSWORD))
        .await
        .unwrap()
        .unwrap()
        .owner();
    let begins = async {
        let mut write = app.app.db.write().await.unwrap();
        resets::begin(&app.app, &mut write, owner, &prepared).await.unwrap();
        write.commit().await.unwrap();
    };
    let thief = app.anonymous();
    let attempt = async move { thief.post("/sign-in", &[("name", "mira"), ("password", PASSWORD)]).await };
    assert_eq!(overtaken(&app, attempt, begins).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_session_that_was_ended_changes_no_password() {
    let app = TestApp::untouched().await;
    let me = app.anonymous();
    let link = handrail::members::instance::set_up_link(&app.app).await.unwrap().unwrap();
    me.post(link.split_once("8420").unwrap().1, &[("how", "personal")]).await;
    let lent = app.anonymous();
    lent.post("/sign-in", &[]).await;
    let attempt = async move { lent.post("/settings/password", &[("password", A_THIRD)]).await };
    let ends = async {
        me.post("/settings/devices/end-others", &[]).await;
    };
    assert!(overtaken(&app, attempt, ends).await.location().starts_with("/sign-in"));
    assert_eq!(app.anonymous().post("/sign-in", &[]).await.location(), "/today", "there is still no password");
}

/// However the two fall together, whoever came in with the old password is out by the time it is changed. `HANDRAIL_RACES`
/// says how many are tried.
#[tokio::test(flavor = "multi_thread")]
async fn no_race_with_the_old_password_is_won() {
    let (app, mira) = TestApp::with_member("mira").await;
    let mut current = PASSWORD;
    let races = std::env::var("HANDRAIL_RACES").map_or(30, |races| races.parse().unwrap());
    for round in 0..races {
        let next = if current == PASSWORD { ANOTHER } else { PASSWORD };
        let thief = app.anonymous();
        let fields = [("current", current), ("password", next)];
        let old = [("name", "mira"), ("password", current)];
        let (_, changed) = tokio::join!(thief.post("/sign-in", &old), mira.post("/settings/password", &fields));
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "round {round}: {}", changed.text());
        assert_eq!(thief.get("/moments").await.status, StatusCode::SEE_OTHER, "round {round}: the thief is in");
        current = next;
    }
}

#[tokio::test]
async fn a_password_is_changed_so_many_times_a_day() {
    let limits = Limits::new(TriesPerMinute { network: 10_000, account: 3, overall: 10_000 });
    let app = TestApp::with_limits(limits).await;
    let mira = app.member("mira").await;
    for (before, next) in [(PASSWORD, ANOTHER), (ANOTHER, A_THIRD), (A_THIRD, PASSWORD)] {
        let changed = mira.post("/settings/password", &[("current", before), ("password", next)]).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text());
    }
    let once_more = mira.post("/settings/password", &[("current", PASSWORD), ("password", ANOTHER)]).await;
    assert_eq!(once_more.status, StatusCode::TOO_MANY_REQUESTS);
    enters(&app, PASSWORD).await;
}

/// Signs in as Mira, and gives her browser.
async fn enters(app: &TestApp, password: &str) -> Actor {
    let actor = app.anonymous();
    let page = actor.post("/sign-in", &[("name", "mira"), ("password", password)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    actor
}

#[tokio::test]
async fn a_form_that_comes_in_slowly_does_not_go_by_a_session_that_ended_on_the_way() {
    let (app, mira) = TestApp::with_member("mira").await;
    let lent = crate::support::signed_in(&app, "mira").await;
    let (sender, receiver) = tokio::sync::oneshot::channel::<&str>();
    let under_way = tokio::spawn(async move { lent.post_slowly("/moments", receiver).await });
    mira.post("/settings/devices/end-others", &[]).await;
    sender.send("words=from+somebody+who+is+out").unwrap();
    let page = under_way.await.unwrap();
    assert_ne!(page.location(), "/today", "{}", page.location());
    assert!(!mira.get("/moments").await.says("from somebody who is out"));
}
