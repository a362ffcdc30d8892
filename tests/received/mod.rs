//! What a supporter gives back, and what becomes of it: theirs to keep, to take, to make smaller, or to leave.

use axum::http::StatusCode;

use crate::sharing::connected;
use crate::support::company::{connect, link, supporter};
use crate::support::sample::Comes::Done;
use crate::support::sample::Sample;
use crate::support::{Actor, Page, TestApp, signed_in};

mod offers;
mod together;

pub const SAMPLES: &[Sample] = &[
    Sample {
        kind: "received",
        comes: Done(|app, mira| {
            Box::pin(async {
                let orla = supporter(app, "orla").await;
                let connection = connect(app, mira, &orla).await;
                orla.get(&format!("/care/{connection}")).await;
                note(&orla, &connection, "note-canary").await;
                offer(&orla, &connection, "regular", "offer-canary").await;
                let id = mira.get("/received").await.id_of("/received/{id}/offer").unwrap();
                // Today is about something else again.
                mira.post(&format!("/received/{id}/offer"), &[("answer", "rest")]).await;
                id
            })
        }),
        routes: &["/received/{id}"],
        forms: &[("/received/{id}/offer", &[("answer", "rest")])],
        hidden: &["note-canary", "offer-canary"],
    },
    Sample {
        comes: Done(|app, mira| {
            Box::pin(async {
                let enzo = supporter(app, "enzo").await;
                let connection = connect(app, mira, &enzo).await;
                enzo.get(&format!("/care/{connection}")).await;
                let order = [("step", "1"), ("place", "1"), ("words", "order-canary")];
                enzo.post(&format!("/care/{connection}/order"), &order).await;
                mira.get("/received").await.id_of("/received/orders/{id}").unwrap()
            })
        }),
        routes: &["/received/orders/{id}"],
        forms: &[("/received/orders/{id}", &[("answer", "leave")])],
        hidden: &["order-canary"],
        ..Sample::NONE
    },
];

/// The id of the latest thing in the list.
pub fn id_of(page: &Page) -> String {
    page.between("<li id=\"", "\"").expect("something was given").to_owned()
}

/// Gives somebody a note, who parts then.
pub async fn was_given(app: &TestApp, mira: &Actor) {
    let enzo = supporter(app, "enzo").await;
    let connection = connect(app, mira, &enzo).await;
    enzo.get(&format!("/care/{connection}")).await;
    note(&enzo, &connection, "something to keep").await;
    mira.post(&format!("/sharing/{connection}/part"), &[]).await;
}

/// Lind, signed in on another day.
async fn lind_again(app: &TestApp) -> Actor {
    app.loses_second_factor("lind").await;
    let lind = signed_in(app, "lind").await;
    app.gives_second_factor("lind").await;
    lind
}

/// Mira and Lind, who has looked once and so knows her.
pub async fn known() -> (TestApp, Actor, Actor, String) {
    let (app, mira, lind, connection) = connected().await;
    lind.get(&format!("/care/{connection}")).await;
    (app, mira, lind, connection)
}

pub async fn note(lind: &Actor, connection: &str, words: &str) -> Page {
    lind.post(&format!("/care/{connection}/given"), &[("words", words)]).await
}

pub async fn offer(lind: &Actor, connection: &str, size: &str, words: &str) -> Page {
    let fields = [("step", "been-lonely"), ("size", size), ("words", words)];
    lind.post(&format!("/care/{connection}/offer"), &fields).await
}

#[tokio::test]
async fn a_note_is_told_of_on_the_day_it_comes_and_kept_after_parting() {
    for parts in ["mira", "lind"] {
        let (app, mira, lind, connection) = known().await;
        let page = note(&lind, &connection, "the kite suited you").await;
        assert_eq!(page.location(), format!("/care/{connection}/given?saved=given"));
        lind.get(page.location()).await.must_say("the kite suited you");
        let today = mira.get("/today").await;
        today.must_say("A note came");
        today.must_say("the kite suited you");
        mira.get("/received").await.must_say("A note from Lind Berg");
        app.days_later(1);
        let (mira, lind) = (signed_in(&app, "mira").await, lind_again(&app).await);
        mira.get("/today").await.must_not_say("the kite suited you");
        let page = if parts == "mira" {
            mira.post(&format!("/sharing/{connection}/part"), &[]).await
        } else {
            lind.post(&format!("/care/{connection}/part"), &[]).await
        };
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{parts}");
        mira.get("/received").await.must_say("the kite suited you");
        mira.post_and_follow("/search", &[("words", "kite")]).await.must_say("the kite suited you");
        let id = id_of(&mira.get("/received").await);
        mira.post_and_follow(&format!("/received/{id}/remove"), &[]).await.must_not_say("the kite suited you");
        mira.post_and_follow(&format!("/received/{id}/restore"), &[]).await.must_say("the kite suited you");
    }
}

