//! A form at the door that was answered by a page can be gone back to and sent again, by whoever uses the browser then.

use axum::http::{Method, StatusCode};
use handrail::members::{Name, resets};

use crate::set_up::set_up_path;
use crate::support::{Actor, PASSWORD, Page, TestApp, recovery_code};

const PAST: &str = "This page was from before. Please type your password once more.";
const ANOTHER: &str = "lantern moss bicycle";

/// The sign-in form as `name` fills it in on the page that this browser is given.
async fn filled_in(browser: &Actor, name: &'static str) -> Vec<(&'static str, String)> {
    of_page(&browser.get("/sign-in").await, &[("name", name), ("password", PASSWORD)])
}

fn of_page(page: &Page, fields: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let door = ("door", page.field("door").expect("what the form says of its browser"));
    fields.iter().map(|(name, value)| (*name, (*value).to_owned())).chain([door]).collect()
}

async fn send(browser: &Actor, path: &str, form: &[(&'static str, String)]) -> Page {
    let fields: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(path, &fields).await
}

async fn nobody_is_in(browser: &Actor) {
    assert!(browser.get("/today").await.location().starts_with("/sign-in"));
}

#[tokio::test]
async fn a_sign_in_sent_again_lets_nobody_in_once_somebody_left_or_signed_in() {
    let (app, _mira) = TestApp::with_member("mira").await;
    app.member("jo").await;
    for way in ["leaves quickly", "signs out", "another signs in"] {
        let browser = app.anonymous();
        let mira = filled_in(&browser, "mira").await;
        match way {
            "leaves quickly" => assert_eq!(browser.get("/exit").await.status, StatusCode::OK),
            "signs out" => assert_eq!(browser.post("/sign-out", &[]).await.location(), "/"),
            _ => assert_eq!(send(&browser, "/sign-in", &filled_in(&browser, "jo").await).await.location(), "/today"),
        }
        let page = send(&browser, "/sign-in", &mira).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{way}");
        page.must_say(PAST);
        assert!(
            page.body.contains("value=\"mira\"") && !page.body.contains(PASSWORD),
            "{way}: the name as it was typed"
        );
        assert!(!browser.get("/settings").await.says("mira"), "{way}");
        // Whoever it is types the password once more.
        let once_more = of_page(&page, &[("name", "mira"), ("password", PASSWORD)]);
        assert_eq!(send(&browser, "/sign-in", &once_more).await.location(), "/today", "{way}");
    }
}

#[tokio::test]
async fn a_sign_in_form_is_good_for_half_an_hour_in_the_browser_it_was_given_to() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let browser = app.anonymous();
    let (first, second) = (filled_in(&browser, "mira").await, filled_in(&browser, "mira").await);
    send(&app.anonymous(), "/sign-in", &first).await.must_say(PAST);
    app.minutes_later(29);
    let later = filled_in(&browser, "mira").await;
    assert_eq!(send(&browser.another_tab(), "/sign-in", &first).await.location(), "/today");
    app.minutes_later(1);
    send(&browser, "/sign-in", &second).await.must_say(PAST);
    nobody_is_in(&browser).await;
    assert_eq!(send(&browser, "/sign-in", &later).await.location(), "/today");
    send(&browser, "/sign-in", &later).await.must_say(PAST);

    app.minutes_later(-20);
    let browser = app.anonymous();
    let ahead = filled_in(&browser, "mira").await;
    app.minutes_later(-1);
    send(&browser, "/sign-in", &ahead).await.must_say(PAST);
}

#[tokio::test]
async fn whoever_keeps_no_cookie_is_told_so() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let mut form = filled_in(&app.anonymous(), "mira").await;
    let page = send(&app.anonymous(), "/sign-in", &form).await;
    page.must_say(PAST);
    form.push(("again", page.field("again").unwrap()));
    let page = send(&app.anonymous(), "/sign-in", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Your browser sent no cookie back.");
    page.must_not_say(PAST);
    // What another program keeps in the browser comes along all the same.
    let body = serde_html_form::to_string(&form).unwrap();
    let headers = [("sec-fetch-site", "same-origin"), ("cookie", "_ga=GA1.2.3")];
    let page = app.anonymous().send(Method::POST, "/sign-in", Some(body), &headers).await;
    page.must_say("Your browser sent no cookie back.");
}

#[tokio::test]
async fn a_form_from_before_is_not_tried() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let browser = app.anonymous();
    let right = filled_in(&browser, "mira").await;
    let wrong = of_page(&browser.get("/sign-in").await, &[("name", "mira"), ("password", "not this one")]);
    browser.get("/exit").await;
    let (right, wrong) = (send(&browser, "/sign-in", &right).await, send(&browser, "/sign-in", &wrong).await);
    assert_eq!(right.text(), wrong.text(), "it tells nothing of the password");
}

