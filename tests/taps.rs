//! Sides and cards in the welcome: one a page, one tap each, and a few of them may be enough.

use crate::support::{Actor, TestApp};
use crate::welcome::newcomer;

/// The answer that stands out on a page of taps, or nothing.
async fn tapped(actor: &Actor, path: &str) -> String {
    let page = actor.get(path).await;
    let before = page.body.split_once("\" class=\"primary\" aria-current").map_or("", |(before, _)| before);
    before.rsplit('"').next().unwrap_or_default().to_owned()
}

async fn sides(actor: &Actor) -> Vec<String> {
    let mut said = Vec::new();
    for side in 1..=5 {
        said.push(tapped(actor, &format!("/welcome/possible?side={side}")).await);
    }
    said
}

async fn card(actor: &Actor, number: usize) -> String {
    tapped(actor, &format!("/welcome/cards?card={number}")).await
}

#[tokio::test]
async fn each_side_is_a_page_and_a_tap_changes_only_that_one() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let all = [("initiation", "0"), ("presence", "1"), ("disclosure", "2"), ("receiving", "3"), ("novelty", "")];
    assert_eq!(mira.post("/welcome/possible", &all).await.location(), "/welcome?saved=1", "all at once");
    assert_eq!(sides(&mira).await, ["0", "1", "2", "3", ""]);
    let sent = mira.post("/welcome/possible", &[("side", "3"), ("disclosure", "1"), ("first", "yes")]).await;
    assert_eq!(sent.location(), "/welcome/possible?side=4&first=yes");
    assert_eq!(sides(&mira).await, ["0", "1", "1", "3", ""]);
    let next = mira.get(sent.location()).await;
    next.must_say("Letting someone do something for you");
    next.must_say("4 of 5");
    assert!(next.body.contains("href=\"/welcome/possible?side=3&#38;first=yes\""), "back: {}", next.body);
    let sent = mira.post("/welcome/possible", &[("side", "4"), ("receiving", ""), ("first", "yes")]).await;
    assert_eq!(sides(&mira).await, ["0", "1", "1", "", ""], "not sure is an answer");
    let sent =
        mira.post("/welcome/possible", &[("side", "5"), ("skip", "yes"), ("first", "yes")]).await.location().to_owned()
            + &format!(" after {}", sent.location());
    assert_eq!(sent, "/welcome/company?first=yes after /welcome/possible?side=5&first=yes");
    let sent = mira.post("/welcome/possible", &[("side", "1"), ("initiation", "2")]).await;
    assert_eq!(sent.location(), "/welcome/possible?side=2", "the same from the answers");
    let sent = mira.post("/welcome/possible", &[("side", "5"), ("novelty", "3")]).await;
    assert_eq!(sent.location(), "/welcome?saved=1");
    assert_eq!(sides(&mira).await, ["2", "1", "1", "", "3"]);
}

#[tokio::test]
async fn each_card_is_a_page_and_after_three_of_them_they_may_be_enough() {
    let app = TestApp::new().await;
    let mira = newcomer(&app).await;
    let mut to = "/welcome/cards?first=yes".to_owned();
    for (number, name, feels) in [("1", "card-0", "easy"), ("2", "card-1", ""), ("3", "card-2", "too-much")] {
        mira.get(&to).await.must_say("How big does this feel?");
        let sent = mira.post("/welcome/cards", &[("card", number), (name, feels), ("first", "yes")]).await;
        sent.location().clone_into(&mut to);
    }
    let asks = mira.get(&to).await;
    for words in ["Enough?", "That is enough, thank you", "A few more"] {
        asks.must_say(words);
    }
    assert!(asks.body.contains("href=\"/welcome/cards?card=4&#38;first=yes\""), "{}", asks.body);
    mira.post("/welcome/cards", &[("card", "4"), ("card-3", "okay"), ("first", "yes")]).await;
    let felt = async || [card(&mira, 1).await, card(&mira, 2).await, card(&mira, 3).await, card(&mira, 4).await];
    assert_eq!(felt().await, ["easy", "", "too-much", "okay"], "a card changes no other");
    mira.post("/welcome/cards", &[("card", "3"), ("skip", "yes"), ("first", "yes")]).await;
    assert_eq!(felt().await, ["easy", "", "too-much", "okay"], "nor does skipping");
    assert_eq!(mira.post("/welcome/enough", &[("first", "yes")]).await.location(), "/welcome/thanks");
    mira.post("/welcome/cards", &[("card-0", ""), ("card-1", "okay"), ("card-9", "stretch")]).await;
    assert_eq!(felt().await, ["", "okay", "too-much", "okay"], "several at once");
    mira.get("/welcome").await.must_say("Some of them sorted.");
}

#[tokio::test]
async fn all_ten_cards_can_be_gone_through() {
    let app = TestApp::new().await;
    let mira = newcomer(&app).await;
    let (mut to, mut seen, mut asked) = ("/welcome/cards?first=yes".to_owned(), 0, 0);
    while to != "/welcome/thanks" {
        let page = mira.get(&to).await;
        if page.says("Enough?") {
            asked += 1;
            to = page.between("class=\"button\" href=\"", "\"").unwrap().replace("&#38;", "&");
            continue;
        }
        seen += 1;
        let card = page.between("name=\"card\" value=\"", "\"").unwrap().to_owned();
        let name = page.between("<button name=\"", "\"").unwrap().to_owned();
        let sent = mira.post("/welcome/cards", &[("card", &card), (&name, "okay"), ("first", "yes")]).await;
        sent.location().clone_into(&mut to);
    }
    assert_eq!((seen, asked), (10, 2));
    mira.get("/welcome").await.must_say("All sorted.");
}
