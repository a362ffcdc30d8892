//! Getting to know somebody: one question a page, each skippable and revisable, and what the answers change.

use axum::http::StatusCode;
use handrail::model::steps::Company;

use crate::support::sample::Comes::Done;
use crate::support::sample::Sample;
use crate::support::{Actor, PASSWORD, Page, TestApp, signed_in};

pub const SAMPLES: &[Sample] = &[Sample {
    comes: Done(|_, mira| {
        Box::pin(async {
            mira.post("/welcome", &[("barriers", "protective"), ("weighs_most", "protective")]).await;
            mira.post("/welcome/safety", &[("not_safe", "yes")]).await;
            mira.post("/welcome/company", &[("never_with", "stranger")]).await;
            mira.post("/welcome/cards", &[("card-0", "too-much")]).await;
            String::new()
        })
    }),
    hidden: &["protective", "Protective", "stranger", "Stranger", "TooMuch"],
    ..Sample::NONE
}];

type Sent<'a> = &'a [(&'a str, &'a str)];

/// The fields of a page's form that are on, as `name=value`.
fn on(page: &Page) -> Vec<String> {
    let inputs = page.body.split("<input ").skip(1).map(|rest| rest.split('>').next().unwrap());
    let value = |tag: &str, name: &str| {
        let rest = tag.split_once(&format!("{name}=\"")).map_or("", |(_, rest)| rest);
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    inputs
        .filter(|tag| tag.ends_with(" checked"))
        .map(|tag| format!("{}={}", value(tag, "name"), value(tag, "value")))
        .collect()
}

/// Somebody who has only just come, on the first question.
pub async fn newcomer(app: &TestApp) -> Actor {
    let mira = app.anonymous();
    mira.post("/sign-up", &[("name", "mira"), ("password", PASSWORD), ("adult", "yes")]).await;
    mira
}

fn invited_to_answer(today: &Page) -> bool {
    today.body.contains("<a href=\"/welcome\"")
}

#[tokio::test]
async fn somebody_new_goes_from_question_to_question_and_can_stop_anywhere() {
    let app = TestApp::new().await;
    let mira = newcomer(&app).await;
    let mut page = mira.get("/welcome").await;
    page.must_say("What gets in the way?");
    assert!(page.body.contains("href=\"/today\""));
    let mut seen = Vec::new();
    loop {
        let action = page.between("<form method=\"post\" action=\"", "\"").unwrap().to_owned();
        let sent = mira.post(&action, &[("first", "yes"), ("skip", "yes")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        seen.push(action);
        page = mira.get(sent.location()).await;
        assert_eq!(page.status, StatusCode::OK);
        if sent.location() == "/welcome/thanks" {
            break;
        }
        page.must_say("Skip this");
        page.must_say("Back");
    }
    page.must_say("That is all. Thank you.");
    assert!(page.body.contains("href=\"/today\""));
    assert_eq!(seen.len(), 7, "{seen:?}");
    assert!(mira.get("/welcome").await.says("Your answers"), "later, all of them can be seen and changed");
}

#[tokio::test]
async fn what_gets_in_the_way_is_kept_and_can_be_changed() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let sent = [("barriers", "anxiety"), ("barriers", "low_energy"), ("not_sure", "yes"), ("weighs_most", "anxiety")];
    mira.post("/welcome", &sent).await;
    let kept = ["barriers=low_energy", "barriers=anxiety", "not_sure=yes", "weighs_most=anxiety"];
    assert_eq!(on(&mira.get("/welcome/in-the-way").await), kept);
    mira.post("/welcome", &[("skip", "yes")]).await;
    assert_eq!(on(&mira.get("/welcome/in-the-way").await), kept, "skipping changes nothing");
    mira.post("/welcome", &[("barriers", "protective"), ("barriers", "nonsense")]).await;
    assert_eq!(on(&mira.get("/welcome/in-the-way").await), ["barriers=protective", "weighs_most="]);
    let page = mira.get("/welcome").await;
    page.must_say("I keep people at a distance");
}

#[tokio::test]
async fn every_other_answer_is_kept_too() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let rows: [(&str, Sent, &[&str]); 6] = [
        ("/welcome/safety", &[("not_safe", "yes")], &["not_safe=yes"]),
        (
            "/welcome/around",
            &[("around", "helper"), ("around", "nonsense"), ("hardly_anyone", "yes"), ("life", "nights")],
            &["around=helper", "hardly_anyone=yes", "life=nights"],
        ),
        ("/welcome/possible", &[("presence", "2"), ("novelty", "9")], &[]),
        ("/welcome/company", &[("never_with", "group"), ("never_with", "nobody")], &["never_with=group"]),
        ("/welcome/pace", &[("quiet", "7"), ("quiet", "9"), ("per_week", "3"), ("turns_at", "2")], &["quiet=7"]),
        ("/welcome/cards", &[("card-3", "stretch")], &[]),
    ];
    for (path, sent, kept) in rows {
        assert_eq!(mira.post(path, sent).await.location(), "/welcome?saved=1");
        let on = on(&mira.get(path).await);
        for one in kept {
            assert!(on.contains(&(*one).to_owned()), "{path}: {on:?}");
        }
        assert!(!on.iter().any(|one| one == "never_with=nobody" || one == "quiet=9"), "{on:?}");
    }
    let page = mira.get("/welcome").await;
    page.must_say("Up to 3 a week. Quiet on Sunday.");
    page.must_say("A group.");
    page.must_say("Some of them sorted.");
    page.must_say(
        "Someone who helps me, such as a therapist. Hardly anyone, or nobody, just now. I am awake when others sleep.",
    );
}

#[tokio::test]
async fn whoever_leaves_halfway_is_invited_to_the_rest_and_may_say_that_it_is_enough() {
    let app = TestApp::new().await;
    let mira = newcomer(&app).await;
    assert!(invited_to_answer(&mira.get("/today").await), "just one small thing, and the questions wait");
    mira.post("/welcome", &[("barriers", "anxiety"), ("first", "yes")]).await;
    mira.post("/welcome/safety", &[("skip", "yes"), ("first", "yes")]).await;
    assert!(invited_to_answer(&mira.get("/today").await));
    let page = mira.get("/welcome").await;
    page.must_say("Some questions are still open.");
    page.must_say("I worry about how it will go");
    page.must_say("That is enough, thank you");
    assert_eq!(page.text().matches("Still open.").count(), 5, "what was skipped is not asked again: {}", page.text());
    assert!(page.body.contains("href=\"/welcome/around?first=yes\""), "on with the next one");
    let sent = mira.post("/welcome/pace", &[("per_week", "2")]).await;
    assert_eq!(sent.location(), "/welcome?saved=1", "one by itself");
    assert_eq!(mira.get("/welcome").await.text().matches("Still open.").count(), 4);
    mira.post("/welcome/possible", &[("side", "1"), ("initiation", "1"), ("first", "yes")]).await;
    let open = mira.get("/welcome/possible?first=yes").await;
    open.must_say("Being where people are");
    assert_eq!(mira.post("/welcome/enough", &[("first", "yes")]).await.location(), "/welcome/thanks");
    let page = mira.get("/welcome").await;
    assert!(!page.says("Still open.") && !page.says("still open"), "{}", page.text());
    assert!(!invited_to_answer(&mira.get("/today").await));
}

#[tokio::test]
async fn what_weighs_most_is_kept_where_it_was_not_asked() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post("/welcome", &[("barriers", "anxiety"), ("weighs_most", "anxiety")]).await;
    let way = mira.get("/welcome/in-the-way?first=yes").await;
    assert!(!way.says("biggest one"), "on the way through there is one thing to answer");
    mira.post("/welcome", &[("barriers", "anxiety"), ("barriers", "style"), ("first", "yes")]).await;
    mira.get("/welcome").await.must_say("The biggest one: I worry about how it will go.");
    mira.post("/welcome", &[("barriers", "anxiety"), ("weighs_most", "")]).await;
    assert!(!mira.get("/welcome").await.says("The biggest one"), "none more than the others");
}

