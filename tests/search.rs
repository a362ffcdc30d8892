//! Finding again what one wrote.

use axum::http::StatusCode;

use crate::support::sample::Comes::Done;
use crate::support::sample::{CANARY, Sample};
use crate::support::{Actor, TestApp};

pub const SAMPLES: &[Sample] = &[Sample {
    comes: Done(|_, mira| {
        Box::pin(async {
            search(mira, CANARY).await;
            String::new()
        })
    }),
    forms: &[("/search", &[("words", "canary")])],
    ..Sample::NONE
}];

async fn search(mira: &Actor, words: &str) -> crate::support::Page {
    let page = mira.post_and_follow("/search", &[("words", words)]).await;
    assert_eq!(page.status, StatusCode::OK);
    page
}

#[tokio::test]
async fn everything_one_wrote_is_found_and_nothing_of_anybody_else() {
    let (app, mira) = TestApp::with_member("mira").await;
    let jo = app.member("jo").await;
    jo.post("/journal", &[("words", "a walnut of my own")]).await;
    let journal = mira.post("/journal", &[("words", "The Walnut by the gate")]).await.location().to_owned();
    let thought = mira.post("/thoughts", &[("thought", "walnuts hate me")]).await.location().to_owned();
    mira.post("/moments", &[("words", "walnut cake")]).await;
    mira.post("/plan", &[("steadies", "Cracking a walnut")]).await;
    let own = [("title", "Plant a walnut"), ("kind", "share"), ("who", "close"), ("smaller", "one nut")];
    mira.post("/ladder/new", &own).await;
    let attempt = mira.check_in("some").await.unwrap();
    mira.try_it(&attempt).await;
    mira.look_back(&attempt, &[("outcome", "did"), ("note", "We shared a walnut")]).await;

    let page = search(&mira, "WALNÜT").await;
    assert_eq!(page.body.matches("<mark>").count(), 6, "{}", page.text());
    for address in [&journal, &thought, "/plan", &format!("/reflections/{attempt}")] {
        assert!(page.body.contains(&format!("href=\"{address}\"")), "{address}");
    }
    for link in page.body.split("<li><a href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        if !["/today", "/steps", "/notebook", "/settings", "/support", "/about", "/privacy"].contains(&link) {
            assert_eq!(mira.get(link).await.status, StatusCode::OK, "{link}");
        }
    }
    page.must_not_say("of my own");
}

#[tokio::test]
async fn all_the_words_must_be_there_and_removed_things_are_not() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post("/journal", &[("words", "rain on the roof")]).await;
    let gone = mira.post("/journal", &[("words", "rain on the river")]).await.location().to_owned();
    assert_eq!(search(&mira, "roof rain").await.body.matches("href=\"/journal/").count(), 1);
    assert_eq!(search(&mira, "rain").await.body.matches("href=\"/journal/").count(), 2);
    mira.post(&format!("{gone}/remove"), &[]).await;
    search(&mira, "river").await.must_say("Nothing with this word.");
    let page = search(&mira, "  ").await;
    assert!(!page.says("What was found"), "nothing was asked");
}

#[tokio::test]
async fn what_is_looked_for_is_in_no_address_and_cannot_break_the_page() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post("/journal", &[("words", "<b>bold</b> & \"quoted\"")]).await;
    let page = search(&mira, "<b>bold").await;
    assert!(page.body.contains("<mark>&#60;b&#62;bold</mark>"), "{}", page.body);
    assert!(!page.body.contains("<b>bold"));
    assert!(mira.get("/search?words=bold").await.body.matches("bold").count() == 0, "an address is not listened to");
}

#[tokio::test]
async fn one_can_come_back_to_what_was_found_and_nobody_else_can_read_what_was_looked_for() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/journal", &[("words", "the heron again")]).await;
    let address = mira.post("/search", &[("words", "heron")]).await.location().to_owned();
    assert!(!address.contains("heron"));
    for _ in 0..2 {
        assert!(mira.get(&address).await.body.contains("<mark>heron</mark>"));
    }
    let jo = app.member("jo").await;
    for page in [jo.get(&address).await, mira.get("/search?sealed=AAAA").await] {
        assert!(page.status == StatusCode::OK && !page.body.contains("heron"));
        page.must_not_say("What was found");
    }
}
