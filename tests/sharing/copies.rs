//! The copies follow what they are copies of.

use super::{connected, give, look_back, moment, shown};
use crate::support::signed_in;

#[tokio::test]
async fn a_kind_goes_along_from_now_on() {
    let (app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    let before = moment(&mira, "an early fox").await;
    look_back(&mira, &[("outcome", "did"), ("note", "earlier words")]).await;
    app.minutes_later(5);
    for kind in ["moments", "journal", "thoughts", "reflections"] {
        let page = super::preview(&mira, &connection, &[("what", "kind"), ("kind", kind)]).await;
        page.must_say("from now on");
        give(&mira, &connection, &[("what", "kind"), ("kind", kind)]).await;
    }
    let page = super::preview(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    page.must_say("Here is your latest, to show how it looks. It stays with you");
    page.must_say("an early fox");
    let seen = lind.get(&care).await;
    seen.must_not_say("fox");
    seen.must_not_say("earlier words");
    app.minutes_later(5);
    moment(&mira, "a late owl").await;
    mira.post("/journal", &[("words", "a page of today")]).await;
    mira.post("/thoughts", &[("thought", "a loud thought")]).await;
    look_back(&mira, &[("outcome", "rested"), ("note", "I needed sleep")]).await;
    let seen = lind.get(&care).await;
    for words in ["a late owl", "a page of today", "a loud thought", "I needed sleep"] {
        seen.must_say(words);
    }
    mira.post(&format!("/moments/{before}"), &[("words", "an early fox, again"), ("revision", "1")]).await;
    lind.get(&care).await.must_not_say("fox");
}

#[tokio::test]
async fn a_change_is_seen_and_what_is_removed_is_not_even_once_it_is_back() {
    let (_app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    give(&mira, &connection, &[("what", "kind"), ("kind", "reflections")]).await;
    let id = moment(&mira, "a grey cat").await;
    mira.post(&format!("/moments/{id}"), &[("words", "a black cat"), ("revision", "1")]).await;
    let seen = lind.get(&care).await;
    assert!(seen.says("a black cat") && !seen.says("a grey cat"));
    mira.post(&format!("/moments/{id}/remove"), &[]).await;
    lind.get(&care).await.must_not_say("cat");
    mira.post(&format!("/moments/{id}/restore"), &[]).await;
    lind.get(&care).await.must_not_say("cat");
    mira.get(&format!("/moments/{id}")).await.must_say("Only you can see this.");
    let told = look_back(&mira, &[("outcome", "did")]).await;
    mira.post(&format!("/reflections/{told}/felt"), &[("felt", "easy")]).await;
    lind.get(&care).await.must_say("It was: easy.");
    mira.post(&format!("/reflections/{told}"), &[("outcome", "nearly"), ("note", "at the door"), ("revision", "2")])
        .await;
    lind.get(&care).await.must_say("at the door");
    mira.post(&format!("/reflections/{told}/remove"), &[]).await;
    lind.get(&care).await.must_not_say("at the door");
    mira.post(&format!("/reflections/{told}/restore"), &[]).await;
    lind.get(&care).await.must_not_say("at the door");
}

#[tokio::test]
async fn what_goes_for_good_goes_from_them_too() {
    let (_app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    let id = moment(&mira, "a grey cat").await;
    give(&mira, &connection, &[("what", "one"), ("about", &id)]).await;
    lind.get(&care).await.must_say("a grey cat");
    mira.post(&format!("/removed/{id}/for-good"), &[]).await;
    lind.get(&care).await.must_not_say("cat");
    mira.get("/sharing").await.must_say("They see nothing of yours.");
}

#[tokio::test]
async fn not_this_one_stays_with_its_writer_and_can_be_said_later() {
    let (_app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    for kind in ["moments", "journal", "thoughts", "reflections"] {
        give(&mira, &connection, &[("what", "kind"), ("kind", kind)]).await;
    }
    let id = mira.keep("/moments", &[("words", "a shy cat"), ("kept_back", "yes")]).await.id;
    mira.post("/journal", &[("words", "a shy page"), ("kept_back", "yes")]).await;
    mira.post("/thoughts", &[("thought", "a shy thought"), ("kept_back", "yes")]).await;
    look_back(&mira, &[("outcome", "did"), ("note", "a shy note"), ("kept_back", "yes")]).await;
    lind.get(&care).await.must_not_say("shy");
    let form = mira.get(&format!("/moments/{id}/edit")).await;
    assert!(form.body.contains("name=\"kept_back\" value=\"yes\" checked"));
    let page = format!("/moments/{id}");
    mira.post(&page, &[("words", "a shy cat"), ("revision", "1")]).await;
    lind.get(&care).await.must_say("a shy cat");
    mira.post(&page, &[("words", "a shy cat"), ("revision", "2"), ("kept_back", "yes")]).await;
    lind.get(&care).await.must_not_say("shy");
    assert!(shown(&mira.get(&format!("/sharing/{connection}/as-they-see")).await).is_empty());
}

#[tokio::test]
async fn a_consent_says_since_when_it_stands() {
    let (app, mira, _lind, connection) = connected().await;
    let page = give(&mira, &connection, &[("what", "kind"), ("kind", "reflections")]).await;
    page.must_say("every reflection you write from now on");
    app.days_later(10);
    let page = signed_in(&app, "mira").await.get("/sharing").await;
    page.must_say("every reflection you write since 22 November 2026");
    page.must_not_say("from now on");
}
