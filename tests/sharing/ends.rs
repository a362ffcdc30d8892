//! How a consent ends, and what happens to it meanwhile.

use axum::http::StatusCode;
use handrail::members::Role;

use super::{connected, give, moment};
use crate::backup::{Keys, backed_up, restored};
use crate::support::company::{connect, supporter};
use crate::support::{Actor, TestApp, signed_in};

async fn count(app: &TestApp, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(&mut *app.app.db.read().await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn it_ends_with_its_last_day() {
    let (app, mira, lind, connection) = connected().await;
    let (id, care) = (moment(&mira, "a grey cat").await, format!("/care/{connection}"));
    let page = give(&mira, &connection, &[("what", "one"), ("about", &id), ("ends", "2026-11-22")]).await;
    page.must_say("until 22 November 2026");
    // Hours in which nobody is signed out.
    app.run("update sessions set started_at = started_at + 86400, ends_at = ends_at + 86400, idle_seconds = 86400")
        .await;
    app.set_clock("2026-11-23T03:59:59Z");
    lind.get(&care).await.must_say("a grey cat");
    app.set_clock("2026-11-23T04:00:00Z");
    lind.get(&care).await.must_not_say("cat");
    mira.get(&format!("/moments/{id}")).await.must_say("Only you can see this.");
    mira.get("/sharing").await.must_say("They see nothing of yours.");
    handrail::server::jobs::tidy(&app.app, app.app.now()).await.unwrap();
    assert_eq!(count(&app, "select count(*) from letters").await, 0);
    assert_eq!(count(&app, "select count(*) from letter_keys").await, 0);
}

#[tokio::test]
async fn a_revoked_consent_leaves_nothing_behind() {
    let (app, mira, lind, connection) = connected().await;
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    moment(&mira, "a grey cat").await;
    let stop = mira.get("/sharing").await.action("/sharing/grants/").unwrap();
    assert_eq!(lind.post(&stop, &[]).await.status, StatusCode::NOT_FOUND, "it is not hers to end");
    assert!(mira.post(&stop, &[]).await.location().starts_with("/sharing?saved=stopped"));
    assert_eq!(mira.post(&stop, &[]).await.status, StatusCode::NOT_FOUND);
    for rows in ["select count(*) from grants", "select count(*) from letters", "select count(*) from letter_keys"] {
        assert_eq!(count(&app, rows).await, 0, "{rows}");
    }
    lind.get(&format!("/care/{connection}")).await.must_not_say("cat");
}

#[tokio::test]
async fn what_was_stopped_can_be_shown_again_until_the_same_day() {
    let (_app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    let id = moment(&mira, "a grey cat").await;
    for fields in [
        vec![("what", "one"), ("about", id.as_str())],
        vec![("what", "kind"), ("kind", "moments")],
        vec![("what", "ladder")],
        vec![("what", "bring")],
    ] {
        let fields = [fields, vec![("ends", "2026-12-01"), ("names", "yes")]].concat();
        give(&mira, &connection, &fields).await;
        let stop = mira.get("/sharing").await.action("/sharing/grants/").unwrap();
        let stopped = mira.post_and_follow(&stop, &[]).await;
        lind.get(&care).await.must_not_say("a grey cat");
        let before = mira.get(&stopped.leads("Undo")).await;
        before.must_say("until 1 December 2026, with the names on your People page.");
        let again = ["connection", "what", "about", "kind", "ends", "names"].map(|name| (name, before.field(name)));
        let again: Vec<_> = again.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))).collect();
        assert_eq!(mira.post("/sharing/grants", &again).await.location(), "/sharing?saved=shown", "{again:?}");
        let stop = mira.get("/sharing").await.action("/sharing/grants/").unwrap();
        mira.post(&stop, &[]).await;
    }
}

#[tokio::test]
async fn a_look_says_what_could_be_seen_then_until_that_is_stopped() {
    let (_app, mira, lind, connection) = connected().await;
    let id = moment(&mira, "a grey cat").await;
    give(&mira, &connection, &[("what", "one"), ("about", &id)]).await;
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    moment(&mira, "a red kite").await;
    lind.get(&format!("/care/{connection}")).await;
    give(&mira, &connection, &[("what", "kind"), ("kind", "thoughts")]).await;
    let page = mira.get("/sharing/looks").await;
    assert!(
        page.says("They could see") && page.says("one moment") && page.says("every moment you keep"),
        "{}",
        page.text()
    );
    assert_eq!(page.leads("one moment"), format!("/moments/{id}"));
    page.must_not_say("every thought");
    page.must_not_say("a grey cat");
    page.must_not_say("you showed then");
    while let Some(stop) = mira.get("/sharing").await.action("/sharing/grants/") {
        mira.post(&stop, &[]).await;
    }
    mira.get("/sharing/looks").await.must_say("They could see something you showed then.");
}

