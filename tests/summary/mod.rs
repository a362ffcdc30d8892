//! A summary for the next talk: what goes in, that its page is what its reader gets, and that nothing of it is kept otherwise.

mod kept;
mod paper;
mod shown;

use axum::http::StatusCode;

use crate::sharing::{look_back, moment};
use crate::support::sample::Sample;
use crate::support::{Actor, Page, TestApp};

pub const SAMPLES: &[Sample] = &[Sample {
    forms: &[
        ("/sharing/summary", &[("from", "2026-11-01"), ("to", "2026-11-22"), ("words", "something")]),
        ("/sharing/summary/print", &[("from", "2026-11-01"), ("to", "2026-11-22"), ("words", "something")]),
        ("/sharing/summary/pdf", &[("from", "2026-11-01"), ("to", "2026-11-22"), ("words", "something")]),
    ],
    ..Sample::NONE
}];

const SUMMARY: &str = "/sharing/summary";
const PDF: &str = "/sharing/summary/pdf";
const DAYS: [(&str, &str); 2] = [("from", "2026-11-09"), ("to", "2026-11-22")];

type Ticks<'a> = &'a [(&'a str, &'a str)];

/// The fields of a form with these ticks, of two weeks.
fn fields(ticks: Ticks<'_>) -> Vec<(&str, &str)> {
    DAYS.into_iter().chain(ticks.iter().copied()).collect()
}

async fn seen(mira: &Actor, ticks: Ticks<'_>) -> Page {
    let page = mira.post(SUMMARY, &fields(ticks)).await;
    assert_eq!(page.status, StatusCode::OK, "{ticks:?}: {}", page.text());
    page
}

/// What is on it, as it stands there.
fn on_it(page: &Page) -> String {
    page.between("<section class=\"summary\">", "</section>").expect("a summary").to_owned()
}

/// Somebody with one of each that can go in.
async fn lives(mira: &Actor) {
    mira.keep("/people/new", &[("name", "Ana"), ("sort", "person")]).await;
    look_back(mira, &[("outcome", "did"), ("felt", "easy"), ("note", "Ana smiled back")]).await;
    mira.post("/steps/plain-hello/ladder", &[]).await;
    mira.post("/measures", &[("measures", "1"), ("measures", "2")]).await;
    mira.post("/measures/1", &[("item-0", "1")]).await;
    mira.post("/measures/2", &[("item-0", "1"), ("item-1", "1"), ("item-2", "1"), ("item-3", "2")]).await;
    mira.post("/sharing/bring", &[("words", "why Ana waits")]).await;
}

#[tokio::test]
async fn each_thing_goes_in_where_it_is_ticked_and_only_there() {
    let (_app, mira) = TestApp::with_member("mira").await;
    lives(&mira).await;
    let form = mira.get(SUMMARY).await;
    assert!(!form.body.contains(" checked"), "nothing goes in by itself");
    assert_eq!((form.field("from"), form.field("to")), (Some("2026-11-09".into()), Some("2026-11-22".into())));
    let each: [(Ticks<'_>, &str); 7] = [
        (&[("reflections", "yes")], "I did it"),
        (&[("reflections", "yes"), ("notes", "yes")], "someone smiled back"),
        (&[("ladder", "yes")], "A ladder, the gentlest first"),
        (&[("measures", "1")], "Question"),
        (&[("measures", "2")], "5 of 12"),
        (&[("bring", "yes")], "why someone waits"),
        (&[("words", "my own beginning")], "my own beginning"),
    ];
    for (at, (ticks, _)) in each.iter().enumerate() {
        let page = seen(&mira, ticks).await;
        assert!(form.body.contains(&format!("name=\"{}\"", ticks[0].0)), "{ticks:?} can be chosen");
        for (other, (_, words)) in each.iter().enumerate() {
            let is_on_it = on_it(&page).contains(words);
            assert_eq!(is_on_it, other == at || (at, other) == (1, 0), "{ticks:?}: {words}");
        }
    }
    let all: Vec<_> = each.iter().skip(1).flat_map(|(ticks, _)| ticks.iter().copied()).collect();
    let page = seen(&mira, &all).await;
    assert!(each.iter().all(|(_, words)| on_it(&page).contains(words)));
    let page = seen(&mira, &[("reflections", "yes"), ("notes", "yes"), ("bring", "yes"), ("names", "yes")]).await;
    assert!(on_it(&page).contains("Ana smiled back") && on_it(&page).contains("why Ana waits"));
    page.must_not_say("Show it here");
}

#[tokio::test]
async fn names_stay_out_of_its_first_words_too_and_ones_own_is_as_it_was_typed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    lives(&mira).await;
    let ticks = [("words", "Ana again"), ("called", " Łucja  M. ")];
    let page = seen(&mira, &ticks).await;
    assert!(
        on_it(&page).contains("someone again")
            && on_it(&page).contains("A summary, by <bdi data-reading=\"skip\">Łucja M.</bdi>")
    );
    let page = seen(&mira, &[ticks[0], ("names", "yes")]).await;
    assert!(on_it(&page).contains("Ana again") && !on_it(&page).contains("by <bdi"));
}

