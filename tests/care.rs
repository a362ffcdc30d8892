//! What a supporter keeps for themselves, and who is in their list.

use axum::http::StatusCode;
use handrail::members::Role;

use crate::support::company::{connect, link, looks, supporter};
use crate::support::sample::Comes::Done;
use crate::support::sample::{CANARY, Sample};
use crate::support::writing::form;
use crate::support::{TestApp, signed_in};

pub const SAMPLES: &[Sample] = &[
    Sample {
        kind: "introduction",
        comes: Done(|app, mira| {
            Box::pin(async {
                app.give("mira", Role::Supporter).await;
                app.gives_second_factor("mira").await;
                mira.post("/care/introduction", &[("name", CANARY), ("kind", "friend"), ("days", "any-day-canary")])
                    .await;
                mira.post("/care/links", &[("whom", "whom-canary")]).await;
                let page = mira.get("/care").await;
                app.loses_second_factor("mira").await;
                page.action("/care/links/").unwrap().split('/').nth(3).unwrap().to_owned()
            })
        }),
        routes: &["/care/links/{id}"],
        forms: &[
            ("/care/introduction", &[("name", "Mira"), ("kind", "friend")]),
            ("/care/links", &[("whom", "somebody")]),
        ],
        hidden: &["any-day-canary", "whom-canary"],
    },
    Sample {
        kind: "working_notes",
        comes: Done(|app, mira| {
            Box::pin(async {
                app.gives_second_factor("mira").await;
                let jo = app.member("somebody else").await;
                let id = connect(app, &jo, mira).await;
                mira.post(&format!("/care/{id}/arrange"), &[("called", "called-canary")]).await;
                let kept = mira.keep(&format!("/care/{id}/notes"), &[("words", CANARY)]).await.id;
                app.loses_second_factor("mira").await;
                kept
            })
        }),
        routes: &["/care/notes/{id}"],
        hidden: &["called-canary"],
        ..Sample::NONE
    },
    Sample {
        comes: Done(|app, mira| {
            Box::pin(async {
                app.gives_second_factor("mira").await;
                let id = connect(app, &app.member("somebody elsewhere").await, mira).await;
                app.loses_second_factor("mira").await;
                id
            })
        }),
        routes: &["/care/{id}/part"],
        ..Sample::NONE
    },
];

