//! What a form says of who can see it is so: whatever the consent, asleep or not, and whoever began anew.

use super::{connected, give, look_back, moment, preview};
use crate::connecting::begins_anew;
use crate::support::Actor;
use crate::support::company::looks;

const ONLY_YOU: &str = "Only you can see this.";
const LIND: &str = "Lind Berg can see this.";

async fn kept(mira: &Actor, path: &str, fields: &[(&str, &str)]) {
    let page = mira.post(path, fields).await;
    assert!(page.status.is_redirection(), "{}", page.text());
}

#[tokio::test]
async fn a_change_of_one_thing_that_is_shown_says_so_and_can_be_kept_back() {
    let (_app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    let page = mira.keep("/journal", &[("words", "the grey cat")]).await.id;
    let thought = mira.keep("/thoughts", &[("thought", "the grey cat")]).await.id;
    let (cat, told) = (moment(&mira, "the grey cat").await, look_back(&mira, &[("outcome", "did")]).await);
    for (id, form, fields) in [
        (&cat, format!("/moments/{cat}/edit"), [("words", "the shy cat"), ("kept_back", "yes")]),
        (&page, format!("/journal/{page}/edit"), [("words", "the shy cat"), ("kept_back", "yes")]),
        (&thought, format!("/thoughts/{thought}/look"), [("thought", "the shy cat"), ("kept_back", "yes")]),
        (&told, format!("/reflections/{told}"), [("note", "the shy cat"), ("kept_back", "yes")]),
    ] {
        mira.get(&form).await.must_say(ONLY_YOU);
        give(&mira, &connection, &[("what", "one"), ("about", id)]).await;
        let page = mira.get(&form).await;
        page.must_say(LIND);
        page.must_not_say(ONLY_YOU);
        page.must_say("Not this one");
        let path = form.trim_end_matches("/edit").trim_end_matches("/look");
        let fields = [fields[0], fields[1], ("revision", "1"), ("outcome", "did")];
        kept(&mira, path, &fields).await;
        lind.get(&care).await.must_not_say("shy");
        mira.get("/sharing").await.must_say("They see nothing of yours.");
        mira.get(&form).await.must_say(ONLY_YOU);
    }
}

#[tokio::test]
async fn a_change_of_what_was_written_before_the_consent_stays_with_its_writer() {
    let (app, mira, lind, connection) = connected().await;
    let cat = moment(&mira, "the grey cat").await;
    app.minutes_later(1);
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    mira.get(&format!("/moments/{cat}/edit")).await.must_say(ONLY_YOU);
    kept(&mira, &format!("/moments/{cat}"), &[("words", "the black cat"), ("revision", "1")]).await;
    lind.get(&format!("/care/{connection}")).await.must_not_say("cat");
}

#[tokio::test]
async fn what_is_written_while_a_consent_is_paused_is_not_shown_once_it_goes_on() {
    let (app, mira, lind, connection) = connected().await;
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    let before = moment(&mira, "the grey cat").await;
    app.run("update grants set asleep = 1, slept_by = 'sign-in'").await;
    mira.get("/moments").await.must_not_say(LIND);
    moment(&mira, "the black dog").await;
    mira.get(&format!("/moments/{before}/edit")).await.must_say(LIND);
    mira.post("/sharing/asleep", &[("answer", "keep")]).await;
    let seen = lind.get(&format!("/care/{connection}")).await;
    seen.must_say("the grey cat");
    seen.must_not_say("dog");
}

#[tokio::test]
async fn the_name_of_somebody_who_was_removed_for_good_stays_behind() {
    let (_app, mira, lind, connection) = connected().await;
    let kaspar = mira.keep("/people/new", &[("name", "Kaspar"), ("sort", "person")]).await.id;
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    let id = moment(&mira, "a walk with Kaspar").await;
    mira.post(&format!("/people/{kaspar}/remove"), &[]).await;
    let later = moment(&mira, "tea with Kaspar").await;
    give(&mira, &connection, &[("what", "one"), ("about", &later)]).await;
    mira.post(&format!("/removed/{kaspar}/for-good"), &[]).await;
    for (id, words) in [(id, "a long walk with Kaspar"), (later, "green tea with Kaspar")] {
        kept(&mira, &format!("/moments/{id}"), &[("words", words), ("revision", "1")]).await;
    }
    let seen = lind.get(&format!("/care/{connection}")).await;
    assert!(seen.says("a long walk with someone") && seen.says("green tea with someone"), "{}", seen.text());
    seen.must_not_say("Kaspar");
}

#[tokio::test]
async fn whoever_began_anew_still_reads_who_can_see_what_they_write() {
    let (app, mira, lind, connection) = connected().await;
    drop(mira);
    let mira = begins_anew(&app, "mira").await;
    mira.get("/sharing").await.must_say("One of you started again");
    kept(&mira, &format!("/sharing/{connection}/new-key"), &[]).await;
    kept(&lind, &format!("/care/{connection}/new-key"), &[]).await;
    give(&mira, &connection, &[("what", "kind"), ("kind", "journal")]).await;
    let form = mira.get("/journal").await;
    form.must_say("lind can see this.");
    form.must_not_say(ONLY_YOU);
    form.must_say("Not this one");
    let page = mira.keep("/journal", &[("words", "the grey cat")]).await.address;
    mira.get(&page).await.must_say("lind can see this until");
    lind.get(&format!("/care/{connection}")).await.must_say("the grey cat");
    let list = mira.get("/sharing/looks").await;
    list.must_say("lind");
    list.must_not_say("Somebody you parted from");
}

#[tokio::test]
async fn what_stands_and_what_was_not_read_is_said_anew_to_whoever_began_anew() {
    let (app, mira, lind, connection) = connected().await;
    kept(&lind, &format!("/care/{connection}/given"), &[("words", "You went to the door.")]).await;
    let away = [("from", "2026-11-25"), ("until", "2026-12-03"), ("words", "Ring Otto meanwhile")];
    kept(&lind, "/care/away", &away).await;
    drop(mira);
    let mira = begins_anew(&app, "mira").await;
    kept(&mira, &format!("/sharing/{connection}/new-key"), &[]).await;
    kept(&lind, &format!("/care/{connection}/new-key"), &[]).await;
    mira.get("/received").await.must_say("You went to the door.");
    mira.get("/received").await.must_say("Ring Otto meanwhile");
}

#[tokio::test]
async fn what_was_shown_since_a_look_has_a_look_of_its_own() {
    let (app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    moment(&mira, "the grey cat").await;
    app.minutes_later(1);
    lind.get(&care).await;
    let once = looks(&app).await;
    lind.get(&care).await;
    assert_eq!(looks(&app).await, once, "the same again is one look");
    app.minutes_later(1);
    moment(&mira, "the black dog").await;
    lind.get(&care).await.must_say("the black dog");
    assert_eq!(looks(&app).await, once + 1);
}

#[tokio::test]
async fn what_does_not_open_keeps_nothing_else_from_being_shown() {
    let (app, mira, _lind, connection) = connected().await;
    for words in ["the letter from home", "the grey cat"] {
        mira.keep("/sharing/bring", &[("words", words)]).await;
        app.minutes_later(1);
    }
    app.run("update entries set body = x'00' where id = (select max(id) from entries where kind = 'bring')").await;
    let page = preview(&mira, &connection, &[("what", "bring")]).await;
    assert!(page.says("the letter from home") || page.says("the grey cat"), "{}", page.text());
    moment(&mira, "the grey cat").await;
    app.run("update entries set body = x'00' where kind = 'moments'").await;
    let page = preview(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    assert!(page.status.is_success(), "{}", page.text());
}

#[tokio::test]
async fn a_consent_that_was_made_longer_in_the_file_says_that_it_is_not_as_it_was_given() {
    let (app, mira, _lind, connection) = connected().await;
    let cat = moment(&mira, "the grey cat").await;
    give(&mira, &connection, &[("what", "one"), ("about", &cat)]).await;
    mira.get("/sharing").await.must_not_say("does not stand as you gave it");
    app.run("update grants set ends_at = ends_at + 864000").await;
    mira.get("/sharing").await.must_say("This does not stand as you gave it.");
}

#[tokio::test]
async fn what_was_brought_says_who_reads_its_words_and_so_do_the_pages_that_gather() {
    let (_app, mira, lind, connection) = connected().await;
    let gathering = ["/story", "/search", "/reflections/evidence"];
    let (id, other) = (moment(&mira, "a grey cat").await, moment(&mira, "a red kite").await);
    mira.post(&format!("/sharing/bring/of/{id}"), &[]).await;
    mira.get(&format!("/moments/{id}")).await.must_say("Only you can see this.");
    for page in gathering {
        mira.get(page).await.must_say("Only you can see this.");
    }
    give(&mira, &connection, &[("what", "bring")]).await;
    lind.get(&format!("/care/{connection}")).await.must_say("a grey cat");
    let page = mira.get(&format!("/moments/{id}")).await;
    page.must_not_say("Only you can see this.");
    page.must_say("Lind Berg can see its words on your list.");
    assert!(mira.get("/moments").await.says("Lind Berg can see this"));
    mira.get(&format!("/moments/{other}")).await.must_say("Only you can see this.");
    mira.get(&format!("/moments/{id}/edit")).await.must_not_say("Only you can see this.");
    let brought = page.between("/sharing/bring#", "\"").unwrap().to_owned();
    for way in ["remove", "talked-about"] {
        mira.post(&format!("/sharing/bring/{brought}/{way}"), &[]).await;
        mira.get(&format!("/moments/{id}")).await.must_say("Only you can see this.");
        mira.post_and_follow(&format!("/sharing/bring/of/{id}"), &[]).await.must_say("It is on your list");
        mira.get(&format!("/moments/{id}")).await.must_say("Lind Berg can see its words on your list.");
        lind.get(&format!("/care/{connection}")).await.must_say("a grey cat");
    }
    for page in gathering {
        let page = mira.get(page).await;
        page.must_not_say("Only you can see this.");
        page.must_say("Some of what you keep here is shown to somebody.");
    }
}
