//! Forms that somebody plants: whatever way one comes, its owner's tap sends it to a form of theirs and nowhere else.

use axum::http::StatusCode;
use handrail::members::sessions;
use handrail::records::drafts::Draft;
use handrail::records::late_forms::{self, Addressee, Came, Origin};
use handrail::server::router::table;
use handrail::web::route::Who;

use crate::support::{Actor, PASSWORD, TestApp, signed_in};

const WORDS: &str = "Talked with Ana, it felt okay";

/// What a browser could take for an address elsewhere, in place of each part that a form's address leaves open.
fn misleading() -> Vec<String> {
    let everybodys = table().into_iter().filter(|route| route.who == Who::Member);
    let open = everybodys.filter(|route| route.form.is_some() && route.path.contains('{'));
    let parts = ["..", "..\\welcome\\safety", "..%2fwelcome", "%2e%2e", "x;y", "\\\\elsewhere.example"];
    let filled = open.flat_map(|route| {
        parts.map(|other| {
            let part = |part: &str| if part.starts_with('{') { other } else { part }.to_owned();
            route.path.split('/').map(part).collect::<Vec<_>>().join("/")
        })
    });
    filled.collect()
}

/// What the page of a member's own says of the session it was made for.
async fn page_token(actor: &Actor) -> String {
    let page = actor.get("/moments").await;
    page.body.split_once("page=").unwrap().1.chars().take_while(|c| !matches!(c, '"' | '&')).collect()
}

#[tokio::test]
async fn no_way_a_form_comes_keeps_one_that_could_be_sent_elsewhere() {
    let (app, mira) = TestApp::with_member("mira").await;
    let tab = signed_in(&app, "mira").await;
    let (page, nobody, ended) = (page_token(&tab).await, app.anonymous(), tab.another_tab());
    tab.post("/sign-out", &[]).await;
    for path in misleading() {
        for (actor, query) in
            [(&mira, "keep=now"), (&mira, "keep=later"), (&nobody, page.as_str()), (&ended, ""), (&nobody, "")]
        {
            let query = if query == page { format!("page={page}") } else { query.to_owned() };
            let draft = handrail::web::form::new_id();
            let answer = actor.post(&format!("{path}?draft={draft}&{query}"), &[("words", WORDS)]).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} {query}");
        }
        let along = [("name", "mira"), ("password", PASSWORD), ("draft_path", &path), ("draft_body", "words=x+y")];
        assert_eq!(app.anonymous().post("/sign-in", &along).await.location(), "/today", "{path}");
    }
    // More sign-ins than a member has sessions have ended the first.
    signed_in(&app, "mira").await.get("/drafts").await.must_say("Nothing is waiting here.");
}

#[tokio::test]
async fn what_was_kept_before_can_be_read_and_not_sent_elsewhere() {
    let (app, mira) = TestApp::with_member("mira").await;
    let session = app.app.instance.session_of(&page_token(&mira).await).unwrap();
    let (owner, key) = sessions::owner_of(&app.app, session).await.unwrap().unwrap();
    let origin = Origin { came: Came::Page, session: Some(session), page: None, by_script: false };
    let body = format!("item-0={}", WORDS.replace(' ', "+"));
    let draft = Draft { path: "/measures/..\\welcome\\safety".into(), body, sent: true, turn: 1 };
    late_forms::leave(&app.app, Addressee { owner, key }, &origin, &draft).await.unwrap();
    let id = mira.get("/drafts").await.id_of("/drafts/left/{id}/take-in").unwrap();
    let taken = mira.post_and_follow(&format!("/drafts/left/{id}/take-in"), &[]).await;
    taken.must_say(WORDS);
    taken.must_not_say("Save it now");
    assert!(!taken.body.contains("safety?") && !taken.body.contains('\\'));
}