#[tokio::test]
async fn a_supporter_says_who_they_are_before_they_make_a_link() {
    let app = TestApp::new().await;
    let lind = app.member("lind").await;
    app.give("lind", Role::Supporter).await;
    app.gives_second_factor("lind").await;
    assert_eq!(lind.get("/care/links").await.location(), "/care/introduction");
    assert_eq!(lind.post("/care/links", &[]).await.location(), "/care/introduction");
    for kind in ["therapist", "facilitator", "friend"] {
        let page = lind.post("/care/introduction", &[("name", "Lind"), ("kind", kind)]).await;
        assert_eq!(page.location(), "/care/links", "{kind}");
        let shown = lind.get("/care/introduction").await;
        assert!(shown.body.contains(&format!("value=\"{kind}\" checked")), "{kind}");
    }
    let long = "a".repeat(201);
    for (fields, words) in [
        ([("name", ""), ("kind", "friend"), ("days", "")], "Write the name they know you by"),
        ([("name", long.as_str()), ("kind", "friend"), ("days", "")], "Make the name shorter. 80 letters"),
        ([("name", "Lind"), ("kind", "boss"), ("days", "")], "Choose what you are to them"),
        ([("name", "Lind"), ("kind", "friend"), ("days", long.as_str())], "200 letters is the most"),
    ] {
        let page = lind.post("/care/introduction", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.must_say(words);
    }
}

#[tokio::test]
async fn the_list_says_whom_one_meets_next_and_opens_nothing() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (jo, lind) = (app.member("jo").await, supporter(&app, "lind").await);
    lind.get("/care").await.must_say("Nobody yet");
    connect(&app, &jo, &lind).await;
    let hers = connect(&app, &mira, &lind).await;
    let page = lind.post(&format!("/care/{hers}/arrange"), &[("called", "M."), ("next", "2026-11-26")]).await;
    assert_eq!(page.location(), format!("/care/{hers}?saved=arranged"));
    let list = lind.get("/care").await;
    list.must_say("M. You meet on Thursday");
    list.must_say("Since today");
    lind.post(&format!("/care/{hers}/arrange"), &[("called", "M."), ("next", "2026-11-22")]).await;
    lind.get("/care").await.must_say("M. You meet today");
    assert!(list.text().find("M. You").unwrap() < list.text().find("jo Since").unwrap(), "{}", list.text());
    assert_eq!(looks(&app).await, 0);
    for (fields, words) in [
        ([("called", "a".repeat(81)), ("next", String::new())], "Make the name shorter. 80 letters"),
        ([("called", "M.".into()), ("next", "soon".into())], "Choose a day, or leave it empty"),
    ] {
        let (app, mira) = TestApp::with_member("mira").await;
        let lind = supporter(&app, "lind").await;
        let id = connect(&app, &mira, &lind).await;
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = lind.post(&format!("/care/{id}/arrange"), &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.must_say(words);
        assert!(page.body.contains(fields[0].1), "what was typed comes back");
    }
}

#[tokio::test]
async fn working_notes_are_for_whoever_wrote_them() {
    let (app, mira) = TestApp::with_member("mira").await;
    let lind = supporter(&app, "lind").await;
    let (id, other) = (connect(&app, &mira, &lind).await, connect(&app, &app.member("jo").await, &lind).await);
    let notes = format!("/care/{id}/notes");
    let page = lind.post(&notes, &[("words", " ")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Write a few words, or leave it");
    let long = "a".repeat(10_001);
    let page = lind.post(&notes, &[("words", &long)]).await;
    assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.body.contains(&long));
    lind.post_and_follow(&notes, &[("words", "ask about the neighbour")]).await.must_say("ask about the neighbour");
    lind.get(&format!("/care/{other}/notes")).await.must_not_say("ask about the neighbour");
    for path in ["/today", "/search?q=neighbour", "/settings"] {
        mira.get(path).await.must_not_say("ask about the neighbour");
    }
    let remove = lind.get(&notes).await.action("/care/notes/").unwrap();
    assert_eq!(mira.post(&remove, &[]).await.status, StatusCode::NOT_FOUND);
    lind.get("/care/notes").await.must_say("On mira");
    lind.post_and_follow(&remove, &[]).await.must_say("Removed. Undo");
    lind.get(&notes).await.must_not_say("ask about the neighbour");
    lind.get("/removed").await.must_say("ask about the neighbour");
    lind.post(&notes, &[("words", "thank her for the talk")]).await;
    lind.post(&format!("/care/{id}/part"), &[]).await;
    assert_eq!(lind.get(&notes).await.status, StatusCode::NOT_FOUND);
    lind.get("/care/notes").await.must_say("On mira (parted) thank her for the talk");
}

#[tokio::test]
async fn fifty_links_wait_at_the_most() {
    let app = TestApp::new().await;
    let lind = supporter(&app, "lind").await;
    for _ in 0..50 {
        link(&lind, "").await;
    }
    let page = lind.post("/care/links", &[("whom", "one more")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Take one back first");
    assert_eq!(lind.post("/care/links", &[("whom", &"a".repeat(81))]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn who_is_no_supporter_any_more_opens_nothing_from_then_on() {
    let (app, mira) = TestApp::with_member("mira").await;
    let lind = supporter(&app, "lind").await;
    let id = connect(&app, &mira, &lind).await;
    assert_eq!(lind.get(&format!("/care/{id}")).await.status, StatusCode::OK);
    let mut write = app.app.db.write().await.unwrap();
    sqlx::query("delete from member_roles").execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(lind.get(&format!("/care/{id}")).await.status, StatusCode::NOT_FOUND);
}

/// The forms of a supporter's own, and the field of each in which words stand.
fn forms(id: &str) -> [(String, &'static str); 5] {
    [
        ("/care/away".into(), "words"),
        ("/care/introduction".into(), "name"),
        ("/care/links".into(), "whom"),
        (format!("/care/{id}/arrange"), "called"),
        (format!("/care/{id}/order"), "words"),
    ]
}

#[tokio::test]
async fn what_a_supporter_wrote_outlives_their_session() {
    let (app, mira) = TestApp::with_member("mira").await;
    let lind = supporter(&app, "lind").await;
    let id = connect(&app, &mira, &lind).await;
    app.days_later(1);
    for (path, field) in forms(&id) {
        let page = lind.post(&path, &[(field, &format!("Words in {path}"))]).await;
        assert_eq!(page.location(), "/sign-in?kept=1", "{path}: {}", page.text());
    }
    app.loses_second_factor("lind").await;
    let lind = signed_in(&app, "lind").await;
    let left = lind.get("/drafts").await;
    for (path, _) in forms(&id) {
        left.must_say(&format!("Words in {path}"));
    }
}

#[tokio::test]
async fn what_a_supporter_began_is_on_its_form_again() {
    let (app, mira) = TestApp::with_member("mira").await;
    let lind = supporter(&app, "lind").await;
    let id = connect(&app, &mira, &lind).await;
    mira.post("/ladder", &[]).await;
    mira.post("/sharing/grants", &[("connection", &id), ("what", "ladder")]).await;
    for (path, field) in forms(&id) {
        let page = path.trim_end_matches("/arrange");
        lind.get(page).await;
        let begun = form(&lind, page, field).await;
        begun.kept(&lind, 1, &[(field, "Half a line")]).await;
        let shown = lind.get(page).await;
        shown.must_say("These are the words you had begun.");
        assert!(shown.body.contains("Half a line"), "{path}");
    }
}

#[tokio::test]
async fn words_whose_place_is_gone_come_back() {
    let (app, mira) = TestApp::with_member("mira").await;
    let lind = supporter(&app, "lind").await;
    let id = connect(&app, &mira, &lind).await;
    mira.post(&format!("/sharing/{id}/part"), &[]).await;
    for (path, field) in forms(&id).into_iter().filter(|(path, _)| path.contains(&id)) {
        let page = lind.post(&path, &[(field, "Words without a place")]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        page.must_say("Its place is gone");
        assert!(page.body.contains("Words without a place"), "{path}");
    }
}

#[tokio::test]
async fn what_was_begun_for_somebody_one_parted_from_is_read_where_it_would_have_stood() {
    let (app, mira) = TestApp::with_member("mira").await;
    let lind = supporter(&app, "lind").await;
    let id = connect(&app, &mira, &lind).await;
    lind.get(&format!("/care/{id}")).await;
    let pages = ["given", "offer", "notes"].map(|below| format!("/care/{id}/{below}"));
    for page in &pages {
        let begun = form(&lind, page, "words").await;
        begun.kept(&lind, 1, &[("words", "Half a line for her")]).await;
    }
    mira.post(&format!("/sharing/{id}/part"), &[]).await;
    for page in &pages {
        let shown = lind.get(page).await;
        assert_eq!(shown.status, StatusCode::OK, "{page}");
        shown.must_say("You have parted");
        shown.must_say("Half a line for her");
        let let_go = shown.action("/drafts/").unwrap();
        lind.post(&let_go, &[]).await;
        assert_eq!(lind.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
}