#[tokio::test]
async fn a_quiet_day_brings_nothing_by_itself_and_asking_still_works() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post("/welcome/pace", &[("quiet", "7")]).await;
    let page = mira.post_and_follow("/check-ins", &[("energy", "some")]).await;
    page.must_say("You asked for a quiet day");
    mira.post_and_follow("/suggestions", &[]).await.must_say("I’ll try");
}

#[tokio::test]
async fn no_more_come_by_themselves_in_a_week_than_were_wished_for() {
    let (app, mut mira) = TestApp::with_member("mira").await;
    mira.post("/welcome/pace", &[("per_week", "2")]).await;
    let mut came = 0;
    for _ in 0..7 {
        let page = mira.post_and_follow("/check-ins", &[("energy", "some")]).await;
        came += usize::from(page.says("I’ll try"));
        app.days_later(1);
        mira = signed_in(&app, "mira").await;
    }
    assert_eq!(came, 2);
    let page = mira.post_and_follow("/check-ins", &[("energy", "some")]).await;
    assert!(page.says("I’ll try"), "the first of them is a week ago now: {}", page.text());
}

#[tokio::test]
async fn company_somebody_asked_to_leave_out_is_not_suggested_and_can_still_be_found() {
    let (app, mut mira) = TestApp::with_member("mira").await;
    let fields = [Company::Close, Company::Acquaintance, Company::Stranger, Company::Group, Company::Professional];
    let fields: Vec<_> = fields.iter().map(|with| ("never_with", with.word())).collect();
    mira.post("/welcome/company", &fields).await;
    mira.get("/steps/plain-hello").await.must_say("people you asked to leave out");
    assert!(mira.get("/steps").await.body.contains("/steps/plain-hello"));
    for _ in 0..8 {
        let page = mira.post_and_follow("/check-ins", &[("energy", "plenty")]).await;
        let slug = page.id_of("/steps/{slug}");
        if let Some(step) = slug.as_ref().and_then(|slug| app.app.library.by_slug(slug)) {
            assert!(step.who.contains(&Company::Nobody), "{}", step.slug);
        }
        app.days_later(1);
        mira = signed_in(&app, "mira").await;
    }
}
