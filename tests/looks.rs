//! How it looks and behaves for one person: kept for them, on every page, and undone with one tap.

use axum::http::StatusCode;

use crate::support::sample::Comes::{Done, Named};
use crate::support::sample::Sample;
use crate::support::{Page, TestApp, signed_in};

pub const SAMPLES: &[Sample] = &[
    Sample { comes: Named("x"), routes: &["/static/{name}"], ..Sample::NONE },
    Sample {
        comes: Done(|_, mira| {
            Box::pin(async {
                mira.post("/settings/look", &[("tint", "plaster"), ("dates", "pl")]).await;
                String::new()
            })
        }),
        hidden: &["plaster", "Plaster"],
        ..Sample::NONE
    },
];

/// The attributes of the whole page.
fn looks(page: &Page) -> &str {
    page.between("<html lang=\"en-GB\"", ">").unwrap()
}

const ROSE_AND_LARGE: [(&str, &str); 6] = [
    ("tint", "plaster"),
    ("theme", "dark"),
    ("text", "larger"),
    ("motion", "less"),
    ("font", "device"),
    ("dates", "de"),
];

#[tokio::test]
async fn what_somebody_chose_is_on_every_page_they_open_and_on_nobody_elses() {
    let (app, mira) = TestApp::with_member("mira").await;
    assert_eq!(looks(&mira.get("/today").await), "", "nothing chosen, nothing said");
    let page = mira.post_and_follow("/settings/look", &ROSE_AND_LARGE).await;
    page.must_say("Saved.");
    page.must_say("Undo");
    let elsewhere = signed_in(&app, "mira").await;
    for path in ["/today", "/steps", "/support", "/grounding", "/settings/look"] {
        let page = elsewhere.get(path).await;
        for chosen in [
            "data-tint=\"plaster\"",
            "data-theme=\"dark\"",
            "data-text=\"larger\"",
            "data-motion=\"less\"",
            "data-font=\"device\"",
        ] {
            assert!(looks(&page).contains(chosen), "{path}: {chosen}");
        }
    }
    assert_eq!(looks(&app.anonymous().get("/support").await), "");
    assert_eq!(looks(&app.member("jo").await.get("/today").await), "");
}

#[tokio::test]
async fn a_change_is_undone_and_made_again() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post("/settings/look", &[("tint", "sand")]).await;
    mira.post("/settings/look", &[("tint", "plaster"), ("theme", "no such thing")]).await;
    let page = mira.post_and_follow("/settings/undo", &[("page", "look")]).await;
    assert_eq!(looks(&page), " data-tint=\"sand\"");
    page.must_say("It is as it was.");
    let page = mira.post_and_follow("/settings/undo", &[("page", "look")]).await;
    assert_eq!(looks(&page), " data-tint=\"plaster\"");
    let page = mira.post_and_follow("/settings/undo", &[("page", "https://elsewhere.example")]).await;
    assert!(page.title().starts_with("How it looks"));
}

#[tokio::test]
async fn a_change_that_was_sent_twice_is_undone_all_the_same() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post("/settings/look", &[("tint", "sand")]).await;
    for _ in 0..2 {
        mira.post("/settings/look", &[("tint", "plaster")]).await;
    }
    let page = mira.post_and_follow("/settings/undo", &[("page", "look")]).await;
    assert_eq!(looks(&page), " data-tint=\"sand\"");
}

#[tokio::test]
async fn dates_are_said_in_the_language_they_chose_and_marked_as_such() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post("/moments", &[("words", "rain"), ("day", "2026-11-19")]).await;
    mira.get("/moments").await.must_say("Thursday 19 November");
    mira.post("/settings/look", &[("dates", "de")]).await;
    mira.post("/moments", &[("words", "rain")]).await;
    assert!(mira.get("/moments").await.body.contains("<span lang=\"de\">Donnerstag, 19. November</span>"));
    assert!(mira.get("/moments").await.body.contains("<span lang=\"de\">Heute</span>"));
    mira.post("/settings/look", &[("dates", "tlh")]).await;
    assert!(
        mira.get("/moments").await.says("Thursday 19 November"),
        "a language we have no words for is the page's own"
    );
}

