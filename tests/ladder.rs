//! One's own order of steps, and steps of one's own.

use axum::http::StatusCode;

use crate::support::sample::Comes::{Done, Sent};
use crate::support::sample::{CANARY, Fields, Sample};
use crate::support::{Actor, Page, TestApp, signed_in};

const SHARE: Fields =
    &[("title", "something"), ("kind", "share"), ("who", "close"), ("smaller", "it"), ("revision", "1")];

pub const SAMPLES: &[Sample] = &[
    Sample {
        kind: "own_steps",
        comes: Sent(
            "/ladder/new",
            &[("title", CANARY), ("kind", "share"), ("who", "close"), ("smaller", CANARY), ("smaller_feels", "okay")],
        ),
        routes: &["/ladder/steps/{id}"],
        forms: &[("/ladder/new", SHARE), ("/ladder/steps/{id}", SHARE)],
        hidden: &["Okay"],
    },
    Sample {
        kind: "ladders",
        comes: Done(|_, mira| {
            Box::pin(async {
                put(mira, &["plain-hello"]).await;
                String::new()
            })
        }),
        hidden: &["plain-hello", "\"steps\""],
        ..Sample::NONE
    },
];

const OWN: [(&str, &str); 9] = [
    ("title", "Feed the neighbour’s cat"),
    ("kind", "do_together"),
    ("who", "acquaintance"),
    ("smaller", "Look over the fence for the cat."),
    ("smaller_minutes", "2"),
    ("regular", "Ask whether the cat needs feeding on Sunday."),
    ("regular_feels", "stretch"),
    ("why", "I miss having a cat."),
    ("words", "Does Tom need feeding on Sunday?"),
];

/// The ladder's steps, by address, in their order.
fn order(page: &Page) -> Vec<String> {
    let slugs = page.body.split("<li id=\"").skip(1);
    slugs.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

async fn put(mira: &Actor, slugs: &[&str]) {
    for slug in slugs {
        mira.post(&format!("/steps/{slug}/ladder"), &[]).await;
    }
}

#[tokio::test]
async fn an_empty_ladder_says_what_will_live_there_and_lays_one_when_asked() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.get("/ladder").await.must_say("Nothing on it yet. That’s fine.");
    let laid = order(&mira.post_and_follow("/ladder", &[]).await);
    assert_eq!(laid.len(), 8);
    mira.post(&format!("/steps/{}/off", laid[0]), &[]).await;
    let again = order(&mira.post_and_follow("/ladder", &[]).await);
    assert_eq!(again, laid[1..], "a ladder that is there is not laid anew");
}

#[tokio::test]
async fn steps_move_by_buttons_and_to_a_place() {
    let (_app, mira) = TestApp::with_member("mira").await;
    put(&mira, &["plain-hello", "come-along", "small-yes", "plain-hello"]).await;
    assert_eq!(order(&mira.get("/ladder").await), ["plain-hello", "come-along", "small-yes"]);
    let moved = mira.post("/steps/small-yes/move", &[("to", "up")]).await;
    assert_eq!(moved.location(), "/ladder/order?at=2&way=up");
    assert_eq!(order(&mira.get("/ladder").await), ["plain-hello", "small-yes", "come-along"]);
    mira.post("/steps/plain-hello/move", &[("to", "2")]).await;
    mira.post("/steps/plain-hello/move", &[("to", "sideways")]).await;
    assert_eq!(order(&mira.get("/ladder").await), ["small-yes", "come-along", "plain-hello"]);
}

/// Which button has the focus, by the words around it.
fn focused(page: &Page) -> Option<String> {
    let before = page.body.split(" autofocus").next().filter(|before| before.len() < page.body.len())?;
    let (button, rung) = (before.rsplit("value=\"").next()?, before.rsplit("<li id=\"").next()?);
    Some(format!("{} {}", rung.split('"').next()?, button.trim_end_matches('"')))
}

