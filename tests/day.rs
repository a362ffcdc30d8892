//! A day: check in, one suggestion, an answer, a look back, and what follows.

use std::sync::Arc;

use axum::http::StatusCode;

use crate::support::sample::Comes::Done;
use crate::support::sample::Sample;
use crate::support::{TestApp, signed_in};

pub const SAMPLES: &[Sample] = &[
    Sample {
        kind: "check_ins",
        comes: Done(|_, mira| {
            Box::pin(async {
                mira.post("/check-ins", &[("energy", "plenty"), ("feeling", "lonely")]).await;
                String::new()
            })
        }),
        forms: &[("/check-ins", &[("energy", "some")])],
        hidden: &["plenty", "Plenty", "lonely"],
        ..Sample::NONE
    },
    Sample {
        kind: "suggestions",
        comes: Done(|_, mira| {
            Box::pin(async {
                mira.post_and_follow("/suggestions", &[]).await.id_of("/suggestions/{id}/answer").unwrap()
            })
        }),
        routes: &["/suggestions/{id}"],
        forms: &[("/suggestions/{id}/answer", &[("answer", "rest")])],
        hidden: &["low_energy", "\"step\""],
    },
];

#[tokio::test]
async fn a_newcomer_reaches_a_first_step_done_and_another_one() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.expect("a first suggestion");
    let attempt = mira.try_it(&suggestion).await;
    let page = mira.get(&format!("/attempts/{attempt}")).await;
    assert_eq!(page.status, StatusCode::OK);
    let page = mira.look_back(&attempt, &[("outcome", "did"), ("felt", "okay")]).await;
    assert_eq!(page.location(), format!("/today?kept={attempt}#now"));
    let next = mira.post_and_follow("/suggestions", &[]).await.id_of("/suggestions/{id}/answer");
    assert!(next.is_some_and(|next| next != suggestion), "asking always works");
}

#[tokio::test]
async fn there_is_one_suggestion_a_day_unless_it_is_asked_for() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let again = mira.check_in("some").await.unwrap();
    assert_eq!(suggestion, again, "checking in again shows the same one");
    let page = mira.post_and_follow(&format!("/suggestions/{suggestion}/answer"), &[("answer", "rest")]).await;
    assert_eq!(page.id_of("/suggestions/{id}/answer"), None);
    assert_eq!(mira.check_in("some").await, None, "rest is rest");
    assert!(mira.post_and_follow("/suggestions", &[]).await.id_of("/suggestions/{id}/answer").is_some());
}

#[tokio::test]
async fn smaller_and_something_else_show_another_one_at_once() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let first = mira.check_in("some").await.unwrap();
    let page = mira
        .post_and_follow(&format!("/suggestions/{first}/answer"), &[("answer", "different"), ("why", "not-for-me")])
        .await;
    let second = page.id_of("/suggestions/{id}/answer").expect("something else");
    assert_ne!(first, second);
    let title = |page: &crate::support::Page| page.id_of("/steps/{slug}");
    let before = mira.get("/today").await;
    let page = mira.post_and_follow(&format!("/suggestions/{second}/answer"), &[("answer", "different")]).await;
    assert_ne!(title(&before), title(&page), "another step");
}

#[tokio::test]
async fn a_low_day_asks_almost_nothing_even_after_the_energy_changes() {
    let (app, mut mira) = TestApp::with_member("mira").await;
    for _ in 0..12 {
        if let Some(suggestion) = mira.check_in("plenty").await {
            let attempt = mira.try_it(&suggestion).await;
            mira.look_back(&attempt, &[("outcome", "did"), ("felt", "easy"), ("nourishing", "yes")]).await;
        }
        app.days_later(1);
        mira = signed_in(&app, "mira").await;
    }
    mira.check_in("plenty").await.unwrap();
    let page = mira.post_and_follow("/check-ins", &[("energy", "low")]).await;
    if page.id_of("/suggestions/{id}/answer").is_some() {
        let slug = page.id_of("/steps/{slug}").unwrap();
        let step = app.app.library.by_slug(&slug).unwrap();
        let rung = step.rungs().find(|rung| {
            page.says(&step.size(handrail::model::steps::Size::ALL[usize::from(rung.size)]).unwrap().does)
        });
        assert!(rung.unwrap().tiny(), "{slug}");
    }
}

#[tokio::test]
async fn an_old_tab_shows_where_things_stand() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let tab = mira.another_tab();
    let answer = format!("/suggestions/{suggestion}/answer");
    mira.post(&answer, &[("answer", "smaller")]).await;
    let page = tab.post(&answer, &[("answer", "rest")]).await;
    assert_eq!(page.location(), "/today?already=answered#now");
    assert!(tab.get("/today").await.id_of("/suggestions/{id}/answer").is_some(), "the present one is still open");
}

