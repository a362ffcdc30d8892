//! The next suggestion follows from what was told, and says so.

use std::collections::{BTreeMap, BTreeSet};

use handrail::model::steps::{Around, Size, Step};

use crate::support::{Actor, Page, TestApp, signed_in};

/// The step and size of the open suggestion on a page.
pub fn offered<'a>(app: &'a TestApp, page: &Page) -> (&'a Step, Size) {
    // What was prepared may lead on to another step, above the card.
    let card = page.between("<article class=\"card offer\"", "</article>").expect("an open suggestion");
    let title = card.split_once("id=\"offer\">").unwrap().1.split("</h2>").next().unwrap().replace("&#39;", "'");
    let mut sizes = app.app.library.steps().flat_map(|step| Size::ALL.into_iter().map(move |size| (step, size)));
    sizes.find(|(step, size)| step.size(*size).is_some_and(|size| size.title == title)).unwrap()
}

#[tokio::test]
async fn too_much_is_taken_up_and_what_went_well_is_not_said_again() {
    for (told, words) in [
        (&[("outcome", "did"), ("felt", "easy")][..], false),
        (&[("outcome", "did"), ("felt", "okay")], false),
        (&[("outcome", "did"), ("felt", "too-much")], true),
        (&[("outcome", "did")], false),
        (&[("outcome", "nearly")], false),
        (&[("outcome", "rested")], false),
        (&[("outcome", "no-reply-yet")], false),
    ] {
        let (_app, mira) = TestApp::with_member("mira").await;
        let suggestion = mira.check_in("some").await.unwrap();
        let attempt = mira.try_it(&suggestion).await;
        mira.look_back(&attempt, told).await;
        let page = mira.post_and_follow("/suggestions", &[]).await;
        let why = page.between("<p class=\"why\">", "</p>").unwrap();
        assert_eq!(why.starts_with("The last step was"), words, "{told:?}: {why}");
        assert!(page.says("Not today"), "{told:?}");
    }
}

/// Whether there is somebody known for it besides those who are not there, or it needs none of them.
fn stays_possible(around: &BTreeSet<Around>, barred: &[Around]) -> bool {
    let there = |one: &Around| !barred.contains(one);
    around.iter().all(there) || around.iter().any(|one| there(one) && !one.is_stranger())
}

#[tokio::test]
async fn nobody_for_this_just_now_keeps_such_steps_away_for_two_weeks() {
    let app = TestApp::new().await;
    let mut mira = app.member("mira").await;
    let library = &app.app.library;
    let mut barred: Vec<Around> = Vec::new();
    let (mut day, mut said_on) = (0, None);
    while said_on.is_none_or(|said| day < said + 14) && day < 60 {
        let page = mira.post_and_follow("/check-ins", &[("energy", "plenty")]).await;
        if let Some(id) = page.id_of("/suggestions/{id}/answer") {
            let (step, size) = offered(&app, &page);
            let around = step.around(step.size(size).unwrap());
            assert!(stays_possible(around, &barred), "day {day}: {}", step.slug);
            let tied = |one: &&Around| !one.is_stranger();
            let needs_somebody = !step.size(size).unwrap().is_with_nobody_known();
            if said_on.is_none() && needs_somebody && around.iter().filter(tied).count() > 0 {
                let fields = [("answer", "different"), ("why", "nobody")];
                let next = mira.post_and_follow(&format!("/suggestions/{id}/answer"), &fields).await;
                barred = around.iter().filter(tied).copied().collect();
                said_on = Some(day);
                next.must_say("Thank you for saying so.");
                page.must_say("steps like it wait two weeks");
                let (step, size) = offered(&app, &next);
                let around = step.around(step.size(size).unwrap());
                assert!(around.iter().all(|one| one.is_stranger()), "at once: {}", step.slug);
            } else {
                let attempt = mira.try_it(&id).await;
                mira.look_back(&attempt, &[("outcome", "did"), ("felt", "okay"), ("nourishing", "yes")]).await;
            }
        }
        app.days_later(1);
        mira = signed_in(&app, "mira").await;
        day += 1;
    }
    assert!(said_on.is_some(), "nobody was ever needed");
    assert_eq!(library.steps().count(), 126);
}

#[tokio::test]
async fn what_came_close_and_was_too_much_makes_what_follows_softer() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    mira.look_back(&attempt, &[("outcome", "nearly"), ("felt", "too-much")]).await;
    let page = mira.post_and_follow("/suggestions", &[]).await;
    assert!(page.between("<p class=\"why\">", "</p>").unwrap().starts_with("The last step was"));
}

