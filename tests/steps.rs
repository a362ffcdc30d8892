//! The library, and what is left out of it for whom.

use axum::http::StatusCode;
use handrail::model::profile::Profile;
use handrail::model::steps::{Company, Exclusion, Library, Situation, Size, StepKind};

use crate::support::sample::Comes::Named;
use crate::support::sample::Sample;
use crate::support::{Page, TestApp};

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
    assert_eq!(app.app.library.steps().count(), 126);
    assert_eq!(mira.get("/steps/no-such-step").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_list_can_be_narrowed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let count = |page: &Page| page.body.matches("href=\"/steps/").count();
    let (all, some) = (mira.get("/steps").await, mira.get("/steps?kind=message&time=5").await);
    assert!(count(&some) > 0 && count(&some) < count(&all));
    assert_eq!(count(&mira.get("/steps?kind=nonsense&time=soon").await), count(&all));
}

/// The shelves that are open, by number.
fn open(page: &Page) -> Vec<&str> {
    let shelves = page.body.split("<details id=\"band-").skip(1).filter(|shelf| shelf[1..].starts_with("\" open>"));
    shelves.map(|shelf| &shelf[..1]).collect()
}

#[tokio::test]
async fn seven_shelves_are_closed_until_one_is_asked_for() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.get("/steps").await;
    assert_eq!(page.body.matches("<details id=\"band-").count(), 7);
    assert_eq!(open(&page), [""; 0]);
    page.must_say("Nothing here yet. That’s fine. Make a step of your own");
    let step = mira.get("/steps/plain-hello").await;
    let back = step.between("href=\"/steps?", "#").unwrap();
    assert_eq!(open(&mira.get(&format!("/steps?{back}")).await), ["2"], "the shelf it stands on");
    assert_eq!(open(&mira.get("/steps?open=nine").await), [""; 0]);
    assert_eq!(open(&mira.get("/steps?band=1").await), ["1"], "what a filter leaves is seen at once");
}

#[tokio::test]
async fn what_was_tried_and_what_stands_on_the_ladder_is_marked() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post("/steps/come-along/ladder", &[]).await;
    mira.post("/steps/plain-hello/ladder", &[]).await;
    let attempt = mira.begin("plain-hello", "smaller").await;
    let line = async |slug: &str| {
        let page = mira.get("/steps").await;
        page.between(&format!("href=\"/steps/{slug}\">"), "</a>").unwrap().to_owned()
    };
    assert!(!line("plain-hello").await.contains("Tried"), "not before it was told of");
    mira.look_back(&attempt, &[("outcome", "did")]).await;
    assert!(line("plain-hello").await.contains("Tried · On your ladder"));
    assert!(line("come-along").await.contains(">On your ladder"));
    assert!(!line("small-yes").await.contains("hint"));
}

#[tokio::test]
async fn a_step_is_found_by_its_words_in_any_letters_and_no_address_says_them() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post(
        "/ladder/new",
        &[("title", "Café on the corner"), ("kind", "notice"), ("who", "nobody"), ("smaller", "Look in.")],
    )
    .await;
    for (words, title) in
        [("HELLO plain", "Send a plain hello"), ("cafe", "Café on the corner"), ("chat wave", "Send a plain hello")]
    {
        let found = mira.post("/steps", &[("words", words)]).await;
        assert_eq!(found.status, StatusCode::SEE_OTHER);
        assert!(!found.location().contains(words.split(' ').next().unwrap()), "{}", found.location());
        let page = mira.get(found.location()).await;
        page.must_say(title);
        assert!(page.body.contains(&format!("value=\"{words}\"")), "they are still in the field");
        let count = page.body.matches("<li><a href=\"/steps/").count();
        assert!((1..10).contains(&count), "{words}: {count}");
        let jo = app.member(&format!("jo{}", title.len() + words.len())).await;
        jo.get(found.location()).await.must_not_say("What was found");
    }
    mira.post_and_follow("/steps", &[("words", "xylophone quartz")]).await.must_say("No step says that.");
    assert_eq!(mira.post("/steps", &[("words", "  ")]).await.location(), "/steps");
    mira.post("/steps/plain-hello/never", &[]).await;
    mira.post_and_follow("/steps", &[("words", "plain hello")]).await.must_not_say("Send a plain hello");
}

#[tokio::test]
async fn one_button_begins_the_size_that_is_chosen() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.get("/steps/plain-hello").await;
    assert_eq!(page.body.matches("name=\"size\"").count(), 3);
    assert!(page.body.contains("value=\"smaller\" checked"), "the smallest, unless they choose another");
    assert_eq!(page.body.matches("/begin\"").count(), 1);
    let (caution, begin) = (page.body.find("Choose someone you feel safe with.</p>"), page.body.find(">Begin<"));
    assert!(caution.is_some() && caution < begin, "the caution comes first");
    let id = page.field("id").unwrap();
    let begin =
        async |size| mira.post("/steps/plain-hello/begin", &[("id", &id), ("size", size)]).await.location().to_owned();
    let small = begin("smaller").await;
    assert_eq!(begin("smaller").await, small, "sent twice, it begins once");
    let regular = begin("regular").await;
    assert_ne!(regular, small, "somebody came back and chose another");
    let library = Library::load().unwrap();
    for (begun, size) in [(regular, Size::Regular), (small, Size::Smaller)] {
        mira.get(&begun).await.must_say(&library.by_slug("plain-hello").unwrap().size(size).unwrap().title);
    }
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
            let looked_up =
                matches!(told_nothing, Some(Exclusion::Need | Exclusion::Surroundings | Exclusion::NotHere(_)));
            assert!(told_nothing.is_none() || looked_up, "{}", size.title);
        }
    }
    let rungs = library.rungs_for(&unsafe_);
    assert!(rungs.len() < library.rungs().len());
}
