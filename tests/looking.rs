//! Who can look at what somebody shows, in every state there is; and that no look goes unnoted.

use axum::http::StatusCode;
use handrail::members::Role;

use crate::sharing::{connected, give, moment};
use crate::support::company::{connect, looks, supporter};
use crate::support::{Actor, TestApp};

const SHOWN: &str = "the yellow kite over the roof";

/// A state a connection can be in, by what brings it about.
const STATES: [(&str, bool); 10] = [
    ("select 1", true),
    ("delete from grants", false),
    ("update grants set ends_at = 0", false),
    ("update grants set asleep = 1", false),
    ("update connections set state = 'asleep'", false),
    ("update connections set supporter_pin = null", false),
    ("delete from connections", false),
    ("delete from letter_keys", false),
    ("delete from member_roles", false),
    ("delete from second_factors", false),
];

/// Somebody of each other sort.
async fn others(app: &TestApp) -> Vec<Actor> {
    let mut others = vec![app.anonymous(), app.member("jo").await, supporter(app, "ines").await];
    for (name, role) in [("sam", Role::Facilitator), ("host", Role::Host)] {
        others.push(app.member(name).await);
        app.give(name, role).await;
        app.gives_second_factor(name).await;
    }
    others
}

#[tokio::test]
async fn only_whom_it_is_shown_to_sees_it_and_only_while_it_is() {
    for (state, is_seen) in STATES {
        let (app, mira, lind, connection) = connected().await;
        let care = format!("/care/{connection}");
        give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
        moment(&mira, SHOWN).await;
        app.run(state).await;
        let page = lind.get(&care).await;
        assert_eq!(page.says(SHOWN), is_seen, "{state}: {}", page.text());
        assert_eq!(looks(&app).await, i64::from(is_seen), "{state}: a look is noted where something is opened");
        for other in others(&app).await.iter().chain([&mira]) {
            let page = other.get(&care).await;
            assert!(!page.says(SHOWN) && page.status != StatusCode::OK, "{state}: {}", page.text());
        }
        mira.get("/moments").await.must_say(SHOWN);
    }
}

#[tokio::test]
async fn one_supporter_sees_nothing_of_whom_another_accompanies() {
    let (app, mira, _lind, connection) = connected().await;
    let (jo, ines) = (app.member("jo").await, supporter(&app, "ines").await);
    let theirs = connect(&app, &jo, &ines).await;
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    moment(&mira, SHOWN).await;
    ines.get(&format!("/care/{theirs}")).await.must_not_say(SHOWN);
    assert_eq!(ines.get(&format!("/care/{connection}")).await.status, StatusCode::NOT_FOUND);
    let page = jo.post("/sharing/grants", &[("connection", &connection), ("what", "ladder")]).await;
    assert!(page.status == StatusCode::NOT_FOUND || page.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", page.status);
}

#[tokio::test]
async fn where_a_look_cannot_be_noted_nothing_is_shown() {
    let (app, mira, lind, connection) = connected().await;
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    moment(&mira, SHOWN).await;
    app.run("create trigger full before insert on look_log begin select raise(abort, 'no'); end").await;
    let page = lind.get(&format!("/care/{connection}")).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    page.must_not_say(SHOWN);
    app.run("drop trigger full").await;
    lind.get(&format!("/care/{connection}")).await.must_say(SHOWN);
    mira.get("/sharing/looks").await.must_say("Lind Berg");
}

#[tokio::test]
async fn what_is_new_since_the_last_look_comes_first() {
    let (app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    moment(&mira, "a kite").await;
    app.minutes_later(1);
    lind.get(&care).await.must_say("a kite");
    app.minutes_later(1);
    moment(&mira, "a swallow").await;
    let text = lind.get(&care).await.text();
    let (new, before) = (text.find("a swallow").unwrap(), text.find("a kite").unwrap());
    assert!(text.find("New since you looked").is_some_and(|heading| heading < new && new < before), "{text}");
}

#[tokio::test]
async fn looks_at_the_same_things_within_ten_minutes_are_one_line() {
    let (app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    moment(&mira, SHOWN).await;
    for _ in 0..3 {
        lind.get(&care).await.must_say(SHOWN);
        app.minutes_later(3);
    }
    assert_eq!(looks(&app).await, 1);
    give(&mira, &connection, &[("what", "ladder")]).await;
    mira.post("/ladder", &[]).await;
    lind.get(&care).await;
    assert_eq!(looks(&app).await, 2, "something else is shown");
    app.minutes_later(10);
    lind.get(&care).await;
    assert_eq!(looks(&app).await, 3, "and later it is another look");
    let page = mira.get("/sharing/looks").await;
    assert_eq!(page.text().matches("Lind Berg").count(), 3);
    page.must_not_say("not whole");
}

#[tokio::test]
async fn earlier_looks_are_further_back() {
    let (app, mira, lind, connection) = connected().await;
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    moment(&mira, SHOWN).await;
    lind.get(&format!("/care/{connection}")).await;
    mira.get("/sharing/looks").await.must_not_say("Further back");
    for _ in 0..100 {
        app.run("update look_log set at = at - 600").await;
        lind.get(&format!("/care/{connection}")).await;
    }
    let page = mira.get("/sharing/looks").await;
    assert_eq!(page.text().matches("Lind Berg").count(), 100);
    let page = mira.get(&page.leads("Further back")).await;
    assert_eq!(page.text().matches("Lind Berg").count(), 1);
    page.must_not_say("Further back");
}

#[tokio::test]
async fn to_propose_an_order_leaves_what_is_new_as_it_is() {
    let (app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    mira.post("/ladder", &[]).await;
    give(&mira, &connection, &[("what", "ladder")]).await;
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    app.minutes_later(1);
    lind.get(&care).await;
    app.minutes_later(1);
    moment(&mira, "a swallow").await;
    lind.get(&format!("{care}/order")).await;
    let text = lind.get(&care).await.text();
    assert!(text.find("New since you looked").is_some_and(|new| text[new..].contains("a swallow")), "{text}");
}

#[tokio::test]
async fn much_is_shown_in_portions_and_the_look_is_noted_once() {
    let (app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    give(&mira, &connection, &[("what", "bring")]).await;
    mira.post("/sharing/bring", &[("words", "the letter from home")]).await;
    for number in 0..70 {
        mira.post("/moments", &[("words", &format!("bird {number};"))]).await;
    }
    let first = lind.get(&care).await;
    first.must_say("the letter from home");
    let further = lind.get(&first.leads("Further back")).await;
    further.must_not_say("the letter from home");
    assert!(!further.body.contains(">Further back</a>"), "{}", further.text());
    let (first, further) = (first.text(), further.text());
    assert!((0..70).all(|number| {
        let bird = format!("bird {number};");
        first.contains(&bird) != further.contains(&bird)
    }));
    assert_eq!(looks(&app).await, 1);
}
