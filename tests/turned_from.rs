//! What comes in place of a suggestion that somebody turned from.

use handrail::model::steps::{Mark, Opening, Size, Step};

use crate::follows::{offered, some_days_in};
use crate::support::{TestApp, signed_in};

#[tokio::test]
async fn smaller_is_the_smaller_size_of_the_same_step_where_there_is_one() {
    let app = TestApp::new().await;
    let mut mira = some_days_in(&app, 6).await;
    let mut seen = 0;
    for _ in 0..16 {
        let page = mira.post_and_follow("/check-ins", &[("energy", "plenty")]).await;
        if let Some(id) = page.id_of("/suggestions/{id}/answer") {
            let (step, size) = offered(&app, &page);
            let shown = step.size(size).unwrap();
            let below = step.sizes.iter().rev().find(|below| below.size < size);
            let same = below.filter(|below| {
                let around = step.around(below);
                // What waits for a yes, or asks again for what was asked for, is no smaller way to it.
                let asks = |by: &Opening| by.is(step, (step.number, below.size), &app.app.library);
                let is_way = !below.occasion && !shown.opened_by.iter().any(asks);
                is_way && below.minutes <= shown.minutes && !around.is_disjoint(step.around(shown))
            });
            let page = mira.post_and_follow(&format!("/suggestions/{id}/answer"), &[("answer", "smaller")]).await;
            if let Some(same) = same {
                let (next, next_size) = offered(&app, &page);
                assert_eq!((next.number, next_size), (step.number, same.size), "{}", shown.title);
                seen += 1;
            }
            let id = page.id_of("/suggestions/{id}/answer").unwrap();
            let attempt = mira.try_it(&id).await;
            mira.look_back(&attempt, &[("outcome", "did"), ("felt", "easy"), ("nourishing", "yes")]).await;
        }
        app.days_later(1);
        mira = signed_in(&app, "mira").await;
    }
    assert!(seen >= 4, "{seen} were larger than the smallest");
}

#[tokio::test]
async fn something_else_is_no_longer_unless_there_is_energy_to_spare() {
    for energy in ["some", "low", ""] {
        let app = TestApp::new().await;
        drop(some_days_in(&app, 8).await);
        for _ in 0..6 {
            app.days_later(1);
            let mira = signed_in(&app, "mira").await;
            let mut page = mira.post_and_follow("/check-ins", &[("energy", energy)]).await;
            for turn in 1..4 {
                let Some(id) = page.id_of("/suggestions/{id}/answer") else { break };
                let (step, size) = offered(&app, &page);
                app.minutes_later(1);
                page = mira.post_and_follow(&format!("/suggestions/{id}/answer"), &[("answer", "different")]).await;
                if page.id_of("/suggestions/{id}/answer").is_none() {
                    break;
                }
                let (next, next_size) = offered(&app, &page);
                let (before, after) = (step.size(size).unwrap(), next.size(next_size).unwrap());
                assert!(after.minutes <= before.minutes, "{energy}: {} after {}", after.title, before.title);
                let load = |step: &Step, size: Size| step.rungs().nth(usize::from(size.number())).unwrap().load();
                let larger = load(next, next_size) > load(step, size);
                assert!(!(energy == "low" && turn >= 2 && larger), "{} after {}", after.title, before.title);
            }
        }
    }
}

#[tokio::test]
async fn smaller_says_what_is_so_down_to_the_smallest_there_is() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.check_in("some").await.unwrap();
    let mut said_as_small = false;
    for _ in 0..12 {
        let page = mira.get("/today").await;
        let id = page.id_of("/suggestions/{id}/answer").unwrap();
        let (step, size) = offered(&app, &page);
        app.minutes_later(1);
        let next = mira.post_and_follow(&format!("/suggestions/{id}/answer"), &[("answer", "smaller")]).await;
        if next.says("This is the smallest. Resting counts too.") {
            assert_eq!(next.id_of("/suggestions/{id}/answer"), Some(id), "it stays where it is");
            assert!(said_as_small, "another as small comes first");
            return;
        }
        let (other, other_size) = offered(&app, &next);
        let of = |step: &Step, size: Size| {
            (step.size(size).unwrap().minutes, step.rungs().nth(usize::from(size.number())).unwrap().load())
        };
        let ((now, weighs), (then, weighed)) = (of(other, other_size), of(step, size));
        said_as_small = next.says("Here is another one as small.");
        assert!(said_as_small || next.says("This one is smaller."), "{}", other.slug);
        assert!(said_as_small || now < then || weighs < weighed, "{} after {}", other.slug, step.slug);
    }
    panic!("it never came to an end");
}

#[tokio::test]
async fn what_stands_goes_when_it_does_not_suit_the_energy_any_more() {
    let app = TestApp::new().await;
    drop(some_days_in(&app, 6).await);
    let (mut for_low_days, mut changed) = (0, 0);
    for _ in 0..14 {
        app.days_later(1);
        let mira = signed_in(&app, "mira").await;
        for energy in ["plenty", "low", "some"] {
            let page = mira.post_and_follow("/check-ins", &[("energy", energy)]).await;
            if page.id_of("/suggestions/{id}/answer").is_none() {
                continue;
            }
            let (step, size) = offered(&app, &page);
            let sized = step.size(size).unwrap();
            let marked = sized.is(Mark::LowDay);
            if energy == "low" {
                let little = (size == Size::Smaller || marked) && sized.minutes <= 5 && !sized.is(Mark::Out);
                assert!(little, "a low day is not left with: {}", sized.title);
                (for_low_days, changed) = (for_low_days + usize::from(marked), changed + 1);
            } else {
                assert!(!marked, "it is not low any more: {}", sized.title);
            }
        }
    }
    assert!(for_low_days > 0 && changed > 5, "{for_low_days} of {changed}");
}
