//! Looking back: the list, edits, undo, and the reply that may come later.

use axum::http::StatusCode;

use crate::support::sample::Comes::Done;
use crate::support::sample::{CANARY, Sample};
use crate::support::writing::form;
use crate::support::{Actor, TestApp, signed_in};

pub const SAMPLES: &[Sample] = &[
    Sample {
        kind: "attempts",
        comes: Done(|_, mira| Box::pin(mira.begin("plain-hello", "smaller"))),
        routes: &["/attempts/{id}"],
        forms: &[
            ("/attempts/{id}/guess", &[("expected", "stretch")]),
            ("/attempts/{id}/reflection", &[("outcome", "did")]),
        ],
        hidden: &["plain-hello", "\"step\""],
    },
    Sample {
        kind: "reflections",
        comes: Done(|_, mira| {
            Box::pin(async {
                let told = mira.begin("quiet-company", "regular").await;
                let fields = [("outcome", "no-reply-yet"), ("felt", "too-much"), ("note", CANARY)];
                mira.look_back(&told, &fields).await;
                let changed = form(mira, &format!("/reflections/{told}"), "note").await;
                changed.kept(mira, 1, &[("note", CANARY)]).await;
                changed.sent(mira, &[("outcome", "nearly"), ("note", CANARY), ("revision", "1")]).await;
                told
            })
        }),
        routes: &["/reflections/{id}"],
        forms: &[
            ("/reflections/{id}", &[("outcome", "did"), ("revision", "2")]),
            ("/reflections/{id}/felt", &[("felt", "okay")]),
        ],
        hidden: &["NoReplyYet", "TooMuch", "Nearly"],
    },
];

async fn looked_back(mira: &Actor, fields: &[(&str, &str)]) -> String {
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    assert_eq!(mira.look_back(&attempt, fields).await.status, StatusCode::SEE_OTHER);
    attempt
}

