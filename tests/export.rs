//! Everything can be taken along, read, and taken in elsewhere, whole.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _, Write as _};

use axum::http::StatusCode;
use handrail::features::export::archive::{DATA, Packing};
use handrail::members::Role;
use serde_json::Value;

use crate::support::company::connect;
use crate::support::sample::{self, Comes};
use crate::support::{Actor, PASSWORD, Page, TestApp};

const WORDS: &str = "the blue kettle, \"twice\"\nand again 🌿";

/// Some of everything.
async fn lives(mira: &Actor) {
    mira.post("/welcome", &[("barriers", "anxiety"), ("weighs_most", "anxiety")]).await;
    mira.post("/welcome/pace", &[("per_week", "3"), ("quiet_days", "7"), ("turns_at", "5")]).await;
    let suggestion = mira.check_in("some").await.unwrap();
    let answer = [("answer", "try"), ("expected", "stretch")];
    mira.post(&format!("/suggestions/{suggestion}/answer"), &answer).await;
    mira.look_back(&suggestion, &[("outcome", "did"), ("felt", "okay"), ("nourishing", "yes"), ("note", WORDS)]).await;
    mira.post("/suggestions", &[]).await;
    mira.post("/moments", &[("words", "a removed one")]).await;
    let removed = mira.get("/moments").await.id_of("/moments/{id}/remove").unwrap();
    mira.post(&format!("/moments/{removed}/remove"), &[]).await;
    mira.post("/moments", &[("words", WORDS)]).await;
    mira.post("/sharing/bring", &[("words", WORDS)]).await;
    let own = [("title", "Wave to the baker"), ("kind", "share"), ("who", "acquaintance"), ("smaller", "look up once")];
    mira.post("/ladder/new", &own).await;
    mira.post("/steps/plain-hello/ladder", &[]).await;
    mira.post("/today/picture", &[("what", "side-0-easier")]).await;
    mira.post("/story/besides", &[("knew", "one"), ("words", "the baker, a little")]).await;
    mira.post("/measures", &[("measures", "2")]).await;
    mira.post("/measures/2", &[("item-0", "2")]).await;
    mira.post("/journal", &[("words", WORDS)]).await;
    mira.post("/plan", &[("steadies", WORDS)]).await;
    let thought = mira.post("/thoughts", &[("thought", "They find me dull.")]).await.location().to_owned();
    let looked = [("revision", "1"), ("thought", "They find me dull."), ("test", "Ask one thing")];
    mira.post(&thought, &looked).await;
    let person = mira.post("/people/new", &[("name", "Noor"), ("sort", "person"), ("near", "close")]).await;
    mira.post(&format!("{}/touches", person.location()), &[("when", "yesterday")]).await;
    mira.post("/people/rhythms/new", &[("name", "Sunday lunch"), ("weekday", "7"), ("often", "weekly")]).await;
    mira.get("/steps/plain-hello").await;
    mira.post("/messages", &[("words", WORDS)]).await;
    mira.post("/practice/late-reply/start", &[("name", "Ola")]).await;
    // And whatever else there is a form for, so that a life lacks no kind.
    for sample in sample::all().filter(|sample| !sample.kind.is_empty()) {
        if let Comes::Sent(path, fields) = sample.comes {
            mira.keep(path, fields).await;
        }
    }
}

