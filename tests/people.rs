//! People, places, groups and pets that matter.

use axum::http::StatusCode;

use crate::support::writing::{form, on_its_form};
use crate::support::{Actor, Page, TestApp, signed_in};

const NOOR: [(&str, &str); 4] = [("name", "Noor"), ("sort", "person"), ("near", "close"), ("easy", "light-chat")];

/// Adds somebody, and gives the address of their page.
async fn add(actor: &Actor, fields: &[(&str, &str)]) -> String {
    let page = actor.post("/people/new", fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    page.location().to_owned()
}

/// Looks back on a step that was done with somebody.
async fn did_with(actor: &Actor, person: &str, felt: &str, nourishing: &str) {
    let begun = actor.post("/steps/plain-hello/begin", &[("size", "regular")]).await;
    let who = person.trim_start_matches("/people/");
    let fields = [("outcome", "did"), ("felt", felt), ("nourishing", nourishing), ("with", who)];
    actor.look_back(begun.location().trim_start_matches("/attempts/"), &fields).await;
}

#[tokio::test]
async fn somebody_is_kept_with_what_is_easy_and_changed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let empty = mira.get("/people").await;
    assert!(empty.says("Nobody here yet. That’s fine.") && !empty.says("How Handrail uses this"));
    let noor = add(&mira, &NOOR).await;
    let page = mira.get(&noor).await;
    for words in ["Noor", "A person, close to you", "Light chat", "Only you can see this.", "Not known yet."] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    let change = mira.get(&format!("{noor}/change")).await;
    assert!(change.body.contains("value=\"light-chat\" checked") && change.body.contains("value=\"Noor\""));
    let fields = [("name", "Noor H"), ("sort", "person"), ("easy", "silence"), ("ways", "call"), ("revision", "1")];
    let page = mira.post_and_follow(&format!("{noor}/change"), &fields).await;
    assert!(page.says("Noor H") && page.says("Silence") && page.says("A call") && !page.says("Light chat"));
    let stale = mira.post(&format!("{noor}/change"), &[("name", "Other"), ("sort", "person"), ("revision", "1")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.says("Both are here") && stale.says("Noor H") && stale.body.contains("value=\"Other\""));
}

#[tokio::test]
async fn what_cannot_be_kept_comes_back_whole() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.post("/people/new", &[("name", " "), ("sort", "ghost"), ("note", "met at the well")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.title().starts_with("Error: ") && page.says("Write a name.") && page.says("met at the well"));
    assert!(page.body.contains("href=\"#name\"") && page.body.contains("href=\"#sort\""));
    assert!(mira.get("/people").await.says("Nobody here yet."));
    let page = mira.post("/people/rhythms/new", &[("name", "lunch"), ("weekday", "9")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("Choose a day of the week.") && page.body.contains("value=\"lunch\""));
}

#[tokio::test]
async fn a_form_sent_twice_is_one_and_what_is_begun_is_kept() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let new = form(&mira, "/people/new", "note").await;
    new.kept(&mira, 1, &[("name", "Noor"), ("sort", "person"), ("note", "half a thought")]).await;
    assert!(on_its_form(&mira, "/people/new", "note").await.contains("half a thought"));
    assert!(mira.get("/drafts").await.says("Someone who matters"));
    for _ in 0..2 {
        new.sent(&mira, &NOOR).await;
    }
    assert_eq!(mira.get("/people").await.body.matches("In touch today").count(), 1);
    assert!(!mira.get("/drafts").await.says("half a thought"));
}

#[tokio::test]
async fn being_in_touch_is_one_tap_said_in_words_and_undone() {
    let (app, mira) = TestApp::with_member("mira").await;
    let noor = add(&mira, &NOOR).await;
    let page = mira.post_and_follow(&format!("{noor}/touches"), &[("from", "list")]).await;
    assert!(page.says("Noted. Undo") && page.says("Last in touch today"), "{}", page.text());
    let undo = page.between("action=\"/people/touches/", "\"").unwrap().to_owned();
    let page = mira.post_and_follow(&format!("/people/touches/{undo}"), &[]).await;
    assert!(page.says("Removed. Undo"));
    assert!(!mira.get("/people").await.says("Last in touch"));
    mira.post(&format!("{noor}/touches"), &[("when", "day"), ("on", "2026-09-14"), ("way", "call")]).await;
    assert!(mira.get(&noor).await.says("Last in touch in September"));
    assert!(mira.get("/people/touches").await.says("Monday 14 September · A call"));
    mira.post(&format!("{noor}/touches"), &[("when", "day"), ("on", "2027-01-01")]).await;
    assert!(mira.get(&noor).await.says("Last in touch today"), "a day ahead is today");
    app.days_later(9);
    let mira = signed_in(&app, "mira").await;
    assert!(mira.get("/people").await.says("Last in touch last week"));
}

#[tokio::test]
async fn it_has_been_a_while_is_said_to_those_who_ask() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let noor = add(&mira, &NOOR).await;
    add(&mira, &[("name", "Never met"), ("sort", "person")]).await;
    let feared = add(&mira, &[("name", "Feared"), ("sort", "person"), ("safety", "yes")]).await;
    for one in [&noor, &feared] {
        mira.post(&format!("{one}/touches"), &[("when", "day"), ("on", "2026-09-14")]).await;
    }
    assert!(!mira.get("/people").await.body.contains("id=\"a-while\""), "off at first");
    let page = mira.post_and_follow("/people", &[("a_while", "yes"), ("every", "10")]).await;
    let section = page.between("id=\"a-while\"", "</section>").unwrap();
    assert!(section.contains("Noor") && !section.contains("Never met") && !section.contains("Feared"));
    assert!(page.body.contains("value=\"10\" selected"));
    assert!(!mira.post_and_follow("/people", &[("every", "5")]).await.body.contains("id=\"a-while\""));
}

