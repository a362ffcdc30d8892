//! People, places, groups and pets that matter.

use axum::http::StatusCode;

use crate::support::sample::Comes::{Done, Sent};
use crate::support::sample::{CANARY, Fields, Sample};
use crate::support::writing::{form, on_its_form};
use crate::support::{Actor, Kept, TestApp, signed_in};

const CHANGED: Fields = &[("name", "Noor"), ("sort", "person"), ("revision", "1")];
const LUNCH: Fields = &[("name", "lunch"), ("weekday", "7"), ("often", "weekly"), ("revision", "1")];

pub const SAMPLES: &[Sample] = &[
    Sample {
        kind: "people",
        comes: Sent(
            "/people/new",
            &[
                ("name", CANARY),
                ("sort", "person"),
                ("near", "close"),
                ("easy", "practical-help"),
                ("ways", "face-to-face"),
                ("note", CANARY),
                ("unnamed", "yes"),
                ("safety", "yes"),
            ],
        ),
        routes: &["/people/{id}"],
        forms: &[("/people/new", CHANGED), ("/people/{id}/change", CHANGED)],
        hidden: &["PracticalHelp", "practical", "FaceToFace", "Harmed", "unnamed"],
    },
    Sample {
        kind: "touches",
        comes: Done(|_, mira| {
            Box::pin(async {
                let noor = add(mira, &NOOR).await;
                mira.post(&format!("{noor}/weight"), &[("costs", "much"), ("gives", "little")]).await;
                let call = [("when", "day"), ("on", "2026-11-03"), ("way", "call")];
                mira.keep(&format!("{noor}/touches"), &call).await.id
            })
        }),
        routes: &["/people/touches/{id}"],
        hidden: &["2026-11-03", "costs"],
        ..Sample::NONE
    },
    Sample {
        kind: "rhythms",
        comes: Sent("/people/rhythms/new", &[("name", CANARY), ("weekday", "7"), ("often", "fortnightly")]),
        routes: &["/people/rhythms/{id}"],
        forms: &[("/people/rhythms/new", LUNCH), ("/people/rhythms/{id}", LUNCH)],
        hidden: &["Fortnightly"],
    },
    Sample {
        kind: "namings",
        comes: Done(|_, mira| {
            Box::pin(async {
                mira.get("/steps/plain-hello").await.must_say("Perhaps with Noor ?");
                mira.post("/people", &[("a_while", "yes"), ("every", "10")]).await;
                String::new()
            })
        }),
        hidden: &["\"last\"", "a_while"],
        ..Sample::NONE
    },
];

const NOOR: [(&str, &str); 4] = [("name", "Noor"), ("sort", "person"), ("near", "close"), ("easy", "light-chat")];

/// Adds somebody, and gives the address of their page.
async fn add(actor: &Actor, fields: &[(&str, &str)]) -> String {
    actor.keep("/people/new", fields).await.address
}

/// Looks back on a step that was done with somebody.
async fn did_with(actor: &Actor, person: &Kept, felt: &str, nourishing: &str) {
    let attempt = actor.begin("plain-hello", "regular").await;
    let fields = [("outcome", "did"), ("felt", felt), ("nourishing", nourishing), ("with", &person.id)];
    actor.look_back(&attempt, &fields).await;
}

