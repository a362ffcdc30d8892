//! The journal: a page now and then.

use axum::http::StatusCode;

use crate::support::TestApp;
use crate::support::sample::Comes::Sent;
use crate::support::sample::{CANARY, Sample};
use crate::support::writing::{form, on_its_form};

pub const SAMPLES: &[Sample] = &[Sample {
    kind: "journal",
    comes: Sent("/journal", &[("words", CANARY), ("prompt", "window")]),
    routes: &["/journal/{id}"],
    forms: &[("/journal", &[("words", "something")]), ("/journal/{id}", &[("words", "something"), ("revision", "1")])],
    hidden: &["see from where"],
}];

#[tokio::test]
async fn a_page_is_kept_read_changed_removed_and_brought_back() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.get("/journal").await.must_say("Nothing here yet. That’s fine.");
    let page = mira.post("/journal", &[("words", "The river was loud today.")]).await;
    let address = page.location().to_owned();
    mira.get(&address).await.must_say("The river was loud today.");
    mira.get("/journal").await.must_say("The river was loud today.");

    let changed = [("words", "The river was very loud."), ("revision", "1")];
    assert_eq!(mira.post(&address, &changed).await.location(), address);
    mira.get(&address).await.must_say("The river was very loud.");
    let page = mira.post(&address, &[("words", "Another tab’s river"), ("revision", "1")]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    page.must_say("The river was very loud.");
    page.must_say("Another tab’s river");

    let page = mira.post_and_follow(&format!("{address}/remove"), &[]).await;
    page.must_say("Removed. Undo");
    page.must_not_say("very loud");
    assert_eq!(mira.get(&address).await.status, StatusCode::NOT_FOUND);
    mira.post_and_follow(&format!("{address}/restore"), &[]).await.must_say("very loud");
}

#[tokio::test]
async fn a_form_sent_twice_is_one_page_and_an_empty_one_none() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let id = handrail::web::form::new_id().to_string();
    for _ in 0..2 {
        mira.post("/journal", &[("id", &id), ("words", "once")]).await;
    }
    assert_eq!(mira.get("/journal").await.body.matches(">once</span>").count(), 1);
    let page = mira.post("/journal", &[("words", " \n")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.title().starts_with("Error: "));
    page.must_say("Write a few words first.");
    let long = "é".repeat(10_001);
    let page = mira.post("/journal", &[("words", &long)]).await;
    assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.body.contains(&long), "nothing typed is lost");
}

#[tokio::test]
async fn another_prompt_leaves_the_words_where_they_are() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let prompt = |page: &crate::support::Page| page.between("id=\"words-hint\">", "</p>").unwrap().to_owned();
    let name = |page: &crate::support::Page| page.field("prompt").unwrap();
    let sheet = form(&mira, "/journal", "words").await;
    let first = sheet.sent(&mira, &[("words", "half a line"), ("another", "yes")]).await;
    assert_eq!(first.status, StatusCode::OK);
    let second = sheet.sent(&mira, &[("words", "half a line"), ("prompt", &name(&first)), ("another", "yes")]).await;
    assert_ne!(prompt(&first), prompt(&second));
    second.must_say("half a line");
    let none = sheet.sent(&mira, &[("words", "half a line"), ("prompt", &name(&second)), ("another", "none")]).await;
    none.must_say("half a line");
    assert!(!none.body.contains("name=\"prompt\""));
    assert!(mira.get("/journal").await.says("Nothing here yet."), "nothing was kept by it");

    let kept = mira.post_and_follow("/journal", &[("words", "a whole line"), ("prompt", &name(&second))]).await;
    kept.must_say(&prompt(&second));
    kept.must_say("a whole line");
}

#[tokio::test]
async fn a_low_day_is_asked_nothing_that_takes_a_good_one() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.check_in("low").await;
    let mut name = String::new();
    for _ in 0..30 {
        let page = mira.post("/journal", &[("another", "yes"), ("prompt", &name)]).await;
        name = page.field("prompt").unwrap();
        assert!(!["laughed", "liked", "again", "easier", "curious"].contains(&name.as_str()), "{name}");
    }
}

#[tokio::test]
async fn words_begun_are_there_again_and_older_pages_can_be_turned_to() {
    let (_app, mira) = TestApp::with_member("mira").await;
    form(&mira, "/journal", "words").await.kept(&mira, 1, &[("words", "begun here")]).await;
    assert_eq!(on_its_form(&mira, "/journal", "words").await, "begun here");
    mira.get("/today").await.must_say("A page of your journal");
    for number in 0..31 {
        mira.post("/journal", &[("words", &format!("page number {number} of many"))]).await;
    }
    let page = mira.get("/journal").await;
    assert_eq!(page.body.matches("of many").count(), 30);
    let older = mira.get(&page.leads("Further back")).await;
    assert_eq!(older.body.matches("of many").count(), 1, "{}", older.text());
}