/// Checks in on this and the following days until a suggestion names one of them.
async fn named_within(app: &TestApp, days: i64, names: &[&str]) -> Vec<String> {
    let mut said = Vec::new();
    for _ in 0..days {
        let mira = signed_in(app, "mira").await;
        mira.check_in("plenty").await;
        let page = mira.get("/today").await;
        said.extend(
            names.iter().filter(|name| page.says(&format!("Perhaps with {name} ?"))).map(|name| (*name).to_owned()),
        );
        app.days_later(1);
    }
    said
}

#[tokio::test]
async fn a_suggestion_names_somebody_who_fits_and_not_too_often() {
    let (app, mira) = TestApp::with_member("mira").await;
    for (name, near) in [("Noor", "close"), ("Sefa", "acquaintance")] {
        add(&mira, &[("name", name), ("sort", "person"), ("near", near)]).await;
    }
    let said = named_within(&app, 20, &["Noor", "Sefa"]).await;
    assert!(!said.is_empty(), "somebody is named within three weeks");
    assert!(said.iter().filter(|name| *name == "Noor").count() <= 4, "at most once in five days: {said:?}");
    assert!(said.iter().filter(|name| *name == "Sefa").count() <= 4, "at most once in five days: {said:?}");
}

#[tokio::test]
async fn who_is_not_to_be_suggested_never_is() {
    let (app, mira) = TestApp::with_member("mira").await;
    add(&mira, &[("name", "Noor"), ("sort", "person"), ("near", "close"), ("safety", "yes")]).await;
    add(&mira, &[("name", "Sefa"), ("sort", "person"), ("near", "acquaintance"), ("unnamed", "yes")]).await;
    assert_eq!(named_within(&app, 14, &["Noor", "Sefa"]).await, [""; 0]);
    let mira = signed_in(&app, "mira").await;
    for slug in ["plain-hello", "quiet-company", "ten-minute-call"] {
        assert!(!mira.get(&format!("/steps/{slug}")).await.says("Perhaps with"), "{slug}");
    }
}

