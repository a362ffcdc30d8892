//! What arrives for somebody without their session: it stands apart, pushes nothing out, and becomes theirs by a tap.

use axum::http::StatusCode;

use crate::support::sample::Comes::Done;
use crate::support::sample::{CANARY, Sample};
use crate::support::writing::{Form, form, on_its_form, taken_in};
use crate::support::{Actor, PASSWORD, Page, TestApp, signed_in};

pub const SAMPLES: &[Sample] = &[Sample {
    comes: Done(|app, mira| Box::pin(left(app, mira))),
    routes: &["/drafts/left/{id}"],
    hidden: &[CANARY],
    ..Sample::NONE
}];

/// Two forms: one was let go, one waits.
async fn left(app: &TestApp, mira: &Actor) -> String {
    for let_go in [true, false] {
        let tab = signed_in(app, "mira").await;
        let late = tab.another_tab();
        tab.post("/sign-out", &[]).await;
        late.post("/moments", &[("words", CANARY)]).await;
        if let_go {
            let id = mira.get("/drafts").await.id_of("/drafts/left/{id}/take-in").unwrap();
            mira.post(&format!("/drafts/left/{id}/remove"), &[]).await;
        }
    }
    mira.get("/drafts").await.id_of("/drafts/left/{id}/take-in").unwrap()
}

const LONG: &str = "The first paragraph.\n\nThe second, about the gate.\n\nThe third, which took courage.";

/// What stands where it waits to be taken in.
fn apart(page: &Page) -> &str {
    page.between("id=\"left\"", "</section>").unwrap_or_default()
}

fn waiting(page: &Page) -> usize {
    apart(page).matches("/remove\"").count()
}

/// A page of somebody's that stays open after they have signed out, and the browser, which then has no cookie.
async fn left_open(app: &TestApp, name: &str, page: &str) -> (Form, Actor) {
    let them = signed_in(app, name).await;
    let form = form(&them, page, "words").await;
    them.post("/sign-out", &[]).await;
    (form, them)
}

/// Mira with so many drafts.
async fn with_drafts(drafts: usize) -> (TestApp, Actor) {
    let (app, mira) = TestApp::with_member("mira").await;
    let blank = form(&mira, "/journal", "words").await;
    for number in 0..drafts {
        blank.with_another_draft().kept(&mira, 1, &[("words", &format!("draft {number} of hers"))]).await;
    }
    (app, mira)
}

#[tokio::test]
async fn thirty_drafts_outlast_any_number_of_forms_from_a_page_left_open() {
    let (app, mira) = with_drafts(30).await;
    let (page, browser) = left_open(&app, "mira", "/moments").await;
    for number in 0..95 {
        page.with_another_draft().sent(&browser, &[("words", &format!("flood {number}"))]).await;
        if number % 10 == 0 {
            mira.get("/today").await;
        }
    }
    let drafts = mira.get("/drafts").await;
    for number in 0..30 {
        drafts.must_say(&format!("draft {number} of hers"));
    }
    assert_eq!(waiting(&drafts), 20);
    assert!(apart(&drafts).contains("flood 0<"), "what came first stays");
    assert!(!drafts.body.contains("id=\"aside\""), "nothing was put aside");
    // Her own words, which come with her cookie once her session has ended, have room of their own.
    let own = form(&mira, "/moments", "words").await;
    app.pass(3);
    assert_eq!(own.sent(&mira, &[("words", "my own, late")]).await.location(), "/sign-in?kept=1");
    assert!(apart(&signed_in(&app, "mira").await.get("/drafts").await).contains("my own, late"));
}

#[tokio::test]
async fn a_page_left_open_cannot_replace_what_its_owner_wrote_there() {
    let (app, _) = TestApp::with_member("mira").await;
    let tab = signed_in(&app, "mira").await;
    let page = form(&tab, "/moments", "words").await;
    page.kept(&tab, 1, &[("words", LONG)]).await;
    tab.post("/sign-out", &[]).await;
    let lind = app.member("lind").await;
    for browser in [&tab, &lind] {
        page.sent(browser, &[("words", "x y")]).await;
        page.later(browser, &[("words", "x y")]).await;
        page.kept(browser, 2, &[("words", "")]).await;
    }
    let mira = signed_in(&app, "mira").await;
    assert_eq!(on_its_form(&mira, "/moments", "words").await, LONG, "and none of it is shown as hers");
    mira.get("/today").await.must_say("Something was left while you were not signed in.");
    assert_eq!(waiting(&mira.get("/drafts").await), 4);
    while waiting(&mira.get("/drafts").await) > 0 {
        taken_in(&mira).await;
    }
    mira.get("/drafts").await.must_say("The third, which took courage.");
}

#[tokio::test]
async fn what_waits_is_not_replaced_by_what_the_same_page_sends_later() {
    let (app, _) = TestApp::with_member("mira").await;
    let tab = signed_in(&app, "mira").await;
    let page = form(&tab, "/moments", "words").await;
    signed_in(&app, "mira").await.post("/settings/devices/end-others", &[]).await;
    page.sent(&tab, &[("words", LONG)]).await;
    for turn in 1..4 {
        app.minutes_later(1);
        page.kept(&tab, turn, &[("words", "nothing of it")]).await;
    }
    page.sent(&tab, &[("words", "nothing of it at all")]).await;
    let drafts = signed_in(&app, "mira").await.get("/drafts").await;
    assert!(apart(&drafts).contains("The third, which took courage."));
    assert_eq!(waiting(&drafts), 2, "what came after the button is another thing");
}

