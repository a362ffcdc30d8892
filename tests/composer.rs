//! Help me find words: messages that fit, changed, kept or not, and what one says afterwards.

use axum::http::StatusCode;

use crate::support::sample::Comes::{Done, Sent};
use crate::support::sample::{CANARY, Sample};
use crate::support::writing::taken_in;
use crate::support::{Actor, Page, TestApp, signed_in};

pub const SAMPLES: &[Sample] = &[
    Sample {
        kind: "kept_words",
        comes: Sent("/messages", &[("words", CANARY)]),
        routes: &["/messages/{id}"],
        forms: &[("/messages", &[("words", "something")])],
        ..Sample::NONE
    },
    Sample {
        comes: Done(|_, mira| {
            Box::pin(async {
                let told = [("name", CANARY), ("thing", CANARY), ("when", CANARY)];
                mira.post("/steps/plain-hello/words", &told).await;
                String::new()
            })
        }),
        ..Sample::NONE
    },
];

/// The messages on a page.
fn drafts(page: &Page) -> Vec<String> {
    let areas = page.body.split("name=\"words\"").skip(1);
    areas.map(|rest| rest.split_once('>').unwrap().1.split_once("</textarea>").unwrap().0.to_owned()).collect()
}

fn hidden(page: &Page, name: &str) -> String {
    page.field(name).unwrap()
}

async fn kept(mira: &Actor, words: &str) -> String {
    mira.keep("/messages", &[("words", words)]).await.id
}

#[tokio::test]
async fn words_are_there_at_once_and_other_words_differ() {
    let (_app, mira) = TestApp::with_member("mira").await;
    assert!(mira.get("/steps/plain-hello").await.body.contains("href=\"/steps/plain-hello/words\""));
    let first = mira.get("/steps/plain-hello/words").await;
    let seed = hidden(&first, "seed");
    let mut shown = drafts(&first);
    assert_eq!(shown.len(), 3);
    for turn in ["1", "2", "3"] {
        let page = mira.post("/steps/plain-hello/words", &[("seed", &seed), ("turn", turn)]).await;
        assert_eq!(page.status, StatusCode::OK, "it changes nothing, so it answers at once");
        let others = drafts(&page);
        assert!(others.iter().all(|text| !shown.contains(text)), "turn {turn} repeats the one before");
        shown = others;
    }
}

#[tokio::test]
async fn what_is_typed_is_in_the_words_and_nowhere_else() {
    let (app, mira) = TestApp::with_member("mira").await;
    let fields = [
        ("purpose", "invite"),
        ("relation", "friend"),
        ("gap", "years"),
        ("tone", "warm"),
        ("length", "longer"),
        ("name", "Zerafina"),
        ("thing", " the kite day!"),
        ("when", "on Sunday, after lunch."),
    ];
    let page = mira.post("/steps/plain-hello/words", &fields).await;
    let found = drafts(&page);
    assert_eq!(found.len(), 3);
    for text in &found {
        assert!(text.contains("Zerafina") && text.contains("the kite day"), "{text}");
        assert!(text.contains("on Sunday, after lunch") && !text.contains("kite day!"), "{text}");
        assert!(text.to_lowercase().contains(" no"), "an invitation can be refused: {text}");
    }
    assert!(page.body.contains("value=\"Zerafina\"") && page.body.contains("<option value=\"years\" selected>"));
    assert!(page.header("location").is_empty());
    let bytes = app.bytes_at_rest();
    assert!(!bytes.windows(8).any(|window| window == b"Zerafina"));
}

#[tokio::test]
async fn what_is_too_long_is_said_beside_it_and_comes_back() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let long = "walnut ".repeat(40);
    let page = mira.post("/steps/plain-hello/words", &[("thing", &long), ("name", "Ana")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.title().starts_with("Error: "));
    page.must_say("There is a problem");
    assert!(page.body.contains("id=\"thing-error\"") && page.body.contains("value=\"Ana\""));
    assert!(page.body.contains("walnut walnut"));
}

#[tokio::test]
async fn what_one_says_afterwards_fits_where_the_step_stands() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let none = mira.get("/steps/plain-hello/words").await;
    assert!(none.body.contains("action=\"/steps/plain-hello/begin\""));
    let attempt = mira.post("/steps/plain-hello/begin", &[("size", "smaller")]).await.location().to_owned();
    assert!(mira.get(&attempt).await.body.contains("/steps/plain-hello/words"));
    let page = mira.get("/steps/plain-hello/words").await;
    let action = format!("{attempt}/reflection");
    assert!(page.body.contains(&format!("action=\"{action}\"")), "it leads to the look back");
    for words in ["I sent it", "I nearly sent it", "Not today", "I changed my mind"] {
        page.must_say(words);
    }
    mira.post(&action, &[("outcome", "nearly")]).await;
    mira.get("/reflections").await.must_say("I nearly did it");
}

