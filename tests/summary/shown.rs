//! A summary that is shown to somebody.

use axum::http::StatusCode;

use super::{SUMMARY, Ticks, fields, lives, on_it, seen};
use crate::sharing::{connected, look_back};
use crate::support::company::{connect, looks, supporter};
use crate::support::{Actor, PASSWORD, Page};

/// Shows it as its page would.
async fn show(mira: &Actor, connection: &str, ticks: Ticks<'_>) -> Page {
    let id = seen(mira, ticks).await.field("id").unwrap();
    let mut sent = fields(ticks);
    sent.extend([("what", "summary"), ("connection", connection), ("id", &id)]);
    mira.post("/sharing/grants", &sent).await
}

const ALL: [(&str, &str); 8] = [
    ("reflections", "yes"),
    ("notes", "yes"),
    ("ladder", "yes"),
    ("measures", "1"),
    ("measures", "2"),
    ("bring", "yes"),
    ("words", "my own beginning"),
    ("called", "M."),
];

#[tokio::test]
async fn its_reader_gets_what_its_page_showed_until_it_is_stopped() {
    let (app, mira, lind, connection) = connected().await;
    lives(&mira).await;
    let page = seen(&mira, &ALL).await;
    page.must_say("Show it to Lind Berg");
    assert_eq!(show(&mira, &connection, &ALL).await.location(), "/sharing?saved=shown");
    mira.get("/sharing").await.must_say("Lind Berg sees a summary of 9 November 2026 to 22 November 2026, until 20 December 2026, without the names on your People page.");
    app.minutes_later(1);
    let before = looks(&app).await;
    let care = lind.get(&format!("/care/{connection}")).await;
    assert_eq!(on_it(&care), on_it(&page), "word for word");
    assert_eq!(looks(&app).await, before + 1, "the look is written down");
    assert_eq!(on_it(&mira.get(&format!("/sharing/{connection}/as-they-see")).await), on_it(&page));
    mira.get("/sharing/looks").await.must_say("Lind Berg");
    let stop = mira.get("/sharing").await.action("/sharing/grants/").unwrap();
    assert_eq!(mira.post(&stop, &[]).await.location(), "/sharing?saved=stopped");
    lind.get(&format!("/care/{connection}")).await.must_not_say("my own beginning");
}

