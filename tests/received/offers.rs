//! Ideas for steps and orders for a ladder: what one does with them, and that nobody is told.

use axum::http::StatusCode;

use super::{id_of, known, offer};
use crate::sharing::{give, preview};
use crate::support::{Actor, Page, signed_in};

/// Checks in, and so has a card.
async fn with_a_card(mira: &Actor) -> Page {
    mira.post("/check-ins", &[("energy", "some")]).await;
    mira.get("/today").await
}

#[tokio::test]
async fn an_offer_is_answered_like_any_suggestion_and_nobody_is_told() {
    for answer in ["try", "smaller", "different", "rest"] {
        let (app, mira, lind, connection) = known().await;
        offer(&lind, &connection, "regular", "you spoke of it").await;
        let before = lind.get(&format!("/care/{connection}/given")).await.text();
        let today = with_a_card(&mira).await;
        today.must_say("An idea from Lind Berg");
        today.must_say("you spoke of it");
        let action = today.action("/received/").unwrap();
        let page = mira.post(&action, &[("answer", answer), ("today", "yes")]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{answer}: {}", page.text());
        let after = mira.get("/today").await;
        match answer {
            "try" => {
                assert!(page.location().starts_with("/attempts/"), "{}", page.location());
                after.must_say("You’re trying this");
            }
            "smaller" => {
                after.must_say("An idea from Lind Berg");
                assert_ne!(after.between("id=\"offer\">", "<"), today.between("id=\"offer\">", "<"));
                let page = mira.post(&action, &[("answer", "smaller"), ("today", "yes")]).await;
                mira.get(page.location()).await.must_say("This is the smallest");
            }
            _ => after.must_not_say("An idea from Lind Berg"),
        }
        assert_eq!(lind.get(&format!("/care/{connection}/given")).await.text(), before, "{answer}");
        app.days_later(1);
        let mira = signed_in(&app, "mira").await;
        assert_eq!(
            with_a_card(&mira).await.says("An idea from Lind Berg"),
            matches!(answer, "smaller" | "rest"),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn an_offer_that_was_taken_can_be_looked_back_on() {
    let (_app, mira, lind, connection) = known().await;
    offer(&lind, &connection, "smaller", "").await;
    let action = with_a_card(&mira).await.action("/received/").unwrap();
    let attempt = mira.post(&action, &[("answer", "try"), ("today", "yes")]).await;
    let attempt = attempt.location().split("/guess").next().unwrap().to_owned();
    let page = mira.post(&format!("{attempt}/reflection"), &[("outcome", "did"), ("felt", "okay")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    // The old card, sent again, begins nothing anew.
    let again = mira.post(&action, &[("answer", "try")]).await;
    assert_eq!(again.location(), attempt);
}

/// Takes what was offered and looks back on it; the id of that, and the page it leads to.
async fn taken_and_told(mira: &Actor) -> (String, Page) {
    let action = with_a_card(mira).await.action("/received/").unwrap();
    let attempt = mira.post(&action, &[("answer", "try"), ("today", "yes")]).await;
    let attempt = attempt.location().split("/guess").next().unwrap().to_owned();
    let told = [("outcome", "did"), ("felt", "okay"), ("note", "the bench by the pond")];
    let page = mira.post_and_follow(&format!("{attempt}/reflection"), &told).await;
    (attempt.rsplit('/').next().unwrap().to_owned(), page)
}

#[tokio::test]
async fn what_was_done_of_an_offer_is_no_rest() {
    let (_app, mira, lind, connection) = known().await;
    offer(&lind, &connection, "smaller", "").await;
    taken_and_told(&mira).await.1.must_say("Kept. That counts.");
    let today = mira.get("/today").await;
    today.must_say("That’s plenty for today.");
    today.must_not_say("Resting today");
}

#[tokio::test]
async fn a_look_back_on_an_offer_is_shown_and_brought_and_stays_when_the_offer_is_removed() {
    let (_app, mira, lind, connection) = known().await;
    offer(&lind, &connection, "smaller", "you spoke of it").await;
    let (told, _) = taken_and_told(&mira).await;
    let one = [("what", "one"), ("about", told.as_str())];
    preview(&mira, &connection, &one).await.must_say("the bench by the pond");
    give(&mira, &connection, &one).await;
    let brought = mira.post_and_follow(&format!("/sharing/bring/of/{told}"), &[]).await;
    brought.must_say("It is on your list for the next talk");
    brought.must_say("the bench by the pond");
    let given = id_of(&mira.get("/received").await);
    assert_ne!(given, told);
    mira.post(&format!("/received/{given}/remove"), &[]).await;
    lind.get(&format!("/care/{connection}")).await.must_say("the bench by the pond");
}

#[tokio::test]
async fn an_offer_that_was_left_can_be_taken_after_all() {
    let (_app, mira, lind, connection) = known().await;
    offer(&lind, &connection, "smaller", "").await;
    let action = with_a_card(&mira).await.action("/received/").unwrap();
    mira.post(&action, &[("answer", "different")]).await;
    let list = mira.get("/received").await;
    list.must_say("Take it after all");
    let again = mira.post(&list.action("/received/").unwrap(), &[("answer", "try")]).await;
    assert!(again.location().starts_with("/attempts/"), "{}", again.location());
    mira.get("/today").await.must_say("You’re trying this");
    mira.get("/received").await.must_not_say("Take it after all");
}

#[tokio::test]
async fn an_offer_that_is_left_out_says_why_nothing_can_be_answered() {
    let (_app, mira, lind, connection) = known().await;
    offer(&lind, &connection, "smaller", "").await;
    mira.get("/received").await.must_not_say("doesn’t fit");
    mira.post("/steps/been-lonely/never", &[]).await;
    let list = mira.get("/received").await;
    list.must_say("This one isn’t offered just now.");
    list.must_not_say("I’ll try");
}

#[tokio::test]
async fn a_new_order_is_told_of_on_today_and_takes_the_place_of_the_older() {
    let (app, mira, lind, connection) = known().await;
    for words in ["the first order", "the second order"] {
        let order = [("step", "1"), ("place", "1"), ("words", words)];
        app.minutes_later(1);
        lind.post(&format!("/care/{connection}/order"), &order).await;
        mira.get("/today").await.must_say("Lind Berg has an idea for the order of your ladder.");
    }
    let list = mira.get("/received").await;
    assert_eq!(list.body.matches("Use this order").count(), 1);
    assert!(list.text().find("Use this order") < list.text().find("the first order"), "{}", list.text());
    let action = list.action("/received/orders/").unwrap();
    mira.post(&action, &[("answer", "leave")]).await;
    mira.get("/today").await.must_not_say("for the order of your ladder");
}

#[tokio::test]
async fn no_offer_stands_on_a_low_day() {
    let (_app, mira, lind, connection) = known().await;
    offer(&lind, &connection, "regular", "").await;
    mira.post("/check-ins", &[("energy", "low")]).await;
    mira.get("/today").await.must_not_say("An idea from");
    mira.get("/received").await.must_say("An idea from Lind Berg");
}

#[tokio::test]
async fn an_answer_that_is_none_is_said() {
    let (_app, mira, lind, connection) = known().await;
    offer(&lind, &connection, "regular", "").await;
    let action = mira.get("/received").await.action("/received/").unwrap();
    let page = mira.post(&action, &[("answer", "perhaps")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Choose one of the answers");
}

#[tokio::test]
async fn a_step_that_was_written_for_them_becomes_their_own_once_they_take_it() {
    let (_app, mira, lind, connection) = known().await;
    let fields = [
        ("title", "Water the plants with Ruth"),
        ("kind", "share-task"),
        ("who", "close"),
        ("smaller", "Water one"),
        ("regular", "Water them all"),
        ("more", "Stay for tea"),
        ("smaller_minutes", "5"),
        ("note", "because you miss the garden"),
    ];
    let path = format!("/care/{connection}/offer/own");
    let kinds = lind.get(&path).await;
    let kind = kinds.between("<option value=\"\">Choose one</option>\n<option value=\"", "\"").unwrap().to_owned();
    let mut fields: Vec<_> = fields.to_vec();
    fields[1].1 = &kind;
    let mut wrong = fields.clone();
    wrong[0].1 = "";
    let page = lind.post(&path, &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Give it a name");
    assert!(page.body.contains("Stay for tea") && page.body.contains("because you miss the garden"));
    let page = lind.post(&path, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    mira.get("/ladder").await.must_not_say("Water the plants");
    let today = with_a_card(&mira).await;
    today.must_say("Water the plants with Ruth");
    let action = today.action("/received/").unwrap();
    mira.post(&action, &[("answer", "smaller"), ("today", "yes")]).await;
    mira.get("/today").await.must_say("Water one");
    mira.post(&action, &[("answer", "try"), ("today", "yes")]).await;
    mira.get("/ladder").await.must_say("Water the plants with Ruth");
}

#[tokio::test]
async fn an_offer_needs_a_step_and_a_size() {
    let (_app, _mira, lind, connection) = known().await;
    let path = format!("/care/{connection}/offer");
    let long = "a".repeat(2001);
    for (fields, said) in [
        ([("step", ""), ("size", "regular"), ("words", "")], "Choose a step"),
        ([("step", "been-lonely"), ("size", ""), ("words", "kept")], "Choose a size"),
        ([("step", "been-lonely"), ("size", "regular"), ("words", &long)], "2,000 letters is the most"),
    ] {
        let page = lind.post(&path, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.must_say(said);
        assert!(page.body.contains(fields[2].1));
    }
    for size in ["smaller", "regular", "more"] {
        assert_eq!(offer(&lind, &connection, size, "").await.status, StatusCode::SEE_OTHER, "{size}");
    }
}

/// The titles on somebody's ladder, in order.
async fn ladder(mira: &Actor) -> Vec<String> {
    let page = mira.get("/ladder/order").await.body;
    let rungs = page.split("data-slug=\"").skip(1).filter_map(|rest| rest.split('"').next().map(ToOwned::to_owned));
    rungs.collect()
}

#[tokio::test]
async fn an_order_changes_the_ladder_only_when_its_owner_takes_it() {
    for answer in ["take", "leave"] {
        let (_app, mira, lind, connection) = known().await;
        for slug in ["been-lonely", "bring-a-step", "ask-what-is-on"] {
            mira.post(&format!("/steps/{slug}/ladder"), &[]).await;
        }
        let before = ladder(&mira).await;
        assert_eq!(before, ["been-lonely", "bring-a-step", "ask-what-is-on"]);
        lind.get(&format!("/care/{connection}/order")).await.must_say("They show no ladder");
        give(&mira, &connection, &[("what", "ladder")]).await;
        let form = lind.get(&format!("/care/{connection}/order")).await;
        let steps: Vec<&str> =
            form.body.split("name=\"step\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(steps.len(), 3, "{}", form.text());
        let fields = [
            ("step", steps[0]),
            ("place", "3"),
            ("step", steps[1]),
            ("place", "1"),
            ("step", steps[2]),
            ("place", "2"),
            ("words", "gentler first"),
        ];
        let page = lind.post(&format!("/care/{connection}/order"), &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
        let list = mira.get("/received").await;
        list.must_say("An idea for your ladder, from Lind Berg");
        list.must_say("gentler first");
        assert_eq!(ladder(&mira).await, before, "nothing changes by itself");
        let id = id_of(&list);
        let page = mira.post(&format!("/received/orders/{id}"), &[("answer", "other")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        mira.post(&format!("/received/orders/{id}"), &[("answer", answer)]).await;
        let after = ladder(&mira).await;
        if answer == "take" {
            assert_eq!(after, ["bring-a-step", "ask-what-is-on", "been-lonely"]);
        } else {
            assert_eq!(after, before);
        }
    }
}
