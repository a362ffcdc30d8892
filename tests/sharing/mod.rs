//! Consent one can see through: what is shown, that it is what the page before said, and that it ends.

mod copies;
mod ends;
mod forms;
mod told;

use axum::http::StatusCode;

use crate::support::company::{connect, supporter};
use crate::support::sample::Comes::{Done, Sent};
use crate::support::sample::{CANARY, Sample};
use crate::support::{Actor, Page, TestApp};

pub const SAMPLES: &[Sample] = &[
    Sample {
        kind: "bring",
        comes: Sent("/sharing/bring", &[("words", CANARY)]),
        routes: &["/sharing/bring/{id}"],
        forms: &[
            ("/sharing/bring", &[("words", "something")]),
            ("/sharing/bring/{id}/talked-about", &[("back", "yes")]),
        ],
        ..Sample::NONE
    },
    Sample {
        comes: Done(|app, mira| {
            Box::pin(async {
                let vera = supporter(app, "vera").await;
                let connection = connect(app, mira, &vera).await;
                for kind in ["moments", "journal", "thoughts", "reflections"] {
                    give(mira, &connection, &[("what", "kind"), ("kind", kind), ("names", "yes")]).await;
                }
                for what in ["ladder", "bring"] {
                    give(mira, &connection, &[("what", what), ("names", "yes")]).await;
                }
                mira.post("/moments", &[("words", CANARY)]).await;
                mira.post("/journal", &[("words", CANARY)]).await;
                mira.post("/thoughts", &[("thought", CANARY)]).await;
                vera.get(&format!("/care/{connection}")).await.must_say(CANARY);
                mira.get("/sharing").await.id_of("/sharing/grants/{id}/revoke").unwrap()
            })
        }),
        routes: &["/sharing/grants/{id}"],
        forms: &[("/sharing/asleep", &[("answer", "keep")])],
        ..Sample::NONE
    },
    Sample {
        comes: Sent("/moments", &[("words", "to be brought along")]),
        routes: &["/sharing/bring/of/{id}"],
        ..Sample::NONE
    },
];

/// Mira, who has let Lind in, and the connection.
pub async fn connected() -> (TestApp, Actor, Actor, String) {
    let (app, mira) = TestApp::with_member("mira").await;
    let lind = supporter(&app, "lind").await;
    let connection = connect(&app, &mira, &lind).await;
    lind.get(&format!("/care/{connection}")).await;
    (app, mira, lind, connection)
}

/// Gives a consent; the page that follows.
pub async fn give(mira: &Actor, connection: &str, fields: &[(&str, &str)]) -> Page {
    let fields: Vec<_> = [("connection", connection)].into_iter().chain(fields.iter().copied()).collect();
    let page = mira.post("/sharing/grants", &fields).await;
    assert_eq!(page.location(), "/sharing?saved=shown", "{fields:?}: {}", page.text());
    mira.get(page.location()).await
}

/// The page before it.
pub async fn preview(mira: &Actor, connection: &str, fields: &[(&str, &str)]) -> Page {
    let fields: Vec<_> = [("connection", connection)].into_iter().chain(fields.iter().copied()).collect();
    mira.get(&format!("/sharing/preview?{}", serde_html_form::to_string(&fields).unwrap())).await
}

/// What is shown on a page, as it stands there.
pub fn shown(page: &Page) -> Vec<String> {
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let mut shown: Vec<String> = page
        .body
        .split("<article class=\"card")
        .skip(1)
        .map(|rest| rest.split("</article>").next().unwrap().to_owned())
        .collect();
    shown.sort();
    shown
}

/// Keeps a moment; its id.
pub async fn moment(mira: &Actor, words: &str) -> String {
    mira.keep("/moments", &[("words", words)]).await.id
}

/// Does a step of the library and looks back on it; the id of that.
pub async fn look_back(mira: &Actor, fields: &[(&str, &str)]) -> String {
    let page = mira.post("/steps/plain-hello/begin", &[("size", "smaller")]).await;
    let id = page.id_of("/attempts/{id}").or_else(|| page.id_of("/attempts/{id}/guess")).expect("an attempt");
    let page = mira.post(&format!("/attempts/{id}/reflection"), fields).await;
    assert!(page.status.is_redirection(), "{}", page.text());
    id
}

#[tokio::test]
async fn nothing_is_shared_until_somebody_says_so() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.get("/sharing").await;
    page.must_say("Nothing is shared. What is yours stays with you.");
    page.must_say("they can give you a link");
    let (_app, mira, lind, connection) = connected().await;
    let id = moment(&mira, "a cat on the wall").await;
    mira.post("/sharing/bring", &[("words", "the letter from home")]).await;
    mira.get("/sharing").await.must_say("They see nothing of yours.");
    mira.get(&format!("/sharing/{connection}/as-they-see")).await.must_say("They see nothing of yours.");
    let seen = lind.get(&format!("/care/{connection}")).await;
    seen.must_not_say("cat");
    seen.must_not_say("letter");
    let page = mira.get(&format!("/moments/{id}")).await;
    page.must_say("Only you can see this.");
    page.must_say("Show this to Lind Berg");
}