#[tokio::test]
async fn a_steps_page_names_one_for_the_day_and_then_another() {
    let (app, mira) = TestApp::with_member("mira").await;
    add(&mira, &NOOR).await;
    add(&mira, &[("name", "The reading room"), ("sort", "place")]).await;
    let named = async |slug: &str| signed_in(&app, "mira").await.get(&format!("/steps/{slug}")).await;
    assert!(named("plain-hello").await.says("Perhaps with Noor ?"));
    assert!(named("plain-hello").await.says("Perhaps with Noor ?"), "the same all day");
    assert!(!named("song-or-link").await.says("Perhaps with"), "once a day is enough");
    assert!(named("sit-where-people-are").await.says("Perhaps at The reading room ?"));
    app.days_later(1);
    assert!(!named("plain-hello").await.says("Perhaps with"), "not the day after");
    app.days_later(4);
    assert!(named("plain-hello").await.says("Perhaps with Noor ?"));
    signed_in(&app, "mira").await.post("/people", &[("every", "0")]).await;
    assert!(!named("plain-hello").await.says("Perhaps with"), "never, if that is wished");
}

#[tokio::test]
async fn somebody_to_be_safe_from_is_led_to_help_and_not_told_on_the_list() {
    let (_app, mira) = TestApp::with_member("mira").await;
    add(&mira, &NOOR).await;
    mira.post("/welcome/safety", &[("not_safe", "yes")]).await;
    assert!(!mira.get("/steps/plain-hello").await.says("Perhaps with"), "nobody who was not said to be safe");
    let feared = add(&mira, &[("name", "Q"), ("sort", "person"), ("safety", "yes")]).await;
    let page = mira.get(&feared).await;
    assert!(page.says("You owe nobody contact.") && page.body.contains("href=\"/support\">Find help"));
    let list = mira.get("/people").await;
    for words in ["harm", "frighten", "safe", "no contact"] {
        assert!(!list.text().to_lowercase().contains(words), "{words}");
    }
    let begun = mira.post("/steps/plain-hello/begin", &[("size", "regular")]).await;
    assert!(!mira.get(begun.location()).await.body.contains(">Q</option>"));
}

#[tokio::test]
async fn looking_back_teaches_what_it_costs_and_gives_and_their_own_word_wins() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let noor = add(&mira, &NOOR).await;
    for _ in 0..2 {
        did_with(&mira, &noor, "easy", "yes").await;
    }
    assert!(mira.get(&noor).await.says("Not known yet."));
    did_with(&mira, &noor, "easy", "yes").await;
    let page = mira.get(&noor).await;
    assert!(
        page.says("Takes a little energy. Gives you a lot.") && page.says("Last in touch today"),
        "{}",
        page.text()
    );
    let weight = format!("{noor}/weight");
    let page = mira.post_and_follow(&weight, &[("costs", "some")]).await;
    assert!(page.says("Takes some energy. Gives you a lot.") && page.says("Your word counts. Undo"));
    let page = mira.post_and_follow(&weight, &[("undo", "yes")]).await;
    assert!(page.says("Takes a little energy. Gives you a lot.") && page.says("It is as it was."));
    let page = mira.post_and_follow(&weight, &[("undo", "yes")]).await;
    assert!(page.says("Takes some energy. Gives you a lot."));
}

#[tokio::test]
async fn whom_it_was_with_stays_with_the_look_back() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let noor = add(&mira, &NOOR).await;
    let begun = mira.post("/steps/plain-hello/begin", &[("size", "regular")]).await;
    let attempt = begun.location().to_owned();
    assert!(mira.get(&attempt).await.says("Who with, or where?"));
    let id = noor.trim_start_matches("/people/");
    mira.look_back(attempt.trim_start_matches("/attempts/"), &[("outcome", "did"), ("with", id)]).await;
    let edit = mira.get(&attempt.replace("attempts", "reflections")).await;
    assert!(edit.body.contains(&format!("value=\"{id}\" selected")));
}