#[tokio::test]
async fn words_that_came_along_with_a_sign_in_from_before_are_still_there() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let browser = app.anonymous();
    let page = browser.post("/moments", &[("words", "the bench by the canal")]).await;
    let (path, body) = (page.field("draft_path").unwrap(), page.field("draft_body").unwrap());
    let fields = [("name", "mira"), ("password", PASSWORD), ("draft_path", path.as_str()), ("draft_body", &body)];
    let form = of_page(&page, &fields);
    app.minutes_later(31);
    let page = send(&browser, "/sign-in", &form).await;
    page.must_say(PAST);
    assert_eq!(page.field("draft_body").as_ref(), Some(&body));
    assert_eq!(send(&browser, "/sign-in", &of_page(&page, &fields)).await.location(), "/drafts");
    browser.get("/drafts").await.must_say("the bench by the canal");
}

#[tokio::test]
async fn no_form_from_before_makes_an_account_or_opens_one() {
    let (app, mira) = TestApp::with_member("mira").await;
    let code = recovery_code(&mira.get("/settings/recovery").await.text());
    app.member("jo").await;
    let link = resets::link(&app.app, &Name::parse("jo").unwrap()).await.unwrap().unwrap();
    let anew = link.split_once("8420").unwrap().1.to_owned();
    let account = [("name", "sam"), ("password", ANOTHER), ("adult", "yes")];
    let recovery = [("name", "mira"), ("code", code.as_str()), ("password", ANOTHER)];
    for (path, fields) in [("/sign-up", &account[..]), ("/recover", &recovery[..]), (&anew, &[("password", ANOTHER)])] {
        let browser = app.anonymous();
        let form = of_page(&browser.get(path).await, fields);
        browser.get("/exit").await;
        let page = send(&browser, path, &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        page.must_say(PAST);
        assert!(!page.body.contains(&code) && !page.body.contains(ANOTHER), "{path}: nothing secret comes back");
        nobody_is_in(&browser).await;
        let once_more = of_page(&page, fields);
        assert!(send(&browser, path, &once_more).await.location().starts_with("/settings/recovery"), "{path}");
    }
}

#[tokio::test]
async fn an_account_that_was_made_is_not_signed_in_to_by_its_form_sent_again() {
    let app = TestApp::new().await;
    let browser = app.anonymous();
    let page = browser.get("/sign-up").await;
    let id = page.field("id").unwrap();
    let form = of_page(&page, &[("id", &id), ("name", "sam"), ("password", PASSWORD), ("adult", "yes")]);
    assert!(send(&browser.another_tab(), "/sign-up", &form).await.location().starts_with("/settings/recovery"));
    assert!(send(&browser, "/sign-up", &form).await.location().starts_with("/settings/recovery"), "sent twice");
    browser.get("/exit").await;
    send(&browser, "/sign-up", &form).await.must_say(PAST);
    nobody_is_in(&browser).await;
}

#[tokio::test]
async fn nobody_is_set_up_by_a_form_from_before() {
    let app = TestApp::untouched().await;
    let browser = app.anonymous();
    let path = set_up_path(&app).await;
    let page = browser.post(&path, &[("how", "password")]).await;
    let fields = [("how", "password"), ("for", "others"), ("name", "sam"), ("password", PASSWORD), ("adult", "yes")];
    let form = of_page(&page, &fields);
    browser.get("/exit").await;
    let page = send(&browser, &path, &form).await;
    page.must_say(PAST);
    nobody_is_in(&browser).await;
    assert!(send(&browser, &path, &of_page(&page, &fields)).await.location().starts_with("/settings/recovery"));
}