#[tokio::test]
async fn fifty_clicks_are_one() {
    let (app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let mira = Arc::new(mira);
    let fifty = |path: String, fields: &'static [(&str, &str)]| {
        let mira = Arc::clone(&mira);
        async move {
            let tasks: Vec<_> = (0..50)
                .map(|_| {
                    let (mira, path) = (Arc::clone(&mira), path.clone());
                    tokio::spawn(async move { mira.post(&path, fields).await.status })
                })
                .collect();
            for task in tasks {
                assert_eq!(task.await.unwrap(), StatusCode::SEE_OTHER);
            }
        }
    };
    fifty("/check-ins".into(), &[("energy", "some")]).await;
    fifty(format!("/suggestions/{suggestion}/answer"), &[("answer", "try"), ("expected", "stretch")]).await;
    fifty(format!("/attempts/{suggestion}/reflection"), &[("outcome", "did"), ("note", "quietly glad")]).await;
    fifty("/suggestions".into(), &[]).await;
    let opened = mira.get("/today").await.id_of("/suggestions/{id}/answer").expect("one that was asked for");
    fifty(format!("/suggestions/{opened}/answer"), &[("answer", "rest")]).await;
    fifty("/steps/plain-hello/begin".into(), &[("id", "fedcba9876543210fedcba9876543210"), ("size", "smaller")]).await;
    fifty("/moments".into(), &[("id", "0123456789abcdef0123456789abcdef"), ("words", "a moment")]).await;
    let count = |page: crate::support::Page, words: &str| page.text().matches(words).count();
    assert_eq!(count(mira.get("/reflections").await, "quietly glad"), 1);
    assert_eq!(count(mira.get("/moments").await, "a moment"), 1);
    let today = mira.get("/today").await;
    assert_eq!(today.id_of("/suggestions/{id}/answer"), None, "nothing was opened on the side");
    drop(app);
}

#[tokio::test]
async fn after_weeks_away_nothing_is_overdue() {
    let (app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    mira.try_it(&suggestion).await;
    app.days_later(23);
    let mira = signed_in(&app, "mira").await;
    let page = mira.get("/today").await;
    let text = page.text().to_lowercase();
    for word in ["overdue", "missed", "late ", "23 days", "three weeks"] {
        assert!(!text.contains(word) || word == "missed" && text.contains("nothing was missed"), "{word}: {text}");
    }
    let page = mira.post_and_follow("/check-ins", &[("energy", "some")]).await;
    assert!(page.id_of("/suggestions/{id}/answer").is_some(), "something tiny");
}

#[tokio::test]
async fn words_that_are_none_of_the_choices_get_a_clear_answer() {
    let (_app, mira) = TestApp::with_member("mira").await;
    assert_eq!(
        mira.post("/check-ins", &[]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nothing said is not an answer"
    );
    let page = mira.post("/check-ins", &[("energy", "enormous")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.title().starts_with("Error: "));
    page.must_say("There is a problem");
    let suggestion = mira.check_in("some").await.unwrap();
    for fields in
        [&[("answer", "")][..], &[("answer", "try"), ("expected", "10")], &[("answer", "different"), ("why", "x")]]
    {
        let page = mira.post(&format!("/suggestions/{suggestion}/answer"), fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(page.id_of("/suggestions/{id}/answer").is_some(), "the suggestion is still there");
    }
}

#[tokio::test]
async fn a_clock_that_jumps_back_and_forth_stops_nobody() {
    let (app, mira) = TestApp::with_member("mira").await;
    for at in ["2026-11-23T12:00:00Z", "2026-11-20T12:00:00Z", "2027-03-01T00:00:00Z", "2026-11-22T12:00:00Z"] {
        app.set_clock(at);
        let mira = signed_in(&app, "mira").await;
        let page = mira.post_and_follow("/check-ins", &[("energy", "some")]).await;
        assert_eq!(page.status, StatusCode::OK, "{at}");
        assert_eq!(mira.post_and_follow("/suggestions", &[]).await.status, StatusCode::OK, "{at}");
        assert_eq!(mira.get("/reflections").await.status, StatusCode::OK, "{at}");
    }
    drop(mira);
}

#[tokio::test]
async fn too_much_makes_the_next_one_softer() {
    let (app, mut mira) = TestApp::with_member("mira").await;
    for _ in 0..8 {
        if let Some(suggestion) = mira.check_in("plenty").await {
            let attempt = mira.try_it(&suggestion).await;
            mira.look_back(&attempt, &[("outcome", "did"), ("felt", "easy"), ("nourishing", "yes")]).await;
        }
        app.days_later(1);
        mira = signed_in(&app, "mira").await;
    }
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    mira.look_back(&attempt, &[("outcome", "did"), ("felt", "too-much")]).await;
    let page = mira.post_and_follow("/suggestions", &[]).await;
    page.must_say("The last step was");
}

#[tokio::test]
async fn not_sure_is_an_answer_and_nothing_chosen_is_not() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let unanswered = mira.post("/check-ins", &[("feeling", "")]).await;
    assert_eq!(unanswered.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = mira.post_and_follow("/check-ins", &[("energy", "")]).await;
    assert!(page.body.contains("id=\"offer\""), "{}", page.text());
}

#[tokio::test]
async fn many_check_ins_at_once_offer_one_thing() {
    let (app, mira) = TestApp::with_member("mira").await;
    let fields = [[("energy", "low")], [("energy", "some")], [("energy", "plenty")], [("energy", "some")]];
    let pages = futures_util::future::join_all(fields.iter().map(|energy| mira.post("/check-ins", energy))).await;
    assert!(pages.iter().all(|page| page.status == StatusCode::SEE_OTHER));
    let mut read = app.app.db.read().await.unwrap();
    let open: i64 =
        sqlx::query_scalar("select count(*) from suggestions where open = 1").fetch_one(&mut *read).await.unwrap();
    assert!(open <= 1);
    drop(read);
    assert_eq!(mira.post_and_follow("/suggestions", &[]).await.status, StatusCode::OK);
}