#[tokio::test]
async fn low_energy_mode_comes_with_a_low_day_and_goes_with_it() {
    let (app, mira) = TestApp::with_member("mira").await;
    let page = mira.post_and_follow("/check-ins", &[("energy", "low")]).await;
    assert!(looks(&page).contains("data-energy=\"low\""));
    page.must_say("Just being here is fine.");
    assert!(looks(&mira.get("/steps").await).contains("data-energy=\"low\""), "on every page of the day");
    assert!(page.body.contains("href=\"/support\"") && page.body.contains("href=\"/grounding\""));
    mira.post("/check-ins", &[("energy", "some")]).await;
    assert_eq!(looks(&mira.get("/today").await), "", "the day looks up");
    mira.post("/check-ins", &[("energy", "low")]).await;
    app.days_later(1);
    assert_eq!(looks(&signed_in(&app, "mira").await.get("/today").await), "", "the next day is a day of its own");
}

#[tokio::test]
async fn low_energy_mode_that_was_turned_on_stays_until_it_is_turned_off() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/settings/energy", &[("turn", "on")]).await;
    app.days_later(3);
    let mira = signed_in(&app, "mira").await;
    let page = mira.get("/today").await;
    assert!(looks(&page).contains("data-energy=\"low\""));
    page.must_not_say("Add a feeling");
    page.must_say("Low-energy mode is on.");
    let page = mira.post_and_follow("/check-ins", &[("energy", "plenty")]).await;
    assert!(page.says("Just being here is fine."), "also where there is energy");
    mira.post("/check-ins", &[("energy", "low")]).await;
    let page = mira.post_and_follow("/settings/energy", &[("turn", "off")]).await;
    assert_eq!(looks(&page), "", "off is off, also on a day that began low");
}

#[tokio::test]
async fn leaving_quickly_can_be_turned_off_and_is_explained_before() {
    let (app, mira) = TestApp::with_member("mira").await;
    let page = mira.get("/today").await;
    assert!(page.says("history still lists the pages you saw"), "said before it is first used");
    let page = mira.post_and_follow("/settings/safety", &[]).await;
    assert!(
        page.title().starts_with("How much energy is there today?") && !page.says("history still lists"),
        "said once"
    );
    let page = mira.post_and_follow("/settings/safety", &[("turn", "off")]).await;
    assert!(!page.body.contains("data-leave") && !page.body.contains("js-leave"));
    assert!(app.anonymous().get("/support").await.body.contains("data-leave"));
    let page = mira.post_and_follow("/settings/undo", &[("page", "safety")]).await;
    assert!(page.body.contains("data-leave") && page.title().starts_with("Leave quickly"));
}

#[tokio::test]
async fn what_is_kept_for_when_there_is_no_connection_is_the_same_for_all() {
    let (app, mira) = TestApp::with_member("mira").await;
    for path in ["/grounding", "/offline", "/support", "/support/GB"] {
        let page = app.anonymous().get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let main = |page: &Page| page.between("<main", "</main>").unwrap().to_owned();
        // The worker asks without a cookie. Members see the way to their plan beside it, and what opens first, which it never
        // keeps.
        let plan = "<a href=\"/plan\">Your plan</a>";
        let first = "<form method=\"post\" action=\"/support/GB\" autocomplete=\"off\"><button>Open this one first from now on</button></form>";
        let theirs = main(&mira.get(path).await).replace(plan, "").replace(first, "");
        assert_eq!(
            main(&page).split_whitespace().collect::<Vec<_>>(),
            theirs.split_whitespace().collect::<Vec<_>>(),
            "{path}"
        );
        assert!(!page.body.contains("/plan"), "{path}");
    }
    let worker = mira.get("/sw.js").await;
    assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(worker.header("cache-control"), "no-cache");
    for part in worker.body.split('\'').filter(|part| part.starts_with("/static/") && part.len() > "/static/".len()) {
        assert_eq!(mira.get(part).await.status, StatusCode::OK, "{part}");
    }
    assert!(!worker.body.contains("/static/app.css"), "addresses are the hashed ones");
}

#[tokio::test]
async fn what_is_ones_own_is_printed_with_who_chose_it() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post("/moments", &[("words", "rain")]).await;
    for path in ["/moments", "/reflections"] {
        let page = mira.get(path).await;
        assert!(page.says("Chosen by mira , 22 November 2026. Nothing else was shared."), "{path}: {}", page.text());
    }
}
