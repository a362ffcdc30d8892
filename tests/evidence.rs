//! Kind evidence: what was guessed and what it was, and the reply that may come later.

use axum::http::StatusCode;

use crate::support::{Actor, TestApp, signed_in};

/// Tries a step of the library and looks back on it. Gives the id of both.
async fn tells(mira: &Actor, number: usize, step: &str, fields: &[(&str, &str)]) -> String {
    let id = format!("{number:032x}");
    let begun = mira.post(&format!("/steps/{step}/begin"), &[("id", &id), ("size", "smaller")]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER);
    assert_eq!(mira.look_back(&id, fields).await.status, StatusCode::SEE_OTHER);
    id
}

async fn guesses(mira: &Actor, number: usize, guess: &str, was: &str) -> String {
    tells(mira, number, "plain-hello", &[("outcome", "did"), ("expected", guess), ("felt", was)]).await
}

#[tokio::test]
async fn four_guesses_show_nothing_and_five_do() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for number in 1..=4 {
        guesses(&mira, number, "stretch", "easy").await;
    }
    let page = mira.get("/reflections/evidence").await;
    page.must_say("Nothing here yet. That’s fine.");
    assert!(!page.body.contains("role=\"img\""));
    mira.get("/reflections").await.must_not_say("you made a guess about");
    guesses(&mira, 5, "okay", "too-much").await;
    let page = mira.get("/reflections/evidence").await;
    let sentence = "Of 5 steps you made a guess about, 4 were gentler than you thought and 1 was harder.";
    page.must_say(sentence);
    assert!(page.body.contains("role=\"img\"") && page.body.contains("<table>"));
    page.must_say("became");
    page.must_say("Small hellos and messages 5 steps: 4 were gentler");
    mira.get("/reflections").await.must_say(sentence);
}

#[tokio::test]
async fn a_kind_of_step_speaks_once_it_has_five_of_its_own() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for number in 1..=5 {
        let step = if number == 1 { "near-an-animal" } else { "plain-hello" };
        tells(&mira, number, step, &[("outcome", "did"), ("expected", "okay"), ("felt", "okay")]).await;
    }
    let page = mira.get("/reflections/evidence").await;
    page.must_say("all were as you thought");
    page.must_not_say("By kind of step");
}

#[tokio::test]
async fn harder_more_often_is_said_and_is_no_verdict() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for number in 1..=5 {
        guesses(&mira, number, "easy", "too-much").await;
    }
    let page = mira.get("/reflections/evidence").await;
    page.must_say("all were harder than you thought. More of these were harder than you guessed.");
    page.must_say("It says nothing bad about you.");
}

#[tokio::test]
async fn what_is_removed_is_left_out() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for number in 1..=5 {
        guesses(&mira, number, "stretch", "okay").await;
    }
    mira.post(&format!("/reflections/{:032x}/remove", 3), &[]).await;
    mira.get("/reflections/evidence").await.must_say("Nothing here yet");
    mira.post(&format!("/reflections/{:032x}/restore", 3), &[]).await;
    mira.get("/reflections/evidence").await.must_say("Of 5 steps");
}

#[tokio::test]
async fn coming_close_and_resting_are_answers() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for number in 1..=3 {
        tells(&mira, number, "plain-hello", &[("outcome", "nearly"), ("expected", "stretch")]).await;
    }
    tells(&mira, 4, "plain-hello", &[("outcome", "rested"), ("expected", "stretch"), ("felt", "easy")]).await;
    let page = mira.get("/reflections/evidence").await;
    page.must_say("You came close more than once. Getting close counts.");
    page.must_say("You chose rest once. That is a real answer.");
}

#[tokio::test]
async fn a_low_day_shows_no_picture() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for number in 1..=5 {
        guesses(&mira, number, "stretch", "okay").await;
    }
    mira.check_in("low").await;
    let page = mira.get("/reflections/evidence").await;
    assert!(!page.body.contains("role=\"img\""));
    page.must_say("Just being here is fine.");
    assert!(page.body.contains("<table>"), "the words stay");
}