#[tokio::test]
async fn a_suggestion_that_is_open_is_answered() {
    let (app, _mira) = TestApp::with_member("mira").await;
    for _day in 0..20 {
        let mira = signed_in(&app, "mira").await;
        let offer = mira.check_in("plenty").await.unwrap();
        let today = mira.get("/today").await;
        if let Some(step) = today.id_of("/steps/{slug}/words") {
            let page = mira.get(&format!("/steps/{step}/words")).await;
            assert!(page.body.contains(&format!("action=\"/suggestions/{offer}/answer\"")), "{}", page.text());
            return;
        }
        let attempt = mira.try_it(&offer).await;
        mira.look_back(&attempt, &[("outcome", "did"), ("felt", "easy")]).await;
        app.days_later(1);
    }
    panic!("no suggestion in three weeks had words");
}

#[tokio::test]
async fn words_are_kept_removed_and_brought_back() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.get("/messages").await.must_say("Nothing here yet. That’s fine.");
    assert!(mira.get("/notebook").await.body.contains("href=\"/messages\""));
    let id = kept(&mira, "Hello, you.\nNo need to reply.").await;
    let page = mira.get(&format!("/messages?kept={id}")).await;
    page.must_say("Kept. Undo");
    page.must_say("Hello, you.");
    let page = mira.post_and_follow(&format!("/messages/{id}/remove"), &[]).await;
    page.must_say("Removed. Undo");
    page.must_not_say("Hello, you.");
    mira.get("/removed").await.must_say("Words for a message");
    mira.post_and_follow(&format!("/messages/{id}/restore"), &[]).await.must_say("Hello, you.");
}

#[tokio::test]
async fn a_form_sent_twice_keeps_words_once_and_an_empty_one_says_so() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let id = handrail::web::form::new_id().to_string();
    for _ in 0..2 {
        mira.post("/messages", &[("id", &id), ("words", "a small wave")]).await;
    }
    assert_eq!(mira.get("/messages").await.body.matches("a small wave</blockquote>").count(), 1);
    let page = mira.post("/messages", &[("words", " ")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Write a few words first.");
}

#[tokio::test]
async fn words_kept_after_a_session_ended_are_not_lost() {
    let (app, mira) = TestApp::with_member("mira").await;
    let tab = mira.another_tab();
    mira.post("/sign-out", &[]).await;
    tab.post("/messages", &[("words", "kept by a hair")]).await;
    let mira = signed_in(&app, "mira").await;
    mira.get("/drafts").await.must_say("kept by a hair");
    assert!(!mira.get("/messages").await.body.contains("kept by a hair"), "not as words of hers before she says so");
    let page = taken_in(&mira).await;
    assert!(page.starts_with("/messages?draft=") && mira.get(&page).await.body.contains("kept by a hair"), "{page}");
}

#[tokio::test]
async fn a_low_day_shows_fewer() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.check_in("low").await;
    assert_eq!(drafts(&mira.get("/steps/plain-hello/words").await).len(), 2);
}

#[tokio::test]
async fn other_words_leave_in_sight_what_one_had_changed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let mine = [("seed", "7"), ("turn", "1"), ("mine", "Hello, heron-watcher & friend"), ("mine", " ")];
    let page = mira.post("/steps/plain-hello/words", &mine).await;
    page.must_say("In your words");
    page.must_say("Hello, heron-watcher & friend");
    page.must_say("One way to say it");
    assert_eq!(page.body.matches("In your words</label>").count(), 1, "an empty one is none");
}

#[tokio::test]
async fn a_step_without_words_needs_none_found() {
    let (_app, mira) = TestApp::with_member("mira").await;
    assert_eq!(mira.get("/steps/settle-first/words").await.location(), "/steps/settle-first");
}

#[tokio::test]
async fn after_years_somebody_known_a_little_gets_a_hello_first() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let wishes = [("purpose", "honest"), ("relation", "acquaintance"), ("tone", "warm")];
    let after = |gap: &'static str| [&wishes[..], &[("gap", gap)]].concat();
    let years = mira.post("/steps/one-true-thing/words", &after("years")).await;
    years.must_say("After years, these begin with a hello.");
    assert!(!years.body.contains("I’m finding things a bit hard"));
    mira.post("/steps/one-true-thing/words", &after("weeks")).await.must_not_say("begin with a hello");
}