pub fn files(zip: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// A file with this in it.
pub fn packed(json: &str) -> Vec<u8> {
    let mut files = Packing::begun(jiff::civil::date(2026, 11, 22).at(12, 0, 0, 0));
    files.file(DATA).unwrap().write_all(json.as_bytes()).unwrap();
    files.finish().unwrap()
}

pub async fn taken(actor: &Actor) -> Vec<u8> {
    let (status, body) = actor.fetch("/settings/export", &[("password", PASSWORD)]).await;
    assert_eq!(status, StatusCode::OK);
    body
}

pub async fn take_in(actor: &Actor, file: &[u8], settings: bool) -> Page {
    let fields: &[_] = if settings { &[("settings", "yes")] } else { &[] };
    actor.send_file("/settings/import", "file", file, fields).await
}

/// What an export says, without when it was made.
pub fn said(zip: &[u8]) -> Value {
    let mut said: Value = serde_json::from_str(&files(zip)["handrail.json"]).unwrap();
    said["exported_at"] = Value::Null;
    said
}

/// Mira supports somebody, too.
async fn accompanies(app: &TestApp, mira: &Actor) {
    app.give("mira", Role::Supporter).await;
    app.gives_second_factor("mira").await;
    mira.post("/care/introduction", &[("name", "Mira"), ("kind", "friend")]).await;
    let connection = connect(app, &app.member("jo").await, mira).await;
    let notes = mira.post(&format!("/care/{connection}/notes"), &[("words", WORDS)]).await;
    assert_eq!(notes.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_export_taken_in_by_a_fresh_instance_is_the_same_life() {
    let (first, mira) = TestApp::with_member("mira").await;
    lives(&mira).await;
    accompanies(&first, &mira).await;
    crate::replies::answered(&first, &mira, "a question").await;
    crate::received::was_given(&first, &mira).await;
    crate::groups::wrote(&first, &mira).await;
    let zip = taken(&mira).await;
    for kind in handrail::features::registry().kinds() {
        assert!(said(&zip)["rows"][kind.name].is_array(), "a life without {}", kind.name);
    }
    let group = mira.get("/groups").await.id_of("/groups/{id}").unwrap();
    mira.post(&format!("/groups/{group}/leave"), &[]).await;
    let (_second, other) = TestApp::with_member("somebody").await;
    let done = take_in(&other, &zip, true).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    other.get(done.location()).await.must_say("things were brought in.");

    assert_eq!(said(&taken(&other).await), said(&zip));
    for page in [
        "/moments",
        "/reflections",
        "/ladder",
        "/today",
        "/today/picture",
        "/removed",
        "/welcome",
        "/story",
        "/people",
        "/journal",
        "/thoughts",
        "/plan",
        "/measures/2",
    ] {
        let words = |page: &Page| page.text().replace("mira", "somebody");
        assert_eq!(words(&other.get(page).await), words(&mira.get(page).await), "{page}");
    }
}

#[tokio::test]
async fn taking_a_file_in_twice_changes_nothing() {
    let (_app, mira) = TestApp::with_member("mira").await;
    lives(&mira).await;
    let zip = taken(&mira).await;
    let done = take_in(&mira, &zip, true).await;
    mira.get(done.location()).await.must_say("Nothing was brought in. All of it is here already");
    assert_eq!(said(&taken(&mira).await), said(&zip));
}

#[tokio::test]
async fn under_another_name_a_file_is_the_same_life_and_what_is_somebody_elses_is_left_alone() {
    let (app, mira) = TestApp::with_member("mira").await;
    let jo = app.member("jo").await;
    lives(&mira).await;
    let before = said(&taken(&mira).await);
    let zip = taken(&mira).await;
    let done = take_in(&jo, &zip, true).await;
    assert_eq!(jo.get(done.location()).await.text(), elsewhere(&zip).await, "it does not tell what others have");
    assert_eq!(said(&taken(&mira).await), before);
    for page in
        ["/moments", "/reflections", "/ladder", "/today", "/removed", "/people", "/journal", "/thoughts", "/story"]
    {
        let words = |page: &Page| page.text().replace("mira", "jo");
        assert_eq!(words(&jo.get(page).await), words(&mira.get(page).await), "{page}");
    }
    let hers = said(&taken(&jo).await);
    let done = take_in(&jo, &zip, true).await;
    jo.get(done.location()).await.must_say("Nothing was brought in. All of it is here already.");
    assert_eq!(said(&taken(&jo).await), hers);
    assert_eq!(said(&taken(&mira).await), before);
}

/// What is said of a file where nobody has any of it.
async fn elsewhere(zip: &[u8]) -> String {
    let (_app, jo) = TestApp::with_member("jo").await;
    let done = take_in(&jo, zip, true).await;
    jo.get(done.location()).await.text()
}

#[tokio::test]
async fn the_book_and_the_sheets_say_what_was_written_and_leave_out_what_was_removed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    lives(&mira).await;
    let files = files(&taken(&mira).await);
    for name in ["book.html", "written.csv"] {
        assert!(
            files[name].contains("the blue kettle")
                && files[name].contains("the baker, a little")
                && files[name].contains("Wave to the baker"),
            "{name}"
        );
        assert!(!files[name].contains("a removed one"), "{name}");
    }
    assert!(
        files["steps.csv"]
            .contains("\"did\",\"stretch\",\"okay\",\"yes\",\"the blue kettle, \"\"twice\"\"\nand again 🌿\"")
    );
    assert!(files["days.csv"].contains("\"2026-11-22\",\"some\","));
    assert!(files["handrail.json"].contains("a removed one"));
    assert!(!files["book.html"].contains("<script") && files.contains_key("schema.json"));
}

#[tokio::test]
async fn a_file_that_is_none_or_not_sound_says_so_and_changes_nothing() {
    let (_app, mira) = TestApp::with_member("mira").await;
    lives(&mira).await;
    let before = taken(&mira).await;
    let whole = files(&before)["handrail.json"].clone();
    let odd = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        packed(&whole.replace(from, to))
    };
    for (file, words) in [
        (Vec::new(), "Choose the file first."),
        (b"not a zip".to_vec(), "This is not a file that Handrail made."),
        (odd("\"outcome\":\"Did\"", "\"outcome\":\"Won\""), "Something in this file is not as it should be."),
        (odd("\"moments\"", "\"secrets\""), "Something in this file is not as it should be."),
        (odd("\"day_turns_at\":5", "\"day_turns_at\":99"), "Something in this file is not as it should be."),
        (odd("\"day\":\"2026-11-22\"", "\"day\":\"-009999-01-01\""), "Something in this file is not as it should be."),
        (odd("\"version\":1", "\"version\":9"), "A newer Handrail made this file."),
    ] {
        let page = take_in(&mira, &file, true).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        page.must_say(words);
        assert!(page.title().starts_with("Error:"), "{}", page.text());
    }
    assert_eq!(said(&taken(&mira).await), said(&before));
}

#[tokio::test]
async fn an_export_asks_for_the_password_once_it_was_a_while_ago() {
    let (app, mira) = TestApp::with_member("mira").await;
    assert!(!mira.get("/settings/export").await.body.contains("name=\"password\""));
    app.minutes_later(20);
    assert!(mira.get("/settings/export").await.body.contains("name=\"password\""));
    let refused = mira.post("/settings/export", &[("password", "not this one")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let given = mira.post("/settings/export", &[("password", PASSWORD)]).await;
    assert_eq!(given.header("content-disposition"), "attachment; filename=\"handrail-2026-11-22.zip\"");
    assert_eq!(given.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_file_takes_nothing_away_that_keeps_somebody_safe() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let before = taken(&mira).await;
    mira.post("/welcome/safety", &[("not_safe", "yes")]).await;
    mira.post("/steps/plain-hello/never", &[]).await;
    take_in(&mira, &before, true).await;
    let after = said(&taken(&mira).await);
    assert_eq!(after["profile"]["not_safe"], true);
    assert_eq!(after["profile"]["never"].as_array().unwrap().len(), 1);
}

#[test]
fn every_table_that_a_feature_registers_comes_along() {
    let registry = handrail::features::registry();
    let is_kind = |name: &str| registry.kinds().iter().any(|kind| kind.name == name);
    let tables: BTreeSet<_> = registry.tables().map(|table| table.name).filter(|name| !is_kind(name)).collect();
    assert_eq!(tables, BTreeSet::from(handrail::features::export::store::TABLES));
}

#[tokio::test]
async fn a_file_that_was_unpacked_packed_anew_or_edited_is_still_taken_in() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/moments", &[("words", "carried along")]).await;
    let json = files(&taken(&mira).await)["handrail.json"].clone();
    let mut around = Packing::begun(jiff::civil::date(2026, 11, 22).at(12, 0, 0, 0));
    around.file("my things/handrail.json").unwrap().write_all(format!("\u{feff}{json}").as_bytes()).unwrap();
    for file in [around.finish().unwrap(), json.clone().into_bytes(), format!("\u{feff}{json}").into_bytes()] {
        let done = take_in(&mira, &file, false).await;
        assert!(done.location().contains("taken=0&there=1"), "{} {}", done.status, done.text());
    }
    drop(app);
}