#[tokio::test]
async fn one_thing_of_each_kind_is_shown_as_the_page_before_says() {
    let (_app, mira, lind, connection) = connected().await;
    let page = mira
        .post("/thoughts", &[("thought", "they hate me"), ("believed", "mostly"), ("friend", "give it time")])
        .await;
    let thought = page.id_of("/thoughts/{id}").unwrap();
    let journal = mira.post("/journal", &[("words", "a long day")]).await.id_of("/journal/{id}").unwrap();
    let told = [
        ("outcome", "did"),
        ("expected", "too-much"),
        ("felt", "easy"),
        ("nourishing", "yes"),
        ("which", "laugh"),
        ("note", "we laughed"),
    ];
    let told = look_back(&mira, &told).await;
    let moment = moment(&mira, "a cat on the wall").await;
    for (id, page, words) in [
        (&moment, format!("/moments/{moment}"), "a cat on the wall"),
        (&journal, format!("/journal/{journal}"), "a long day"),
        (&thought, format!("/thoughts/{thought}"), "The thought they hate me How true it felt Mostly"),
        (
            &told,
            format!("/reflections/{told}"),
            "I did it. It did me good. What was good: A laugh. I thought: too much. It was: easy. we laughed",
        ),
    ] {
        let leads = mira.get(&page).await.leads("Show this to");
        let before = mira.get(&leads).await;
        before.must_say(words);
        before.must_say("until 20 December 2026, without the names on your People page.");
        before.must_say("Whoever sees it can remember or copy it.");
        let after = give(&mira, &connection, &[("what", "one"), ("about", id)]).await;
        after.must_say("Lind Berg sees one");
        mira.get(&page).await.must_say("Lind Berg can see this until 20 December 2026.");
        let (theirs, own) = (
            lind.get(&format!("/care/{connection}")).await,
            mira.get(&format!("/sharing/{connection}/as-they-see")).await,
        );
        assert_eq!(shown(&before), shown(&own), "{page}");
        assert_eq!(shown(&own), shown(&theirs), "{page}");
        let stop = mira.get(&page).await.action("/sharing/grants/").unwrap();
        mira.post_and_follow(&stop, &[]).await.must_say("Stopped. It does not open for them any more.");
        lind.get(&format!("/care/{connection}")).await.must_not_say(words);
        mira.get(&page).await.must_not_say("Lind Berg can see this");
    }
}