#[tokio::test]
async fn a_reply_is_awaited_only_where_one_can_come() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let offers = |body: &str| body.contains("value=\"no-reply-yet\"");
    let line = mira.begin("waiting-reply", "smaller").await;
    assert!(offers(&mira.get(&format!("/attempts/{line}")).await.body), "a late line may be answered");
    for (step, size) in [("a-line-for-the-next-shift", "smaller"), ("for-the-people-next-door", "smaller")] {
        let id = mira.begin(step, size).await;
        assert!(!offers(&mira.get(&format!("/attempts/{id}")).await.body), "{step}");
        let fields = [("outcome", "no-reply-yet"), ("note", "words of mine")];
        let told = mira.look_back(&id, &fields).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
        told.must_say("This one asks nobody for a reply, so “I did it” says it all.");
        told.must_say("words of mine");
        assert!(!offers(&told.body), "{step}");
        mira.look_back(&id, &[("outcome", "did"), ("felt", "okay")]).await;
        let changed = mira.post(&format!("/reflections/{id}"), &[("outcome", "no-reply-yet"), ("revision", "1")]).await;
        assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
        assert!(!offers(&changed.body) && !offers(&mira.get(&format!("/reflections/{id}")).await.body), "{step}");
    }
}

#[tokio::test]
async fn a_reply_is_asked_about_on_one_day_only() {
    let (app, mira) = TestApp::with_member("mira").await;
    let id = tells(&mira, 1, "plain-hello", &[("outcome", "no-reply-yet")]).await;
    let asks = async |energy: &str| {
        let mira = signed_in(&app, "mira").await;
        mira.check_in(energy).await;
        mira.get("/today").await.body.contains(&format!("/reflections/{id}/reply"))
    };
    app.days_later(1);
    assert!(!asks("some").await, "not at once");
    app.days_later(2);
    assert!(!asks("low").await, "not on a low day");
    app.days_later(1);
    assert!(asks("some").await && asks("some").await, "all of the first day that has room for it");
    app.days_later(1);
    assert!(!asks("plenty").await, "and not again");
}

#[tokio::test]
async fn a_reply_that_comes_late_can_be_told() {
    let (app, mira) = TestApp::with_member("mira").await;
    let first = tells(&mira, 1, "plain-hello", &[("outcome", "no-reply-yet")]).await;
    tells(&mira, 2, "plain-hello", &[("outcome", "no-reply-yet")]).await;
    mira.get("/reflections/evidence").await.must_say("Some have had no reply so far. People get busy");
    mira.post(&format!("/reflections/{first}/reply"), &[("reply", "quiet")]).await;
    app.days_later(60);
    let mira = signed_in(&app, "mira").await;
    let fields = [("reply", "came"), ("from", "reflections")];
    let page = mira.post_and_follow(&format!("/reflections/{first}/reply"), &fields).await;
    page.must_say("A reply came.");
    let page = mira.get("/reflections/evidence").await;
    page.must_say("A reply can take its time. One came later.");
    let silence = page.text().split("Other answers").nth(1).unwrap().to_owned();
    assert!(!silence.contains(|c: char| c.is_ascii_digit()), "silence is not counted: {silence}");
    mira.check_in("low").await;
    mira.get("/reflections/evidence").await.must_not_say("no reply");
}

#[tokio::test]
async fn an_answer_about_the_reply_that_is_none_changes_nothing() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let id = tells(&mira, 1, "plain-hello", &[("outcome", "no-reply-yet")]).await;
    mira.post(&format!("/reflections/{id}/reply"), &[]).await;
    mira.get("/reflections").await.must_not_say("Still quiet");
}

#[tokio::test]
async fn changing_what_happened_keeps_the_story_of_the_reply_straight() {
    let (app, mira) = TestApp::with_member("mira").await;
    let id = tells(&mira, 1, "plain-hello", &[("outcome", "no-reply-yet")]).await;
    mira.post(&format!("/reflections/{id}/reply"), &[("reply", "came")]).await;
    let edit = [("outcome", "no-reply-yet"), ("revision", "2")];
    let page = mira.post_and_follow(&format!("/reflections/{id}"), &edit).await;
    page.must_say("Still quiet. You reached out.");
    page.must_not_say("A reply came.");
    app.days_later(3);
    let today = signed_in(&app, "mira").await.get("/today").await;
    assert!(!today.body.contains(&format!("/reflections/{id}/reply")), "it was asked already");
}
