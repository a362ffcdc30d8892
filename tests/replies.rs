//! A question that a friend answers by a link.

use axum::http::StatusCode;
use sqlx::{Connection as _, SqliteConnection};

use handrail::web::limits::{Limits, TriesPerMinute};

use crate::support::sample::Comes::Done;
use crate::support::sample::{CANARY, Sample};
use crate::support::{Actor, TestApp};

pub const SAMPLES: &[Sample] = &[
    Sample {
        kind: "friend_answers",
        comes: Done(|app, mira| Box::pin(answered(app, mira, CANARY))),
        routes: &["/replies/{id}"],
        forms: &[("/replies", &[("words", "tea on Saturday?")])],
        hidden: &[CANARY],
    },
    Sample {
        comes: Done(|_, mira| {
            Box::pin(async {
                let (_, link) = asked(mira, &[("words", "a walk?")]).await;
                link.split_once("/reply/").unwrap().1.to_owned()
            })
        }),
        routes: &["/reply/{token}"],
        ..Sample::NONE
    },
];

/// Asks something; where the question is, and the link to it.
async fn asked(mira: &Actor, fields: &[(&str, &str)]) -> (String, String) {
    let made = mira.post("/replies", fields).await;
    let question = match made.location() {
        "" => made.between("<a class=\"button primary\" href=\"", "\"").unwrap().to_owned(),
        path => path.to_owned(),
    };
    let page = mira.get(&question).await;
    let link = page.between("id=\"secret\" data-reading=\"skip\">", "<").expect("a link");
    (question, link.split_once("8420").unwrap().1.to_owned())
}

/// Asks something, and reads what a friend answers to it.
pub async fn answered(app: &TestApp, mira: &Actor, words: &str) -> String {
    let (question, link) = asked(mira, &[("words", words), ("name", words)]).await;
    app.anonymous().post(&link, &[("answer", "yes"), ("words", words)]).await;
    mira.post(&format!("{question}/read"), &[]).await;
    question.rsplit('/').next().unwrap().to_owned()
}

async fn file(app: &TestApp) -> SqliteConnection {
    SqliteConnection::connect(&format!("sqlite:{}", app.data().join("handrail.db").display())).await.unwrap()
}

