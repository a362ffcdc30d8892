//! Rehearsals: begun, gone on with, taken back, ended, kept from.

use axum::http::StatusCode;
use handrail::features::practice::rehearsals::Rehearsals;
use handrail::model::profile::Profile;
use handrail::model::steps::{Exclusion, Library, Size};

use crate::support::sample::Comes::{Done, Named};
use crate::support::sample::{CANARY, Sample};
use crate::support::writing::{form, on_its_form};
use crate::support::{Actor, Page, TestApp};

pub const SAMPLES: &[Sample] = &[
    Sample {
        kind: "rehearsals",
        comes: Done(|_, mira| {
            Box::pin(async {
                mira.post(&format!("{LATE}/start"), &[("name", CANARY), ("topic", CANARY)]).await;
                mira.post(LATE, &[("scene", "waiting"), ("pick", "leave")]).await;
                mira.post(&format!("{LATE}/keep"), &[("ending", "end-face-down"), ("words", CANARY)]).await;
                mira.get(&format!("{LATE}?start=again")).await.id_of("/practice/kept/{id}/remove").unwrap()
            })
        }),
        routes: &["/practice/kept/{id}"],
        hidden: &["\"scene\"", "end-face-down"],
        ..Sample::NONE
    },
    Sample {
        comes: Named("late-reply"),
        routes: &["/practice/{slug}"],
        forms: &[("/practice/{slug}/keep", &[("ending", "end-scarf"), ("words", "something")])],
        ..Sample::NONE
    },
];

const LATE: &str = "/practice/late-reply";

async fn begin(mira: &Actor) -> Page {
    mira.post_and_follow(&format!("{LATE}/start"), &[("name", "Imre")]).await
}

fn scene(page: &Page) -> String {
    page.field("scene").unwrap_or_default()
}

async fn take(mira: &Actor, pick: &str) -> Page {
    let here = scene(&mira.get(LATE).await);
    mira.post_and_follow(LATE, &[("scene", &here), ("pick", pick)]).await
}

/// Leaves until it ends, and gives the ending's name.
async fn to_an_end(mira: &Actor) -> String {
    let mut page = begin(mira).await;
    while !scene(&page).is_empty() && !page.body.contains("name=\"ending\"") {
        page = take(mira, "leave").await;
    }
    page.field("ending").expect("an end")
}

#[tokio::test]
async fn a_rehearsal_begins_with_a_name_of_ones_own() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let list = mira.get("/practice").await;
    list.must_say("No score, no timer");
    list.must_say("Late reply");
    let start = mira.get(LATE).await;
    assert!(start.says("Five weeks.") || start.says("five weeks"), "{}", start.text());
    let page = begin(&mira).await;
    assert_eq!(scene(&page), "waiting");
    page.must_say("What they think");
    page.must_say("Ask in plain words");
    page.must_say("Leave");
    page.must_say("It could mean several things");
    let page = take(&mira, "leave").await;
    page.must_say("Imre again");
    page.must_not_say("Dev again");
    page.must_say("They have misread you here.");
}

#[tokio::test]
async fn one_goes_on_where_one_left_and_back_takes_one_turn_back() {
    let (_app, mira) = TestApp::with_member("mira").await;
    begin(&mira).await;
    let before = scene(&mira.get(LATE).await);
    let page = take(&mira, "1").await;
    assert!(page.says("You answer one thing and ask one thing."), "how it landed is said");
    let now = scene(&page);
    assert_ne!(now, before);
    let list = mira.get("/practice").await;
    list.must_say("Go on where you left off");
    list.must_say("With Imre");
    assert_eq!(scene(&mira.another_tab().get(LATE).await), now);
    for place in [&now, &now] {
        mira.post(&format!("{LATE}/back"), &[("scene", place)]).await;
        assert_eq!(scene(&mira.get(LATE).await), before, "sent twice, it goes back once");
    }
}

#[tokio::test]
async fn a_choice_of_another_scene_changes_nothing() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let nothing = mira.post_and_follow(LATE, &[("scene", "waiting"), ("pick", "0")]).await;
    assert!(nothing.says("What to call them"), "nothing was begun");
    begin(&mira).await;
    let now = scene(&take(&mira, "1").await);
    for (place, pick) in [("waiting", "1"), ("no-such", "0"), (now.as_str(), "77"), (now.as_str(), "jump")] {
        let page = mira.post_and_follow(LATE, &[("scene", place), ("pick", pick)]).await;
        assert_eq!(scene(&page), now, "{place} {pick}");
    }
}

#[tokio::test]
async fn every_end_offers_the_smallest_real_version_and_counts_nothing() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let before = mira.get("/reflections").await.text();
    let ending = to_an_end(&mira).await;
    assert!(ending.starts_with("end-"));
    let page = mira.get(LATE).await;
    let step = Library::load().unwrap();
    let smallest = step.by_slug("waiting-reply").unwrap().size(Size::Smaller).unwrap().title.clone();
    page.must_say(&smallest);
    assert!(page.body.contains("action=\"/steps/waiting-reply/begin\""));
    page.must_say("Practise again");
    page.must_say("Another one");
    assert_eq!(mira.get("/reflections").await.text(), before);
    let begin = [("id", &*page.field("id").unwrap()), ("size", "smaller")];
    mira.post_and_follow("/steps/waiting-reply/begin", &begin).await.must_say(&smallest);
    assert!(mira.get("/steps/waiting-reply").await.body.contains("href=\"/practice/late-reply\""));
}

