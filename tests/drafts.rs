//! An expired session must not lose what somebody wrote.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use handrail::web::route::Who;

use crate::export::{said, taken};
use crate::support::html::forms;
use crate::support::sample::Comes::Done;
use crate::support::sample::{CANARY, Sample, Things};
use crate::support::writing::{Form, form, taken_in};
use crate::support::{Actor, PASSWORD, TestApp, signed_in};

pub const SAMPLES: &[Sample] = &[Sample {
    comes: Done(|_, mira| Box::pin(begun(mira))),
    routes: &["/drafts/{id}"],
    hidden: &[CANARY],
    ..Sample::NONE
}];

/// Two forms: one is put aside, one goes on.
async fn begun(mira: &Actor) -> String {
    for aside in [true, false] {
        form(mira, "/moments", "words").await.with_another_draft().kept(mira, 1, &[("words", CANARY)]).await;
        if aside {
            let id = mira.get("/drafts").await.id_of("/drafts/{id}/remove").unwrap();
            mira.post(&format!("/drafts/{id}/remove"), &[]).await;
        }
    }
    mira.get("/drafts").await.id_of("/drafts/{id}/remove").unwrap()
}

const WORDS: &str = "I said hello & she said “hello” — שלום 🌿\nTwice.";

#[tokio::test]
async fn a_reflection_sent_after_the_session_ended_comes_back() {
    let (app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    app.pass(3);
    let page = mira.look_back(&attempt, &[("outcome", "did"), ("felt", "okay"), ("note", WORDS)]).await;
    assert_eq!(page.location(), "/sign-in?kept=1");
    mira.get(page.location()).await.must_say("What you wrote is safe");

    let mira = signed_in(&app, "mira").await;
    assert!(mira.get("/drafts").await.body.contains("Twice."));
    let form = form(&mira, &taken_in(&mira).await, "note").await;
    let page = form.sent(&mira, &[("outcome", "did"), ("felt", "okay"), ("note", WORDS)]).await;
    assert_eq!(page.location(), format!("/today?kept={attempt}#now"));
    mira.get("/reflections").await.must_say("she said");
    assert!(!mira.get("/drafts").await.body.contains("Twice."), "finished is finished");
}

#[tokio::test]
async fn signing_out_in_another_tab_loses_nothing_either() {
    let (app, mira) = TestApp::with_member("mira").await;
    let tab = mira.another_tab();
    mira.post("/sign-out", &[]).await;
    assert_eq!(tab.post("/moments", &[("words", WORDS)]).await.location(), "/sign-in?kept=1");
    assert!(signed_in(&app, "mira").await.get("/drafts").await.body.contains("Twice."));
}

#[tokio::test]
async fn a_form_without_any_cookie_travels_with_the_sign_in_page() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let anon = app.anonymous();
    let page = anon.post("/moments", &[("words", WORDS)]).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    let path = page.field("draft_path").unwrap();
    let body = page.field("draft_body").unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let wrong = [("name", "mira"), ("password", "not this one"), ("draft_path", &path), ("draft_body", &body)];
    let page = anon.post("/sign-in", &wrong).await;
    assert!(page.body.contains("name=\"draft_body\""), "a wrong password does not lose it");
    let right = [("name", "mira"), ("password", PASSWORD), ("draft_path", &path), ("draft_body", &body)];
    assert_eq!(anon.post("/sign-in", &right).await.location(), "/drafts");
    assert!(anon.get("/drafts").await.body.contains("Twice."));
}

#[tokio::test]
async fn even_the_longest_words_are_kept() {
    let (app, mira) = TestApp::with_member("mira").await;
    let tab = mira.another_tab();
    mira.post("/sign-out", &[]).await;
    let widest = "🌿".repeat(10_000);
    assert_eq!(tab.post("/moments", &[("words", &widest)]).await.location(), "/sign-in?kept=1");
    let back = signed_in(&app, "mira").await;
    let list = back.get("/drafts").await;
    assert!(list.body.contains(&"🌿".repeat(2_000)) && !list.body.contains(&widest), "a list shows how they begin");
    assert!(back.get(&taken_in(&back).await).await.body.contains(&widest), "and the form shows all of them");

    let anon = app.anonymous();
    let page = anon.post("/moments", &[("words", &widest)]).await;
    let body = page.field("draft_body").unwrap();
    let fields = [("name", "mira"), ("password", PASSWORD), ("draft_path", "/moments"), ("draft_body", &body)];
    assert_eq!(anon.post("/sign-in", &fields).await.location(), "/drafts");
}