#[tokio::test]
async fn the_guess_is_asked_once_and_each_answer_is_kept() {
    for (value, word) in [("easy", "easy"), ("okay", "okay"), ("stretch", "a stretch"), ("too-much", "too much")] {
        let (_app, mira) = TestApp::with_member("mira").await;
        let suggestion = mira.check_in("some").await.unwrap();
        let asks = mira.post_and_follow(&format!("/suggestions/{suggestion}/answer"), &[("answer", "try")]).await;
        asks.must_say("How do you think it will feel?");
        let (guess, attempt) = (format!("/attempts/{suggestion}/guess"), format!("/attempts/{suggestion}"));
        let wrong = mira.post(&guess, &[("expected", "10")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.must_say("Choose one of the four, or leave it out.");
        assert_eq!(mira.post(&guess, &[("expected", value)]).await.location(), attempt);
        assert_eq!(mira.get(&guess).await.location(), attempt, "asked once");
        mira.get(&attempt).await.must_say("How did it go?");
        mira.look_back(&suggestion, &[("outcome", "did"), ("felt", "okay")]).await;
        mira.get("/reflections").await.must_say(&format!("You thought: {word}."));
        mira.post(&guess, &[("expected", "easy")]).await;
        mira.get("/reflections").await.must_say(&format!("You thought: {word}."));
    }
}

#[tokio::test]
async fn after_one_tap_what_it_was_like_can_be_told_by_another_or_left_at_that() {
    for (value, word) in [("easy", "easy"), ("okay", "okay"), ("stretch", "a stretch"), ("too-much", "too much")] {
        let (_app, mira) = TestApp::with_member("mira").await;
        let suggestion = mira.check_in("some").await.unwrap();
        let attempt = mira.try_it(&suggestion).await;
        let felt = format!("/reflections/{attempt}/felt");
        assert_eq!(mira.get(&felt).await.status, StatusCode::NOT_FOUND, "nothing was told yet");
        assert_eq!(mira.look_back(&attempt, &[("outcome", "did")]).await.location(), format!("{felt}#now"));
        let asks = mira.get(&felt).await;
        asks.must_say("What was it like?");
        assert!(asks.body.contains(&format!("href=\"/today?kept={attempt}#now\"")), "a way past it");
        let wrong = mira.post(&felt, &[("felt", "10")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.must_say("Choose one of the four, or leave it at that.");
        mira.post_and_follow(&felt, &[("felt", value)]).await.must_say("Kept. That counts.");
        mira.get("/reflections").await.must_say(&format!("It was: {word}."));
    }
}

#[tokio::test]
async fn rest_is_not_asked_about() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    let told = mira.look_back(&attempt, &[("outcome", "rested")]).await;
    assert_eq!(told.location(), format!("/today?kept={attempt}#now"));
}

#[tokio::test]
async fn one_tap_is_a_whole_reflection_and_they_are_listed_by_month() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.get("/reflections").await.must_say("Nothing here yet");
    looked_back(&mira, &[("outcome", "nearly")]).await;
    app.days_later(1);
    let mira = signed_in(&app, "mira").await;
    looked_back(&mira, &[("outcome", "did"), ("note", "<b>bold</b> & \"quiet\"")]).await;
    let page = mira.get("/reflections").await;
    let (today, yesterday) = (page.body.find("Today").unwrap(), page.body.find("Yesterday").unwrap());
    assert!(today < yesterday, "the latest first");
    assert_eq!(page.body.matches(">November 2026</h2>").count(), 1, "one landing a month");
    page.must_not_say("Go to a month");
    assert!(page.body.contains("&#60;b&#62;bold") || page.body.contains("&lt;b&gt;bold"), "{}", page.body);
}

#[tokio::test]
async fn every_month_that_was_looked_back_on_can_be_gone_to() {
    let (app, mira) = TestApp::with_member("mira").await;
    looked_back(&mira, &[("outcome", "did"), ("note", "words of November")]).await;
    app.days_later(70);
    let mira = signed_in(&app, "mira").await;
    looked_back(&mira, &[("outcome", "rested"), ("note", "words of January")]).await;
    let page = mira.get("/reflections").await;
    page.must_say("Go to a month 2027 January 2027 2026 November 2026");
    page.must_not_say("words of November");
    let november = mira.get(&page.leads("November")).await;
    november.must_say("words of November");
    november.must_not_say("words of January");
    november.must_say("Back to the latest");
}

#[tokio::test]
async fn what_was_tried_and_not_felt_yet_is_asked_what_it_was_like() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let id = looked_back(&mira, &[("outcome", "did")]).await;
    let page = mira.get("/reflections").await;
    assert_eq!(page.leads("What was it like?"), format!("/reflections/{id}"));
    mira.post(&format!("/reflections/{id}"), &[("outcome", "did"), ("felt", "okay"), ("revision", "1")]).await;
    mira.get("/reflections").await.must_not_say("What was it like?");
}

#[tokio::test]
async fn a_look_back_is_corrected_where_it_went_wrong() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    let long = "é".repeat(10_001);
    let page = mira.look_back(&attempt, &[("note", "kept words")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("kept words") && page.title().starts_with("Error: "));
    let page = mira.look_back(&attempt, &[("outcome", "did"), ("note", &long)]).await;
    assert!(page.body.contains(&long) && page.body.contains("id=\"note-error\""));
}

#[tokio::test]
async fn an_edit_keeps_what_was_changed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let id = looked_back(&mira, &[("outcome", "did"), ("note", "first words")]).await;
    let page = mira.get(&format!("/reflections/{id}")).await;
    assert!(page.body.contains("first words"));
    let revision = page.field("revision").unwrap();
    let edit = [("outcome", "nearly"), ("felt", "stretch"), ("note", "second words"), ("revision", revision.as_str())];
    assert_eq!(mira.post(&format!("/reflections/{id}"), &edit).await.location(), "/reflections");
    let list = mira.get("/reflections").await;
    list.must_say("second words");
    list.must_not_say("first words");
}

#[tokio::test]
async fn two_tabs_lose_neither_edit() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let id = looked_back(&mira, &[("outcome", "did"), ("note", "before")]).await;
    let path = format!("/reflections/{id}");
    let edit = |note| [("outcome", "did"), ("note", note), ("revision", "1")];
    assert_eq!(mira.post(&path, &edit("from one tab")).await.status, StatusCode::SEE_OTHER);
    let page = mira.another_tab().post(&path, &edit("from the other")).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.body.contains("from one tab") && page.body.contains("from the other"), "both are shown");
    let revision = page.field("revision").unwrap();
    let both = [("outcome", "did"), ("note", "both of them"), ("revision", revision.as_str())];
    assert_eq!(mira.post(&path, &both).await.status, StatusCode::SEE_OTHER);
    mira.get("/reflections").await.must_say("both of them");
}

#[tokio::test]
async fn a_second_look_back_from_another_tab_is_shown_beside_the_first() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let id = looked_back(&mira, &[("outcome", "did"), ("note", "the first one")]).await;
    let page = mira.look_back(&id, &[("outcome", "nearly"), ("note", "the second one")]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.body.contains("the first one") && page.body.contains("the second one"));
    let same = mira.look_back(&id, &[("outcome", "did"), ("note", "the first one")]).await;
    assert_eq!(same.status, StatusCode::SEE_OTHER, "the same form sent twice is no conflict");
}