#[tokio::test]
async fn the_ladder_a_measure_and_what_to_bring_are_shown_and_stay_up_to_date() {
    let (_app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    mira.post("/ladder", &[]).await;
    mira.post("/measures", &[("measures", "1")]).await;
    let answers: Vec<_> = (0..40).map(|item| (format!("item-{item}"), "1".to_owned())).collect();
    let answers: Vec<(&str, &str)> = answers.iter().map(|(name, answer)| (name.as_str(), answer.as_str())).collect();
    mira.post("/measures/1", &answers).await;
    mira.post("/sharing/bring", &[("words", "the letter from home")]).await;
    for fields in
        [[("what", "ladder"), ("about", "")], [("what", "measure"), ("about", "1")], [("what", "bring"), ("about", "")]]
    {
        let before = preview(&mira, &connection, &fields).await;
        give(&mira, &connection, &fields).await;
        let own = mira.get(&format!("/sharing/{connection}/as-they-see")).await;
        assert!(!shown(&before).is_empty() && shown(&before).iter().all(|one| shown(&own).contains(one)), "{fields:?}");
    }
    lind.get(&care).await.must_say("the letter from home");
    let id = mira.keep("/sharing/bring", &[("words", "about Tuesday")]).await.id;
    lind.get(&care).await.must_say("about Tuesday");
    mira.post_and_follow(&format!("/sharing/bring/{id}/remove"), &[]).await.must_say("Taken off. Undo");
    let left = lind.get(&care).await;
    assert!(!left.says("about Tuesday") && left.says("the letter from home"));
    let fields = [
        ("title", "Wave to Ana"),
        ("kind", "message"),
        ("who", "close"),
        ("regular", "Wave."),
        ("regular_minutes", "2"),
    ];
    let kept = mira.post("/ladder/new", &fields).await;
    assert!(kept.status.is_redirection(), "{}", kept.text());
    lind.get(&care).await.must_say("Wave to Ana");
}

#[tokio::test]
async fn a_time_a_measure_was_answered_can_be_kept_back() {
    let (app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    mira.post("/measures", &[("measures", "1")]).await;
    mira.get("/measures/1").await.must_not_say("Not this one");
    give(&mira, &connection, &[("what", "measure"), ("about", "1")]).await;
    mira.post("/measures/1", &[("item-0", "3")]).await;
    lind.get(&care).await.must_say("Hardly ever");
    let form = mira.get("/measures/1").await;
    form.must_say("Lind Berg can see this.");
    form.must_say("Not this one");
    let page = mira.post("/measures/1", &[("kept_back", "yes")]).await;
    assert!(page.body.contains("name=\"kept_back\" value=\"yes\" checked"), "what was ticked comes back");
    let page = mira.post_and_follow("/measures/1", &[("item-0", "0"), ("kept_back", "yes")]).await;
    page.must_say("You kept this one to yourself.");
    lind.get(&care).await.must_not_say("Often or Always");
    app.minutes_later(1);
    give(&mira, &connection, &[("what", "measure"), ("about", "1")]).await;
    let seen = lind.get(&care).await;
    assert!(seen.says("Hardly ever") && !seen.says("Often or Always"), "not by another consent either");
    let asked = [("from", "2026-11-01"), ("to", "2026-11-22"), ("measures", "1")];
    let summary = mira.post("/sharing/summary", &asked).await;
    assert!(summary.says("Hardly ever") && !summary.says("Often or Always"), "nor in a summary");
}

#[tokio::test]
async fn names_stay_behind_unless_they_are_let_along() {
    let (_app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    mira.post("/people/new", &[("name", "Ana Maria"), ("sort", "person")]).await;
    mira.post("/people/new", &[("name", "the park"), ("sort", "place")]).await;
    let id = moment(&mira, "ANA MARIA’s dog in the park").await;
    let before = preview(&mira, &connection, &[("what", "one"), ("about", &id)]).await;
    before.must_say("someone’s dog in the park");
    give(&mira, &connection, &[("what", "one"), ("about", &id)]).await;
    lind.get(&care).await.must_say("someone’s dog in the park");
    let with = [("what", "one"), ("about", id.as_str()), ("names", "yes")];
    preview(&mira, &connection, &with).await.must_say("with the names on your People page");
    give(&mira, &connection, &with).await;
    lind.get(&care).await.must_say("ANA MARIA’s dog");
    assert_eq!(
        mira.get("/sharing").await.text().matches("Lind Berg sees").count(),
        1,
        "the new one stands for the old"
    );
}

#[tokio::test]
async fn a_first_name_alone_and_an_earlier_name_stay_behind_too() {
    let (_app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    let ana = mira.keep("/people/new", &[("name", "Ana Maria"), ("sort", "person")]).await.id;
    let changed = [("name", "Ruth Levi"), ("sort", "person"), ("revision", "1")];
    let page = mira.post(&format!("/people/{ana}/change"), &changed).await;
    assert!(page.status.is_redirection(), "{}", page.text());
    give(&mira, &connection, &[("what", "kind"), ("kind", "moments")]).await;
    moment(&mira, "ruth waved, and Ana’s dog barked at Ana Maria").await;
    lind.get(&care).await.must_say("someone waved, and someone’s dog barked at someone");
}

#[tokio::test]
async fn what_was_written_on_a_look_back_can_stay_behind() {
    let (_app, mira, lind, connection) = connected().await;
    let id = look_back(&mira, &[("outcome", "nearly"), ("note", "I froze at the door")]).await;
    let fields = [("what", "one"), ("about", id.as_str()), ("without_note", "yes")];
    preview(&mira, &connection, &fields).await.must_say("without your own words");
    give(&mira, &connection, &fields).await;
    let seen = lind.get(&format!("/care/{connection}")).await;
    seen.must_say("I nearly did it.");
    seen.must_not_say("froze");
}

#[tokio::test]
async fn two_supporters_see_what_each_was_shown() {
    let (app, mira, lind, connection) = connected().await;
    let otto = supporter(&app, "otto").await;
    let other = connect(&app, &mira, &otto).await;
    let (cat, dog) = (moment(&mira, "a cat").await, moment(&mira, "a dog").await);
    give(&mira, &connection, &[("what", "one"), ("about", &cat)]).await;
    give(&mira, &other, &[("what", "one"), ("about", &dog)]).await;
    let (seen, other_seen) =
        (lind.get(&format!("/care/{connection}")).await, otto.get(&format!("/care/{other}")).await);
    assert!(seen.says("a cat") && !seen.says("a dog") && other_seen.says("a dog") && !other_seen.says("a cat"));
    assert_eq!(lind.get(&format!("/care/{other}")).await.status, StatusCode::NOT_FOUND);
    give(&mira, &other, &[("what", "one"), ("about", &cat)]).await;
    mira.post(&format!("/sharing/{connection}/part"), &[]).await;
    assert_eq!(lind.get(&format!("/care/{connection}")).await.status, StatusCode::NOT_FOUND);
    otto.get(&format!("/care/{other}")).await.must_say("a cat");
}
