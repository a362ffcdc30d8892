//! What somebody wants gone is gone at once, from every file.

use axum::http::StatusCode;
use handrail::server::jobs;

use crate::support::sample::Comes::Sent;
use crate::support::sample::{CANARY, Sample};
use crate::support::writing::form;
use crate::support::{Actor, TestApp, signed_in};

pub const SAMPLES: &[Sample] =
    &[Sample { comes: Sent("/moments", &[("words", CANARY)]), routes: &["/removed/{id}"], ..Sample::NONE }];

/// What the database holds of the rows of a table, sealed as they are.
async fn bodies(app: &TestApp, table: &str) -> Vec<Vec<u8>> {
    let query = sqlx::AssertSqlSafe(format!("select body from {table} where length(body) > 0"));
    sqlx::query_scalar(query).fetch_all(&mut *app.app.db.read().await.unwrap()).await.unwrap()
}

fn is_there(app: &TestApp, body: &[u8]) -> bool {
    app.bytes_at_rest().windows(body.len()).any(|window| window == body)
}

/// Goes by the page that asks.
async fn gone_for_good(mira: &Actor, id: &str) {
    let page = mira.get(&format!("/removed/{id}/for-good")).await;
    page.must_say("It can’t be undone here.");
    let action = page.action("/removed/").expect("a form");
    mira.post_and_follow(&action, &[]).await.must_say("That is gone for good.");
}

#[tokio::test]
async fn a_page_goes_with_its_drafts_and_what_was_left_of_it_and_nothing_else_does() {
    let (app, mira) = TestApp::with_member("mira").await;
    let stays = mira.keep("/journal", &[("words", "the garden gate")]).await;
    form(&mira, "/moments", "words").await.later(&mira, &[("words", "a held door")]).await;
    let others = [bodies(&app, "entries").await, bodies(&app, "drafts").await].concat();

    let sheet = form(&mira, "/journal", "words").await;
    let id = sheet.id.clone().unwrap();
    let tab = signed_in(&app, "mira").await;
    let late = tab.another_tab();
    tab.post("/sign-out", &[]).await;
    sheet.sent(&late, &[("words", "he shouted ag")]).await;
    sheet.sent(&mira, &[("words", "he shouted again")]).await;
    form(&mira, &format!("/journal/{id}/edit"), "words").await.later(&mira, &[("words", "he did it, twice")]).await;
    let gone: Vec<Vec<u8>> = [bodies(&app, "entries").await, bodies(&app, "drafts").await].concat();
    let mut gone: Vec<_> = gone.into_iter().filter(|body| !others.contains(body)).collect();
    gone.extend(bodies(&app, "late_forms").await);
    assert_eq!(gone.len(), 3, "the page, its draft, and what came late");
    assert!(gone.iter().all(|body| is_there(&app, body)));

    mira.get(&format!("/journal/{id}")).await.must_say("Remove now, for good");
    gone_for_good(&mira, &id).await;
    assert!(!gone.iter().any(|body| is_there(&app, body)), "nothing of it is in any file");
    assert!(others.iter().all(|body| is_there(&app, body)), "and the rest is as it was");
    assert_eq!(mira.get(&format!("/journal/{id}")).await.status, StatusCode::NOT_FOUND);
    mira.get("/removed").await.must_not_say("shouted");
    let drafts = mira.get("/drafts").await;
    assert!(drafts.says("a held door") && !drafts.says("twice") && !drafts.says("shouted"));
    mira.get(&stays.address).await.must_say("the garden gate");
}

