//! What comes in, and what does not.

use axum::http::{Method, StatusCode};
use handrail::base::config::PublicUrl;
use handrail::web::app::Parts;
use handrail::web::limits::{Limits, TriesPerMinute};

use crate::support::writing::form;
use crate::support::{HOST, PASSWORD, TestApp, signed_in};

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let answer =
        async |name| app.anonymous().post("/sign-in", &[("name", name), ("password", "teapot window grave")]).await;
    let (wrong, unknown) = (answer("mira").await, answer("zelda").await);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.text().replace("mira", "?"), unknown.text().replace("zelda", "?"));
    assert!(!wrong.body.contains("teapot"), "the password never comes back");
}

#[tokio::test]
async fn where_nothing_is_the_places_stay_for_whoever_is_signed_in() {
    let (app, mira) = TestApp::with_member("mira").await;
    for path in ["/nowhere", "/people/01890a5d-ac96-774b-bcce-b302099a8057"] {
        let page = mira.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        page.must_not_say("someone else");
        assert!(page.body.contains("<nav class=\"menu\""), "{path}");
    }
    let page = app.anonymous().get("/nowhere").await;
    assert!(page.status == StatusCode::NOT_FOUND && !page.body.contains("<nav class=\"menu\""));
}

#[tokio::test]
async fn forms_from_elsewhere_are_refused() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let send = async |headers: &[(&str, &str)]| {
        mira.send(Method::POST, "/moments", Some("words=planted".into()), headers).await.status
    };
    let ours = format!("http://{HOST}");
    assert_eq!(send(&[("sec-fetch-site", "cross-site")]).await, StatusCode::FORBIDDEN);
    assert_eq!(send(&[("sec-fetch-site", "same-site")]).await, StatusCode::FORBIDDEN);
    assert_eq!(send(&[("origin", "https://evil.example")]).await, StatusCode::FORBIDDEN);
    assert_eq!(send(&[("origin", "null")]).await, StatusCode::FORBIDDEN);
    assert_eq!(send(&[]).await, StatusCode::FORBIDDEN, "a session, but no word of where it comes from");
    mira.get("/moments").await.must_not_say("planted");
    assert_eq!(send(&[("origin", &ours)]).await, StatusCode::SEE_OTHER);
    assert_eq!(send(&[("sec-fetch-site", "same-origin")]).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn another_host_name_is_not_ours() {
    let app = TestApp::new().await;
    let at = async |host| app.anonymous().send(Method::GET, "/sign-in", None, &[("host", host)]).await.status;
    assert_eq!(at("evil.example").await, StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(at("127.0.0.1.evil.example:8420").await, StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(at("localhost:8420").await, StatusCode::OK);
    let help = app.anonymous().send(Method::GET, "/support", None, &[("host", "evil.example")]).await;
    assert_eq!(help.status, StatusCode::OK, "help is for everybody");
    let headers = [("host", "evil.example"), ("sec-fetch-site", "same-origin")];
    let sent = app.anonymous().send(Method::POST, "/support/GB", Some(String::new()), &headers).await;
    assert_eq!(sent.status, at("evil.example").await, "it is read there, and nothing is sent");
}

#[tokio::test]
async fn every_answer_tells_the_browser_what_not_to_do() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for path in ["/", "/today", "/support", "/nowhere", "/exit"] {
        let page = mira.get(path).await;
        assert!(page.header("content-security-policy").starts_with("default-src 'none'; script-src 'self';"), "{path}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(page.header("handrail"), "yes", "{path}: by this a script knows it is ours");
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        assert_eq!(page.header("x-accel-expires"), "0", "{path}: a cache in front that was told to keep all");
        assert!(
            !page.body.contains("<script>") && !page.body.contains(" style=") && !page.body.contains(" onclick"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn styles_and_scripts_carry_what_concerns_them() {
    let app = TestApp::new().await;
    for name in ["app.css", "app.js", "icons/favicon.svg"] {
        let asset = app.anonymous().get(handrail::web::assets::url(name)).await;
        assert_eq!(asset.header("x-content-type-options"), "nosniff", "{name}");
        assert_eq!(asset.header("cross-origin-resource-policy"), "same-origin", "{name}");
        assert!(asset.header("cache-control").contains("immutable"), "{name}");
        assert_eq!(asset.header("permissions-policy"), "", "{name}");
    }
    let missing = app.anonymous().get("/static/nothing.css").await;
    assert!(missing.header("content-security-policy").starts_with("default-src 'none'"), "an error is a page");
}

#[tokio::test]
async fn the_cookie_over_https_is_bound_to_the_host() {
    let app = TestApp::with(|parts| Parts {
        url: PublicUrl { https: true, authority: "handrail.example".into() },
        registration: Some(handrail::base::config::Registration::Open),
        ..parts
    })
    .await;
    let mut write = app.app.db.write().await.unwrap();
    handrail::members::instance::store::finish_set_up(&mut write, "hosted", "open").await.unwrap();
    write.commit().await.unwrap();
    let body = serde_html_form::to_string([("name", "mira"), ("password", PASSWORD), ("adult", "yes")]).unwrap();
    let headers = [("host", "handrail.example"), ("origin", "https://handrail.example")];
    let page = app.anonymous().send(Method::POST, "/sign-up", Some(body), &headers).await;
    let cookie = page.header("set-cookie");
    assert!(cookie.starts_with("__Host-handrail="), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(page.header("strict-transport-security"), "max-age=31536000");
}

#[tokio::test]
async fn a_session_ends_when_it_lies_unused_and_at_the_latest_after_half_a_day() {
    let (app, mira) = TestApp::with_member("mira").await;
    app.pass(1);
    assert_eq!(mira.get("/today").await.status, StatusCode::OK);
    app.pass(1);
    assert_eq!(mira.get("/today").await.status, StatusCode::OK, "use keeps it going");
    app.pass(2);
    assert_eq!(mira.get("/today").await.location(), "/sign-in?next=%2Ftoday");
    let again = signed_in(&app, "mira").await;
    for hour in 1..12 {
        app.pass(1);
        assert_eq!(again.get("/today").await.status, StatusCode::OK, "hour {hour}");
    }
    app.pass(1);
    assert_eq!(again.get("/today").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn staying_signed_in_lasts_a_month() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let phone = app.anonymous();
    let page = phone.post("/sign-in", &[("name", "mira"), ("password", PASSWORD), ("stay", "yes")]).await;
    assert!(page.header("set-cookie").contains("Max-Age=2592000"));
    app.days_later(29);
    assert_eq!(phone.get("/today").await.status, StatusCode::OK);
    app.days_later(2);
    assert_eq!(phone.get("/today").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn signing_in_leads_back_to_where_one_wanted_to_go() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let anon = app.anonymous();
    let page = anon.get("/reflections?to=2026-11-01").await;
    let sign_in = anon.get(page.location()).await;
    let next = sign_in.field("next").unwrap();
    let fields = [("name", "mira"), ("password", PASSWORD), ("next", next.as_str())];
    assert_eq!(anon.post("/sign-in", &fields).await.location(), "/reflections?to=2026-11-01");
    let fields = [("name", "mira"), ("password", PASSWORD), ("next", "//evil.example")];
    assert_eq!(app.anonymous().post("/sign-in", &fields).await.location(), "/today");
}

#[tokio::test]
async fn leaving_quickly_ends_the_session_and_says_nothing() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.get("/exit").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.to_lowercase().contains("handrail"), "{}", page.body);
    assert_eq!(mira.get("/today").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_left_without_a_connection_is_signed_out_by_the_next_request_that_gets_through() {
    let (app, mira) = TestApp::with_member("mira").await;
    let page = form(&mira, "/moments", "words").await;
    mira.take_cookie("left-8420=1");
    assert!(!mira.get("/").await.body.contains("/sign-out"), "nobody is here any more");
    assert_eq!(page.sent(&mira, &[("words", "written since")]).await.location(), "/sign-in?kept=1");
    mira.take_cookie("left-8420=");
    assert!(mira.get("/today").await.location().starts_with("/sign-in"), "also without that cookie");
    mira.take_cookie("left-8420=1");
    mira.post("/sign-in", &[("name", "mira"), ("password", PASSWORD)]).await;
    assert_eq!(mira.get("/today").await.status, StatusCode::OK, "{}", app.folder.path().display());
}

#[tokio::test]
async fn no_way_of_signing_out_leaves_a_page_to_go_back_to() {
    let (app, mira) = TestApp::with_member("mira").await;
    let leave = [("password", PASSWORD), ("sure", "yes")];
    for answer in [
        mira.get("/exit").await,
        signed_in(&app, "mira").await.post("/sign-out", &[]).await,
        signed_in(&app, "mira").await.post("/settings/leave", &leave).await,
    ] {
        assert_eq!(answer.header("clear-site-data"), "\"cache\"");
    }
}

#[tokio::test]
async fn knocking_too_often_is_asked_to_wait() {
    let limits = Limits::new(TriesPerMinute { network: 3, account: 100, overall: 100 });
    let app = TestApp::with(|parts| Parts { limits, ..parts }).await;
    let anon = app.anonymous();
    for _ in 0..3 {
        assert_eq!(
            anon.post("/sign-in", &[("name", "x"), ("password", "y")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    let page = anon.post("/sign-in", &[("name", "x"), ("password", "y")]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.header("retry-after").parse::<u64>().is_ok());
    assert!(page.body.contains("href=\"/support\""), "help is always one tap away");
    assert_eq!(anon.get("/support").await.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_in_the_same_network_keeps_somebody_who_is_signed_in_from_their_account() {
    let limits = Limits::new(TriesPerMinute { network: 3, account: 100, overall: 100 });
    let app = TestApp::with_limits(limits).await;
    let (mira, other) = (app.member("mira").await, app.anonymous());
    let guess = async || other.post("/sign-in", &[("name", "mira"), ("password", "a guess")]).await.status;
    while guess().await != StatusCode::TOO_MANY_REQUESTS {}
    let garbled = other.post("/recover", &[("name", "mira"), ("code", "x"), ("password", "x")]).await;
    assert_eq!(garbled.status, StatusCode::UNPROCESSABLE_ENTITY, "which costs nothing");
    let new = [("current", PASSWORD), ("password", "lantern moss bicycle")];
    assert_eq!(mira.post("/settings/password", &new).await.status, StatusCode::SEE_OTHER);
    let leaves = [("password", "lantern moss bicycle"), ("sure", "yes")];
    assert_eq!(mira.post("/settings/leave", &leaves).await.location(), "/");
}

#[tokio::test]
async fn who_has_somebodys_session_guesses_their_password_slowly_too() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let mut refused = 0;
    for _ in 0..30 {
        let page = mira.post("/settings/password", &[("current", "a guess"), ("password", "lantern moss")]).await;
        refused += usize::from(page.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(refused, 10);
}

#[tokio::test]
async fn more_than_fits_is_said_so() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.post("/moments", &[("words", &"x".repeat(300_000))]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.body.contains("href=\"/support\""));
    let long = "é".repeat(10_001);
    let page = mira.post("/moments", &[("words", &long)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains(&long), "what was typed comes back");
    let widest = "🌿".repeat(10_000);
    assert_eq!(mira.post("/moments", &[("words", &widest)]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_is_not_there_has_a_way_onward() {
    let app = TestApp::new().await;
    let page = app.anonymous().get("/nowhere").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("href=\"/support\"") && page.body.contains("href=\"/\""));
    let page = app.anonymous().post("/support", &[]).await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_flood_holds_up_neither_a_live_session_nor_another_that_has_ended() {
    let limits = Limits::new(TriesPerMinute { network: 3, account: 100, overall: 100 });
    let app = TestApp::with_limits(limits).await;
    let mira = app.member("mira").await;
    let lost = signed_in(&app, "mira").await;
    let (own, theirs) = (form(&mira, "/moments", "words").await, form(&lost, "/moments", "words").await);
    mira.post("/settings/devices/end-others", &[]).await;
    for number in 0..14 {
        let words = format!("flood {number}");
        let answer = theirs.with_another_draft().kept(&lost, 1, &[("words", &words)]).await;
        assert_eq!(answer.status == StatusCode::TOO_MANY_REQUESTS, number > 11);
    }
    assert_eq!(own.kept(&mira, 1, &[("words", "mine")]).await.status, StatusCode::NO_CONTENT);
    app.pass(3);
    assert_eq!(own.sent(&mira, &[("words", "mine, late")]).await.location(), "/sign-in?kept=1");
}

#[tokio::test]
async fn what_there_is_no_room_for_at_a_sign_in_is_given_back_and_they_are_signed_in() {
    let (app, _) = TestApp::with_member("mira").await;
    let carried = |words: &'static str| {
        [("name", "mira"), ("password", PASSWORD), ("draft_path", "/moments"), ("draft_body", words)]
    };
    for _ in 0..20 {
        assert_eq!(app.anonymous().post("/sign-in", &carried("words=again")).await.location(), "/drafts");
    }
    let mira = app.anonymous();
    let page = mira.post("/sign-in", &carried("words=which+took+courage")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("which took courage</textarea>"), "{}", page.body);
    assert_eq!(mira.get("/today").await.status, StatusCode::OK);
}