#[tokio::test]
async fn pages_stand_by_month_and_any_month_can_be_gone_to() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for day in ["2025-03-04", "2025-03-01", "2025-02-28", "2024-12-31"] {
        mira.post("/journal", &[("words", &format!("the page of {day}")), ("day", day)]).await;
    }
    mira.get("/journal").await.must_not_say("Go to a month");
    for number in 0..30 {
        mira.post("/journal", &[("words", &format!("page number {number} of November"))]).await;
    }
    let page = mira.get("/journal").await;
    page.must_say("November 2026 Today page number");
    page.must_say("Go to a month 2026 November 2026 2025 March 2025 February 2025 2024 December 2024");
    let march = mira.get(&page.leads("March")).await;
    march.must_say(
        "March 2025 Tuesday 4 March 2025 the page of 2025-03-04 Saturday 1 March 2025 the page of 2025-03-01",
    );
    march.must_say("February 2025 Friday 28 February 2025");
    march.must_not_say("page number");
    march.must_say("Go to a month 2026 November");
    let before = mira.get(&march.leads("December")).await;
    before.must_not_say("2025-02-28");
    before.must_say("the page of 2024-12-31");
}

#[tokio::test]
async fn a_month_with_nothing_but_what_was_removed_or_is_somebody_elses_is_not_in_the_list() {
    let (app, mira) = TestApp::with_member("mira").await;
    let jo = app.member("jo").await;
    jo.post("/journal", &[("words", "another hand"), ("day", "2025-05-05")]).await;
    let gone = mira.post("/journal", &[("words", "gone"), ("day", "2025-06-06")]).await.location().to_owned();
    mira.post(&format!("{gone}/remove"), &[]).await;
    mira.post("/journal", &[("words", "here"), ("day", "2025-07-07")]).await;
    let page = mira.get("/journal?to=2025-07-31").await;
    page.must_say("Go to a month 2025 July 2025");
    page.must_not_say("June 2025");
    page.must_not_say("May 2025");
}

#[tokio::test]
async fn saving_what_another_tab_removed_brings_it_back() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.post("/journal", &[("words", "first words")]).await.location().to_owned();
    mira.post(&format!("{page}/remove"), &[]).await;
    let saved = mira.post(&page, &[("words", "later words"), ("revision", "1")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    mira.get(&page).await.must_say("later words");
}

#[tokio::test]
async fn an_old_tab_loses_nothing_where_the_page_was_changed_and_removed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.post("/journal", &[("words", "first words")]).await.location().to_owned();
    mira.post(&page, &[("words", "second words"), ("revision", "1")]).await;
    mira.post(&format!("{page}/remove"), &[]).await;
    let both = mira.post(&page, &[("words", "words of the old tab"), ("revision", "1")]).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    both.must_say("second words");
    both.must_say("words of the old tab");
    mira.post(&page, &[("words", "words of the old tab"), ("revision", "2")]).await;
    mira.get(&page).await.must_say("words of the old tab");
}

#[tokio::test]
async fn a_page_is_for_the_day_that_was_chosen_and_a_wrong_day_is_put_right() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post("/journal", &[("words", "Written today")]).await;
    let page = mira.post("/journal", &[("words", "What a Friday"), ("day", "2026-11-20")]).await;
    let page = page.location().to_owned();
    mira.get(&page).await.must_say("Friday 20 November");
    let list = mira.get("/journal").await.text();
    assert!(list.find("Written today") < list.find("What a Friday"), "the list goes by the day: {list}");

    let edit = mira.get(&format!("{page}/edit")).await;
    assert!(edit.body.contains("name=\"day\" value=\"2026-11-20\" min=\"2000-01-01\" max=\"2026-11-22\""));
    mira.post(&page, &[("words", "What a Monday"), ("day", "2026-11-16"), ("revision", "1")]).await;
    mira.get(&page).await.must_say("Monday 16 November");
    let other = mira.post(&page, &[("words", "What a Monday"), ("day", "2026-11-15"), ("revision", "1")]).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "another tab chose another day");
    other.must_say("Monday 16 November");
    mira.post(&page, &[("words", "What a Monday it was"), ("revision", "2")]).await;
    mira.get(&page).await.must_say("Monday 16 November");
}

#[tokio::test]
async fn a_day_to_come_is_said_beside_its_field_and_the_words_stay() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.post("/journal", &[("words", "Kept one")]).await.location().to_owned();
    for day in ["2026-11-23", "1999-12-31", "last week"] {
        for path in ["/journal", &page, "/moments"] {
            let again = mira.post(path, &[("words", "Not lost"), ("day", day), ("revision", "1")]).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {day}");
            again.must_say("Choose a day up to today, or leave it empty.");
            again.must_say("Not lost");
            assert!(again.body.contains("id=\"day-error\"") && again.body.contains(&format!("value=\"{day}\"")));
        }
    }
}

#[tokio::test]
async fn the_same_words_for_another_day_are_another_page() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let id = "0123456789abcdef0123456789abcdef";
    for day in ["2026-11-20", "2026-11-20", "2026-11-21"] {
        mira.post("/journal", &[("id", id), ("words", "Rain again"), ("day", day)]).await;
    }
    let list = mira.get("/journal").await.text();
    assert_eq!(list.matches("Rain again").count(), 2, "{list}");
}
