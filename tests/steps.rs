//! The library, and what is left out of it for whom.

use axum::http::StatusCode;
use handrail::model::profile::Profile;
use handrail::model::steps::{Company, Exclusion, Situation, StepKind};

use crate::support::TestApp;
use crate::support::sample::Comes::Named;
use crate::support::sample::Sample;

pub const SAMPLES: &[Sample] = &[Sample { comes: Named("plain-hello"), routes: &["/steps/{slug}"], ..Sample::NONE }];

#[tokio::test]
async fn every_step_can_be_found_and_read() {
    let (app, mira) = TestApp::with_member("mira").await;
    let list = mira.get("/steps").await;
    for step in app.app.library.steps() {
        assert!(list.body.contains(&format!("href=\"/steps/{}\"", step.slug)), "{}", step.slug);
        let page = mira.get(&format!("/steps/{}", step.slug)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", step.slug);
        for size in &step.sizes {
            assert!(page.says(&size.does), "{}: {}", step.slug, size.does);
        }
    }
    assert_eq!(app.app.library.steps().count(), 124);
    assert_eq!(mira.get("/steps/no-such-step").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_list_can_be_narrowed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let count = |page: &crate::support::Page| page.body.matches("href=\"/steps/").count();
    let (all, some) = (mira.get("/steps").await, mira.get("/steps?kind=message&time=5").await);
    assert!(count(&some) > 0 && count(&some) < count(&all));
    assert_eq!(count(&mira.get("/steps?kind=nonsense&time=soon").await), count(&all));
}

#[tokio::test]
async fn a_step_found_in_the_library_can_be_begun_in_any_size() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let fields = [("size", "more"), ("id", "00112233445566778899aabbccddeeff")];
    let page = mira.post("/steps/plain-hello/begin", &fields).await;
    assert_eq!(page.location(), "/attempts/00112233445566778899aabbccddeeff");
    mira.post("/steps/plain-hello/begin", &fields).await;
    assert_eq!(
        mira.get("/today").await.body.matches("/attempts/00112233445566778899aabbccddeeff/reflection").count(),
        1
    );
    let page = mira.look_back("00112233445566778899aabbccddeeff", &[("outcome", "did"), ("felt", "stretch")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn never_is_never_until_it_is_taken_back() {
    let (app, mira) = TestApp::with_member("mira").await;
    let first = mira.post_and_follow("/check-ins", &[("energy", "some")]).await;
    let slug = first.id_of("/steps/{slug}").unwrap();
    mira.post(&format!("/steps/{slug}/never"), &[]).await;
    assert!(mira.get(&format!("/steps/{slug}")).await.body.contains(&format!("/steps/{slug}/again")));
    let page = mira.post_and_follow("/check-ins", &[("energy", "some")]).await;
    assert_ne!(page.id_of("/steps/{slug}").as_ref(), Some(&slug), "also when it is open right now");
    mira.post(&format!("/steps/{slug}/again"), &[]).await;
    assert!(mira.get(&format!("/steps/{slug}")).await.body.contains(&format!("/steps/{slug}/never")));
    drop(app);
}

#[tokio::test]
async fn what_could_hurt_is_left_out() {
    let app = TestApp::new().await;
    let library = &app.app.library;
    let loss = Profile { recent_loss: true, ..Profile::default() };
    let unsafe_ = Profile { not_safe: true, ..Profile::default() };
    for step in library.steps() {
        for size in &step.sizes {
            let why = |profile| library.size_left_out(step, size, profile);
            let stings = why(&loss) == Some(Exclusion::For(Situation::RecentLoss));
            assert_eq!(stings, step.flags_of(size).any(|flag| flag == "grief"), "{}: {}", step.slug, size.title);
            let mends = step.kind == StepKind::Repair && step.who.contains(&Company::Close);
            let risks = step.flags_of(size).any(|flag| matches!(flag, "not_if_fear" | "not_if_punishing"));
            let not_safe = why(&unsafe_) == Some(Exclusion::For(Situation::NotSafe));
            assert_eq!(not_safe, mends || risks, "{}: {}", step.slug, size.title);
            let told_nothing = why(&Profile::default());
            assert!(matches!(told_nothing, None | Some(Exclusion::Need | Exclusion::Surroundings)), "{}", size.title);
        }
    }
    let rungs = library.rungs_for(&unsafe_);
    assert!(rungs.len() < library.rungs().len());
}