#[tokio::test]
async fn that_there_is_nobody_can_be_said_of_what_needs_somebody_known() {
    let app = TestApp::new().await;
    let mut mira = app.member("mira").await;
    let mut seen = [false; 2];
    for _ in 0..40 {
        let page = mira.post_and_follow("/check-ins", &[("energy", "some")]).await;
        if page.id_of("/suggestions/{id}/answer").is_some() {
            let (step, size) = offered(&app, &page);
            let alone = step.size(size).unwrap().is_with_nobody_known();
            assert_eq!(page.says("I have nobody for this just now"), !alone, "{}", step.slug);
            seen[usize::from(alone)] = true;
        }
        app.days_later(1);
        mira = signed_in(&app, "mira").await;
    }
    assert_eq!(seen, [true; 2], "both were suggested");
}

#[tokio::test]
async fn the_same_size_does_not_come_back_by_itself_or_in_place_of_another_for_three_weeks() {
    let app = TestApp::new().await;
    let mut mira = app.member("mira").await;
    let mut seen = BTreeMap::new();
    for day in 0..60 {
        let mut page = mira.post_and_follow("/check-ins", &[("energy", "some")]).await;
        let something_else = day % 5 == 0;
        for turn in 0..=u8::from(something_else) {
            let Some(id) = page.id_of("/suggestions/{id}/answer") else { continue };
            let (step, size) = offered(&app, &page);
            let before = seen.insert((step.number, size.word()), day);
            // What was asked for comes a second time.
            let again = !step.size(size).unwrap().opened_by.is_empty() && before.is_some_and(|before| day - before > 4);
            assert!(again || before.is_none_or(|before| day - before >= 21), "{} on {before:?} and {day}", step.slug);
            if turn == 0 && something_else {
                page = mira.post_and_follow(&format!("/suggestions/{id}/answer"), &[("answer", "different")]).await;
                continue;
            }
            let attempt = mira.try_it(&id).await;
            mira.look_back(&attempt, &[("outcome", "did"), ("felt", "okay")]).await;
        }
        app.days_later(1);
        mira = signed_in(&app, "mira").await;
    }
    assert!(seen.len() > 20, "something came on most days");
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
pub async fn some_days_in(app: &TestApp, days: usize) -> Actor {
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
async fn smaller_is_never_more_of_anything_and_what_follows_too_big_is_less() {
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
                    let too_big = answer.last().is_some_and(|(_, why)| *why == "too-big");
                    let inner = step.size(size).unwrap().inner;
                    assert!(!too_big || inner, "{}: to call it too big is not to ask for rest", step.slug);
                    break;
                }
                let (next, next_size) = offered(&app, &page);
                let of = |step: &Step, size: Size| {
                    let rung = step.rungs().nth(usize::from(size.number())).unwrap();
                    (step.size(size).unwrap().minutes, rung.load(), rung.effort)
                };
                let ((minutes, load, effort), (longest, heaviest, most)) = (of(next, next_size), of(step, size));
                let fits = minutes <= longest && load <= heaviest && effort <= most;
                let less = minutes < longest || (load < heaviest && effort < most);
                assert!(
                    fits && (less || answer[0].1 == "smaller"),
                    "{days} days, {answer:?}: {} after {}",
                    next.slug,
                    step.slug
                );
            }
        }
    }
}

/// Once they told that nobody is to be feared, the card need not say it each time.
#[tokio::test]
async fn whom_to_choose_is_said_where_it_matters() {
    for (told, matters) in [(None, true), (Some(&[][..]), false), (Some(&[("not_safe", "yes")][..]), true)] {
        let app = TestApp::new().await;
        let mut mira = app.member("mira").await;
        if let Some(told) = told {
            mira.post("/welcome/safety", told).await;
        }
        let mut seen = 0;
        for _ in 0..16 {
            let page = mira.post_and_follow("/check-ins", &[("energy", "plenty")]).await;
            if let Some(id) = page.id_of("/suggestions/{id}/answer") {
                let (step, size) = offered(&app, &page);
                if step.flags_of(step.size(size).unwrap()).next() == Some("people_safety") {
                    let said = page.body.contains("class=\"care\">Choose someone you feel safe with.");
                    assert_eq!(said, matters, "{}", step.slug);
                    seen += 1;
                }
                let attempt = mira.try_it(&id).await;
                mira.look_back(&attempt, &[("outcome", "did"), ("felt", "easy"), ("nourishing", "yes")]).await;
            }
            app.days_later(1);
            mira = signed_in(&app, "mira").await;
        }
        assert!(seen > 0, "{told:?}");
    }
}