#[tokio::test]
async fn a_rhythm_is_one_quiet_line_on_its_day() {
    // The test's clock stands on a Sunday.
    let (app, mira) = TestApp::with_member("mira").await;
    let noor = add(&mira, &NOOR).await;
    let id = noor.trim_start_matches("/people/").to_owned();
    let lunch = [("name", "lunch"), ("weekday", "7"), ("often", "weekly"), ("with", &id)];
    let page = mira.post_and_follow("/people/rhythms/new", &lunch).await;
    assert!(page.says("lunch Sundays · Noor"), "{}", page.text());
    let today = mira.get("/today").await;
    assert!(today.says("Sundays: lunch with Noor , if you like."), "{}", today.text());
    let rhythm = mira.get("/people/rhythms").await.between("action=\"/people/rhythms/", "/pause").unwrap().to_owned();
    assert!(mira.post_and_follow(&format!("/people/rhythms/{rhythm}/pause"), &[("turn", "off")]).await.says("Resting"));
    assert!(!mira.get("/today").await.says("Sundays"));
    mira.post(&format!("/people/rhythms/{rhythm}/pause"), &[("turn", "on")]).await;
    app.days_later(1);
    let mira = signed_in(&app, "mira").await;
    assert!(!mira.get("/today").await.says("lunch"), "not on a Monday");
    let page = mira.post_and_follow(&format!("/people/rhythms/{rhythm}/remove"), &[]).await;
    assert!(page.says("Removed. Undo") && page.says("None here yet."));
    assert!(mira.post_and_follow(&format!("/people/rhythms/{rhythm}/restore"), &[]).await.says("lunch"));
}

#[tokio::test]
async fn what_is_removed_comes_back() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let noor = add(&mira, &NOOR).await;
    let page = mira.post_and_follow(&format!("{noor}/remove"), &[]).await;
    assert!(page.says("Removed. Undo") && !page.body.contains("Noor<"));
    assert_eq!(mira.get(&noor).await.status, StatusCode::NOT_FOUND);
    assert!(mira.get("/removed").await.says("Someone who matters"));
    assert!(mira.post_and_follow(&format!("{noor}/restore"), &[]).await.says("Noor"));
}

async fn upload(actor: &Actor, file: &str) -> Page {
    actor.send_file("/people/import", "file", file.as_bytes(), &[]).await
}

#[tokio::test]
async fn names_come_over_from_a_file_and_nothing_else() {
    let (app, mira) = TestApp::with_member("mira").await;
    add(&mira, &NOOR).await;
    let card = |name: &str| format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nTEL:0207946canary\r\nEND:VCARD\r\n");
    let page = upload(&mira, &["NOOR", "Zoë \"Zo\" <b>", "Old Boss"].map(card).concat()).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.says("NOOR is here already.") && page.says("Nothing is kept yet"));
    assert!(!page.body.contains("canary") && !page.body.contains("<b>"));
    assert!(!mira.get("/people").await.says("Old Boss"), "nothing was kept yet");
    let ticked = page.body.split("name=\"who\" value=\"").filter_map(|rest| rest.split('"').next());
    let who = ticked.last().unwrap().replace("&#34;", "\"").replace("&#60;", "<").replace("&#62;", ">");
    for _ in 0..2 {
        let page = mira.post_and_follow("/people/import/keep", &[("who", &who)]).await;
        assert!(page.says("The file was not kept.") && !page.says("Old Boss"));
        assert_eq!(page.body.matches("Zoë").count(), 2, "once as a link, once as the name of its button");
    }
    let bytes = app.bytes_at_rest();
    assert!(!bytes.windows(13).any(|window| window == b"0207946canary"));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_said_kindly() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for (file, words) in [("", "Choose a file first."), ("hello", "No names were found in that file.")] {
        let page = upload(&mira, file).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says(words) && page.title().starts_with("Error: "), "{}", page.text());
    }
    let fits = upload(&mira, &format!("BEGIN:VCARD\r\nFN:Jo\r\nNOTE:{}\r\nEND:VCARD\r\n", "x".repeat(900_000))).await;
    assert!(fits.status == StatusCode::OK && fits.says("Jo"), "more than another form may hold");
    let page = upload(&mira, &"x".repeat(17_000_000)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("larger than 16 MB"), "{}", page.text());
    let chosen = mira.post("/people/import/keep", &[("who", "not an id"), ("who", "")]).await;
    assert_eq!(chosen.location(), "/people");
}