#[tokio::test]
async fn it_holds_only_its_days_and_nothing_that_is_kept_back() {
    let (app, mira) = TestApp::with_member("mira").await;
    let notes = [("reflections", "yes"), ("notes", "yes"), ("words", "hello")];
    look_back(&mira, &[("outcome", "did"), ("note", "early words")]).await;
    app.days_later(3);
    let mira = crate::support::signed_in(&app, "mira").await;
    look_back(&mira, &[("outcome", "did"), ("note", "late words")]).await;
    look_back(&mira, &[("outcome", "did"), ("note", "shy words"), ("kept_back", "yes")]).await;
    for (from, to, says) in [
        ("2026-11-22", "2026-11-22", ["early words"].as_slice()),
        ("2026-11-23", "2026-11-25", &["late words"]),
        ("2026-11-25", "2026-11-01", &["early words", "late words"]),
    ] {
        let days = [("from", from), ("to", to)];
        let page = mira.post(SUMMARY, &days.into_iter().chain(notes).collect::<Vec<_>>()).await;
        for words in ["early words", "late words", "shy words"] {
            assert_eq!(page.says(words), says.contains(&words), "{from} to {to}: {words}");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_as_it_was_typed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let long = "x".repeat(10_001);
    let name = "y".repeat(81);
    let kept = ("words", "my own beginning");
    for (wrong, says) in [
        (vec![("from", "tomorrow"), ("to", "2026-11-22"), kept], "Choose a day up to today."),
        (vec![("from", "2026-11-22"), ("to", "2026-11-23"), kept], "Choose a day up to today."),
        (vec![DAYS[0], DAYS[1], ("words", &long)], "10,000 letters is the most."),
        (vec![DAYS[0], DAYS[1], kept, ("called", &name)], "This name is long."),
        (vec![DAYS[0], DAYS[1]], "Tick one thing, or write a few words."),
        (vec![DAYS[0], DAYS[1], ("bring", "yes"), ("ladder", "yes")], "There is nothing of this in these days."),
    ] {
        for path in [SUMMARY, "/sharing/summary/print", PDF, "/sharing/grants"] {
            let sent: Vec<_> = wrong.iter().copied().chain([("what", "summary")]).collect();
            let page = mira.post(path, &sent).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {says}");
            assert!(page.title().starts_with("Error: "));
            page.must_say(says);
            for (field, value) in &wrong {
                let ticked = *value == "yes" && page.body.contains(&format!("name=\"{field}\" value=\"yes\" checked"));
                let is_there = page.body.contains(&format!(">{value}</textarea>"));
                assert!(ticked || is_there || page.field(field).as_deref() == Some(*value), "{path}: {field}={value}");
            }
        }
    }
}

#[tokio::test]
async fn all_that_was_chosen_can_be_changed_once_more() {
    let (_app, mira) = TestApp::with_member("mira").await;
    lives(&mira).await;
    let ticks = [("reflections", "yes"), ("measures", "2"), ("words", "one\ntwo"), ("called", "M."), ("names", "yes")];
    let page = seen(&mira, &ticks).await;
    let form =
        crate::support::html::forms(&page.body).into_iter().find(|form| form.action.starts_with(SUMMARY)).unwrap();
    let carried: Vec<_> = form.controls.iter().filter(|one| one.kind == "hidden").collect();
    let mut sent: Vec<_> = carried.iter().map(|one| (one.name.as_str(), one.value.as_str())).collect();
    sent.push(("change", "yes"));
    let again = mira.post(&form.action, &sent).await;
    assert_eq!(again.title(), "A summary · Handrail");
    for ticked in ["reflections", "names"] {
        assert!(again.body.contains(&format!("name=\"{ticked}\" value=\"yes\" checked")), "{ticked}");
    }
    assert!(again.body.contains("name=\"measures\" value=\"2\" checked"));
    assert!(!again.body.contains("name=\"measures\" value=\"1\" checked"));
    assert!(again.body.contains(">one\ntwo</textarea>") && again.field("called").as_deref() == Some("M."));
    moment(&mira, "and life goes on").await;
}
