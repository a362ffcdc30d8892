//! Short pages to read: open to all, found by number, and shown where they may help.

use axum::http::StatusCode;

use crate::support::TestApp;
use crate::support::sample::Comes::Named;
use crate::support::sample::Sample;

pub const SAMPLES: &[Sample] = &[Sample { comes: Named("8"), routes: &["/reading/{number}"], ..Sample::NONE }];

/// The pages that this page leads to.
fn read_links(body: &str) -> Vec<String> {
    body.split("href=\"/reading/").skip(1).filter_map(|rest| rest.split('"').next()).map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn anybody_may_read_and_no_address_or_title_says_what_about() {
    let app = TestApp::new().await;
    let anyone = app.anonymous();
    let list = anyone.get("/reading").await;
    assert_eq!(read_links(&list.body).len(), 10, "{}", list.text());
    for number in read_links(&list.body) {
        let page = anyone.get(&format!("/reading/{number}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.title(), format!("Reading {number} · Handrail"));
        assert!(page.says("Where this comes from") && page.body.contains("https://doi.org/10."), "{number}");
    }
    for number in ["0", "11", "256", "-1", "the-loop", "8x"] {
        assert_eq!(anyone.get(&format!("/reading/{number}")).await.status, StatusCode::NOT_FOUND, "{number}");
    }
}

#[tokio::test]
async fn after_a_hard_step_one_page_is_offered_quietly() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    mira.post(&format!("/attempts/{attempt}/reflection"), &[("outcome", "nearly")]).await;
    let page = mira.get(&format!("/today?kept={attempt}")).await;
    assert_eq!(read_links(&page.body), ["10"], "{}", page.text());
    let easy = [("outcome", "did"), ("felt", "easy"), ("revision", "1")];
    mira.post(&format!("/reflections/{attempt}"), &easy).await;
    let page = mira.get(&format!("/today?kept={attempt}#now")).await;
    assert_eq!(read_links(&page.body), Vec::<String>::new());
}

#[tokio::test]
async fn on_a_low_day_there_is_nothing_more_to_read() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("low").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    let page = mira.post_and_follow(&format!("/attempts/{attempt}/reflection"), &[("outcome", "nearly")]).await;
    page.must_say("Kept.");
    assert!(read_links(&page.body).is_empty());
}

#[tokio::test]
async fn what_gets_in_the_way_leads_to_a_page_about_it() {
    let (_app, mira) = TestApp::with_member("mira").await;
    assert!(read_links(&mira.get("/welcome").await.body).is_empty(), "nothing was said");
    mira.post("/welcome", &[("barriers", "low_energy"), ("barriers", "protective"), ("weighs_most", "low_energy")])
        .await;
    for path in ["/welcome", "/today/picture"] {
        assert_eq!(read_links(&mira.get(path).await.body), ["1"], "{path}");
    }
}

#[tokio::test]
async fn the_page_on_harm_is_named_only_to_somebody_who_said_so() {
    let (_app, mira) = TestApp::with_member("mira").await;
    assert!(!mira.get("/welcome").await.body.contains("/reading/8"));
    mira.post("/welcome/safety", &[("not_safe", "yes")]).await;
    assert!(mira.get("/welcome").await.body.contains("/reading/8"));
    for path in ["/today", "/today/picture", "/settings", "/notebook"] {
        assert!(!mira.get(path).await.body.contains("/reading/8"), "{path}");
    }
}
