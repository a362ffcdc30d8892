//! The long view: words with little, pictures with their tables with more, and one question a month.

use axum::http::StatusCode;

use crate::support::sample::Comes::{Done, Sent};
use crate::support::sample::{CANARY, Sample};
use crate::support::{Actor, TestApp, signed_in};

pub const SAMPLES: &[Sample] = &[
    Sample {
        kind: "besides",
        comes: Sent("/story/besides", &[("knew", "nobody"), ("words", CANARY)]),
        routes: &["/story/besides/{id}"],
        forms: &[("/story/besides", &[("knew", "nobody")])],
        hidden: &["Nobody"],
    },
    Sample {
        comes: Done(|_, mira| {
            Box::pin(async {
                mira.post("/story/besides/leave", &[]).await;
                String::new()
            })
        }),
        hidden: &["besides_left"],
        ..Sample::NONE
    },
];

/// Checks in and looks back on a step on each of these days.
async fn weeks(app: &TestApp, days: usize) -> Actor {
    let mut mira = signed_in(app, "mira").await;
    for day in 0..days {
        if day > 0 {
            app.days_later(8);
            mira = signed_in(app, "mira").await;
        }
        mira.post("/check-ins", &[("energy", "some")]).await;
        let suggestion = mira.post_and_follow("/suggestions", &[]).await.id_of("/suggestions/{id}/answer").unwrap();
        let answer = [("answer", "try"), ("expected", "stretch")];
        let attempt = mira.post(&format!("/suggestions/{suggestion}/answer"), &answer).await;
        let attempt = attempt.id_of("/attempts/{id}").unwrap_or(suggestion);
        mira.look_back(&attempt, &[("outcome", "did"), ("felt", "okay"), ("nourishing", "yes")]).await;
    }
    mira
}

#[tokio::test]
async fn nothing_yet_is_fine_and_little_is_said_in_words() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.get("/story").await.must_say("Nothing here yet. That’s fine.");
    let page = weeks(&app, 4).await.get("/story").await;
    page.must_say("Energy comes and goes. Low days are part of it.");
    page.must_say("Some steps did you good.");
    page.must_say("Of 4 steps you made a guess about, all were gentler than you thought.");
    assert!(!page.body.contains("role=\"img\"") && !page.body.contains("<table"));
}

#[tokio::test]
async fn with_five_there_is_a_picture_and_behind_each_picture_a_table() {
    let (app, _) = TestApp::with_member("mira").await;
    let mira = weeks(&app, 5).await;
    let page = mira.get("/story").await;
    let (pictures, tables) = (page.body.matches("role=\"img\"").count(), page.body.matches("<table").count());
    assert_eq!((pictures, tables), (3, 3), "{}", page.text());
    page.must_say("Week from");
    page.must_say("16 November 2026");
    for scolding in ["streak", "missed", "goal", "average", "better than", "in a row"] {
        assert!(!page.text().to_lowercase().contains(scolding), "{scolding}");
    }
    mira.post("/check-ins", &[("energy", "low")]).await;
    let low = mira.get("/story").await;
    assert!(!low.body.contains("role=\"img\"") && low.body.contains("<table"), "words only on a low day");
    low.must_not_say("Low days are part of it.");
}

#[tokio::test]
async fn a_long_time_is_told_by_the_month() {
    let (app, _) = TestApp::with_member("mira").await;
    let page = weeks(&app, 11).await.get("/story").await;
    page.must_say("Month");
    page.must_not_say("Week from");
    page.must_say("January");
}

#[tokio::test]
async fn each_year_that_has_something_can_be_gone_to() {
    let (app, _) = TestApp::with_member("mira").await;
    weeks(&app, 11).await;
    app.days_later(500);
    let mira = signed_in(&app, "mira").await;
    mira.post("/check-ins", &[("energy", "plenty")]).await;
    let page = mira.get("/story").await;
    page.must_say("2028 2027 2026");
    let earlier = mira.get(&page.leads("2027")).await;
    earlier.must_say("The long view: 2027");
    earlier.must_say("Energy comes and goes.");
    assert!(earlier.body.contains("<table"));
    assert_eq!(mira.get(&page.leads("2026")).await.title(), "The long view: 2026 · Handrail");
    assert_eq!(earlier.leads("The last twelve months"), "/story");
    mira.get("/story?year=2019").await.must_say("Nothing is here from this year.");
}

#[tokio::test]
async fn no_years_are_offered_where_there_is_one() {
    let (app, _) = TestApp::with_member("mira").await;
    assert!(!weeks(&app, 2).await.get("/story").await.body.contains("/story?year="));
}

#[tokio::test]
async fn nobody_is_an_answer_and_only_words_are_seen_again() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let answer = mira.keep("/story/besides", &[("knew", "nobody"), ("words", "the cat, perhaps")]).await.address;
    let kept = mira.get("/story").await;
    kept.must_say("the cat, perhaps");
    assert!(!kept.between("What you wrote", "</section>").unwrap().contains("Nobody"));
    let removed = mira.post_and_follow(&format!("{answer}/remove"), &[]).await;
    removed.must_say("Removed. Undo");
    removed.must_not_say("the cat, perhaps");
    mira.get("/removed").await.must_say("Who besides this app knew");
    mira.post_and_follow(&format!("{answer}/restore"), &[]).await.must_say("the cat, perhaps");
}

#[tokio::test]
async fn months_with_nobody_in_them_make_no_list() {
    let (app, mira) = TestApp::with_member("mira").await;
    for _ in 0..3 {
        mira.post("/story/besides", &[("knew", "nobody")]).await;
    }
    assert!(!mira.get("/story").await.body.contains("What you wrote"));
    let kept = "select count(*) from entries where kind = 'besides'";
    let kept: i64 = sqlx::query_scalar(kept).fetch_one(&mut *app.app.db.read().await.unwrap()).await.unwrap();
    assert_eq!(kept, 1, "only that it was answered this month");
}

#[tokio::test]
async fn an_answer_that_says_nothing_comes_back_with_what_was_typed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.post("/story/besides", &[("knew", "everybody")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.title().starts_with("Error:"));
    page.must_say("There is a problem");
    let long = "é".repeat(10_001);
    let page = mira.post("/story/besides", &[("knew", "one"), ("words", &long)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains(&long) && page.body.contains("value=\"one\" checked"));
}

#[tokio::test]
async fn the_notebook_asks_once_a_month_and_can_be_waved_away() {
    let (app, mira) = TestApp::with_member("mira").await;
    let asks = async |mira: &Actor| mira.get("/notebook").await.says("who besides this app knew how you were?");
    mira.post("/check-ins", &[("energy", "some")]).await;
    assert!(!asks(&mira).await, "not of somebody new");
    app.days_later(28);
    let mira = signed_in(&app, "mira").await;
    assert!(asks(&mira).await);
    mira.post("/story/besides/leave", &[]).await;
    assert!(!asks(&mira).await, "waved away");
    app.days_later(28);
    let mira = signed_in(&app, "mira").await;
    assert!(asks(&mira).await);
    mira.post("/story/besides", &[("knew", "one")]).await;
    assert!(!asks(&mira).await, "answered");
    app.days_later(28);
    let mira = signed_in(&app, "mira").await;
    mira.post("/check-ins", &[("energy", "low")]).await;
    assert!(!asks(&mira).await, "not on a low day");
}
