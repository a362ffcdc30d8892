//! The quiet room: company without a word, and nothing of it kept.

use axum::http::StatusCode;
use handrail::features::quiet_rooms::presence::RoomRegistry;
use handrail::members::Role;

use crate::support::sample::Comes::{Done, Sent};
use crate::support::sample::{CANARY, Sample};
use crate::support::{Actor, TestApp};

pub const SAMPLES: &[Sample] = &[
    Sample {
        kind: "quiet_rooms",
        comes: Sent("/rooms/new", &[("name", CANARY)]),
        routes: &["/rooms/{id}"],
        forms: &[
            ("/rooms/new", &[("name", "tea and paper")]),
            ("/rooms/{id}/change", &[("name", "tea and paper"), ("revision", "1")]),
            ("/rooms/{id}/timer", &[("minutes", "10")]),
        ],
        hidden: &[],
    },
    Sample {
        comes: Done(|_, mira| {
            Box::pin(async {
                let room = room(mira, &[("name", CANARY)]).await;
                mira.post(&format!("{room}/guests"), &[("ends", "week")]).await;
                mira.get(&room).await.id_of("/rooms/take-back/{id}").unwrap()
            })
        }),
        routes: &["/rooms/take-back/{id}"],
        ..Sample::NONE
    },
    Sample {
        comes: Done(|_, mira| {
            Box::pin(async {
                let room = room(mira, &[("name", "a room with a guest")]).await;
                link(mira, &room, "week").await.split_once("/room/").unwrap().1.to_owned()
            })
        }),
        routes: &["/room/{token}"],
        ..Sample::NONE
    },
];

/// A room of somebody's own, as a path.
pub async fn room(who: &Actor, fields: &[(&str, &str)]) -> String {
    who.keep("/rooms/new", fields).await.address
}

/// A link that lets a guest in, as a path.
async fn link(who: &Actor, room: &str, ends: &str) -> String {
    let page = who.post(&format!("{room}/guests"), &[("ends", ends)]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let link = page.between("id=\"secret\" data-reading=\"skip\">", "<").unwrap();
    link.split_once("8420").unwrap().1.to_owned()
}

/// A room for everybody, which Sam has opened.
pub async fn common(app: &TestApp, fields: &[(&str, &str)]) -> (Actor, String) {
    let sam = app.member("sam").await;
    app.give("sam", Role::Facilitator).await;
    app.gives_second_factor("sam").await;
    let fields: Vec<_> = [("for_all", "yes")].into_iter().chain(fields.iter().copied()).collect();
    let made = sam.post("/rooms/new", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    (sam, made.location().split('?').next().unwrap().to_owned())
}

fn registry(app: &TestApp) -> &RoomRegistry {
    app.app.content::<RoomRegistry>().unwrap()
}

fn seconds_later(app: &TestApp, seconds: i64) {
    app.app.clock.set(app.app.now().checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap());
}

#[tokio::test]
async fn two_people_sit_together_and_see_so() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (sam, room) = common(&app, &[("name", "The quiet hour")]).await;
    mira.get("/rooms").await.must_say("The quiet hour It is empty for now.");
    let page = mira.post_and_follow(&room, &[("called", "Ana"), ("doing", "reading")]).await;
    page.must_say("Just you for now, and that’s fine.");
    sam.get(&room).await.must_say("One person is here.");
    let page = sam.post_and_follow(&room, &[]).await;
    page.must_say("Two are here.");
    page.must_say("Ana, reading");
    page.must_say("Someone");
    page.must_not_say("mira");
    sam.post(&format!("{room}/timer"), &[("minutes", "25")]).await;
    app.minutes_later(0);
    let page = mira.get(&room).await;
    page.must_say("Two are here. 25 minutes left.");
    page.must_not_say("sam");
    let page = sam.post_and_follow(&format!("{room}/leave"), &[("sign", "nod")]).await;
    page.must_say("You sat for a while. That counts.");
    mira.get(&room).await.must_say("Somebody nodded as they left.");
}

#[tokio::test]
async fn a_seat_is_a_lease_that_requests_renew() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (sam, room) = common(&app, &[("name", "The quiet hour")]).await;
    mira.post(&room, &[]).await;
    sam.post(&room, &[]).await;
    for _ in 0..4 {
        seconds_later(&app, 20);
        mira.get(&room).await.must_say("Two are here.");
        sam.another_tab().get(&room).await.must_say("Two are here.");
    }
    seconds_later(&app, 26);
    mira.get(&room).await.must_say("Two are here.");
    seconds_later(&app, 1);
    mira.get(&room).await.must_say("Just you for now");
    seconds_later(&app, 30);
    registry(&app).sweep(app.app.now());
    assert_eq!(registry(&app).seated(), 0, "nobody is a ghost for more than half a minute");
    mira.get(&room).await.must_say("It is empty for now.");
}

