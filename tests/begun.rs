//! Words that are kept while they are written, and the ways they come back.

use axum::http::{Method, StatusCode};

use crate::support::writing::{Form, form, on_its_form};
use crate::support::{Actor, TestApp, signed_in};

const WORDS: &str = "I said hello & she said “hello” — שלום 🌿\nTwice.";

async fn tried(mira: &Actor) -> String {
    let suggestion = mira.check_in("some").await.unwrap();
    mira.try_it(&suggestion).await
}

#[tokio::test]
async fn what_the_script_keeps_is_there_when_one_comes_back() {
    let (app, mira) = TestApp::with_member("mira").await;
    let attempt = tried(&mira).await;
    let page = format!("/attempts/{attempt}");
    let form = form(&mira, &page, "note").await;
    assert_eq!(form.kept(&mira, 1, &[("felt", "okay"), ("note", WORDS)]).await.status, StatusCode::NO_CONTENT);

    let mira = signed_in(&app, "mira").await;
    let today = mira.get("/today").await;
    today.must_say("You had begun to write about:");
    let again = mira.get(&page).await;
    again.must_say("These are the words you had begun.");
    assert!(again.body.contains("Twice.</textarea>"));
    assert!(again.body.contains("value=\"okay\" checked"), "{}", again.body);
    assert!(mira.get("/drafts").await.body.contains("Twice."));
}

#[tokio::test]
async fn sending_the_form_ends_its_draft_and_a_late_save_does_not_bring_it_back() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let attempt = tried(&mira).await;
    let page = format!("/attempts/{attempt}");
    let begun = form(&mira, &page, "note").await;
    begun.kept(&mira, 1, &[("note", "Half a")]).await;
    let form = form(&mira, &page, "note").await;
    let sent = form.sent(&mira, &[("outcome", "did"), ("note", WORDS)]).await;
    assert_eq!(sent.location(), format!("/today?kept={attempt}#now"));
    for late in [&begun, &form] {
        assert_eq!(late.kept(&mira, 2, &[("note", "Half a sent")]).await.status, StatusCode::CONFLICT);
    }
    mira.get("/drafts").await.must_say("Nothing is waiting here.");
    mira.get("/today").await.must_not_say("You had begun");
}

