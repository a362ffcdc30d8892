//! Where somebody is: asked at sign-up, said beside times, and offered once where the browser is elsewhere.

use axum::http::StatusCode;

use crate::support::{Actor, PASSWORD, TestApp};

async fn signed_up(app: &TestApp, name: &str, zone: &str) -> Actor {
    let actor = app.anonymous();
    let fields = [("name", name), ("password", PASSWORD), ("adult", "yes"), ("zone", zone)];
    assert_eq!(actor.post("/sign-up", &fields).await.status, StatusCode::SEE_OTHER);
    actor.post("/welcome", &[("skip", "yes")]).await;
    actor
}

#[tokio::test]
async fn whoever_signs_up_has_the_days_of_where_they_are() {
    let app = TestApp::new().await;
    app.set_clock("2026-11-22T18:00:00Z");
    for (name, zone, place, day) in [
        ("kiri", "Pacific/Auckland", "Auckland", "23 November 2026"),
        ("dev", "Asia/Calcutta", "Calcutta", "22 November 2026"),
        ("olha", "Europe/Kiev", "Kiev", "22 November 2026"),
        ("lost", "Mars/Olympus", "UTC", "22 November 2026"),
        ("quiet", "", "UTC", "22 November 2026"),
    ] {
        let them = signed_up(&app, name, zone).await;
        them.get("/reflections").await.must_say(day);
        them.get("/settings/day").await.must_say(&format!("in {place}."));
    }
}

#[tokio::test]
async fn a_place_that_was_chosen_is_there_again_after_a_mistake() {
    let app = TestApp::new().await;
    let page = app.anonymous().get("/sign-up").await;
    assert!(page.body.contains("<option selected>UTC</option>") && page.body.contains("data-zone"));
    let page = app.anonymous().post("/sign-up", &[("name", "kiri"), ("zone", "Pacific/Auckland")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("<option selected>Pacific/Auckland</option>"));
    assert!(!page.body.contains("data-zone"), "what was chosen is not filled in again");
}

#[tokio::test]
async fn a_browser_elsewhere_is_offered_a_change_and_not_again_for_that_place() {
    let app = TestApp::new().await;
    let mira = app.member("mira").await;
    assert!(mira.get("/today").await.body.contains("data-elsewhere=\"UTC\" data-left=\"\" hidden"));
    mira.post("/settings/zone", &[("zone", "Pacific/Auckland"), ("answer", "leave")]).await;
    let page = mira.get("/today").await;
    assert!(page.body.contains("data-elsewhere=\"UTC\" data-left=\"Pacific/Auckland\" hidden"));
    mira.post("/settings/zone", &[("zone", "Mars/Olympus"), ("answer", "change")]).await;
    assert!(mira.get("/today").await.body.contains("data-elsewhere=\"UTC\""), "a place that is none changes nothing");
    mira.post("/settings/zone", &[("zone", "Pacific/Auckland"), ("answer", "change")]).await;
    assert!(mira.get("/today").await.body.contains("data-elsewhere=\"Pacific/Auckland\""));
}

#[tokio::test]
async fn a_calendar_file_is_for_the_time_of_the_place_it_names() {
    let app = TestApp::new().await;
    let kiri = signed_up(&app, "kiri", "Pacific/Auckland").await;
    let attempt = kiri.begin("plain-hello", "small").await;
    kiri.get(&format!("/attempts/{attempt}")).await.must_say("Time in Auckland");
    let address = format!("/attempts/{attempt}/calendar");
    let (_, file) = kiri.fetch(&address, &[("day", "2026-11-24"), ("time", "6:30 PM")]).await;
    assert!(String::from_utf8(file).unwrap().contains("DTSTART:20261124T053000Z"));
    let page = kiri.post(&address, &[("day", "2026-11-24"), ("time", "tea time")]).await;
    page.must_say("Write a time like 18:30 or 6.30 pm, or leave it empty.");
    assert!(
        page.body.contains("id=\"time-error\"") && !page.body.contains("id=\"day-error\""),
        "said of the right field"
    );
    let page = kiri.post(&address, &[("day", "some day"), ("time", "7 pm")]).await;
    assert!(page.body.contains("id=\"day-error\"") && !page.body.contains("id=\"time-error\""), "{}", page.text());
}