#[tokio::test]
async fn passwords_are_never_kept() {
    let (app, mira) = TestApp::with_member("mira").await;
    let tab = mira.another_tab();
    mira.post("/sign-out", &[]).await;
    for path in ["/settings/password", "/settings/leave", "/settings/recovery/new"] {
        let page = tab.post(path, &[("current", PASSWORD), ("password", PASSWORD)]).await;
        assert_eq!(page.location(), "/sign-in?next=%2Ftoday", "{path}");
    }
    let mira = signed_in(&app, "mira").await;
    assert!(mira.get("/drafts").await.id_of("/drafts/{id}/remove").is_none());
}

#[tokio::test]
async fn a_draft_from_the_sign_in_page_goes_nowhere_else() {
    let (app, _mira) = TestApp::with_member("mira").await;
    for path in [
        "https://evil.example/x",
        "//evil.example",
        "/settings/leave",
        "/moments/../settings/leave",
        "/nowhere",
        "/moments?x",
    ] {
        let anon = app.anonymous();
        let fields = [("name", "mira"), ("password", PASSWORD), ("draft_path", path), ("draft_body", "words=x")];
        assert_eq!(anon.post("/sign-in", &fields).await.location(), "/today", "{path}");
    }
}

#[tokio::test]
async fn an_answer_that_came_too_late_to_count_is_not_thrown_away() {
    let (app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let answer = format!("/suggestions/{suggestion}/answer");
    app.days_later(1);
    mira.post(&answer, &[("answer", "try")]).await;
    let mira = signed_in(&app, "mira").await;
    assert_eq!(taken_in(&mira).await, "/drafts", "a form of taps has no page to go on with");
    let action = mira.get("/drafts").await.action("/suggestions/").unwrap();
    let page = mira.post(&action, &[("answer", "try")]).await;
    assert_eq!(page.location(), "/today?already=another-day#now");
    assert!(mira.get("/drafts").await.body.contains("/remove\""), "it was not kept, so it still waits");
}

/// A page of Jo's that stays open after Jo has signed out: its form, and the browser, which then has no cookie.
async fn foreign_page() -> (TestApp, Form, Actor) {
    let (app, jo) = TestApp::with_member("jo").await;
    let page = form(&jo, "/journal", "words").await;
    jo.post("/sign-out", &[]).await;
    (app, page, jo)
}

#[tokio::test]
async fn words_on_a_page_that_was_left_open_reach_whose_page_it_was() {
    let (app, page, browser) = foreign_page().await;
    let lind = app.member("lind").await;
    let answer = page.sent(&lind, &[("words", WORDS)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    answer.must_say("That page was for another sign-in");
    assert!(!answer.body.contains("Twice."));
    assert_eq!(page.with_another_draft().kept(&lind, 1, &[("words", "kept by the script")]).await.status, 204);
    let away = page.with_another_draft().sent(&browser, &[("words", "without any cookie")]).await;
    assert_eq!(away.location(), "/sign-in?kept=1");

    for path in ["/drafts", "/journal", "/today"] {
        let page = lind.get(path).await;
        assert!(!["Twice.", "by the script", "without any"].iter().any(|words| page.body.contains(words)), "{path}");
    }
    let drafts = signed_in(&app, "jo").await.get("/drafts").await;
    assert!(["Twice.", "by the script", "without any"].iter().all(|words| drafts.body.contains(words)));
}

#[tokio::test]
async fn a_page_of_an_earlier_sign_in_of_ones_own_is_sent_like_any_other() {
    let (app, page, _) = foreign_page().await;
    let jo = signed_in(&app, "jo").await;
    assert!(page.sent(&jo, &[("words", WORDS)]).await.location().starts_with("/journal/"));
    let made_up = format!("/journal?draft={}&page=made-up", "0".repeat(32));
    assert!(jo.post(&made_up, &[("words", "others")]).await.location().starts_with("/journal/"));
}

#[tokio::test]
async fn whoever_knows_a_session_without_its_page_can_leave_nothing() {
    let (app, jo) = TestApp::with_member("jo").await;
    signed_in(&app, "jo").await;
    let id = jo.get("/settings/devices").await.id_of("/settings/devices/{id}/end");
    let lind = app.member("lind").await;
    for page in [id.unwrap(), "A".repeat(64)] {
        lind.post(&format!("/moments?page={page}"), &[("words", "not for jo")]).await;
    }
    jo.get("/drafts").await.must_not_say("not for jo");
    assert_eq!(lind.get("/moments").await.body.matches("not for jo").count(), 2, "it is taken as her own");
}

#[tokio::test]
async fn a_page_of_a_sign_in_that_is_forgotten_adds_nothing_to_anybody() {
    let (app, page, _) = foreign_page().await;
    let lind = app.member("lind").await;
    let jo = signed_in(&app, "jo").await;
    jo.post("/settings/leave", &[("password", PASSWORD), ("sure", "yes"), ("name", "jo")]).await;
    assert_eq!(jo.get("/today").await.status, StatusCode::SEE_OTHER, "jo has left");
    let answer = page.sent(&lind, &[("words", WORDS)]).await;
    assert!(answer.status == StatusCode::FORBIDDEN);
    answer.must_say("You were signed out after opening it");
    assert!(!lind.get("/journal").await.body.contains("Twice."));
}

#[tokio::test]
async fn a_page_of_who_has_left_is_not_left_for_whoever_used_the_browser_since() {
    let (app, page, browser) = foreign_page().await;
    app.member("lind").await;
    browser.post("/sign-in", &[("name", "lind"), ("password", PASSWORD)]).await;
    let leaving = [("password", PASSWORD), ("sure", "yes")];
    assert_eq!(signed_in(&app, "jo").await.post("/settings/leave", &leaving).await.location(), "/");
    app.pass(3);
    let away = page.sent(&browser, &[("words", WORDS)]).await;
    assert_eq!(away.status, StatusCode::UNAUTHORIZED);
    assert!(away.body.contains("Twice."), "they come along with the page");
    let drafts = signed_in(&app, "lind").await.get("/drafts").await;
    assert!(!drafts.body.contains("Twice."), "{}", drafts.text());
}

#[tokio::test]
async fn a_file_or_answer_on_a_page_of_somebody_elses_reaches_nobody() {
    let (app, jo) = TestApp::with_member("jo").await;
    jo.post("/moments", &[("words", "a heron by the lock")]).await;
    let life = taken(&jo).await;
    let mut opened = Vec::new();
    for path in ["/settings/import", "/people/import", "/welcome/safety", "/welcome/company", "/welcome/around"] {
        let forms = forms(&jo.get(path).await.body);
        opened.push(forms.into_iter().map(|form| form.action).find(|action| action.starts_with(path)).unwrap());
    }
    jo.post("/sign-out", &[]).await;
    let lind = app.member("lind").await;
    let before = said(&taken(&lind).await);
    for action in opened {
        let answer = if action.contains("/import") {
            lind.send_file(&action, "file", &life, &[]).await
        } else {
            lind.post(&action, &[("not_safe", "yes"), ("company", "close"), ("around", "close")]).await
        };
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{action}");
        answer.must_say("That page was for another sign-in");
    }
    assert_eq!(said(&taken(&lind).await), before);
}

#[tokio::test]
async fn every_form_that_holds_words_says_whose_page_it_is_on() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    // An end of a conversation, where there is something to keep, is come back to by what was begun there.
    let begun = handrail::web::form::new_id();
    let kept = [("ending", "end-face-down"), ("words", "something begun")];
    mira.post(&format!("/practice/late-reply/keep?draft={begun}&keep=now"), &kept).await;
    let pages = handrail::server::router::table().into_iter();
    let pages = pages.filter(|route| route.method == Method::GET && route.who == Who::Member);
    let pages = pages.map(|route| things.fill(&route.path)).chain([format!("/practice/late-reply?draft={begun}")]);
    let registry = handrail::features::registry();
    let plain: BTreeSet<_> = handrail::server::router::table().into_iter().map(|route| route.path).collect();
    let mut seen = BTreeSet::new();
    for path in pages {
        let page = mira.get(&path).await;
        for form in page.body.split("<form method=\"post\" action=\"").skip(1) {
            let (action, tag) = form.split('>').next().unwrap().split_once('"').unwrap();
            let sent_to = action.split('?').next().unwrap();
            // One tap on something that has an id of its own, or at the check-in, carries no mark.
            let taps = sent_to == "/check-ins" || !plain.contains(sent_to) && !tag.contains("data-draft");
            if let Some(form) = registry.form(sent_to).filter(|_| !taps) {
                assert!(action.contains("page="), "{path}: {action}");
                seen.insert(form.name());
            }
        }
    }
    let written = handrail::server::router::table()
        .into_iter()
        .filter(|route| route.who == Who::Member)
        .filter_map(|route| route.form);
    for form in written.filter(|form| form.page.is_some()) {
        assert!(seen.contains(form.name), "no page showed the form of: {}", form.name);
    }
}
