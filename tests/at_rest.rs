//! What a stolen disk shows: no word, choice or feeling of anybody's.

use handrail::model::profile::Profile;

use crate::support::writing::form;
use crate::support::{Actor, TestApp, signed_in};

const CANARY: &str = "canary-7f3a-of-the-yellow-kind";

/// Those who matter, with everything that is said of them.
async fn people(mira: &Actor) {
    let person = [
        ("name", CANARY),
        ("sort", "person"),
        ("near", "close"),
        ("easy", "practical-help"),
        ("ways", "face-to-face"),
        ("note", CANARY),
        ("unnamed", "yes"),
        ("safety", "yes"),
    ];
    let person = mira.post("/people/new", &person).await.location().to_owned();
    mira.post(&format!("{person}/touches"), &[("when", "day"), ("on", "2026-11-03"), ("way", "call")]).await;
    mira.post(&format!("{person}/weight"), &[("costs", "much"), ("gives", "little")]).await;
    mira.post("/people/rhythms/new", &[("name", CANARY), ("weekday", "7"), ("often", "fortnightly")]).await;
    mira.post("/people", &[("a_while", "yes"), ("every", "10")]).await;
}

/// What is written, practised and answered between steps.
async fn inner_work(mira: &Actor) {
    mira.post("/story/besides", &[("knew", "nobody"), ("words", CANARY)]).await;
    mira.post("/story/besides/leave", &[]).await;
    mira.post("/measures", &[("measures", "2")]).await;
    mira.post("/measures/2", &[("item-0", "3")]).await;
    mira.post("/messages", &[("words", CANARY)]).await;
    mira.post("/steps/plain-hello/words", &[("name", CANARY), ("thing", CANARY), ("when", CANARY)]).await;
    let late = "/practice/late-reply";
    mira.post(&format!("{late}/start"), &[("name", CANARY), ("topic", CANARY)]).await;
    mira.post(late, &[("scene", "waiting"), ("pick", "leave")]).await;
    mira.post(&format!("{late}/keep"), &[("ending", "end-face-down"), ("words", CANARY)]).await;
    mira.post("/moments", &[("words", CANARY), ("kind", "light")]).await;
    mira.post("/journal", &[("words", CANARY), ("prompt", "window")]).await;
    let thought = mira.post("/thoughts", &[("thought", CANARY), ("believed", "mostly")]).await.location().to_owned();
    let looked = [("revision", "1"), ("thought", CANARY), ("fairer", CANARY), ("test", CANARY), ("finding", "both")];
    mira.post(&thought, &looked).await;
    mira.post("/plan", &[("could_tell", CANARY), ("country", "NZ")]).await;
    mira.post("/search", &[("words", CANARY)]).await;
}

#[tokio::test]
async fn nothing_a_person_wrote_chose_or_felt_is_in_the_files() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/welcome", &[("barriers", "protective"), ("weighs_most", "protective")]).await;
    mira.post("/welcome/safety", &[("not_safe", "yes")]).await;
    mira.post("/welcome/company", &[("never_with", "stranger")]).await;
    mira.post("/welcome/cards", &[("card-0", "too-much")]).await;
    let own = [("title", CANARY), ("kind", "share"), ("who", "close"), ("smaller", CANARY), ("smaller_feels", "okay")];
    mira.post("/ladder/new", &own).await;
    mira.post("/steps/plain-hello/ladder", &[]).await;
    mira.post("/today/picture", &[("what", "message-more")]).await;
    mira.post("/settings/look", &[("tint", "plaster"), ("dates", "pl")]).await;
    mira.post("/check-ins", &[("energy", "plenty"), ("feeling", "lonely")]).await;
    people(&mira).await;
    let suggestion = mira.check_in("plenty").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    mira.look_back(&attempt, &[("outcome", "no-reply-yet"), ("felt", "too-much"), ("note", CANARY)]).await;
    inner_work(&mira).await;
    // Begun: one goes on, one is put aside, one is sent.
    for aside in [false, true] {
        form(&mira, "/moments", "words").await.with_another_draft().kept(&mira, 1, &[("words", CANARY)]).await;
        let id = mira.get("/drafts").await.id_of("/drafts/{id}/remove").unwrap();
        if aside {
            mira.post(&format!("/drafts/{id}/remove"), &[]).await;
        }
    }
    let sent = form(&mira, &format!("/reflections/{attempt}"), "note").await;
    sent.kept(&mira, 1, &[("note", CANARY)]).await;
    sent.sent(&mira, &[("outcome", "nearly"), ("note", CANARY), ("revision", "1")]).await;
    let tab = mira.another_tab();
    mira.post("/sign-out", &[]).await;
    tab.post("/moments", &[("words", CANARY)]).await;
    let mira = signed_in(&app, "mira").await;
    mira.get("/reflections").await.must_say(CANARY);
    assert!(mira.get("/drafts").await.body.contains(CANARY));

    let bytes = app.bytes_at_rest();
    let holds = |words: &str| bytes.windows(words.len()).any(|window| window == words.as_bytes());
    for words in [
        CANARY,
        "plaster",
        "Plaster",
        "low_energy",
        "protective",
        "Protective",
        "plenty",
        "Plenty",
        "lonely",
        "NoReplyYet",
        "TooMuch",
        "stranger",
        "Stranger",
        "message",
        "\"scene\"",
        "end-face-down",
        "Okay",
        "The light",
        "see from where",
        "Mostly",
        "could_tell",
        "\"NZ\"",
        "plain-hello",
        "\"step\"",
        "Nobody",
        "besides_left",
        "\"answers\"",
        "\"measure\"",
        "Firefox",
        "PracticalHelp",
        "practical",
        "FaceToFace",
        "Harmed",
        "unnamed",
        "2026-11-03",
        "costs",
        "Fortnightly",
        "a_while",
    ] {
        assert!(!holds(words), "{words} can be read in the data folder");
    }
    assert!(holds("mira"), "the sign-in name can be read, and the privacy page says so");
}

#[tokio::test]
async fn a_row_of_one_person_cannot_be_slipped_under_another() {
    let (app, mira) = TestApp::with_member("mira").await;
    let jo = app.member("jo").await;
    mira.post("/moments", &[("words", CANARY)]).await;
    jo.post("/moments", &[("words", "mine")]).await;
    let path = app.folder.path().join("data/handrail.db");
    let url = format!("sqlite:{}", path.display());
    let mut thief = <sqlx::SqliteConnection as sqlx::Connection>::connect(&url).await.unwrap();
    sqlx::query("update entries set owner = (select id from members where name = 'jo')")
        .execute(&mut thief)
        .await
        .unwrap();
    let page = jo.get("/moments").await;
    assert_eq!(page.status, axum::http::StatusCode::OK);
    assert!(!page.body.contains(CANARY));
    page.must_say("mine");
    page.must_say("cannot be read");
}

#[tokio::test]
async fn a_damaged_profile_leaves_out_what_could_hurt() {
    let (app, mira) = TestApp::with_member("mira").await;
    let url = format!("sqlite:{}", app.folder.path().join("data/handrail.db").display());
    let mut thief = <sqlx::SqliteConnection as sqlx::Connection>::connect(&url).await.unwrap();
    sqlx::query("update profiles set body = zeroblob(300)").execute(&mut thief).await.unwrap();
    assert_eq!(mira.get("/today").await.status, axum::http::StatusCode::OK);
    assert!(Profile::unreadable().not_safe && Profile::unreadable().recent_loss);
}