#[tokio::test]
async fn whoever_looks_on_is_told_as_it_happens() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (sam, room) = common(&app, &[("name", "The quiet hour")]).await;
    let live = format!("{room}/live");
    assert_eq!(mira.listen(&live).await.status, StatusCode::NO_CONTENT, "who has no seat is told nothing");
    mira.post(&room, &[("called", "Ana")]).await;
    let mut told = mira.listen(&live).await;
    assert_eq!(told.status, StatusCode::OK);
    assert_eq!(told.headers.get("x-accel-buffering").unwrap(), "no");
    let first = told.next().await.unwrap();
    assert!(first.contains("retry: 1500") && first.contains("event: room"), "{first}");
    assert!(first.contains("Just you for now"), "{first}");
    sam.post(&room, &[("doing", "resting")]).await;
    let next = told.next().await.unwrap();
    assert!(next.contains("Two are here.") && next.contains("Someone, resting"), "{next}");
    mira.post(&format!("{room}/leave"), &[]).await;
    assert!(told.next().await.unwrap().contains("event: over"));
    assert_eq!(told.next().await, None);
    mira.post(&room, &[]).await;
    let mut windows = Vec::new();
    for _ in 0..4 {
        let window = mira.listen(&live).await;
        assert_eq!(window.status, StatusCode::OK);
        windows.push(window);
    }
    assert_eq!(mira.listen(&live).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(mira.get("/today").await.status, StatusCode::OK, "other pages wait for none of them");
    registry(&app).close();
    for window in &mut windows {
        while window.next().await.is_some() {}
    }
}