#[tokio::test]
async fn whatever_was_removed_can_go_at_once_one_by_one_or_all_together() {
    let (app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    mira.look_back(&attempt, &[("outcome", "did"), ("note", "glad of it")]).await;
    let one = mira.keep("/moments", &[("words", "a held door")]).await;
    let other = mira.keep("/moments", &[("words", "the tall birch")]).await;
    let sealed = [bodies(&app, "entries").await, bodies(&app, "reflections").await].concat();
    for address in [&one.address, &other.address, &format!("/reflections/{attempt}")] {
        mira.post_and_follow(&format!("{address}/remove"), &[]).await.must_say("Remove now, for good");
    }
    form(&mira, "/thoughts", "thought").await.later(&mira, &[("thought", "half of it")]).await;
    let draft = mira.get("/drafts").await.id_of("/drafts/{id}/remove").unwrap();
    mira.post(&format!("/drafts/{draft}/remove"), &[]).await;

    gone_for_good(&mira, &one.id).await;
    let removed = mira.get("/removed").await;
    assert!(!removed.says("a held door") && removed.says("the tall birch") && removed.says("glad of it"));
    mira.get("/removed/for-good").await.must_say("It can’t be undone here.");
    let page = mira.post_and_follow("/removed/for-good", &[]).await;
    page.must_say("Nothing here.");
    assert!(!sealed.iter().any(|body| is_there(&app, body)));
    mira.get("/drafts").await.must_not_say("half of it");
    jobs::tidy(&app.app, app.app.now()).await.unwrap();
    assert_eq!(
        mira.get(&format!("/attempts/{attempt}")).await.status,
        StatusCode::OK,
        "the step itself is still there"
    );
}

#[tokio::test]
async fn every_kind_of_thing_has_the_way_and_what_was_left_or_begun_too() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let own = [("title", "feed the cat"), ("kind", "share"), ("who", "close"), ("smaller", "one spoon")];
    let mut pages = Vec::new();
    for (path, fields) in [
        ("/thoughts", &[("thought", "they laughed")][..]),
        ("/people/new", &[("name", "Noor"), ("sort", "person")]),
        ("/messages", &[("words", "hello there")]),
        ("/ladder/new", &own),
    ] {
        let kept = mira.keep(path, fields).await;
        pages.push((kept.address, kept.id));
    }
    mira.post("/plan", &[("could_tell", "Sam, by text")]).await;
    let plan = mira.get("/plan").await.id_of("/plan/{id}/remove").unwrap();
    pages.push(("/plan".to_owned(), plan));
    for (address, id) in pages {
        let address = if address.starts_with("/messages") { "/messages".to_owned() } else { address };
        let way = format!("/removed/{id}/for-good");
        assert!(mira.get(&address).await.body.contains(&way), "{address} has no way to it");
        gone_for_good(&mira, &id).await;
        assert_eq!(mira.get(&way).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    form(&mira, "/moments", "words").await.later(&mira, &[("words", "half a moment")]).await;
    let draft = mira.get("/drafts").await.id_of("/drafts/{id}/remove").unwrap();
    gone_for_good(&mira, &draft).await;
    mira.get("/drafts").await.must_say("Nothing is waiting here.");
}

#[tokio::test]
async fn whoever_is_afraid_of_someone_is_shown_the_way_at_once() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let sheet = form(&mira, "/journal", "words").await;
    let page = sheet.sent(&mira, &[("words", "my son hits me when he is angry")]).await;
    page.must_say("You have a right to be safe");
    let id = sheet.id.unwrap();
    assert_eq!(page.leads("Remove it now, for good"), format!("/removed/{id}/for-good"));
    gone_for_good(&mira, &id).await;
    mira.get("/journal").await.must_not_say("angry");
}

#[tokio::test]
async fn what_was_written_since_the_page_was_opened_is_shown_before_it_goes() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let id = mira.keep("/journal", &[("words", "an old line")]).await.id;
    let path = format!("/removed/{id}/for-good");
    let page = mira.get(&path).await;
    let seen = page.field("seen").unwrap();
    mira.post(&format!("/journal/{id}"), &[("words", "a new line"), ("revision", "1")]).await;
    let again = mira.post(&path, &[("seen", &seen)]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    again.must_say("Nothing has gone.");
    again.must_say("a new line");
    mira.get("/journal").await.must_say("a new line");
    mira.post_and_follow(&path, &[("seen", &again.field("seen").unwrap())]).await.must_say("That is gone for good.");
    mira.get("/journal").await.must_not_say("a new line");
}