#[tokio::test]
async fn a_friend_reads_what_is_asked_and_nothing_of_handrail() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (_, link) = asked(&mira, &[("words", "Tea on Saturday? No is fine."), ("name", "M.")]).await;
    let friend = app.anonymous();
    let page = friend.get(&link).await;
    page.must_say("M. asks you");
    page.must_say("Tea on Saturday? No is fine.");
    page.must_say("Only M. can read it.");
    assert_eq!(page.title(), "A question for you");
    for word in ["Handrail", "mira", "step", "anxi", "lonely"] {
        page.must_not_say(word);
    }
    assert!(!page.headers.contains_key("set-cookie"));
    assert_eq!(page.header("x-robots-tag"), "noindex, nofollow");
    assert!(!page.body.contains("og:") && !page.body.contains("<script"), "nothing to preview, nothing that runs");
    let page = friend.post(&link, &[("words", "hm")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Choose one of the answers.");
    assert!(page.body.contains(">hm</textarea>"), "what was typed is still there");
    let page = friend.post(&link, &[("answer", "yes"), ("words", "Lovely!")]).await;
    page.must_say("You said: Yes. M. can read it.");
    assert!(!page.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn an_answer_reaches_today_and_is_read_by_choice() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (question, link) = asked(&mira, &[("words", "Tea on Saturday?")]).await;
    mira.get("/today").await.must_not_say("An answer has come.");
    app.anonymous().post(&link, &[("answer", "another-time"), ("words", "Next week is better.")]).await;
    mira.get("/today").await.must_say("An answer has come.");
    let list = mira.get("/replies").await;
    list.must_say("An answer has come");
    list.must_not_say("Next week is better.");
    let page = mira.post_and_follow(&format!("{question}/read"), &[]).await;
    page.must_say("They said: another time. That’s a door left open.");
    page.must_say("Next week is better.");
    page.must_say("Whoever had the link wrote this.");
    mira.get("/today").await.must_not_say("An answer has come.");
    mira.post_and_follow("/search", &[("words", "better")]).await.must_say("What a friend answered Next week is");
    app.anonymous().post(&link, &[("answer", "yes")]).await;
    let page = mira.post_and_follow(&format!("{question}/read"), &[]).await;
    page.must_say("They said yes.");
    page.must_not_say("another time. That’s");
}

#[tokio::test]
async fn no_reply_yet_becomes_a_reply_that_came() {
    let (app, mira) = TestApp::with_member("mira").await;
    let attempt = mira.begin("low-key-invite", "regular").await;
    let (question, link) = asked(&mira, &[("words", "Tea on Saturday?"), ("attempt", &attempt)]).await;
    mira.look_back(&attempt, &[("outcome", "no-reply-yet")]).await;
    mira.get("/reflections").await.must_say("Done, no reply yet.");
    app.anonymous().post(&link, &[("answer", "yes")]).await;
    app.days_later(3);
    let mira = crate::support::signed_in(&app, "mira").await;
    mira.check_in("some").await;
    let today = mira.get("/today").await;
    today.must_say("An answer has come.");
    today.must_not_say("Did a reply come?");
    mira.post(&format!("{question}/read"), &[]).await;
    let page = mira.get("/reflections").await;
    page.must_say("A reply came.");
    page.must_not_say("no reply yet");
}

#[tokio::test]
async fn what_may_hurt_stays_folded() {
    let (app, mira) = TestApp::with_member("mira").await;
    for (says, words) in [("cannot", "I will be away"), ("yes", "fine, you are so needy")] {
        let (question, link) = asked(&mira, &[("words", "Tea on Saturday?")]).await;
        app.anonymous().post(&link, &[("answer", says), ("words", words)]).await;
        let page = mira.post_and_follow(&format!("{question}/read"), &[]).await;
        page.must_say("It may be kind or hard. You can leave it shut.");
        let before = page.body.split(words).next().unwrap();
        assert!(before.rfind("<details>").unwrap() > before.rfind("</details>").unwrap_or_default(), "{words}");
        let word = words.rsplit(' ').next().unwrap();
        mira.post_and_follow("/search", &[("words", word)]).await.must_not_say(words);
    }
}

#[tokio::test]
async fn it_can_be_changed_three_times_and_sending_twice_is_once() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (question, link) = asked(&mira, &[("words", "Tea on Saturday?")]).await;
    let friend = app.anonymous();
    let form = friend.get(&link).await.field("id").unwrap();
    for _ in 0..6 {
        let page = friend.post(&link, &[("id", &form), ("answer", "yes")]).await;
        assert_eq!(page.status, StatusCode::OK, "one answer, however often it is sent");
    }
    for says in ["another-time", "cannot", "yes"] {
        friend.get(&link).await.must_say("You have answered before.");
        assert_eq!(friend.post(&link, &[("answer", says)]).await.status, StatusCode::OK);
    }
    let used_up = friend.get(&link).await;
    let invented = friend.get(&format!("/reply/{}", "A".repeat(43))).await;
    assert_eq!((used_up.status, &used_up.body), (StatusCode::NOT_FOUND, &invented.body));
    assert_eq!(friend.post(&link, &[("answer", "yes")]).await.body, invented.body);
    mira.post_and_follow(&format!("{question}/read"), &[]).await.must_say("They said yes.");
}

#[tokio::test]
async fn a_question_is_closed_at_once_and_by_its_owner_only() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (question, link) = asked(&mira, &[("words", "Tea on Saturday?")]).await;
    let (answered, other) = asked(&mira, &[("words", "A walk?")]).await;
    let jo = app.member("jo").await;
    for path in ["", "/read", "/close"] {
        let page =
            if path.is_empty() { jo.get(&question).await } else { jo.post(&format!("{question}{path}"), &[]).await };
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    mira.post(&format!("{question}/close"), &[]).await;
    let friend = app.anonymous();
    assert_eq!(friend.get(&link).await.status, StatusCode::NOT_FOUND);
    assert_eq!(friend.post(&link, &[("answer", "yes")]).await.status, StatusCode::NOT_FOUND);
    friend.post(&other, &[("answer", "yes")]).await;
    mira.post(&format!("{answered}/close"), &[]).await;
    assert_eq!(friend.get(&other).await.status, StatusCode::NOT_FOUND);
    mira.post_and_follow(&format!("{answered}/read"), &[]).await.must_say("They said yes.");
    let (_, old) = asked(&mira, &[("words", "Soup?"), ("ends", "week")]).await;
    app.days_later(8);
    assert_eq!(friend.get(&old).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_file_neither_shows_nor_lets_anybody_change_it() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (question, link) = asked(&mira, &[("words", CANARY), ("name", CANARY)]).await;
    let token = link.rsplit('/').next().unwrap().to_owned();
    app.anonymous().post(&link, &[("answer", "yes"), ("words", CANARY)]).await;
    let bytes = app.bytes_at_rest();
    for words in [CANARY, token.as_str(), "another-time"] {
        assert!(!bytes.windows(words.len()).any(|window| window == words.as_bytes()), "{words}");
    }
    let (_, other) = asked(&mira, &[("words", "Soup?")]).await;
    let mut thief = file(&app).await;
    sqlx::query("update answers set link = (select id from links where id <> answers.link and what = 'reply')")
        .execute(&mut thief)
        .await
        .unwrap();
    let page = mira.post_and_follow(&format!("{question}/read"), &[]).await;
    page.must_not_say("They said yes.");
    sqlx::query("update links set page = (select max(page) from links)").execute(&mut thief).await.unwrap();
    let friend = app.anonymous();
    let opens = [friend.get(&link).await.status, friend.get(&other).await.status];
    assert!(opens.contains(&StatusCode::NOT_FOUND), "a page opens with its own link only");
}

#[tokio::test]
async fn words_found_for_an_invitation_become_a_question() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.get("/steps/low-key-invite/words").await;
    page.must_say("Make it a link they can answer");
    let page = mira.post("/replies/new", &[("words", "Would you come along?")]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(">Would you come along?</textarea>"));
    mira.get("/replies").await.must_say("Nothing here yet.");
    mira.get("/steps/plain-hello/words").await.must_not_say("Make it a link they can answer");
    let page = mira.post("/replies", &[("words", ""), ("name", &"x".repeat(61))]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Write what you would like to ask.");
    page.must_say("Make the name shorter.");
}

#[tokio::test]
async fn an_answer_that_was_not_read_outlives_a_restore_and_the_link_does_not() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (question, link) = asked(&mira, &[("words", "Tea on Saturday?")]).await;
    app.anonymous().post(&link, &[("answer", "yes")]).await;
    let mut write = app.app.db.write().await.unwrap();
    handrail::server::backup::store::strip_credentials(&mut write).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(app.anonymous().get(&link).await.status, StatusCode::NOT_FOUND);
    let mira = crate::support::signed_in(&app, "mira").await;
    mira.post_and_follow(&format!("{question}/read"), &[]).await.must_say("They said yes.");
}

#[tokio::test]
async fn the_same_form_with_another_tap_is_another_answer() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (question, link) = asked(&mira, &[("words", "Tea on Saturday?")]).await;
    let (friend, form) = (app.anonymous(), "a".repeat(32));
    friend.post(&link, &[("id", &form), ("answer", "yes"), ("words", "Gladly.")]).await;
    friend.post(&link, &[("id", &form), ("answer", "another-time"), ("words", "Next week rather.")]).await;
    let read = mira.post_and_follow(&format!("{question}/read"), &[]).await;
    read.must_say("Next week rather.");
    read.must_not_say("Gladly.");
}