#[tokio::test]
async fn what_was_not_seen_yet_stays_where_the_member_parts() {
    let (_app, mira, lind, connection) = known().await;
    note(&lind, &connection, "until we meet again").await;
    mira.post(&format!("/sharing/{connection}/part"), &[]).await;
    mira.get("/received").await.must_say("until we meet again");
}

#[tokio::test]
async fn a_note_that_cannot_be_given_comes_back_as_it_was_typed() {
    let (app, mira, lind, connection) = known().await;
    let long = "a".repeat(2001);
    for (words, said) in [("  ", "Write a sentence or two"), (long.as_str(), "2,000 letters is the most")] {
        let page = note(&lind, &connection, words).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.must_say(said);
        assert!(words.trim().is_empty() || page.body.contains(words));
    }
    for turn in 0..10 {
        assert_eq!(note(&lind, &connection, &format!("note {turn}")).await.status, StatusCode::SEE_OTHER);
    }
    let page = note(&lind, &connection, "one more").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("That is a lot for one day");
    page.must_say("one more");
    // Nobody else can give anything in their connection, the one it is with among them.
    let ines = supporter(&app, "ines").await;
    for other in [&mira, &ines] {
        assert_eq!(note(other, &connection, "from a stranger").await.status, StatusCode::NOT_FOUND);
    }
    mira.get("/received").await.must_not_say("from a stranger");
    app.days_later(1);
    let page = note(&lind_again(&app).await, &connection, "one more").await;
    assert_eq!(page.location(), format!("/care/{connection}/given?saved=given"));
}

#[tokio::test]
async fn a_form_that_was_sent_twice_gives_once() {
    let (_app, mira, lind, connection) = known().await;
    let form = lind.get(&format!("/care/{connection}/given")).await;
    let id = form.between("name=\"id\" value=\"", "\"").unwrap().to_owned();
    for _ in 0..2 {
        lind.post(&format!("/care/{connection}/given"), &[("id", &id), ("words", "only once")]).await;
    }
    let list = mira.get("/received").await;
    assert_eq!(list.text().matches("only once").count(), 1, "{}", list.text());
}