#[tokio::test]
async fn the_real_thing_is_not_offered_where_it_could_hurt() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/welcome/safety", &[("not_safe", "yes")]).await;
    for it in Rehearsals::shared().unwrap().iter() {
        let path = format!("/practice/{}", it.slug);
        mira.post(&format!("{path}/start"), &[]).await;
        for _ in 0..40 {
            let here = scene(&mira.get(&path).await);
            mira.post(&path, &[("scene", &here), ("pick", "leave")]).await;
        }
        let page = mira.get(&path).await;
        assert!(page.body.contains("name=\"ending\""), "{path}");
        let step = app.app.library.by_slug(&it.step).unwrap();
        let profile = Profile { not_safe: true, ..Profile::default() };
        let hurts = matches!(app.app.library.left_out(step, &profile), Some(Exclusion::For(_)));
        let shown = page.body.contains(&format!("/steps/{}/begin", it.step));
        assert_eq!(shown, !hurts, "{path}: {:?}", step.flags);
    }
}

#[tokio::test]
async fn words_are_kept_with_their_end_and_begun_ones_come_back() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let ending = to_an_end(&mira).await;
    let writing = form(&mira, LATE, "words").await;
    writing.kept(&mira, 1, &[("ending", &ending), ("words", "half a thought")]).await;
    assert_eq!(on_its_form(&mira, LATE, "words").await, "half a thought");
    mira.get("/drafts").await.must_say("Something to keep from practice");
    let revision = mira.get(LATE).await.field("revision").unwrap();
    let fields = [("ending", ending.as_str()), ("words", "Slow is fine."), ("revision", &revision)];
    let page = form(&mira, LATE, "words").await.sent(&mira, &fields).await;
    assert_eq!(page.location(), "/practice/late-reply?kept=yes");
    assert_eq!(on_its_form(&mira, LATE, "words").await, "Slow is fine.");
    let again = mira.get(&format!("{LATE}?start=again")).await;
    again.must_say("What you kept: Slow is fine.");
    assert!(again.body.contains("value=\"Imre\""));
    assert_eq!(scene(&begin(&mira).await), "waiting");
    assert!(mira.get(&format!("{LATE}?start=again")).await.says("Slow is fine."), "to begin again loses no words");
}

#[tokio::test]
async fn two_tabs_keep_both_their_words() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let ending = to_an_end(&mira).await;
    let revision = mira.get(LATE).await.field("revision").unwrap();
    let sent = |words| [("ending", ending.clone()), ("words", words), ("revision", revision.clone())];
    let one = sent("from one tab".to_owned());
    let one: Vec<_> = one.iter().map(|(name, value)| (*name, value.as_str())).collect();
    mira.post(&format!("{LATE}/keep"), &one).await;
    let other = sent("from the other".to_owned());
    let other: Vec<_> = other.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = mira.post(&format!("{LATE}/keep"), &other).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    page.must_say("from one tab");
    assert!(page.body.contains(">from the other</textarea>"));
    let twice = mira.post(&format!("{LATE}/keep"), &one).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "the same words again are no conflict");
}

#[tokio::test]
async fn what_does_not_fit_is_said_and_comes_back() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.post(&format!("{LATE}/start"), &[("name", &"x".repeat(90))]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("60 letters is the most");
    assert!(page.body.contains(&"x".repeat(90)));
    let ending = to_an_end(&mira).await;
    let long = "y".repeat(handrail::base::words::typed::WORDS_MOST + 1);
    let page = mira.post(&format!("{LATE}/keep"), &[("ending", &ending), ("words", &long)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains(&long));
}

#[tokio::test]
async fn a_place_can_be_removed_and_brought_back() {
    let (_app, mira) = TestApp::with_member("mira").await;
    begin(&mira).await;
    take(&mira, "1").await;
    let start = mira.get(&format!("{LATE}?start=again")).await;
    let id = start.id_of("/practice/kept/{id}/remove").unwrap();
    let page = mira.post_and_follow(&format!("/practice/kept/{id}/remove"), &[]).await;
    page.must_say("Removed. Undo");
    page.must_not_say("Go on where you left off");
    mira.get(LATE).await.must_say("What to call them");
    let page = mira.post_and_follow(&format!("/practice/kept/{id}/restore"), &[]).await;
    page.must_say("Go on where you left off");
}

#[tokio::test]
async fn words_begun_at_one_ending_outlast_those_written_at_another() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let first = to_an_end(&mira).await;
    let begun = form(&mira, LATE, "words").await;
    begun.later(&mira, &[("ending", &first), ("words", "words of the first end")]).await;
    let mut page = begin(&mira).await;
    while !page.body.contains("name=\"ending\"") {
        page = take(&mira, "0").await;
    }
    let second = page.field("ending").unwrap();
    assert_ne!(first, second);
    page.must_not_say("These are the words you had begun");
    form(&mira, LATE, "words").await.kept(&mira, 1, &[("ending", &second), ("words", "words of the second")]).await;
    let drafts = mira.get("/drafts").await;
    drafts.must_say("words of the first end");
    drafts.must_say("words of the second");
}