/// `HANDRAIL_RACES=1000` tries more.
#[tokio::test]
async fn nobody_sees_anything_after_the_answer_that_it_stopped() {
    let races = std::env::var("HANDRAIL_RACES").map_or(30, |races| races.parse().unwrap());
    let (app, mira, lind, connection) = connected().await;
    let (care, id) = (format!("/care/{connection}"), moment(&mira, "a grey cat").await);
    for round in 0..races {
        give(&mira, &connection, &[("what", "one"), ("about", &id)]).await;
        let stop = mira.get("/sharing").await.action("/sharing/grants/").unwrap();
        let change = format!("/moments/{id}");
        let revision = (round + 1).to_string();
        let fields = [("words", "a grey cat"), ("day", "2026-11-22"), ("revision", revision.as_str())];
        let (_, stopped, _) = tokio::join!(lind.get(&care), mira.post(&stop, &[]), mira.post(&change, &fields));
        assert!(stopped.location().starts_with("/sharing?saved=stopped"));
        lind.get(&care).await.must_not_say("cat");
        assert_eq!(count(&app, "select count(*) from letters").await, 0, "round {round}");
    }
}

#[tokio::test]
async fn what_comes_back_with_a_backup_sleeps_until_its_owner_says_so() {
    let (app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    moment(&mira, "a grey cat").await;
    app.run("update grants set asleep = 1, slept_by = 'backup'").await;
    lind.get(&care).await.must_not_say("cat");
    let page = mira.get("/sharing").await;
    page.must_say("Are these still right? Handrail was brought back from a backup.");
    page.must_not_say("was that you?");
    mira.post("/sharing/asleep", &[]).await;
    lind.get(&care).await.must_not_say("cat");
    mira.post_and_follow("/sharing/asleep", &[("answer", "keep")]).await.must_say("Kept. They see it again.");
    lind.get(&care).await.must_say("a grey cat");
    app.run("update grants set asleep = 1").await;
    mira.post_and_follow("/sharing/asleep", &[("answer", "stop")]).await.must_say("Stopped.");
    lind.get(&care).await.must_not_say("cat");
    assert_eq!(count(&app, "select count(*) from letters").await, 0);
}

#[tokio::test]
async fn each_person_is_asked_about_for_their_own_reason() {
    let (app, mira, lind, connection) = connected().await;
    let otto = supporter(&app, "otto").await;
    let other = connect(&app, &mira, &otto).await;
    otto.get(&format!("/care/{other}")).await;
    for one in [&connection, &other] {
        give(&mira, one, &[("what", "kind"), ("kind", "moments")]).await;
    }
    moment(&mira, "a grey cat").await;
    app.run("update grants set asleep = 1, slept_by = 'backup'").await;
    let host = host(&app).await;
    host.post(&format!("/host/people/{}/second-factor", person(&app, "otto").await), &[]).await;
    let page = mira.get("/sharing").await;
    page.must_say("Handrail was brought back from a backup");
    page.must_say("was helped to sign in again. Meet them or ring them first, and ask: was that you?");
    mira.post_and_follow("/sharing/asleep", &[("answer", "keep"), ("connection", &connection)])
        .await
        .must_not_say("from a backup");
    lind.get(&format!("/care/{connection}")).await.must_say("a grey cat");
    app.gives_second_factor("otto").await;
    otto.get(&format!("/care/{other}")).await.must_not_say("a grey cat");
    mira.post_and_follow("/sharing/asleep", &[("answer", "stop"), ("connection", &other)]).await.must_not_say("Asleep");
    lind.get(&format!("/care/{connection}")).await.must_say("a grey cat");
    app.run("update grants set asleep = 1").await;
    mira.get("/sharing").await.must_say("Either Handrail was brought back from a backup");
}

#[tokio::test]
async fn what_a_supporter_saw_sleeps_once_their_host_took_the_role_away() {
    let (app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    moment(&mira, "a grey cat").await;
    lind.post(&format!("{care}/together"), &[("on", "yes")]).await;
    mira.post("/measures", &[("measures", "3")]).await;
    assert_eq!(mira.get("/measures/3").await.status, StatusCode::OK);
    let host = host(&app).await;
    let roles = format!("/host/people/{}/roles", person(&app, "lind").await);
    host.post(&roles, &[("role", "supporter"), ("turn", "off")]).await;
    assert_eq!(mira.get("/measures/3").await.status, StatusCode::NOT_FOUND);
    let page = mira.get("/sharing").await;
    page.must_say("Lind Berg is no supporter here any more.");
    page.must_say("Paused. They see nothing of it now.");
    page.must_not_say("Keep them all");
    page.must_not_say("Show something");
    mira.get(&format!("/sharing/{connection}/as-they-see")).await.must_say("Nothing opens for them just now.");
    mira.post("/sharing/asleep", &[("answer", "keep")]).await;
    let nothing_new = mira.post("/sharing/grants", &[("connection", &connection), ("what", "ladder")]).await;
    assert_eq!(nothing_new.location(), "/sharing");
    host.post(&roles, &[("role", "supporter"), ("turn", "on")]).await;
    lind.get(&care).await.must_not_say("a grey cat");
    assert_eq!(mira.get("/measures/3").await.status, StatusCode::NOT_FOUND, "it is turned on anew or not at all");
    mira.get("/sharing").await.must_say("was no supporter here for a time, and is one again.");
    mira.post("/sharing/asleep", &[("answer", "keep"), ("connection", &connection)]).await;
    lind.get(&care).await.must_say("a grey cat");
}

/// Somebody who runs the place.
async fn host(app: &TestApp) -> Actor {
    let host = app.member("host").await;
    app.give("host", Role::Host).await;
    app.gives_second_factor("host").await;
    host
}

/// The id of an account, as its host's pages have it.
async fn person(app: &TestApp, name: &str) -> String {
    let mut read = app.app.db.read().await.unwrap();
    sqlx::query_scalar("select lower(hex(id)) from members where name = ?")
        .bind(name)
        .fetch_one(&mut *read)
        .await
        .unwrap()
}

#[tokio::test]
async fn its_owner_is_told_once_that_it_ends_soon() {
    let (app, mira, _lind, connection) = connected().await;
    give(&mira, &connection, &[("what", "ladder")]).await;
    mira.check_in("some").await;
    mira.get("/today").await.must_not_say("ends soon");
    app.days_later(22);
    let mira = signed_in(&app, "mira").await;
    mira.check_in("some").await;
    mira.get("/today").await.must_say("What Lind Berg sees of you ends soon");
    mira.get("/sharing").await.must_say("It ends soon, by itself.");
    mira.get("/today").await.must_not_say("ends soon");
    mira.get("/sharing").await.must_say("It ends soon, by itself.");
}

#[tokio::test]
async fn a_line_that_is_gone_or_changed_shows_in_the_list_of_looks() {
    let (app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    mira.get("/sharing/looks").await.must_say("Nothing here yet.");
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    moment(&mira, "a grey cat").await;
    for _ in 0..3 {
        lind.get(&care).await;
        app.minutes_later(10);
    }
    let page = mira.get("/sharing/looks").await;
    assert_eq!(page.text().matches("Lind Berg").count(), 3);
    page.must_not_say("not whole");
    app.run("update look_log set at = at - 60 where number = 2").await;
    mira.get("/sharing/looks").await.must_say("A line is missing, or was changed.");
    app.run("update look_log set at = at + 60 where number = 2").await;
    mira.get("/sharing/looks").await.must_not_say("not whole");
    app.run("delete from look_log where number = 3").await;
    mira.get("/sharing/looks").await.must_say("It ends before what you read here last.");
}

#[tokio::test]
async fn what_was_shown_sleeps_once_it_is_brought_back_and_who_had_just_connected_is_recognised() {
    const SHOWN: &str = "a kite that was shown";
    let (app, mira) = TestApp::with_member("mira").await;
    let lind = supporter(&app, "lind").await;
    let (shown, fresh) = (connect(&app, &mira, &lind).await, connect(&app, &app.member("jo").await, &lind).await);
    let care = format!("/care/{shown}");
    lind.get(&care).await;
    mira.post("/sharing/grants", &[("connection", &shown), ("what", "kind"), ("kind", "moments")]).await;
    mira.post("/moments", &[("words", SHOWN)]).await;
    lind.get(&care).await.must_say(SHOWN);
    let keys = Keys::new();
    let file = backed_up(&app, &keys).await;
    let stop = mira.get("/sharing").await.action("/sharing/grants/").unwrap();
    mira.post(&stop, &[]).await;

    let app = TestApp::opened(restored(&file, keys.unlock()).await.unwrap()).await;
    app.loses_second_factor("lind").await;
    let (mira, lind) = (signed_in(&app, "mira").await, signed_in(&app, "lind").await);
    app.gives_second_factor("lind").await;
    lind.get(&care).await.must_not_say(SHOWN);
    lind.get(&format!("/care/{fresh}")).await.must_say("Nothing is shown just now");
    let page = mira.get("/sharing").await;
    page.must_say("Handrail was brought back from a backup. Something you had stopped may stand here again.");
    page.must_say("Paused. They see nothing of it now.");
    mira.post("/sharing/asleep", &[("answer", "keep"), ("connection", &shown)]).await;
    lind.get(&care).await.must_say(SHOWN);
}

#[tokio::test]
async fn nobodys_name_goes_along_however_many_there_are() {
    let (app, mira, lind, connection) = connected().await;
    // More than is read together elsewhere.
    let note = "\u{1f331}".repeat(9_900);
    for number in 0..45 {
        let name = format!("Person{}{}", char::from(b'a' + number / 26), char::from(b'a' + number % 26));
        let person = [("name", name.as_str()), ("sort", "person"), ("note", note.as_str())];
        assert_eq!(mira.post("/people/new", &person).await.status, StatusCode::SEE_OTHER, "{name}");
    }
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    moment(&mira, "Tea with Personaa and Personbs.").await;
    let page = lind.get(&format!("/care/{connection}")).await;
    page.must_say("Tea with");
    page.must_not_say("Personaa");
    page.must_not_say("Personbs");
    drop(app);
}
