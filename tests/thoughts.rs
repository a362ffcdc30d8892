//! Looking at a thought from a few sides, and trying it out.

use axum::http::StatusCode;

use crate::support::sample::Comes::Done;
use crate::support::sample::{CANARY, Sample};
use crate::support::{Actor, TestApp};

pub const SAMPLES: &[Sample] = &[Sample {
    kind: "thoughts",
    comes: Done(|_, mira| {
        Box::pin(async {
            let kept = mira.keep("/thoughts", &[("thought", CANARY), ("believed", "mostly")]).await;
            let looked =
                [("revision", "1"), ("thought", CANARY), ("fairer", CANARY), ("test", CANARY), ("finding", "both")];
            mira.post(&kept.address, &looked).await;
            kept.id
        })
    }),
    routes: &["/thoughts/{id}"],
    forms: &[
        ("/thoughts", &[("thought", "something")]),
        ("/thoughts/{id}", &[("thought", "something"), ("revision", "1")]),
    ],
    hidden: &["Mostly"],
}];

async fn written(mira: &Actor) -> String {
    let page = mira.post("/thoughts", &[("thought", "They only asked to be polite."), ("believed", "mostly")]).await;
    page.location().to_owned()
}

#[tokio::test]
async fn a_thought_alone_is_enough_and_can_be_added_to_later() {
    let (app, mira) = TestApp::with_member("mira").await;
    let address = written(&mira).await;
    let page = mira.get(&address).await;
    page.must_say("They only asked to be polite.");
    page.must_say("Mostly");
    page.must_say("Look closer");
    app.days_later(2);
    let mira = crate::support::signed_in(&app, "mira").await;
    let form = mira.get(&format!("{address}/look")).await;
    form.must_say("They only asked to be polite.");
    let more = [
        ("revision", "1"),
        ("thought", "They only asked to be polite."),
        ("believed", "mostly"),
        ("situation", "Lunch by the window"),
        ("against", "She remembered my tea"),
        ("friend", "Polite can be warm too"),
        ("finding", "neither"),
        ("fairer", "She may have meant it"),
        ("now", "half"),
    ];
    let page = mira.post_and_follow(&address, &more).await;
    for (_, words) in more.iter().filter(|(_, words)| words.contains(' ')) {
        page.must_say(words);
    }
    page.must_say("Neither");
    page.must_say("About half");
    page.must_say("Add to it");
    let page = mira.post(&address, &[("revision", "1"), ("thought", "something else")]).await;
    assert!(page.status == StatusCode::CONFLICT);
    page.must_say("She may have meant it");
    page.must_say("something else");
    let page = mira.post(&address, &[("revision", "2"), ("thought", ""), ("fairer", "kept here")]).await;
    assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("kept here");
}

#[tokio::test]
async fn a_small_test_becomes_a_step_and_comes_back_with_what_came_of_it() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let address = written(&mira).await;
    let step = handrail::web::form::new_id().to_string();
    let with_test = [
        ("revision", "1"),
        ("thought", "They only asked to be polite."),
        ("step", &step),
        ("test", "Ask Ana one question"),
        ("who", "close"),
        ("expected", "She will look at her phone"),
    ];
    let open = with_test.map(|(name, word)| (name, if name == "who" { "" } else { word }));
    let page = mira.post(&address, &open).await;
    assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
    page.must_say("Choose who it’s with.");
    page.must_say("Ask Ana one question");
    page.must_say("She will look at her phone");
    for _ in 0..2 {
        assert_eq!(mira.post(&address, &with_test).await.location(), address, "sending it twice makes one step");
    }
    let ladder = mira.get("/ladder").await;
    assert_eq!(ladder.between("<ol", "</ol>").unwrap().matches("Ask Ana one question</a>").count(), 1);
    mira.get(&address).await.must_say("When you have tried it");
    assert!(!mira.get(&format!("{address}/look")).await.body.contains("name=\"test\""), "there is one already");

    let attempt = mira.begin(&step, "smaller").await;
    mira.look_back(&attempt, &[("outcome", "did"), ("felt", "easy"), ("note", "She asked me three")]).await;
    let page = mira.get(&address).await;
    for words in ["You expected", "She will look at her phone", "You tried it", "I did it.", "She asked me three"] {
        page.must_say(words);
    }
    mira.post(&format!("/ladder/steps/{step}/remove"), &[]).await;
    assert!(!mira.get(&address).await.says("You tried it"), "without its step the thought still opens");
    mira.post(&format!("/ladder/steps/{step}/restore"), &[]).await;
    mira.get(&address).await.must_say("You tried it");
}

#[tokio::test]
async fn nothing_says_that_a_thought_is_wrong() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let address = written(&mira).await;
    for page in ["/thoughts".to_owned(), address.clone(), format!("{address}/look")] {
        let text = mira.get(&page).await.text().to_lowercase();
        for judged in ["distort", "irrational", "negative", "wrong", "error", "cognitive", "symptom"] {
            assert!(!text.contains(judged), "{page}: {judged}");
        }
    }
}

#[tokio::test]
async fn a_second_test_from_another_tab_is_a_step_beside_the_first() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let address = written(&mira).await;
    let look = |revision, test, step| {
        [("revision", revision), ("thought", "They only asked."), ("test", test), ("who", "close"), ("step", step)]
    };
    let (one, other) = ("0a".repeat(16), "0b".repeat(16));
    mira.post(&address, &look("1", "Ask Ana about tea", &one)).await;
    let page = mira.post(&address, &look("1", "Ask Ben about cake", &other)).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.body.contains("Ask Ben about cake</textarea>"), "{}", page.text());
    mira.post(&address, &look("2", "Ask Ben about cake", &other)).await;
    let ladder = mira.get("/ladder").await;
    ladder.must_say("Ask Ana about tea");
    ladder.must_say("Ask Ben about cake");
}