#[tokio::test]
async fn when_a_supporter_is_away_is_said_to_all_until_it_is_over() {
    let (app, mira, lind, _connection) = known().await;
    for (fields, said) in [
        ([("from", ""), ("until", "2026-12-01"), ("words", "")], "Choose the first day"),
        ([("from", "2026-11-25"), ("until", "soon"), ("words", "")], "Choose the last day"),
        (
            [("from", "2026-12-05"), ("until", "2026-12-01"), ("words", "typed")],
            "The last day can’t be before the first",
        ),
    ] {
        let page = lind.post("/care/away", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.must_say(said);
    }
    let fields = [("from", "2026-11-25"), ("until", "2026-12-03"), ("words", "Dr Ito, on the second floor")];
    lind.post_and_follow("/care/away", &fields).await.must_say("Everybody you support sees it");
    let kept = mira.keep("/moments", &[("words", "a kite over the roof")]).await.id;
    mira.check_in("some").await;
    let pages = ["/received", "/sharing/bring", "/people", "/today", &format!("/moments/{kept}")];
    for path in pages {
        mira.get(path).await.must_say("is away from");
    }
    for path in &pages[..4] {
        mira.get(path).await.must_say("Dr Ito, on the second floor");
    }
    lind.post("/care/away/back", &[]).await;
    for path in pages {
        mira.get(path).await.must_not_say("is away");
    }
    lind.post("/care/away", &fields).await;
    app.days_later(14);
    let mira = signed_in(&app, "mira").await;
    mira.get("/received").await.must_not_say("is away from");
}

#[tokio::test]
async fn whoever_was_not_opened_yet_or_comes_later_is_told_that_a_supporter_is_away() {
    let (app, mira) = TestApp::with_member("mira").await;
    let lind = supporter(&app, "lind").await;
    connect(&app, &mira, &lind).await;
    let (jo, early) = (app.member("jo").await, link(&lind, "").await);
    let fields = [("from", "2026-11-22"), ("until", "2026-12-03"), ("words", "Dr Ito, on the second floor")];
    lind.post("/care/away", &fields).await;
    mira.get("/received").await.must_say("Dr Ito, on the second floor");
    // By a link that was made before, and by one that is made while she is away.
    let (ines, late) = (app.member("ines").await, link(&lind, "").await);
    for (one, path) in [(&jo, early), (&ines, late)] {
        one.get(&path).await.must_say("They are away from");
        one.post(&path, &[("agree", "yes")]).await;
        one.get("/received").await.must_say("Dr Ito, on the second floor");
    }
    let theirs = crate::support::company::connections(&app).await;
    for connection in &theirs {
        lind.get(&format!("/care/{connection}")).await;
    }
    jo.get("/received").await.must_say("Dr Ito, on the second floor");
    lind.get("/care/away").await.must_say("I am back");
    lind.post("/care/introduction", &[("name", "Lind B."), ("kind", "friend")]).await;
    lind.get("/care/away").await.must_say("I am back");
    lind.post("/care/away/back", &[]).await;
    for one in [&mira, &jo, &ines] {
        one.get("/received").await.must_not_say("Dr Ito");
    }
    app.member("otto").await.get(&link(&lind, "").await).await.must_not_say("away");
}

#[tokio::test]
async fn who_has_had_no_word_for_a_week_is_said_to_the_supporter_alone() {
    let (app, _, lind, connection) = known().await;
    lind.get("/care").await.must_not_say("two kind sentences");
    app.days_later(7);
    let (mira, lind) = (signed_in(&app, "mira").await, lind_again(&app).await);
    lind.get("/care").await.must_say("You could write them two kind sentences");
    note(&lind, &connection, "a word").await;
    lind.get("/care").await.must_not_say("two kind sentences");
    mira.get("/received").await.must_not_say("two kind sentences");
}

#[tokio::test]
async fn while_a_supporter_is_away_today_says_so_and_their_list_asks_for_nothing() {
    let (app, _, lind, connection) = known().await;
    lind.post(&format!("/care/{connection}/arrange"), &[("called", "M."), ("next", "")]).await;
    app.days_later(7);
    let (mira, lind) = (signed_in(&app, "mira").await, lind_again(&app).await);
    lind.get("/care").await.must_say("You could write them two kind sentences");
    lind.post("/care/away", &[("from", "2026-11-29"), ("until", "2026-12-06"), ("words", "")]).await;
    let list = lind.get("/care").await;
    list.must_say("You are away until Sunday 6 December.");
    list.must_not_say("two kind sentences");
    let today = mira.get("/today").await;
    today.must_say("Lind Berg is away from today to Sunday 6 December, and reads nothing then.");
    let fold = today.body.find("<details class=\"waits\"").unwrap_or(today.body.len());
    assert!(today.body.find("is away from today").unwrap() < fold, "it is in no fold");
}

#[tokio::test]
async fn what_was_given_goes_for_good_as_one_copy() {
    let (_app, mira, lind, connection) = known().await;
    note(&lind, &connection, "the kite suited you").await;
    let id = id_of(&mira.get("/received").await);
    let page = mira.get(&format!("/removed/{id}/for-good")).await;
    page.must_say("Only your copy goes. They may still have theirs.");
    page.must_not_say("Whoever you showed it to");
}

#[tokio::test]
async fn what_somebody_wrote_can_be_brought_with_one_tap() {
    let (_app, mira, _lind, _connection) = connected().await;
    let kept = mira.keep("/moments", &[("words", "a kite over the roof")]).await.id;
    let page = mira.get(&format!("/moments/{kept}")).await;
    let action = page.action("/sharing/bring/of/").unwrap();
    for _ in 0..2 {
        mira.post_and_follow(&action, &[]).await.must_say("It is on your list for the next talk");
    }
    let list = mira.get("/sharing/bring").await;
    assert_eq!(list.text().matches("a kite over the roof").count(), 1, "{}", list.text());
}

#[tokio::test]
async fn whoever_began_anew_is_given_nothing_until_both_have_said_yes() {
    let (app, _mira, lind, connection) = known().await;
    let mut write = app.app.db.write().await.unwrap();
    sqlx::raw_sql("update connections set state = 'asleep'").execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    let page = note(&lind, &connection, "kept in the form").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("until each of you has said yes");
    page.must_say("kept in the form");
}