#[tokio::test]
async fn a_form_sent_over_and_over_leaves_no_more_behind_each_time() {
    let (app, mira) = TestApp::with_member("mira").await;
    let form = form(&mira, "/moments", "words").await;
    for _ in 0..250 {
        form.with_another_draft().sent(&mira, &[("words", WORDS)]).await;
    }
    let last = form.with_another_draft();
    last.sent(&mira, &[("words", WORDS)]).await;
    let mut read = app.app.db.read().await.unwrap();
    let rows: i64 = sqlx::query_scalar("select count(*) from drafts").fetch_one(&mut *read).await.unwrap();
    assert!((100..=201).contains(&rows), "{rows} are remembered");
    assert_eq!(last.kept(&mira, 2, &[("words", "Half a")]).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn save_for_later_needs_no_script() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let form = form(&mira, "/moments", "words").await;
    let later = form.later(&mira, &[("words", WORDS)]).await;
    assert_eq!(later.status, StatusCode::SEE_OTHER);
    let today = mira.get(later.location()).await;
    today.must_say("Kept for later. Continue");
    assert!(!mira.get("/moments").await.body.contains("<blockquote"), "it was not sent");
    let go_on = today.between("class=\"button text\" href=\"", "\"").unwrap();
    assert_eq!(on_its_form(&mira, go_on, "words").await, WORDS);
    let undo = today.action("/drafts/").unwrap();
    let gone = mira.post_and_follow(&undo, &[]).await;
    gone.must_say("Removed. Undo");
    gone.must_say("Nothing is waiting here.");
    assert_eq!(on_its_form(&mira, "/moments", "words").await, "");
}

#[tokio::test]
async fn starting_afresh_can_be_undone() {
    let (app, mira) = TestApp::with_member("mira").await;
    form(&mira, "/moments", "words").await.kept(&mira, 1, &[("words", WORDS)]).await;
    let page = mira.get("/moments").await;
    let afresh = page.action("/drafts/").unwrap();
    let page = mira.post_and_follow(&afresh, &[("path", "/moments")]).await;
    page.must_say("Put aside. Undo");
    assert!(!page.body.contains("Twice."), "{}", page.text());
    assert!(mira.get("/drafts").await.says("You can bring these back"), "after going elsewhere too");
    app.days_later(29);
    let mira = signed_in(&app, "mira").await;
    let undo = mira.get("/drafts").await.id_of("/drafts/{id}/restore").unwrap();
    let page = mira.post_and_follow(&format!("/drafts/{undo}/restore"), &[("path", "/moments")]).await;
    assert!(page.body.contains("Twice.</textarea>"));
}

#[tokio::test]
async fn two_tabs_keep_both() {
    let (app, mira) = TestApp::with_member("mira").await;
    let one = form(&mira, "/moments", "words").await;
    one.kept(&mira, 1, &[("words", "from the first tab")]).await;
    app.minutes_later(1);
    // The second tab takes the words up and goes on; the first one goes on as well.
    let two = form(&mira, "/moments", "words").await;
    one.kept(&mira, 2, &[("words", "the first tab went on")]).await;
    app.minutes_later(1);
    two.kept(&mira, 1, &[("words", "from the second tab")]).await;
    let page = mira.get("/moments").await;
    assert!(page.body.contains("from the second tab</textarea>"));
    page.must_say("Both are kept.");
    let list = mira.get("/drafts").await;
    list.must_say("the first tab went on");
    list.must_say("from the second tab");
    // Sending one leaves the other.
    two.sent(&mira, &[("words", "from the second tab")]).await;
    assert_eq!(on_its_form(&mira, "/moments", "words").await, "the first tab went on");
}

#[tokio::test]
async fn going_on_in_another_tab_makes_no_second_one() {
    let (app, mira) = TestApp::with_member("mira").await;
    form(&mira, "/moments", "words").await.kept(&mira, 1, &[("words", "half")]).await;
    app.minutes_later(1);
    form(&mira, "/moments", "words").await.kept(&mira, 1, &[("words", "half and more")]).await;
    let list = mira.get("/drafts").await;
    assert_eq!(list.body.matches("/remove\"").count(), 1);
    list.must_say("half and more");
}

#[tokio::test]
async fn an_earlier_save_that_arrives_later_does_not_win() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let form = form(&mira, "/moments", "words").await;
    form.kept(&mira, 2, &[("words", "all of it")]).await;
    assert_eq!(form.kept(&mira, 1, &[("words", "all")]).await.status, StatusCode::CONFLICT);
    assert_eq!(on_its_form(&mira, "/moments", "words").await, "all of it");
    form.later(&mira, &[("words", "all of it, by hand")]).await;
    assert_eq!(form.kept(&mira, 3, &[("words", "all of it")]).await.status, StatusCode::CONFLICT);
    assert_eq!(on_its_form(&mira, "/moments", "words").await, "all of it, by hand");
}

#[tokio::test]
async fn nothing_written_keeps_nothing() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let form = form(&mira, "/moments", "words").await;
    assert_eq!(form.kept(&mira, 1, &[("words", " \n ")]).await.status, StatusCode::RESET_CONTENT);
    form.kept(&mira, 2, &[("words", "something")]).await;
    assert_eq!(form.kept(&mira, 3, &[("words", "")]).await.status, StatusCode::RESET_CONTENT);
    mira.get("/drafts").await.must_say("Nothing is waiting here.");
    assert_eq!(form.later(&mira, &[("words", "")]).await.location(), "/today");
}

#[tokio::test]
async fn words_begun_are_not_lost_to_one_tap() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let attempt = tried(&mira).await;
    let form = form(&mira, &format!("/attempts/{attempt}"), "note").await;
    form.kept(&mira, 1, &[("note", WORDS)]).await;
    mira.look_back(&attempt, &[("outcome", "nearly")]).await;
    let page = format!("/reflections/{attempt}");
    assert_eq!(on_its_form(&mira, &page, "note").await, WORDS);
    let edit = crate::support::writing::form(&mira, &page, "note").await;
    assert!(mira.get(&page).await.body.contains("value=\"nearly\" checked"), "what was tapped stays");
    edit.sent(&mira, &[("outcome", "nearly"), ("note", WORDS), ("revision", "1")]).await;
    assert!(mira.get("/reflections").await.body.contains("Twice."));
    mira.get("/drafts").await.must_say("Nothing is waiting here.");
}

