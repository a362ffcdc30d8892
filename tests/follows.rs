//! The next suggestion follows from what was told, and says so.

use handrail::model::steps::{Size, Step};

use crate::support::{Actor, Page, TestApp, signed_in};

/// The step and size of the open suggestion on a page.
fn offered<'a>(app: &'a TestApp, page: &Page) -> (&'a Step, Size) {
    let slug = page.id_of("/steps/{slug}").expect("an open suggestion");
    let step = app.app.library.by_slug(&slug).unwrap();
    let size = Size::ALL.into_iter().find(|size| page.says(&step.size(*size).unwrap().does)).unwrap();
    (step, size)
}

async fn after(told: &[(&str, &str)]) -> (Page, String) {
    let (_app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    mira.look_back(&attempt, told).await;
    let page = mira.post_and_follow("/suggestions", &[]).await;
    let why = page.between("<p class=\"why\">", "</p>").unwrap().to_owned();
    (page, why)
}

#[tokio::test]
async fn each_outcome_is_taken_up_from_the_first_day_on() {
    for (told, words) in [
        (&[("outcome", "did"), ("felt", "easy")][..], "Last time was easy."),
        (&[("outcome", "did"), ("felt", "okay")], "Last time was okay."),
        (&[("outcome", "did"), ("felt", "stretch")], "Last time was a stretch"),
        (&[("outcome", "did"), ("felt", "too-much")], "Last time was"),
        (&[("outcome", "did")], "You did the last one."),
        (&[("outcome", "nearly")], "You came close last time"),
        (&[("outcome", "rested")], "You chose rest last time"),
        (&[("outcome", "no-reply-yet")], "You reached out."),
    ] {
        let (_, why) = after(told).await;
        assert!(why.starts_with(words), "{told:?}: {why}");
    }
}

#[tokio::test]
async fn last_time_was_a_lot_is_said_once() {
    let (app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    mira.look_back(&attempt, &[("outcome", "did"), ("felt", "too-much")]).await;
    app.minutes_later(5);
    let next = mira.post_and_follow("/suggestions", &[]).await.id_of("/suggestions/{id}/answer").unwrap();
    let attempt = mira.try_it(&next).await;
    app.minutes_later(5);
    mira.look_back(&attempt, &[("outcome", "did"), ("felt", "easy")]).await;
    let page = mira.post_and_follow("/suggestions", &[]).await;
    page.must_not_say("was a lot.");
    page.must_not_say("was too much,");
}

/// A person some easy days in, with an open suggestion.
async fn some_days_in(app: &TestApp, days: usize) -> Actor {
    let mut mira = app.member("mira").await;
    for _ in 0..days {
        if let Some(suggestion) = mira.check_in("plenty").await {
            let attempt = mira.try_it(&suggestion).await;
            mira.look_back(&attempt, &[("outcome", "did"), ("felt", "easy"), ("nourishing", "yes")]).await;
        }
        app.days_later(1);
        mira = signed_in(app, "mira").await;
    }
    mira.check_in("some").await;
    mira
}

#[tokio::test]
async fn smaller_is_never_more_of_anything() {
    for days in [0, 1, 5, 9] {
        for answer in [
            &[("answer", "smaller")][..],
            &[("answer", "different"), ("why", "too-big")],
            &[("answer", "different"), ("why", "no-energy")],
        ] {
            let app = TestApp::new().await;
            let mira = some_days_in(&app, days).await;
            for _ in 0..4 {
                let page = mira.get("/today").await;
                let Some(id) = page.id_of("/suggestions/{id}/answer") else { break };
                let (step, size) = offered(&app, &page);
                let page = mira.post_and_follow(&format!("/suggestions/{id}/answer"), answer).await;
                if page.id_of("/suggestions/{id}/answer").is_none() {
                    assert_ne!(answer[0].1, "smaller", "asking for smaller never ends in a rest that nobody chose");
                    break;
                }
                let (next, next_size) = offered(&app, &page);
                let load = |step: &Step, size: Size| step.rungs().nth(usize::from(size.number())).unwrap().load();
                let fits = next.size(next_size).unwrap().minutes <= step.size(size).unwrap().minutes
                    && load(next, next_size) <= load(step, size);
                assert!(
                    fits || answer[0].1 == "different",
                    "{days} days, {answer:?}: {} after {}",
                    next.slug,
                    step.slug
                );
            }
        }
    }
}
