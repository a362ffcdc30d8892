//! Making an account, coming in, getting back in, and leaving.

use axum::http::StatusCode;

use crate::set_up::set_up_path;
use crate::support::sample::Comes::{Done, Named};
use crate::support::sample::Sample;
use crate::support::{PASSWORD, TestApp, recovery_code, signed_in};

pub const SAMPLES: &[Sample] = &[
    Sample { comes: Named("x"), routes: &["/set-up/{token}", "/invite/{token}", "/recover/{token}"], ..Sample::NONE },
    Sample {
        comes: Done(|app, mira| {
            Box::pin(async {
                signed_in(app, "mira").await;
                mira.get("/settings/devices").await.id_of("/settings/devices/{id}/end").unwrap()
            })
        }),
        routes: &["/settings/devices/{id}"],
        hidden: &["Firefox"],
        ..Sample::NONE
    },
];

pub const ANOTHER: &str = "lantern moss bicycle";

#[tokio::test]
async fn sign_up_says_everything_that_is_wrong_at_once_and_keeps_the_name() {
    let app = TestApp::new().await;
    let anon = app.anonymous();
    let page = anon.post("/sign-up", &[("name", " Mira "), ("password", "kJ4#zq")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.title().starts_with("Error: "));
    assert!(page.body.contains("id=\"password-error\"") && page.body.contains("id=\"adult-error\""), "{}", page.body);
    assert!(page.body.contains("Mira") && !page.body.contains("kJ4#zq"), "the name comes back, the password never");
    for (name, password) in
        [("", PASSWORD), ("a\u{202e}b", PASSWORD), (&"x".repeat(41), PASSWORD), ("mira", "password12")]
    {
        let page = anon.post("/sign-up", &[("name", name), ("password", password), ("adult", "yes")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name:?}");
    }
}

#[tokio::test]
async fn a_name_is_taken_in_every_spelling() {
    let (app, _mira) = TestApp::with_member("Zoë").await;
    let page =
        app.anonymous().post("/sign-up", &[("name", "ZOE\u{308}"), ("password", PASSWORD), ("adult", "yes")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("id=\"name-error\""));
}

#[tokio::test]
async fn names_in_any_script_sign_in_again() {
    let app = TestApp::new().await;
    for name in ["נועה", "مريم", "🌿👩🏽‍🌾"] {
        app.member(name).await;
        let again = signed_in(&app, name).await;
        again.get("/settings").await.must_say(name);
    }
}

#[tokio::test]
async fn the_recovery_code_is_shown_until_it_is_typed_back_and_opens_the_account() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/moments", &[("words", "the cat on the step")]).await;
    let code = recovery_code(&mira.get("/settings/recovery").await.text());
    let wrong = mira.post("/settings/recovery", &[("code", "AAAA-BBBB")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let typed = code.to_lowercase().replace('-', " ");
    assert_eq!(mira.post("/settings/recovery", &[("code", &typed)]).await.status, StatusCode::SEE_OTHER);
    assert!(!mira.get("/settings/recovery").await.body.contains(&code), "it is gone once it was typed back");

    let lost = app.anonymous();
    let page = lost.post("/recover", &[("name", "mira"), ("code", &code), ("password", "abc")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = lost.post("/recover", &[("name", "MIRA"), ("code", &typed), ("password", ANOTHER)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(lost.get("/moments").await.says("the cat on the step"), "what was written is there");
    let new = recovery_code(&lost.get("/settings/recovery").await.text());
    assert_ne!(new, code, "the used code is replaced");
    assert_eq!(mira.get("/today").await.status, StatusCode::SEE_OTHER, "every other session has ended");
    let old = app.anonymous().post("/recover", &[("name", "mira"), ("code", &code), ("password", ANOTHER)]).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY, "the old code opens nothing");
}

#[tokio::test]
async fn changing_the_password_ends_the_other_sessions() {
    let (app, mira) = TestApp::with_member("mira").await;
    let phone = signed_in(&app, "mira").await;
    let page = mira.post("/settings/password", &[("current", "not my password"), ("password", ANOTHER)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = mira.post("/settings/password", &[("current", PASSWORD), ("password", ANOTHER)]).await;
    assert_eq!(page.location(), "/settings/recovery?since=password");
    assert_eq!(mira.get("/today").await.status, StatusCode::OK, "this one goes on");
    assert_eq!(phone.get("/today").await.status, StatusCode::SEE_OTHER, "that one has ended");
    let old = app.anonymous().post("/sign-in", &[("name", "mira"), ("password", PASSWORD)]).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn devices_are_listed_and_ended() {
    let (app, mira) = TestApp::with_member("mira").await;
    let mut phone = app.anonymous();
    phone.agent = "Mozilla/5.0 (Linux; Android 16) Chrome/140.0";
    phone.post("/sign-in", &[("name", "mira"), ("password", PASSWORD), ("stay", "yes")]).await;
    let page = mira.get("/settings/devices").await;
    page.must_say("Firefox, Linux");
    page.must_say("Chrome, Android");
    let id = page.id_of("/settings/devices/{id}/end").expect("a device to end");
    mira.post(&format!("/settings/devices/{id}/end"), &[]).await;
    assert_eq!(phone.get("/today").await.status, StatusCode::SEE_OTHER);
    assert_eq!(mira.get("/today").await.status, StatusCode::OK);
    let tablet = signed_in(&app, "mira").await;
    mira.post("/settings/devices/end-others", &[]).await;
    assert_eq!(tablet.get("/today").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn leaving_takes_everything_along() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/moments", &[("words", "soon gone")]).await;
    mira.check_in("some").await;
    let page = mira.post("/settings/leave", &[("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "it asks whether they are sure");
    let page = mira.post("/settings/leave", &[("sure", "yes"), ("password", "something else")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = mira.post("/settings/leave", &[("sure", "yes"), ("password", PASSWORD)]).await;
    assert_eq!(page.location(), "/");
    assert_eq!(mira.get("/today").await.status, StatusCode::SEE_OTHER);
    let back = app.anonymous().post("/sign-in", &[("name", "mira"), ("password", PASSWORD)]).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        handrail::members::instance::set_up_link(&app.app).await.unwrap().is_some(),
        "nobody is left: it can be set up anew"
    );
}

#[tokio::test]
async fn an_invitation_lets_one_person_in() {
    let app = TestApp::invite_only().await;
    let page = app.anonymous().post("/sign-up", &[("name", "mira"), ("password", PASSWORD), ("adult", "yes")]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let link = handrail::members::instance::invite(&app.app, handrail::members::Role::Member).await.unwrap();
    let path = link.split_once("8420").unwrap().1.to_owned();
    let page = app.anonymous().get(&path).await;
    let token = page.field("invitation").expect("the invitation goes along");
    let fields = |name| [("name", name), ("password", PASSWORD), ("adult", "yes"), ("invitation", token.as_str())];
    let page = app.anonymous().post("/sign-up", &fields("mira")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let page = app.anonymous().post("/sign-up", &fields("jo")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "it is used up");
    assert_eq!(app.anonymous().get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.anonymous().get("/invite/nonsense").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn signing_up_twice_with_one_form_is_signing_up_once() {
    let app = TestApp::invite_only().await;
    let link = handrail::members::instance::invite(&app.app, handrail::members::Role::Member).await.unwrap();
    let page = app.anonymous().get(link.split_once("8420").unwrap().1).await;
    let part = |name: &str| page.field(name).unwrap();
    let (id, invitation) = (part("id"), part("invitation"));
    let fields = |name, password| {
        [("id", id.as_str()), ("name", name), ("password", password), ("adult", "yes"), ("invitation", &invitation)]
    };
    let (one, two) = (app.anonymous(), app.anonymous());
    let (first, second) = (fields("mira", PASSWORD), fields("mira", PASSWORD));
    // The browser goes with the answer that came last, whichever press made the account.
    let (first, second) = tokio::join!(one.post("/sign-up", &first), two.post("/sign-up", &second));
    for (page, actor) in [(first, one), (second, two)] {
        assert_eq!(page.location(), "/settings/recovery?then=/welcome");
        assert_eq!(recovery_code(&actor.get(page.location()).await.text()).len(), 39);
    }
    let other_password = app.anonymous().post("/sign-up", &fields("mira", ANOTHER)).await;
    assert_eq!(other_password.status, StatusCode::FORBIDDEN, "the invitation is used up");
}

#[tokio::test]
async fn going_back_to_sign_up_with_another_name_makes_another_account() {
    let app = TestApp::new().await;
    let page = app.anonymous().get("/sign-up").await;
    let id = page.field("id").unwrap();
    for name in ["mira", "jo"] {
        let fields = [("id", &*id), ("name", name), ("password", PASSWORD), ("adult", "yes")];
        assert_eq!(app.anonymous().post("/sign-up", &fields).await.status, StatusCode::SEE_OTHER, "{name}");
    }
    signed_in(&app, "jo").await;
}

#[tokio::test]
async fn an_invitation_lasts_a_week() {
    let app = TestApp::invite_only().await;
    let link = handrail::members::instance::invite(&app.app, handrail::members::Role::Member).await.unwrap();
    app.days_later(8);
    let page = app.anonymous().get(link.split_once("8420").unwrap().1).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_is_not_invited_learns_nothing_of_who_is_here() {
    let app = TestApp::invite_only().await;
    let link = handrail::members::instance::invite(&app.app, handrail::members::Role::Member).await.unwrap();
    let token = link.rsplit_once('/').unwrap().1.to_owned();
    let made_up = "A".repeat(43);
    let sign_up = async |token: &str, name: &str| {
        let fields = [("name", name), ("password", PASSWORD), ("adult", "yes"), ("invitation", token)];
        app.anonymous().post("/sign-up", &fields).await.status
    };
    assert_eq!(sign_up(&token, "mira").await, StatusCode::SEE_OTHER);
    assert_eq!(sign_up(&made_up, "mira").await, StatusCode::FORBIDDEN);
    assert_eq!(sign_up(&made_up, "nobody").await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_recovery_code_is_not_left_lying_about() {
    let (app, mira) = TestApp::with_member("mira").await;
    let code = recovery_code(&mira.get("/settings/recovery").await.text());
    app.minutes_later(20);
    let page = mira.get("/settings/recovery").await;
    assert!(!page.text().contains(&code) && page.body.contains("action=\"/settings/recovery/new\""));
    let page = mira.post("/settings/recovery/new", &[("password", "not my password")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let renewed = mira.post("/settings/recovery/new", &[("password", PASSWORD)]).await;
    assert_eq!(renewed.location(), "/settings/recovery?since=code");
    let new = recovery_code(&mira.get("/settings/recovery").await.text());
    assert_ne!(new, code);
    app.minutes_later(20);
    assert_eq!(mira.post("/settings/recovery", &[("code", &new)]).await.location(), "/settings?saved=code");
}

#[tokio::test]
async fn without_a_password_it_is_for_this_computer_only() {
    let app = TestApp::untouched().await;
    let me = app.anonymous();
    let path = set_up_path(&app).await;
    me.post(&path, &[("how", "personal")]).await;
    let app = app.reached_as("https://handrail.example").await;
    let headers = [("host", "handrail.example"), ("origin", "https://handrail.example")];
    let page = app.anonymous().send(axum::http::Method::POST, "/sign-in", Some(String::new()), &headers).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody comes in without a password from elsewhere");
}

#[tokio::test]
async fn somebody_can_take_another_name_and_the_old_one_is_free() {
    let (app, mira) = TestApp::with_member("mira").await;
    let jo = app.member("jo").await;
    mira.post("/moments", &[("words", "a heron by the weir")]).await;
    let elsewhere = signed_in(&app, "mira").await;
    let page = mira.post_and_follow("/settings/name", &[("name", " Mira Lind ")]).await;
    page.must_say("sign in with your new name");
    page.must_say("Signed in as Mira Lind");
    elsewhere.get("/moments").await.must_say("a heron by the weir");
    signed_in(&app, "mira lind").await.get("/moments").await.must_say("a heron by the weir");
    let gone = app.anonymous().post("/sign-in", &[("name", "mira"), ("password", PASSWORD)]).await;
    let never = app.anonymous().post("/sign-in", &[("name", "nora"), ("password", PASSWORD)]).await;
    assert_eq!(gone.text().replace("mira", ""), never.text().replace("nora", ""), "as if nobody had ever had it");
    assert_eq!(jo.post("/settings/name", &[("name", "mira")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(mira.post("/settings/name", &[("name", "MIRA LIND")]).await.status, StatusCode::SEE_OTHER, "its own");
    mira.post("/settings/name", &[("name", "Nur")]).await;
    let bytes = app.bytes_at_rest();
    assert!(!bytes.windows(9).any(|window| window.eq_ignore_ascii_case(b"mira lind")), "nothing holds the old one");
}

#[tokio::test]
async fn a_name_that_cannot_be_taken_comes_back_and_is_not_tried_for_ever() {
    let (app, mira) = TestApp::with_member("mira").await;
    app.member("jo").await;
    for (name, words) in [
        ("JO", "Somebody here has this name already."),
        ("j\u{43e}", "Somebody here has this name already."),
        ("", "Write a name to sign in with."),
        ("a\u{202e}b", "There is a sign in this name"),
    ] {
        let page = mira.post("/settings/name", &[("name", name)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.must_say(words);
        assert!(page.title().starts_with("Error: ") && page.body.contains("id=\"name-error\""), "{}", page.body);
    }
    for _ in 0..20 {
        mira.post("/settings/name", &[("name", "jo")]).await;
    }
    assert_eq!(mira.post("/settings/name", &[("name", "jo")]).await.status, StatusCode::TOO_MANY_REQUESTS);
    app.minutes_later(20);
    assert!(mira.get("/settings/name").await.body.contains("name=\"password\""), "a while after signing in");
    let mira = signed_in(&app, "mira").await;
    app.minutes_later(20);
    let page = mira.post("/settings/name", &[("name", "nora"), ("password", "not this one")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("This is not your password.");
    assert!(page.body.contains("nora"), "what was typed comes back");
    let done = mira.post("/settings/name", &[("name", "nora"), ("password", PASSWORD)]).await;
    assert_eq!(done.location(), "/settings?saved=name");
}
