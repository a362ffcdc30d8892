//! When nobody reads, how often somebody writes, and when a group meets.

use axum::http::StatusCode;

use super::{begun, invitation, joins, three};
use crate::support::TestApp;

#[tokio::test]
async fn words_come_back_where_nobody_is_there_to_read_them() {
    let app = TestApp::new().await;
    let (fay, group) = begun(&app, "fay").await;
    let ada = app.member("ada").await;
    joins(&ada, &invitation(&fay, &group).await, "Ada").await;
    fay.get(&group).await;
    ada.get(&group).await;
    fay.post(&format!("{group}/leave"), &[]).await;
    let idea = [("title", "Wave to them"), ("kind", "message"), ("who", "stranger"), ("smaller", "Wave.")];
    for (path, fields) in [("rounds", &[("words", "Wave to them")][..]), ("ideas", &idea)] {
        let page = ada.post(&format!("{group}/{path}"), fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(page.body.contains("Wave to them"), "{path}");
        page.must_say("Nobody else is here to read it just now.");
    }
}

#[tokio::test]
async fn a_group_without_a_day_does_not_meet_every_day() {
    let app = TestApp::new().await;
    let (fay, group) = begun(&app, "fay").await;
    let page =
        fay.post(&format!("{group}/change"), &[("name", "the circle"), ("from", "19:00"), ("to", "20:00")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Tick a day, or leave the times empty.");
    fay.post(&format!("{group}/change"), &[("name", "the circle")]).await;
    fay.get(&group).await.must_not_say("You meet");
}

#[tokio::test]
async fn one_form_in_other_words_is_no_way_round_once_a_day() {
    let app = TestApp::new().await;
    let (group, _, ada, ben) = three(&app).await;
    for number in 0..8 {
        let words = format!("Number {number}.");
        let sent = [("id", "11111111111111111111111111111111"), ("tried", "tried"), ("words", words.as_str())];
        ada.post(&format!("{group}/rounds"), &sent).await;
    }
    assert_eq!(ben.get(&group).await.text().matches("Number ").count(), 5);
}