#[tokio::test]
async fn removing_can_be_undone_for_a_month() {
    let (app, mira) = TestApp::with_member("mira").await;
    let id = looked_back(&mira, &[("outcome", "did"), ("note", "precious")]).await;
    let page = mira.post_and_follow(&format!("/reflections/{id}/remove"), &[]).await;
    assert!(page.body.contains(&format!("action=\"/reflections/{id}/restore\"")));
    page.must_not_say("precious");
    mira.post_and_follow(&format!("/reflections/{id}/restore"), &[]).await.must_say("precious");
    mira.post(&format!("/reflections/{id}/remove"), &[]).await;
    app.days_later(31);
    handrail::server::jobs::tidy(&app.app, app.app.now()).await.unwrap();
    let mira = signed_in(&app, "mira").await;
    assert_eq!(mira.post(&format!("/reflections/{id}/restore"), &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn removing_what_was_too_much_takes_back_what_followed_from_it() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let id = looked_back(&mira, &[("outcome", "did"), ("felt", "too-much")]).await;
    mira.post(&format!("/reflections/{id}/remove"), &[]).await;
    let page = mira.post_and_follow("/suggestions", &[]).await;
    page.must_not_say("The last step was");
}

#[tokio::test]
async fn no_reply_yet_is_asked_about_once() {
    let (app, mira) = TestApp::with_member("mira").await;
    let id = mira.begin("plain-hello", "smaller").await;
    mira.look_back(&id, &[("outcome", "no-reply-yet")]).await;
    let ask = format!("action=\"/reflections/{id}/reply\"");
    assert!(!mira.get("/today").await.body.contains(&ask), "not at once");
    app.days_later(2);
    let mira = signed_in(&app, "mira").await;
    assert!(mira.get("/today").await.body.contains(&ask));
    let page = mira.post_and_follow(&format!("/reflections/{id}/reply"), &[("reply", "quiet")]).await;
    assert!(!page.body.contains(&ask), "once");
    app.days_later(1);
    assert!(!signed_in(&app, "mira").await.get("/today").await.body.contains(&ask));
}

#[tokio::test]
async fn no_reply_is_let_rest_after_two_weeks() {
    let (app, mira) = TestApp::with_member("mira").await;
    let id = mira.begin("plain-hello", "smaller").await;
    mira.look_back(&id, &[("outcome", "no-reply-yet")]).await;
    app.days_later(15);
    assert!(!signed_in(&app, "mira").await.get("/today").await.body.contains("/reply\""));
}

#[tokio::test]
async fn a_moment_is_kept_removed_and_brought_back() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.get("/moments").await.must_say("Nothing here yet");
    assert_eq!(mira.post("/moments", &[("words", " \u{0}\n ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    mira.post("/moments", &[("words", "a blue\u{7} gate")]).await;
    let page = mira.get("/moments").await;
    page.must_say("a blue gate");
    let id = page.id_of("/moments/{id}/remove").unwrap();
    mira.post_and_follow(&format!("/moments/{id}/remove"), &[]).await.must_not_say("a blue gate");
    mira.post_and_follow(&format!("/moments/{id}/restore"), &[]).await.must_say("a blue gate");
}

#[tokio::test]
async fn words_added_before_sending_again_are_a_moment_of_their_own() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let send = async |words| {
        let fields = [("id", "00112233445566778899aabbccddeeff"), ("words", words)];
        mira.post("/moments", &fields).await.location().to_owned()
    };
    assert_eq!(send("a swallow").await, send("a swallow").await);
    assert_ne!(send("a swallow").await, send("a swallow on the wire").await);
    assert_eq!(send("a swallow on the wire").await, send("a swallow on the wire").await, "each of them once");
    mira.get("/moments").await.must_say("a swallow on the wire");
}

#[tokio::test]
async fn an_edit_brings_back_what_another_tab_removed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let id = looked_back(&mira, &[("outcome", "did"), ("note", "written once")]).await;
    mira.post(&format!("/reflections/{id}/remove"), &[]).await;
    let edit = [("outcome", "did"), ("note", "written once"), ("revision", "1")];
    assert_eq!(mira.post(&format!("/reflections/{id}"), &edit).await.status, StatusCode::SEE_OTHER);
    mira.get("/reflections").await.must_say("written once");
}

#[tokio::test]
async fn telling_anew_what_was_removed_starts_from_its_words_and_loses_none() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let id = looked_back(&mira, &[("outcome", "did"), ("note", "the first note")]).await;
    mira.post(&format!("/reflections/{id}/remove"), &[]).await;
    let page = mira.get(&format!("/attempts/{id}")).await;
    assert!(page.body.contains("the first note</textarea>"), "{}", page.text());
    let unseen = mira.look_back(&id, &[("outcome", "nearly"), ("note", "a new note")]).await;
    assert_eq!(unseen.status, StatusCode::CONFLICT);
    unseen.must_say("the first note");
    unseen.must_say("a new note");
    let seen = mira.look_back(&id, &[("outcome", "nearly"), ("note", "a new note"), ("revision", "1")]).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    mira.get("/reflections").await.must_say("a new note");
}
