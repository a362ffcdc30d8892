//! Published questions: off until chosen, answered in their own words, told in ours, and never a verdict.

use axum::http::StatusCode;

use crate::support::sample::Comes::{Done, Named};
use crate::support::sample::Sample;
use crate::support::{Actor, TestApp, signed_in};

pub const SAMPLES: &[Sample] = &[
    Sample {
        kind: "measures",
        comes: Done(|_, mira| {
            Box::pin(async {
                chosen(mira).await;
                mira.keep(PHQ4, &[("item-0", "3")]).await.id
            })
        }),
        routes: &["/measures/answers/{id}"],
        hidden: &["\"answers\"", "\"measure\""],
        ..Sample::NONE
    },
    Sample {
        comes: Named("2"),
        routes: &["/measures/{number}"],
        forms: &[("/measures", &[("measures", "2")]), ("/measures/{number}", &[("item-0", "1")])],
        ..Sample::NONE
    },
];

const PHQ4: &str = "/measures/2";

async fn chosen(mira: &Actor) {
    let page = mira.post_and_follow("/measures", &[("measures", "1"), ("measures", "2")]).await;
    page.must_say("Saved.");
}

fn answers(values: [&'static str; 4]) -> [(&'static str, &'static str); 4] {
    [("item-0", values[0]), ("item-1", values[1]), ("item-2", values[2]), ("item-3", values[3])]
}

#[tokio::test]
async fn all_are_off_until_chosen_and_can_be_turned_off() {
    let (_app, mira) = TestApp::with_member("mira").await;
    assert_eq!(mira.get(PHQ4).await.status, StatusCode::NOT_FOUND);
    assert_eq!(mira.post(PHQ4, &answers(["0"; 4])).await.status, StatusCode::NOT_FOUND);
    chosen(&mira).await;
    let page = mira.get(PHQ4).await;
    assert_eq!(page.title(), "PHQ-4 · Handrail", "what it asks stays out of the history");
    page.must_say("Not being able to stop or control worrying");
    page.must_say("No permission required to reproduce");
    mira.post(PHQ4, &answers(["1"; 4])).await;
    mira.post("/measures", &[]).await;
    mira.get("/measures").await.must_say("Worry and low mood (PHQ-4) Off now, to read only");
    let page = mira.get(PHQ4).await;
    page.must_say("What you answered stays yours, and stays here.");
    page.must_say("4 of 12");
    assert!(!page.body.contains("item-0"), "it is only read");
    assert_eq!(mira.post(PHQ4, &answers(["1"; 4])).await.status, StatusCode::NOT_FOUND);
    chosen(&mira).await;
    let page = mira.get(PHQ4).await;
    assert!(page.says("4 of 12") && page.body.contains("item-0"), "what was answered is still there");
}

#[tokio::test]
async fn what_wants_a_human_beside_it_cannot_be_reached() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post("/measures", &[("measures", "1"), ("measures", "2"), ("measures", "3")]).await;
    mira.get("/measures").await.must_not_say("PHQ-9");
    assert_eq!(mira.get("/measures/3").await.status, StatusCode::NOT_FOUND);
    assert_eq!(mira.post("/measures/3", &[("item-8", "1")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_question_left_open_is_fine_and_then_there_is_no_sum() {
    let (_app, mira) = TestApp::with_member("mira").await;
    chosen(&mira).await;
    let page = mira.post(PHQ4, &[("item-0", "9"), ("item-1", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.title().starts_with("Error:"));
    page.must_say("There is a problem");
    let page = mira.post_and_follow(PHQ4, &[("item-0", "2")]).await;
    page.must_say("Something was left open, so there is no total.");
    page.must_not_say("of 12");
    page.must_say("More than half the days Left open Left open Left open");
    let page = mira.post_and_follow("/measures/1", &[("item-0", "3")]).await;
    assert!(page.says("Hardly ever") && !page.says("sum"), "one answer is said and not counted");
}

#[tokio::test]
async fn a_change_is_told_with_how_much_goes_up_and_down_by_itself() {
    let (app, mira) = TestApp::with_member("mira").await;
    chosen(&mira).await;
    mira.post(PHQ4, &answers(["2", "2", "2", "1"])).await;
    app.days_later(14);
    let mira = signed_in(&app, "mira").await;
    let page = mira.post_and_follow(PHQ4, &answers(["2", "1", "2", "0"])).await;
    page.must_say("2 points lower than the time before. We count that as ordinary");
    app.days_later(14);
    let mira = signed_in(&app, "mira").await;
    let page = mira.post_and_follow(PHQ4, &answers(["3", "3", "3", "0"])).await;
    page.must_say(
        "4 points higher than the time before. Higher mostly means that these weeks were heavier. One number can’t say why.",
    );
    for label in ["mild", "moderate", "severe", "normal", "positive", "screen"] {
        assert!(!page.text().to_lowercase().contains(label), "{label}");
    }
    let story = mira.get("/story").await;
    story.must_say("PHQ-4");
    story.must_say("If it stays heavy, a doctor or someone you trust could look at it with you.");
}

#[tokio::test]
async fn sooner_than_its_days_the_page_says_why_waiting_is_better_and_allows_it() {
    let (app, mira) = TestApp::with_member("mira").await;
    chosen(&mira).await;
    let again = async |mira: &Actor| mira.get("/notebook").await.says("can be answered again");
    assert!(!again(&mira).await, "nothing asks by itself before the first time");
    mira.post(PHQ4, &answers(["1"; 4])).await;
    let page = mira.get(PHQ4).await;
    page.must_say("From 6 December 2026 on it can tell you more.");
    page.must_say("Answer it now all the same");
    assert!(!again(&mira).await);
    app.days_later(14);
    let mira = signed_in(&app, "mira").await;
    mira.get(PHQ4).await.must_not_say("all the same");
    assert!(again(&mira).await);
    mira.post("/check-ins", &[("energy", "low")]).await;
    assert!(!again(&mira).await, "not on a low day");
}

#[tokio::test]
async fn a_form_sent_twice_is_one_time_and_one_can_be_removed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    chosen(&mira).await;
    let id = mira.get(PHQ4).await.field("id").unwrap();
    let sent = [&[("id", id.as_str())], answers(["1"; 4]).as_slice()].concat();
    mira.post(PHQ4, &sent).await;
    let page = mira.post_and_follow(PHQ4, &sent).await;
    assert_eq!(page.body.matches("4 of 12").count(), 1);
    let page = mira.post_and_follow(&format!("/measures/answers/{id}/remove"), &[]).await;
    page.must_say("Removed. Undo");
    mira.get(PHQ4).await.must_not_say("4 of 12");
    mira.get("/removed").await.must_say("Answers to a short questionnaire");
    mira.post(&format!("/measures/answers/{id}/restore"), &[]).await;
    mira.get(PHQ4).await.must_say("4 of 12");
}