#[tokio::test]
async fn a_guest_sits_along_until_the_link_is_taken_back() {
    let (app, mira) = TestApp::with_member("mira").await;
    let room = room(&mira, &[("name", "tea and paper")]).await;
    let path = link(&mira, &room, "day").await;
    let friend = app.anonymous();
    let page = friend.get(&path).await;
    page.must_say("tea and paper");
    page.must_not_say("Handrail");
    page.must_not_say("mira");
    assert_eq!(page.header("x-robots-tag"), "noindex, nofollow");
    assert!(!page.headers.contains_key("set-cookie"), "nothing is kept in their browser");
    friend.post_and_follow(&path, &[]).await.must_say("Just you for now");
    mira.post_and_follow(&room, &[("called", "Mira")]).await.must_say("A guest");
    let page = friend.get(&path).await;
    page.must_say("Two are here.");
    let mut told = friend.listen(&format!("{path}/live")).await;
    assert!(told.next().await.unwrap().contains("Two are here."));
    let take_back = mira.get(&room).await.action("/rooms/take-back/").unwrap();
    let jo = app.member("jo").await;
    assert_eq!(jo.post(&take_back, &[]).await.status, StatusCode::NOT_FOUND);
    mira.post_and_follow(&take_back, &[]).await.must_say("Just you for now");
    assert!(told.next().await.unwrap().contains("event: over"), "at once");
    let gone = friend.get(&path).await;
    let invented = friend.get(&format!("/room/{}", "A".repeat(43))).await;
    assert_eq!((gone.status, &gone.body), (StatusCode::NOT_FOUND, &invented.body), "one answer for all");
    assert_eq!(friend.post(&path, &[]).await.body, invented.body);
    assert_eq!(friend.listen(&format!("{path}/live")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_guests_link_ends_by_itself_and_with_its_room() {
    let (app, mira) = TestApp::with_member("mira").await;
    let room = room(&mira, &[("name", "tea and paper")]).await;
    let (day, month) = (link(&mira, &room, "day").await, link(&mira, &room, "month").await);
    let friend = app.anonymous();
    mira.post(&format!("{room}/change"), &[("name", "tea and silence"), ("revision", "1")]).await;
    friend.get(&month).await.must_say("tea and silence");
    app.pass(25);
    assert_eq!(friend.get(&day).await.status, StatusCode::NOT_FOUND);
    let mira = crate::support::signed_in(&app, "mira").await;
    friend.post_and_follow(&month, &[]).await.must_say("Just you");
    mira.post(&format!("{room}/remove"), &[]).await;
    assert_eq!(friend.get(&month).await.status, StatusCode::NOT_FOUND);
    mira.post(&format!("{room}/restore"), &[]).await;
    assert_eq!(friend.get(&month).await.status, StatusCode::NOT_FOUND, "it lets nobody in again by itself");
    let jo = app.member("jo").await;
    for path in [room.clone(), format!("{room}/change"), format!("{room}/live")] {
        assert_eq!(jo.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_room_with_hours_is_open_then_and_says_when_that_is() {
    let (app, mira) = TestApp::with_member("mira").await;
    // It is Sunday, noon.
    let hours = [("name", "Sundays"), ("days", "7"), ("from", "13:00"), ("to", "14:00"), ("only_then", "yes")];
    let room = room(&mira, &hours).await;
    let page = mira.get(&room).await;
    page.must_say("It is closed just now. It opens next: today, 13:00.");
    page.must_say("Sundays, 13:00 to 14:00");
    let page = mira.post(&room, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.pass(1);
    let page = mira.post_and_follow(&room, &[]).await;
    page.must_say("Here together until 14:00.");
    app.pass(1);
    assert_eq!(mira.listen(&format!("{room}/live")).await.status, StatusCode::NO_CONTENT);
    let page = mira.post("/rooms/new", &[("name", "No end"), ("days", "7"), ("from", "13:00")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Say from when to when");
    assert_eq!(page.field("from").as_deref(), None, "a time has more to it than its value");
    assert!(page.body.contains("value=\"13:00\""), "what was typed is still there");
}

#[tokio::test]
async fn only_who_looks_after_others_opens_a_room_to_all() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.get("/rooms/new").await.must_not_say("For everybody here");
    mira.post("/rooms/new", &[("name", "mine alone"), ("for_all", "yes")]).await;
    let jo = app.member("jo").await;
    jo.get("/rooms").await.must_not_say("mine alone");
    let (sam, room) = common(&app, &[("name", "ours")]).await;
    jo.get("/rooms").await.must_say("ours");
    assert_eq!(jo.get(&format!("{room}/change")).await.status, StatusCode::NOT_FOUND);
    jo.post(&format!("{room}/close"), &[]).await;
    jo.get(&room).await.must_say("ours");
    assert_eq!(jo.post(&format!("{room}/guests"), &[]).await.status, StatusCode::NOT_FOUND, "guests are for one's own");
    sam.post_and_follow(&format!("{room}/change"), &[("name", "ours too")]).await.must_say("ours too");
    sam.post_and_follow(&format!("{room}/close"), &[]).await.must_say("Closed.");
    assert_eq!(jo.get(&room).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn by_oneself_is_fine_too() {
    let (app, mira) = TestApp::with_member("mira").await;
    let page = mira.post_and_follow("/rooms/alone", &[("doing", "cup")]).await;
    page.must_say("A while by yourself");
    mira.post_and_follow("/rooms/alone/timer", &[("minutes", "10")]).await.must_say("Ten minutes left.");
    let jo = app.member("jo").await;
    jo.get("/rooms/alone").await.must_not_say("Ten minutes left.");
    mira.post_and_follow("/rooms/alone/leave", &[]).await.must_say("You sat for a while.");
}

#[tokio::test]
async fn a_while_in_a_room_can_be_what_was_tried() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post("/rooms/alone", &[]).await;
    mira.post_and_follow("/rooms/alone/leave", &[]).await.must_say("Note a small moment");
    let attempt = mira.begin("quiet-company", "smaller").await;
    mira.post("/rooms/alone", &[]).await;
    let page = mira.post_and_follow("/rooms/alone/leave", &[]).await;
    page.must_say("Be quiet near someone for five minutes You were trying this. Was that it?");
    mira.post(&page.action("/attempts/").unwrap(), &[("outcome", "did")]).await;
    mira.get("/reflections").await.must_say("Be quiet near someone for five minutes");
    assert!(
        mira.get(&format!("/attempts/{attempt}")).await.status.is_redirection()
            || mira.get("/today").await.status.is_success()
    );
    mira.post("/rooms/alone", &[]).await;
    mira.post_and_follow("/rooms/alone/leave", &[]).await.must_not_say("Was that it?");
}

#[tokio::test]
async fn nothing_of_who_sat_where_is_kept() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (_sam, room) = common(&app, &[("name", "The quiet hour")]).await;
    mira.post(&room, &[("called", CANARY), ("doing", "tidying")]).await;
    mira.get(&room).await.must_say(CANARY);
    mira.post(&format!("{room}/leave"), &[("sign", "nod")]).await;
    let bytes = app.bytes_at_rest();
    assert!(!bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes()));
    assert!(bytes.windows(14).any(|window| window == b"The quiet hour"), "which is readable, as its form says");
    let page = mira.post(&room, &[("called", &"x".repeat(61))]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Make it shorter. 60 letters is the most.");
}