#[tokio::test]
async fn it_lasts_until_the_day_that_was_chosen_and_asks_for_the_password() {
    let (app, mira, lind, connection) = connected().await;
    let ticks = [("words", "my own beginning")];
    for ends in ["2026-11-21", "2027-11-23", "soon"] {
        let page = show(&mira, &connection, &[ticks[0], ("ends", ends)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{ends}");
        page.must_say("Choose a day from today on, within a year.");
        assert!(on_it(&page).contains("my own beginning") && page.field("ends").as_deref() == Some(ends));
    }
    app.minutes_later(20);
    seen(&mira, &ticks).await.must_say("Your password");
    let page = show(&mira, &connection, &[ticks[0], ("ends", "2026-12-01"), ("password", "wrong wrong wrong")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.body.contains("wrong wrong wrong") && page.field("ends").as_deref() == Some("2026-12-01"));
    let page = show(&mira, &connection, &[ticks[0], ("ends", "2026-12-01"), ("password", PASSWORD)]).await;
    assert_eq!(page.location(), "/sharing?saved=shown");
    mira.get("/sharing").await.must_say("until 1 December 2026");
    lind.get(&format!("/care/{connection}")).await.must_say("my own beginning");
}

#[tokio::test]
async fn it_is_shown_once_however_often_it_is_sent_and_only_by_its_owner() {
    let (app, mira, lind, connection) = connected().await;
    let ticks = [("words", "my own beginning")];
    let id = seen(&mira, &ticks).await.field("id").unwrap();
    let mut sent = fields(&ticks);
    sent.extend([("what", "summary"), ("connection", &connection), ("id", &id)]);
    for _ in 0..2 {
        assert_eq!(mira.post("/sharing/grants", &sent).await.location(), "/sharing?saved=shown");
    }
    assert_eq!(mira.get("/sharing").await.text().matches("sees a summary").count(), 1);
    assert_eq!(lind.get(&format!("/care/{connection}")).await.body.matches("my own beginning").count(), 1);
    let again = show(&mira, &connection, &[("words", "another beginning")]).await;
    assert_eq!(again.location(), "/sharing?saved=shown", "the same page of choices, changed, is another summary");
    lind.get(&format!("/care/{connection}")).await.must_say("another beginning");
    let jo = app.member("jo").await;
    assert_eq!(show(&jo, &connection, &ticks).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn with_several_it_says_whom() {
    let (app, mira, lind, connection) = connected().await;
    let vera = supporter(&app, "vera").await;
    let other = connect(&app, &mira, &vera).await;
    let ticks = [("words", "my own beginning")];
    let page = seen(&mira, &ticks).await;
    page.must_say("Who can see it?");
    assert!(!page.body.contains("name=\"connection\" value=\"\" checked"));
    let page = show(&mira, "", &ticks).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Choose who can see it.");
    assert_eq!(show(&mira, &other, &ticks).await.location(), "/sharing?saved=shown");
    vera.get(&format!("/care/{other}")).await.must_say("my own beginning");
    lind.get(&format!("/care/{connection}")).await.must_not_say("my own beginning");
}

#[tokio::test]
async fn what_is_changed_or_removed_is_so_in_it_too() {
    let (_app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    let told = look_back(&mira, &[("outcome", "did"), ("note", "at the door")]).await;
    look_back(&mira, &[("outcome", "rested"), ("note", "on the bench")]).await;
    let brought = mira.keep("/sharing/bring", &[("words", "the second hello")]).await.id;
    mira.post("/steps/plain-hello/ladder", &[]).await;
    show(&mira, &connection, &ALL[..6]).await;
    for words in ["at the door", "on the bench", "the second hello"] {
        lind.get(&care).await.must_say(words);
    }
    for page in [format!("/reflections/{told}"), "/reflections".to_owned()] {
        mira.get(&page).await.must_say("Lind Berg can see this");
    }
    let changed = [("outcome", "nearly"), ("note", "on the stairs"), ("revision", "1")];
    mira.post(&format!("/reflections/{told}"), &changed).await;
    let page = lind.get(&care).await;
    assert!(page.says("on the stairs") && !page.says("at the door") && page.says("on the bench"));
    mira.post(&format!("/reflections/{told}/remove"), &[]).await;
    lind.get(&care).await.must_not_say("on the stairs");
    mira.post(&format!("/reflections/{told}/restore"), &[]).await;
    lind.get(&care).await.must_not_say("on the stairs");
    mira.post(&format!("/sharing/bring/{brought}/remove"), &[]).await;
    let page = lind.get(&care).await;
    assert!(!page.says("the second hello") && page.says("on the bench") && page.says("A summary"));
    look_back(&mira, &[("outcome", "did"), ("note", "later words")]).await;
    lind.get(&care).await.must_not_say("later words");
}

#[tokio::test]
async fn a_summary_of_which_nothing_is_left_ends() {
    let (_app, mira, lind, connection) = connected().await;
    let brought = mira.keep("/sharing/bring", &[("words", "the second hello")]).await.id;
    show(&mira, &connection, &[("bring", "yes")]).await;
    lind.get(&format!("/care/{connection}")).await.must_say("the second hello");
    mira.post(&format!("/removed/{brought}/for-good"), &[]).await;
    lind.get(&format!("/care/{connection}")).await.must_not_say("the second hello");
    mira.get("/sharing").await.must_say("They see nothing of yours.");
}

#[tokio::test]
async fn its_draft_stays_until_it_is_shown() {
    let (_app, mira, _lind, connection) = connected().await;
    let form = crate::support::writing::form(&mira, SUMMARY, "words").await;
    let ticks = [("words", "my own beginning"), ("bring", "")];
    form.kept(&mira, 1, &fields(&ticks)).await;
    let page = form.sent(&mira, &fields(&ticks)).await;
    mira.get(SUMMARY).await.must_say("These are the words you had begun.");
    let forms = crate::support::html::forms(&page.body);
    let show = forms.iter().find(|form| form.action.starts_with("/sharing/grants?")).unwrap();
    let sent: Vec<_> = show
        .controls
        .iter()
        .filter(|one| !one.name.is_empty())
        .map(|one| (one.name.as_str(), one.value.as_str()))
        .collect();
    assert!(sent.contains(&("connection", &connection)));
    assert_eq!(mira.post(&show.action, &sent).await.location(), "/sharing?saved=shown");
    mira.get(SUMMARY).await.must_not_say("my own beginning");
    mira.get("/drafts").await.must_not_say("my own beginning");
}