#[tokio::test]
async fn a_form_that_cannot_be_taken_goes_on_with_its_draft() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let attempt = tried(&mira).await;
    let form = form(&mira, &format!("/attempts/{attempt}"), "note").await;
    form.kept(&mira, 1, &[("note", WORDS)]).await;
    let page = form.sent(&mira, &[("note", WORDS)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "no outcome yet");
    let again = Form::in_page(&page, "note");
    again.sent(&mira, &[("outcome", "did"), ("note", WORDS)]).await;
    mira.get("/drafts").await.must_say("Nothing is waiting here.");
}

#[tokio::test]
async fn a_page_asked_for_while_its_words_are_on_their_way_shows_them() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for turn in 1..20 {
        let form = form(&mira, "/moments", "words").await;
        let words = format!("Typed just now, {turn}");
        let fields = [("words", words.as_str())];
        let (saved, shown) = tokio::join!(form.kept(&mira, turn, &fields), on_its_form(&mira, "/moments", "words"));
        assert_eq!((saved.status, shown), (StatusCode::NO_CONTENT, words));
    }
}

#[tokio::test]
async fn keeping_is_for_ones_own_forms_from_ones_own_pages() {
    let (app, mira) = TestApp::with_member("mira").await;
    let jo = app.member("jo").await;
    let form = form(&mira, "/moments", "words").await;
    form.kept(&mira, 1, &[("words", WORDS)]).await;
    // Somebody else's id makes no difference to hers.
    let draft = mira.get("/drafts").await.id_of("/drafts/{id}/remove").unwrap();
    let keep = async |how| jo.post(&format!("/moments?draft={draft}&keep={how}"), &[("words", "mine")]).await;
    assert_eq!(keep("now").await.status, StatusCode::CONFLICT);
    assert!(keep("later").await.location().starts_with("/today?begun="));
    assert_eq!(on_its_form(&jo, "/moments", "words").await, "mine");
    jo.post(&format!("/moments?draft={draft}"), &[("words", "mine")]).await;
    assert_eq!(on_its_form(&mira, "/moments", "words").await, WORDS);
    let other_site = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
    let page = mira.send(Method::POST, "/moments?keep=now", Some("words=x".into()), &other_site).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let body = format!("words={}", "x".repeat(300_000));
    let page = mira.send(Method::POST, "/moments?keep=now", Some(body), &[("sec-fetch-site", "same-origin")]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    // A form that may hold a password is never kept.
    let page = mira.post("/settings/password?keep=now&draft=0", &[("current", "x")]).await;
    assert_ne!(page.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn the_oldest_give_way_and_can_be_brought_back() {
    let (app, mira) = TestApp::with_member("mira").await;
    let blank = form(&mira, "/moments", "words").await;
    for turn in 0..52 {
        app.minutes_later(1);
        blank.with_another_draft().kept(&mira, 1, &[("words", &format!("draft number {turn}."))]).await;
    }
    let list = mira.get("/drafts").await;
    let (open, aside) = list.body.split_once("What you let go").unwrap();
    assert_eq!(open.matches("/remove\"").count(), 50);
    assert!(
        open.contains("draft number 51.") && aside.contains("draft number 0.") && aside.contains("draft number 1.")
    );
}

#[tokio::test]
async fn a_step_of_ones_own_is_kept_while_it_is_written() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let blank = form(&mira, "/ladder/new", "why").await;
    blank.kept(&mira, 1, &[("title", "Feed the cat"), ("smaller_minutes", "5"), ("why", WORDS)]).await;
    mira.get("/today").await.must_say("A step of your own");
    assert_eq!(on_its_form(&mira, "/ladder/new", "why").await, WORDS);
    let whole =
        [("title", "Feed the cat"), ("kind", "share"), ("who", "close"), ("smaller", "one spoon"), ("why", WORDS)];
    let made = form(&mira, "/ladder/new", "why").await.sent(&mira, &whole).await;
    let page = format!("/ladder/steps/{}", made.id_of("/ladder#{id}").unwrap());
    let edit = form(&mira, &page, "why").await;
    edit.kept(&mira, 1, &[("title", "Feed the cat"), ("why", "another reason"), ("revision", "1")]).await;
    assert_eq!(on_its_form(&mira, &page, "why").await, "another reason");
    let whole = [whole[0], whole[1], whole[2], whole[3], ("why", "another reason"), ("revision", "1")];
    assert_eq!(edit.sent(&mira, &whole).await.status, StatusCode::SEE_OTHER);
    mira.get("/drafts").await.must_say("Nothing is waiting here.");
}