#[tokio::test]
async fn the_cookie_of_an_ended_session_cannot_push_late_words_out_or_use_up_their_room() {
    let (app, mira) = TestApp::with_member("mira").await;
    let lost = signed_in(&app, "mira").await;
    let own = form(&mira, "/moments", "words").await;
    let theirs = form(&lost, "/moments", "words").await;
    mira.post("/settings/devices/end-others", &[]).await;
    let send =
        async |number: usize| theirs.with_another_draft().sent(&lost, &[("words", &format!("flood {number}"))]).await;
    for number in 0..12 {
        send(number).await;
    }
    app.pass(3);
    assert_eq!(own.sent(&mira, &[("words", "hers, sent late")]).await.location(), "/sign-in?kept=1");
    for number in 12..40 {
        send(number).await;
    }
    assert_eq!(own.with_another_draft().sent(&mira, &[("words", "hers too")]).await.location(), "/sign-in?kept=1");
    let drafts = signed_in(&app, "mira").await.get("/drafts").await;
    assert_eq!(waiting(&drafts), 22);
    drafts.must_say("hers, sent late");
    drafts.must_say("hers too");
}

#[tokio::test]
async fn the_saves_of_one_page_are_one_thing_and_all_are_there() {
    let (app, mira) = TestApp::with_member("mira").await;
    let page = form(&mira, "/moments", "words").await;
    page.kept(&mira, 1, &[("words", "a")]).await;
    app.pass(3);
    assert_eq!(page.kept(&mira, 2, &[("words", "a b")]).await.status, StatusCode::NO_CONTENT);
    let at_once = page.kept(&mira, 3, &[("words", "a b c")]).await;
    assert_eq!(at_once.status, StatusCode::TOO_MANY_REQUESTS, "so that the page says that it is not kept yet");
    app.minutes_later(1);
    assert_eq!(page.kept(&mira, 4, &[("words", "a b c d")]).await.status, StatusCode::NO_CONTENT);
    assert_eq!(page.sent(&mira, &[("words", "a b c d e")]).await.location(), "/sign-in?kept=1");
    let mira = signed_in(&app, "mira").await;
    let drafts = mira.get("/drafts").await;
    assert_eq!(waiting(&drafts), 1, "{}", drafts.text());
    let (latest, earlier) = apart(&drafts).split_once("Earlier words of the same page").unwrap();
    assert!(latest.contains("a b c d e<") && earlier.contains(">a b<") && earlier.contains(">a b c d<"));

    assert_eq!(on_its_form(&mira, &taken_in(&mira).await, "words").await, "a b c d e");
    let drafts = mira.get("/drafts").await;
    assert_eq!(waiting(&drafts), 0);
    let (begun, let_go) = drafts.body.split_once("id=\"aside\"").unwrap();
    assert_eq!(begun.matches("class=\"own\"").count(), 1, "{begun}");
    assert!(let_go.contains(">a<") && let_go.contains(">a b c d<"), "{let_go}");
}

#[tokio::test]
async fn one_tap_leads_back_to_the_form_and_a_second_does_no_harm() {
    let (app, mira) = TestApp::with_member("mira").await;
    let page = form(&mira, "/journal", "words").await;
    app.pass(3);
    let away = page.sent(&mira, &[("words", LONG)]).await;
    let sign_in = mira.get(away.location()).await;
    sign_in.must_say("What you wrote is safe.");
    let next = sign_in.field("next").unwrap();
    let there = mira.post_and_follow("/sign-in", &[("name", "mira"), ("password", PASSWORD), ("next", &next)]).await;
    there.must_say("Left while you were not signed in");
    there.must_say("The third, which took courage.");
    let tap = there.action("/drafts/left/").unwrap();
    let to = mira.post(&tap, &[]).await.location().to_owned();
    assert!(to.starts_with("/journal"), "{to}");
    assert_eq!(mira.post(&tap, &[]).await.location(), to);
    let form = Form::in_page(&mira.get(&to).await, "words");
    assert_eq!(on_its_form(&mira, &to, "words").await, LONG);
    form.sent(&mira, &[("words", LONG)]).await;
    mira.get("/drafts").await.must_say("Nothing is waiting here.");
    mira.get("/today").await.must_not_say("Something was left");
}