#[tokio::test]
async fn after_a_move_its_place_is_said_and_the_focus_goes_along() {
    let (_app, mira) = TestApp::with_member("mira").await;
    put(&mira, &["plain-hello", "come-along", "small-yes"]).await;
    for (slug, to, says, on) in [
        ("small-yes", "up", "Now second of three.", "small-yes up"),
        ("small-yes", "up", "Now first of three.", "small-yes down"),
        ("plain-hello", "down", "Now third of three.", "plain-hello up"),
        ("small-yes", "down", "Now second of three.", "small-yes down"),
        ("small-yes", "2", "Now third of three.", "small-yes up"),
    ] {
        let page = mira.post_and_follow(&format!("/steps/{slug}/move"), &[("to", to)]).await;
        page.must_say(says);
        assert_eq!(page.body.matches("role=\"status\"").count(), 1);
        assert_eq!(focused(&page).as_deref(), Some(on), "{slug} {to}");
    }
    let off = mira.post_and_follow("/steps/come-along/off", &[]).await;
    let place = off.field("place").unwrap();
    let back = mira.post_and_follow("/steps/come-along/ladder", &[("place", &place)]).await;
    back.must_say("Now first of three.");
    for at in ["0", "9", "x"] {
        let page = mira.get(&format!("/ladder/order?at={at}")).await;
        assert!(focused(&page).is_none() && !page.says("Now "), "{at}");
    }
}

#[tokio::test]
async fn the_ladder_itself_says_what_was_tried_and_what_is_next_and_moves_nothing() {
    let (_app, mira) = TestApp::with_member("mira").await;
    put(&mira, &["plain-hello", "come-along", "small-yes", "recall-warmth"]).await;
    for (step, outcome, felt) in
        [("plain-hello", "did", "easy"), ("come-along", "nearly", ""), ("small-yes", "rested", "")]
    {
        let attempt = mira.begin(step, "smaller").await;
        mira.look_back(&attempt, &[("outcome", outcome), ("felt", felt)]).await;
    }
    let rung = async |slug: &str| {
        let page = mira.get("/ladder").await;
        let rung = page.between(&format!("<li id=\"{slug}\""), "</li>").unwrap().to_owned();
        (rung.contains("Tried"), rung.contains("Next ·"))
    };
    assert_eq!(rung("plain-hello").await, (true, false));
    assert_eq!(rung("come-along").await, (true, true), "it was not done yet");
    assert_eq!(rung("small-yes").await, (false, false), "rest is no try");
    mira.post("/steps/come-along/aside", &[("from", "order")]).await;
    assert_eq!(rung("small-yes").await, (false, true), "what is set aside is not next");
    let page = mira.get("/ladder").await;
    for moves in ["/move", "/off", "/aside", "/never", "ladder.js"] {
        assert!(!page.body.contains(&format!("{moves}\"")), "{moves}");
    }
}

#[tokio::test]
async fn taking_off_can_be_undone_where_it_stood() {
    let (_app, mira) = TestApp::with_member("mira").await;
    put(&mira, &["plain-hello", "come-along", "small-yes"]).await;
    let page = mira.post_and_follow("/steps/come-along/off", &[]).await;
    assert_eq!(order(&page), ["plain-hello", "small-yes"]);
    let place = page.field("place").unwrap();
    mira.post("/steps/come-along/ladder", &[("place", &place)]).await;
    assert_eq!(order(&mira.get("/ladder").await), ["plain-hello", "come-along", "small-yes"]);
}

#[tokio::test]
async fn what_is_set_aside_is_not_suggested_until_it_is_taken_back() {
    let (app, mira) = TestApp::with_member("mira").await;
    for step in app.app.library.steps().filter(|step| step.slug != "plain-hello") {
        mira.post(&format!("/steps/{}/aside", step.slug), &[]).await;
    }
    mira.get("/steps").await.must_say("Set aside for now");
    let page = mira.post_and_follow("/check-ins", &[("energy", "some")]).await;
    assert!(page.body.contains("/steps/plain-hello") || page.says("Resting today"), "{}", page.text());
    let back = mira.post("/steps/small-yes/back", &[("from", "ladder")]).await;
    assert_eq!(back.location(), "/ladder");
    let back = mira.post("/steps/small-yes/back", &[("from", "order")]).await;
    assert_eq!(back.location(), "/ladder/order#small-yes");
    mira.get("/steps/small-yes").await.must_not_say("You set this one aside");
}

