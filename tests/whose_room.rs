//! Whose a quiet room is, and who runs the place it is in.

use axum::http::StatusCode;

use crate::export::{take_in, taken};
use crate::quiet_rooms::{common, room};
use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn nobody_else_comes_into_a_room_by_oneself() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (sam, _) = common(&app, &[("name", "The quiet hour")]).await;
    mira.post("/rooms/alone", &[("doing", "resting")]).await;
    let mut read = app.app.db.write().await.unwrap();
    let id: String = sqlx::query_scalar("select lower(hex(id)) from members where name = 'mira'")
        .fetch_one(&mut *read)
        .await
        .unwrap();
    drop(read);
    for for_all in ["", "yes"] {
        sam.post("/rooms/new", &[("id", &id), ("name", "hers"), ("for_all", for_all)]).await;
        let page = sam.get(&format!("/rooms/{id}")).await;
        page.must_not_say("One person is here");
        sam.post(&format!("/rooms/{id}"), &[]).await;
        mira.get("/rooms/alone").await.must_not_say("Two are here");
    }
}

#[tokio::test]
async fn one_person_sits_in_few_rooms_at_once() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for number in 1..=5 {
        let room = room(&mira, &[("name", &format!("room {number}"))]).await;
        let sat = mira.post(&room, &[]).await;
        let expected = if number <= 4 { StatusCode::SEE_OTHER } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(sat.status, expected, "room {number}");
    }
}

#[tokio::test]
async fn a_common_room_is_changed_by_whoever_may_open_one_only() {
    let (app, _) = TestApp::with_member("mira").await;
    let (sam, room) = common(&app, &[("name", "The quiet hour")]).await;
    app.run("delete from member_roles where role = 'facilitator'").await;
    assert_eq!(sam.get(&format!("{room}/change")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(sam.post(&format!("{room}/change"), &[("name", "Mine")]).await.status, StatusCode::NOT_FOUND);
    sam.get("/rooms").await.must_say("The quiet hour");
}

#[tokio::test]
async fn the_last_host_stays_while_others_are_here() {
    let (app, host) = TestApp::with_member("host").await;
    app.give("host", handrail::members::Role::Host).await;
    app.member("mira").await;
    let fields = [("sure", "yes"), ("password", PASSWORD)];
    let page = host.post("/settings/leave", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("nobody else runs this place");
    app.give("mira", handrail::members::Role::Host).await;
    assert_eq!(host.post("/settings/leave", &fields).await.location(), "/");
}

#[tokio::test]
async fn a_common_room_that_was_changed_in_two_tabs_shows_both() {
    let (app, _) = TestApp::with_member("mira").await;
    let (sam, room) = common(&app, &[("name", "The quiet hour")]).await;
    let change = format!("{room}/change");
    let revision = sam.get(&change).await.field("revision").unwrap();
    sam.post(&change, &[("name", "The blue hour"), ("revision", &revision)]).await;
    let page = sam.post(&change, &[("name", "The late hour"), ("revision", &revision)]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    page.must_say("The blue hour");
    assert!(page.body.contains("The late hour"), "neither is lost");
    let revision = page.field("revision").unwrap();
    sam.post(&change, &[("name", "The late hour"), ("revision", &revision)]).await;
    sam.get("/rooms").await.must_say("The late hour");
}

#[tokio::test]
async fn a_file_brings_no_more_rooms_than_somebody_can_make() {
    let (app, mira) = TestApp::with_member("mira").await;
    for number in 1..=12 {
        room(&mira, &[("name", &format!("room {number}"))]).await;
    }
    let zip = taken(&mira).await;
    let jo = app.member("jo").await;
    for number in 1..=12 {
        room(&jo, &[("name", &format!("other {number}"))]).await;
    }
    let page = take_in(&jo, &zip, false).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("more quiet rooms than anybody can have");
    assert!(jo.get("/rooms").await.text().matches("other ").count() == 12, "what was here stayed");
}

#[tokio::test]
async fn a_guest_of_ones_own_room_never_sits_in_one_for_all() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (sam, _) = common(&app, &[("name", "The quiet hour")]).await;
    let id = "11111111111111111111111111111111";
    sam.post("/rooms/new", &[("id", id), ("name", "My own corner")]).await;
    sam.post("/rooms/new", &[("id", id), ("name", "For all of us"), ("for_all", "yes")]).await;
    assert_eq!(mira.get(&format!("/rooms/{id}")).await.status, StatusCode::NOT_FOUND);
    mira.get("/rooms").await.must_say("For all of us");
    sam.get(&format!("/rooms/{id}")).await.must_say("My own corner");
}