#[tokio::test]
async fn what_is_let_go_can_be_brought_back_for_thirty_days_by_its_owner_only() {
    let (app, mira) = TestApp::with_member("mira").await;
    let jo = app.member("jo").await;
    let (page, browser) = left_open(&app, "mira", "/moments").await;
    page.sent(&browser, &[("words", LONG)]).await;
    jo.get("/drafts").await.must_not_say("took courage");
    let id = mira.get("/drafts").await.id_of("/drafts/left/{id}/remove").unwrap();
    for what in ["remove", "restore", "take-in"] {
        assert_eq!(jo.post(&format!("/drafts/left/{id}/{what}"), &[]).await.status, StatusCode::NOT_FOUND, "{what}");
    }
    let gone = mira.post_and_follow(&format!("/drafts/left/{id}/remove"), &[]).await;
    gone.must_say("Removed. Undo");
    assert_eq!(waiting(&gone), 0);
    mira.get("/today").await.must_not_say("Something was left");
    let undo = gone.action("/drafts/left/").unwrap();
    assert_eq!(waiting(&mira.post_and_follow(&undo, &[]).await), 1);
    mira.post(&format!("/drafts/left/{id}/remove"), &[]).await;
    for (days, there) in [(29, true), (2, false)] {
        app.days_later(days);
        handrail::server::jobs::tidy(&app.app, app.app.now()).await.unwrap();
        let drafts = signed_in(&app, "mira").await.get("/drafts").await;
        assert_eq!(drafts.says("took courage"), there, "{}", drafts.text());
    }
}

#[tokio::test]
async fn taking_in_pushes_nothing_out() {
    let (app, mira) = with_drafts(50).await;
    let (page, browser) = left_open(&app, "mira", "/moments").await;
    page.sent(&browser, &[("words", LONG)]).await;
    let to = taken_in(&mira).await;
    let full = mira.get(&to).await;
    full.must_say("There is room for 50 unfinished things, and it is full.");
    assert_eq!(waiting(&full), 1, "it still waits");
    full.must_say("draft 0 of hers");
    let one = full.id_of("/drafts/{id}/remove").unwrap();
    mira.post(&format!("/drafts/{one}/remove"), &[]).await;
    assert!(taken_in(&mira).await.starts_with("/moments?draft="));
}

#[tokio::test]
async fn words_left_on_a_sign_in_page_stay_apart_as_well() {
    let (app, mira) = TestApp::with_member("mira").await;
    form(&mira, "/moments", "words").await.kept(&mira, 1, &[("words", LONG)]).await;
    let fields =
        [("name", "mira"), ("password", PASSWORD), ("draft_path", "/moments"), ("draft_body", "words=not+hers")];
    assert_eq!(app.anonymous().post("/sign-in", &fields).await.location(), "/drafts");
    assert_eq!(on_its_form(&mira, "/moments", "words").await, LONG);
    let drafts = mira.get("/drafts").await;
    assert!(apart(&drafts).contains("not hers"));
    drafts.must_say("It was in the browser when you signed in.");
}

#[tokio::test]
async fn what_there_is_no_room_for_goes_along_with_its_sender() {
    let (app, _) = TestApp::with_member("mira").await;
    let (page, browser) = left_open(&app, "mira", "/moments").await;
    let lind = app.member("lind").await;
    for number in 0..20 {
        page.with_another_draft().sent(&browser, &[("words", &format!("flood {number}"))]).await;
    }
    let another = page.with_another_draft();
    assert_eq!(another.kept(&lind, 1, &[("words", LONG)]).await.status, StatusCode::TOO_MANY_REQUESTS);
    let said = another.sent(&lind, &[("words", LONG)]).await;
    assert_eq!(said.status, StatusCode::FORBIDDEN);
    said.must_say("There is no room to keep more for them.");
    assert!(said.body.contains("which took courage.</textarea>"));
    let said = another.sent(&browser, &[("words", LONG)]).await;
    assert_eq!(said.status, StatusCode::UNAUTHORIZED);
    assert!(said.field("draft_body").unwrap().contains("took+courage"));
}

#[tokio::test]
async fn what_does_not_open_stays_in_sight_until_it_is_let_go() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (page, browser) = left_open(&app, "mira", "/moments").await;
    page.sent(&browser, &[("words", LONG)]).await;
    let mut write = app.app.db.write().await.unwrap();
    sqlx::query("update late_forms set body = zeroblob(300)").execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    let drafts = mira.get("/drafts").await;
    assert!(apart(&drafts).contains("This one can’t be opened"));
    let id = drafts.id_of("/drafts/left/{id}/remove").unwrap();
    assert_eq!(mira.post(&format!("/drafts/left/{id}/take-in"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(waiting(&mira.post_and_follow(&format!("/drafts/left/{id}/remove"), &[]).await), 0);
}

#[tokio::test]
async fn what_an_earlier_page_of_ones_own_still_saves_stands_apart_too() {
    let (app, mira) = TestApp::with_member("mira").await;
    let page = form(&mira, "/moments", "words").await;
    page.kept(&mira, 1, &[("words", "three paragraphs of hers")]).await;
    app.pass(3);
    mira.post("/sign-in", &[("name", "mira"), ("password", crate::support::PASSWORD)]).await;
    let saved = page.kept(&mira, 2, &[("words", "somebody else's")]).await;
    assert_eq!(saved.status, StatusCode::NO_CONTENT);
    assert_eq!(on_its_form(&mira, "/moments", "words").await, "three paragraphs of hers");
    apart(&mira.get("/drafts").await).contains("somebody else").then_some(()).expect("apart from hers");
}