#[tokio::test]
async fn a_step_of_ones_own_lives_like_any_other() {
    let (app, mira) = TestApp::with_member("mira").await;
    let id = mira.keep("/ladder/new", &OWN).await.id;
    let page = mira.get(&format!("/steps/{id}")).await;
    page.must_say("Feed the neighbour’s cat");
    page.must_say("I miss having a cat.");
    page.must_say("Two sizes");
    assert!(mira.get("/steps").await.says("Feed the neighbour’s cat"), "among all steps");
    let attempt = mira.begin(&id, "regular").await;
    mira.get(&format!("/attempts/{attempt}")).await.must_say("Does Tom need feeding on Sunday?");
    mira.look_back(&attempt, &[("outcome", "did"), ("felt", "easy")]).await;
    mira.get("/reflections").await.must_say("Feed the neighbour’s cat");
    let other = app.member("jo").await;
    assert_eq!(other.get(&format!("/steps/{id}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_tried_outlives_a_step_that_is_removed_or_smaller_now() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let id = mira.keep("/ladder/new", &OWN).await.id;
    let asked = mira.post_and_follow(&format!("/steps/{id}/begin"), &[("size", "more")]).await;
    assert!(asked.says("Feed the neighbour’s cat"), "it has no more; it has others");
    let (told, open) = (mira.begin(&id, "smaller").await, mira.begin(&id, "regular").await);
    mira.look_back(&told, &[("outcome", "did"), ("note", "he purred")]).await;
    mira.post(&format!("/ladder/steps/{id}/remove"), &[]).await;
    mira.get(&format!("/attempts/{open}")).await.must_say("Feed the neighbour’s cat");
    mira.get(&format!("/reflections/{told}")).await.must_say("he purred");
    let change = [("outcome", "did"), ("note", "he purred twice"), ("revision", "1")];
    assert_eq!(mira.post(&format!("/reflections/{told}"), &change).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn ones_own_steps_are_suggested_too() {
    let (app, mut mira) = TestApp::with_member("mira").await;
    let gentle = [("title", "Sit by the window"), ("kind", "notice"), ("who", "nobody"), ("smaller", "Sit and look.")];
    mira.post("/ladder/new", &gentle).await;
    for _ in 0..3 {
        mira.check_in("some").await;
        app.days_later(5);
        mira = signed_in(&app, "mira").await;
    }
    for step in app.app.library.steps() {
        mira.post(&format!("/steps/{}/aside", step.slug), &[]).await;
    }
    let page = mira.post_and_follow("/check-ins", &[("energy", "some")]).await;
    page.must_say("Sit by the window");
    page.must_say("It’s on your ladder.");
}

#[tokio::test]
async fn what_is_missing_is_said_beside_it_and_nothing_typed_is_lost() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.post("/ladder/new", &[("why", "because"), ("regular_minutes", "30")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Give it a name.", "Choose what kind", "Choose who it is with.", "Say what you would do."] {
        assert!(page.text().matches(words).count() >= 2, "{words} in the summary and beside its field");
    }
    page.must_say("because");
    assert!(page.title().starts_with("Error:"));
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_step_and_a_quicker_tab_is_shown() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let mut fields = OWN.to_vec();
    fields.push(("id", "00112233445566778899aabbccddeeff"));
    mira.post("/ladder/new", &fields).await;
    mira.post("/ladder/new", &fields).await;
    assert_eq!(order(&mira.get("/ladder").await).len(), 1);
    let path = "/ladder/steps/00112233445566778899aabbccddeeff";
    let first = [&OWN[1..], &[("title", "Feed Tom"), ("revision", "1")]].concat();
    assert_eq!(mira.post(path, &first).await.status, StatusCode::SEE_OTHER);
    let late = mira.post(path, &[&OWN[1..], &[("title", "Feed the cat"), ("revision", "1")]].concat()).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.must_say("Feed Tom");
    assert!(late.body.contains("value=\"Feed the cat\""));
    let page = mira.post_and_follow(&format!("{path}/remove"), &[]).await;
    page.must_say("Removed.");
    assert!(order(&page).is_empty());
    assert_eq!(order(&mira.post_and_follow(&format!("{path}/restore"), &[]).await).len(), 1);
}

#[tokio::test]
async fn the_list_narrows_by_each_of_its_questions() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let count = |page: &Page| page.body.matches("<li><a href=\"/steps/").count();
    let all = count(&mira.get("/steps").await);
    for query in ["band=1", "kind=message", "time=5", "energy=low", "barrier=anxiety", "band=2&energy=some"] {
        let some = count(&mira.get(&format!("/steps?{query}")).await);
        assert!(some > 0 && some < all, "{query}: {some} of {all}");
    }
    assert_eq!(count(&mira.get("/steps?band=x&energy=y&barrier=z").await), all);
}

#[tokio::test]
async fn a_step_says_what_could_come_after() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.get("/steps/plain-hello").await.must_say("A little further, if this one ever feels easy.");
    put(&mira, &["plain-hello", "come-along"]).await;
    let page = mira.get("/steps/plain-hello").await;
    page.must_say("Next on your ladder");
    assert!(page.body.contains("href=\"/steps/come-along\""));
}
