//! The steadying plan.

use axum::http::StatusCode;

use crate::support::TestApp;
use crate::support::sample::Comes::Done;
use crate::support::sample::{CANARY, Sample};
use crate::support::writing::{form, on_its_form};

pub const SAMPLES: &[Sample] = &[Sample {
    kind: "plans",
    comes: Done(|_, mira| {
        Box::pin(async {
            let told = [("steadies", CANARY), ("could_tell", CANARY), ("country", "NZ")];
            let plan = mira.keep("/plan", &told).await;
            // Beside one that is there, a form that knows of none makes none.
            mira.post(&format!("{}/remove", plan.address), &[]).await;
            plan.id
        })
    }),
    routes: &["/plan/{id}"],
    forms: &[("/plan", &[("steadies", "something")])],
    hidden: &["could_tell", "\"NZ\""],
}];

#[tokio::test]
async fn one_part_is_enough_and_the_latest_counts() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.get("/plan").await.must_say("Begin with one part");
    let page = mira.post_and_follow("/plan", &[("steadies", "The same song three times"), ("country", "GB")]).await;
    page.must_say("The same song three times");
    page.must_say("Samaritans");
    page.must_say("999");
    assert!(page.body.contains("printed"));
    let form = mira.get("/plan/edit").await;
    let id = form.field("id").unwrap();
    let changed = [("id", id.as_str()), ("revision", "1"), ("steadies", "Cool water"), ("country", "")];
    mira.post_and_follow("/plan", &changed).await.must_say("Cool water");
    let late = [("id", id.as_str()), ("revision", "1"), ("steadies", "From another tab")];
    let page = mira.post("/plan", &late).await;
    assert!(page.status == StatusCode::CONFLICT);
    page.must_say("Cool water");
    page.must_say("From another tab");
    let page = mira.post("/plan", &[("steadies", "A tab that knew of none")]).await;
    assert!(page.status == StatusCode::CONFLICT && page.says("Cool water"), "a second plan never hides the first");

    let page = mira.post_and_follow(&format!("/plan/{id}/remove"), &[]).await;
    page.must_say("Removed. Undo");
    page.must_say("Begin with one part");
    mira.post_and_follow(&format!("/plan/{id}/restore"), &[]).await.must_say("Cool water");
}

#[tokio::test]
async fn an_empty_one_says_so_and_a_long_one_loses_nothing() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.post("/plan", &[("steadies", " ")]).await;
    assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.title().starts_with("Error: "));
    let long = "é".repeat(10_001);
    let page = mira.post("/plan", &[("steadies", &long), ("could_tell", "Sam")]).await;
    assert!(page.body.contains(&long));
    page.must_say("Sam");
    assert!(page.body.contains("href=\"#steadies\""));
}

#[tokio::test]
async fn words_begun_for_it_are_there_again() {
    let (_app, mira) = TestApp::with_member("mira").await;
    form(&mira, "/plan/edit", "could_tell").await.kept(&mira, 1, &[("could_tell", "Sam, by text")]).await;
    assert_eq!(on_its_form(&mira, "/plan/edit", "could_tell").await, "Sam, by text");
    mira.get("/drafts").await.must_say("Your steadying plan");
}

#[tokio::test]
async fn it_is_one_tap_from_where_it_may_be_needed() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.check_in("low").await;
    for page in ["/support", "/support/GB", "/today"] {
        assert!(mira.get(page).await.body.contains("href=\"/plan\""), "{page}");
    }
    for page in ["/support", "/support/GB"] {
        assert!(!app.anonymous().get(page).await.body.contains("href=\"/plan\""), "{page} is for everybody");
    }
}