#[tokio::test]
async fn somebody_is_kept_with_what_is_easy_and_changed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let empty = mira.get("/people").await;
    empty.must_say("This page is empty, and that’s fine.");
    empty.must_not_say("Who Handrail names");
    let noor = add(&mira, &NOOR).await;
    let page = mira.get(&noor).await;
    for words in ["Noor", "A person, close to you", "Light chat", "Only you can see this.", "Not known yet."] {
        page.must_say(words);
    }
    let change = mira.get(&format!("{noor}/change")).await;
    assert!(change.body.contains("value=\"light-chat\" checked") && change.body.contains("value=\"Noor\""));
    let fields = [("name", "Noor H"), ("sort", "person"), ("easy", "silence"), ("ways", "call"), ("revision", "1")];
    let page = mira.post_and_follow(&format!("{noor}/change"), &fields).await;
    page.must_say("Noor H");
    page.must_say("Silence");
    page.must_say("A call");
    page.must_not_say("Light chat");
    let stale = mira.post(&format!("{noor}/change"), &[("name", "Other"), ("sort", "person"), ("revision", "1")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    stale.must_say("Both are here");
    stale.must_say("Noor H");
    assert!(stale.body.contains("value=\"Other\""));
}

#[tokio::test]
async fn what_cannot_be_kept_comes_back_whole() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.post("/people/new", &[("name", " "), ("sort", "ghost"), ("note", "met at the well")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.title().starts_with("Error: "));
    page.must_say("Write a name.");
    page.must_say("met at the well");
    assert!(page.body.contains("href=\"#name\"") && page.body.contains("href=\"#sort\""));
    mira.get("/people").await.must_say("This page is empty");
    let page = mira.post("/people/rhythms/new", &[("name", "lunch"), ("weekday", "9")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Choose a day of the week.");
    assert!(page.body.contains("value=\"lunch\""));
}

#[tokio::test]
async fn a_form_sent_twice_is_one_and_what_is_begun_is_kept() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let new = form(&mira, "/people/new", "note").await;
    new.kept(&mira, 1, &[("name", "Noor"), ("sort", "person"), ("note", "half a thought")]).await;
    assert!(on_its_form(&mira, "/people/new", "note").await.contains("half a thought"));
    mira.get("/drafts").await.must_say("Someone who matters");
    for _ in 0..2 {
        new.sent(&mira, &NOOR).await;
    }
    assert_eq!(mira.get("/people").await.body.matches(">Noor</b>").count(), 1);
    mira.get("/drafts").await.must_not_say("half a thought");
}

#[tokio::test]
async fn being_in_touch_is_one_tap_said_in_words_and_undone() {
    let (app, mira) = TestApp::with_member("mira").await;
    let noor = add(&mira, &NOOR).await;
    let page = mira.post_and_follow(&format!("{noor}/touches"), &[]).await;
    page.must_say("Noted. Undo");
    page.must_say("Last in touch today");
    let page = mira.post_and_follow(&page.action("/people/touches/").unwrap(), &[]).await;
    page.must_say("Removed. Undo");
    mira.get("/people").await.must_not_say("Last in touch");
    mira.post(&format!("{noor}/touches"), &[("when", "day"), ("on", "2026-09-14"), ("way", "call")]).await;
    mira.get(&noor).await.must_say("Last in touch in September");
    mira.get("/people/touches").await.must_say("Monday 14 September · A call");
    mira.post(&format!("{noor}/touches"), &[("when", "day"), ("on", "2027-01-01")]).await;
    assert!(mira.get(&noor).await.says("Last in touch today"), "a day ahead is today");
    app.days_later(9);
    let mira = signed_in(&app, "mira").await;
    mira.get("/people").await.must_say("Last in touch last week");
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

#[tokio::test]
async fn somebody_to_be_safe_from_is_not_told_on_the_list_and_not_named() {
    let (_app, mira) = TestApp::with_member("mira").await;
    add(&mira, &NOOR).await;
    mira.post("/welcome/safety", &[("not_safe", "yes")]).await;
    assert!(!mira.get("/steps/plain-hello").await.says("Perhaps with"), "nobody who was not said to be safe");
    add(&mira, &[("name", "Q"), ("sort", "person"), ("safety", "yes")]).await;
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
    let noor = mira.keep("/people/new", &NOOR).await;
    for _ in 0..2 {
        did_with(&mira, &noor, "easy", "yes").await;
    }
    mira.get(&noor.address).await.must_say("Not known yet.");
    did_with(&mira, &noor, "easy", "yes").await;
    let page = mira.get(&noor.address).await;
    page.must_say("Takes a little energy. Gives you a lot.");
    page.must_say("Last in touch today");
    let weight = format!("{}/weight", noor.address);
    let page = mira.post_and_follow(&weight, &[("costs", "some")]).await;
    page.must_say("Takes some energy. Gives you a lot.");
    page.must_say("Your word counts. Undo");
    let page = mira.post_and_follow(&weight, &[("undo", "yes")]).await;
    page.must_say("Takes a little energy. Gives you a lot.");
    page.must_say("It is as it was.");
    let page = mira.post_and_follow(&weight, &[("undo", "yes")]).await;
    page.must_say("Takes some energy. Gives you a lot.");
}

#[tokio::test]
async fn whom_it_was_with_stays_with_the_look_back() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let noor = mira.keep("/people/new", &NOOR).await.id;
    let attempt = mira.begin("plain-hello", "regular").await;
    mira.get(&format!("/attempts/{attempt}")).await.must_say("Who with, or where?");
    mira.look_back(&attempt, &[("outcome", "did"), ("with", &noor)]).await;
    let edit = mira.get(&format!("/reflections/{attempt}")).await;
    assert!(edit.body.contains(&format!("value=\"{noor}\" selected")));
}

#[tokio::test]
async fn a_page_shows_where_they_come_up_the_latest_first_and_leads_on() {
    let (app, mira) = TestApp::with_member("mira").await;
    let noor = mira.keep("/people/new", &NOOR).await;
    assert!(!mira.get(&noor.address).await.body.contains("id=\"mentioned\""), "nothing yet");
    let anna = mira.keep("/people/new", &[("name", "Anna"), ("sort", "person")]).await;
    mira.post("/journal", &[("words", "Plums from noor’s tree"), ("day", "2026-11-20")]).await;
    mira.post("/moments", &[("words", "Savannah on the radio"), ("day", "2026-11-20")]).await;
    mira.post(&format!("{}/touches", noor.address), &[("when", "day"), ("on", "2026-09-14"), ("way", "call")]).await;
    let attempt = mira.begin("plain-hello", "regular").await;
    mira.look_back(&attempt, &[("outcome", "did"), ("with", &noor.id)]).await;
    app.member("jo").await.post("/journal", &[("words", "Noor of another life")]).await;

    let page = mira.get(&noor.address).await;
    let section = page.between("id=\"mentioned\"", "</section>").unwrap();
    let places: Vec<_> = [&attempt, "A page of your journal", "Monday 14 September · A call"]
        .iter()
        .map(|words| section.find(*words).unwrap_or_else(|| panic!("{words}: {section}")))
        .collect();
    assert!(places.is_sorted(), "the latest first: {section}");
    assert!(section.contains("Plums from noor’s tree") && !section.contains("another life"), "{section}");
    assert!(!section.contains("<mark>"), "on their own page their name needs no mark");
    assert!(!mira.get(&anna.address).await.says("Savannah"), "a name within a word is none");
    let led = mira.post_and_follow("/search", &[("words", "Noor")]).await;
    assert!(section.contains("action=\"/search\"") && led.says("Plums from noor"));
}

#[tokio::test]
async fn a_page_shows_no_more_than_the_latest_twenty() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let noor = mira.keep("/people/new", &NOOR).await;
    for number in 0..25 {
        mira.post("/journal", &[("words", &format!("Noor, {number}")), ("day", &format!("2026-10-{:02}", number + 1))])
            .await;
    }
    let page = mira.get(&noor.address).await;
    assert_eq!(page.body.matches(">Noor, ").count(), 20);
    page.must_say("Show 17 more");
    page.must_say("Sunday 25 October");
    page.must_not_say("Monday 5 October");
}

#[tokio::test]
async fn a_rhythm_is_one_quiet_line_on_its_day() {
    // The test's clock stands on a Sunday.
    let (app, mira) = TestApp::with_member("mira").await;
    let noor = mira.keep("/people/new", &NOOR).await.id;
    let lunch = [("name", "lunch"), ("weekday", "7"), ("often", "weekly"), ("with", &noor)];
    let rhythm = mira.keep("/people/rhythms/new", &lunch).await.address;
    mira.get("/people/rhythms").await.must_say("lunch Sundays · Noor");
    mira.get("/today").await.must_say("Sundays: lunch with Noor , if you like.");
    mira.post_and_follow(&format!("{rhythm}/pause"), &[("turn", "off")]).await.must_say("Resting");
    mira.get("/today").await.must_not_say("Sundays");
    mira.post(&format!("{rhythm}/pause"), &[("turn", "on")]).await;
    app.days_later(1);
    let mira = signed_in(&app, "mira").await;
    assert!(!mira.get("/today").await.says("lunch"), "not on a Monday");
    let page = mira.post_and_follow(&format!("{rhythm}/remove"), &[]).await;
    page.must_say("Removed. Undo");
    page.must_say("None here yet.");
    mira.post_and_follow(&format!("{rhythm}/restore"), &[]).await.must_say("lunch");
}

#[tokio::test]
async fn what_is_removed_comes_back() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let noor = add(&mira, &NOOR).await;
    let page = mira.post_and_follow(&format!("{noor}/remove"), &[]).await;
    page.must_say("Removed. Undo");
    assert!(!page.body.contains("Noor<"));
    assert_eq!(mira.get(&noor).await.status, StatusCode::NOT_FOUND);
    mira.get("/removed").await.must_say("Someone who matters");
    mira.post_and_follow(&format!("{noor}/restore"), &[]).await.must_say("Noor");
}