#[tokio::test]
async fn whoever_taps_back_to_what_they_said_first_has_said_that_last() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (question, link) = asked(&mira, &[("words", "Tea on Saturday?")]).await;
    let friend = app.anonymous();
    let form = friend.get(&link).await.field("id").unwrap();
    for says in ["yes", "another-time", "yes"] {
        friend.post(&link, &[("id", &form), ("answer", says)]).await;
    }
    mira.post_and_follow(&format!("{question}/read"), &[]).await.must_say("They said yes.");
}

#[tokio::test]
async fn the_same_form_with_other_words_asks_something_else() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let form = "b".repeat(32);
    asked(&mira, &[("id", &form), ("words", "Tea on Saturday?")]).await;
    asked(&mira, &[("id", &form), ("words", "A walk on Sunday?")]).await;
    asked(&mira, &[("id", &form), ("words", "Tea on Saturday?")]).await;
    let page = mira.get("/replies").await.text();
    let [tea, walk] = ["Tea on Saturday?", "A walk on Sunday?"].map(|words| page.matches(words).count());
    assert!(tea > 0 && tea == walk, "{page}");
}

#[tokio::test]
async fn what_a_friend_wrote_is_theirs_to_copy_where_it_cannot_be_taken() {
    let app = TestApp::with_limits(Limits::new(TriesPerMinute { network: 12, account: 100, overall: 100 })).await;
    let mira = app.member("mira").await;
    let (question, link) = asked(&mira, &[("words", "Tea on Saturday?")]).await;
    let friend = app.anonymous();
    let wrote = [("answer", "yes"), ("words", "I would love that.")];
    while friend.post(&link, &[("words", "no tap")]).await.status != StatusCode::TOO_MANY_REQUESTS {}
    let page = friend.post(&link, &wrote).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.body.contains("I would love that."));
    app.minutes_later(60);
    mira.post(&format!("{question}/close"), &[]).await;
    let page = friend.post(&link, &wrote).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    page.must_say("What you wrote was not sent.");
    page.must_say("I would love that.");
}
