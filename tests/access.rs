//! Who may use which address: every route of the router's own table, for every kind of person.

use axum::http::{Method, StatusCode};
use handrail::server::router::table;
use handrail::web::route::Who;

use crate::support::writing::form;
use crate::support::{Actor, Page, TestApp, signed_in};

const CANARY: &str = "canary-of-mira";

/// Mira's things, one of each kind that an address can name.
struct Things {
    suggestion: String,
    attempt: String,
    reflection: String,
    moment: String,
    draft: String,
    device: String,
    own_step: String,
    correction: String,
    besides: String,
    taken: String,
    message: String,
    rehearsal: String,
    page: String,
    thought: String,
    plan: String,
    person: String,
    touch: String,
    rhythm: String,
}

async fn things(app: &TestApp, mira: &Actor) -> Things {
    let reflection = mira.check_in("some").await.unwrap();
    mira.try_it(&reflection).await;
    mira.look_back(&reflection, &[("outcome", "did"), ("note", CANARY)]).await;
    let tried = mira.post_and_follow("/suggestions", &[]).await.id_of("/suggestions/{id}/answer").unwrap();
    let attempt = mira.try_it(&tried).await;
    let suggestion = mira.post_and_follow("/suggestions", &[]).await.id_of("/suggestions/{id}/answer").unwrap();
    mira.post("/moments", &[("words", CANARY)]).await;
    let moment = mira.get("/moments").await.id_of("/moments/{id}/remove").unwrap();
    let tab = signed_in(app, "mira").await;
    let late = tab.another_tab();
    tab.post("/sign-out", &[]).await;
    late.post("/moments", &[("words", CANARY)]).await;
    form(mira, &format!("/reflections/{reflection}"), "note").await.kept(mira, 1, &[("note", CANARY)]).await;
    let draft = mira.get("/drafts").await.id_of("/drafts/{id}/remove").unwrap();
    signed_in(app, "mira").await;
    let device = mira.get("/settings/devices").await.id_of("/settings/devices/{id}/end").unwrap();
    let own = [("title", CANARY), ("kind", "share"), ("who", "close"), ("smaller", CANARY)];
    let own_step = mira.keep("/ladder/new", &own).await.id;
    let corrected = mira.post("/today/picture", &[("what", "side-0-easier")]).await;
    let correction = corrected.location().split_once('=').unwrap().1.to_owned();
    mira.post("/story/besides", &[("knew", "one"), ("words", CANARY)]).await;
    let besides = mira.get("/story").await.id_of("/story/besides/{id}/remove").unwrap();
    mira.post("/measures", &[("measures", "2")]).await;
    mira.post("/measures/2", &[("item-0", "1")]).await;
    let taken = mira.get("/measures/2").await.id_of("/measures/answers/{id}/remove").unwrap();
    let message = mira.keep("/messages", &[("words", CANARY)]).await.id;
    mira.post("/practice/late-reply/start", &[("name", CANARY)]).await;
    let start = mira.get("/practice/late-reply?start=again").await;
    let rehearsal = start.id_of("/practice/kept/{id}/remove").unwrap();
    let page = mira.post("/journal", &[("words", CANARY)]).await.location().trim_start_matches("/journal/").to_owned();
    let thought = mira.post("/thoughts", &[("thought", CANARY)]).await;
    let thought = thought.location().trim_start_matches("/thoughts/").to_owned();
    mira.post("/plan", &[("steadies", CANARY)]).await;
    // It is removed, so that a form that knows of none can make one; its routes are there all the same.
    let plan = mira.get("/plan").await.id_of("/plan/{id}/remove").unwrap();
    mira.post(&format!("/plan/{plan}/remove"), &[]).await;
    let person = mira.post("/people/new", &[("name", CANARY), ("sort", "person"), ("note", CANARY)]).await;
    let person = person.location().trim_start_matches("/people/").to_owned();
    let touched = mira.post(&format!("/people/{person}/touches"), &[("when", "yesterday")]).await;
    let touch = touched.location().split_once('=').unwrap().1.to_owned();
    let fields = [("name", CANARY), ("weekday", "7"), ("often", "weekly"), ("with", &person)];
    mira.post("/people/rhythms/new", &fields).await;
    let rhythm = mira.get("/people/rhythms").await.id_of("/people/rhythms/{id}/remove").unwrap();
    let rhythm = rhythm.rsplit('/').next().unwrap().to_owned();
    Things {
        suggestion,
        attempt,
        reflection,
        moment,
        draft,
        device,
        own_step,
        correction,
        besides,
        taken,
        message,
        rehearsal,
        page,
        thought,
        plan,
        person,
        touch,
        rhythm,
    }
}

impl Things {
    /// The route's path with the id of a thing of Mira's in it.
    fn fill(&self, path: &str) -> String {
        let id = match path.split('/').nth(1) {
            Some("people") if path.starts_with("/people/touches/") => &self.touch,
            Some("people") if path.starts_with("/people/rhythms/") => &self.rhythm,
            Some("people") => &self.person,
            Some("suggestions") => &self.suggestion,
            Some("attempts") => &self.attempt,
            Some("reflections") => &self.reflection,
            Some("moments") => &self.moment,
            Some("drafts") => &self.draft,
            Some("settings") => &self.device,
            Some("ladder") => &self.own_step,
            Some("today") => &self.correction,
            Some("measures") => &self.taken,
            Some("story") => &self.besides,
            Some("messages") => &self.message,
            Some("practice") => &self.rehearsal,
            Some("journal") => &self.page,
            Some("thoughts") => &self.thought,
            Some("plan") => &self.plan,
            _ => "plain-hello",
        };
        let slug = if path.starts_with("/practice") { "late-reply" } else { "plain-hello" };
        path.replace("{id}", id).replace("{slug}", slug).replace("{number}", "2")
    }
}

/// A form that the route would take from its owner.
fn fields(path: &str) -> &'static [(&'static str, &'static str)] {
    match path {
        "/suggestions/{id}/answer" => &[("answer", "rest")],
        "/attempts/{id}/reflection" => &[("outcome", "did")],
        "/reflections/{id}" => &[("outcome", "did"), ("revision", "1")],
        "/story/besides" => &[("knew", "nobody")],
        "/measures" => &[("measures", "2")],
        "/measures/{number}" => &[("item-0", "1")],
        "/moments" | "/messages" => &[("words", "something")],
        "/practice/{slug}/keep" => &[("ending", "end-face-down"), ("words", "something")],
        "/journal" | "/journal/{id}" => &[("words", "something"), ("revision", "1")],
        "/thoughts" | "/thoughts/{id}" => &[("thought", "something"), ("revision", "1")],
        "/plan" => &[("steadies", "something")],
        "/search" => &[("words", "canary")],
        "/people/new" | "/people/{id}/change" => &[("name", "Noor"), ("sort", "person"), ("revision", "1")],
        "/people/rhythms/new" | "/people/rhythms/{id}" => {
            &[("name", "lunch"), ("weekday", "7"), ("often", "weekly"), ("revision", "1")]
        }
        "/check-ins" => &[("energy", "some")],
        "/ladder/new" | "/ladder/steps/{id}" => {
            &[("title", "something"), ("kind", "share"), ("who", "close"), ("smaller", "it"), ("revision", "1")]
        }
        _ => &[],
    }
}

async fn knock(actor: &Actor, method: &Method, path: &str, fields: &[(&str, &str)]) -> Page {
    if *method == Method::GET { actor.get(path).await } else { actor.post(path, fields).await }
}

#[tokio::test]
async fn members_pages_are_for_members() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = things(&app, &mira).await;
    for route in table().into_iter().filter(|route| route.who == Who::Member) {
        let path = things.fill(&route.path);
        let page = knock(&app.anonymous(), &route.method, &path, fields(&route.path)).await;
        let turned_away = page.status == StatusCode::SEE_OTHER && page.location().starts_with("/sign-in");
        assert!(turned_away || page.status == StatusCode::UNAUTHORIZED, "{} {path}: {}", route.method, page.status);
        assert!(!page.body.contains(CANARY), "{path}");
    }
}

#[tokio::test]
async fn a_strangers_row_is_not_there_whatever_ones_role() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = things(&app, &mira).await;
    for (name, role) in [("jo", "member"), ("lind", "supporter"), ("sam", "facilitator"), ("host", "host")] {
        let other = app.member(name).await;
        let url = format!("sqlite:{}", app.folder.path().join("data/handrail.db").display());
        let mut file = <sqlx::SqliteConnection as sqlx::Connection>::connect(&url).await.unwrap();
        sqlx::query("update members set role = ? where name = ?")
            .bind(role)
            .bind(name)
            .execute(&mut file)
            .await
            .unwrap();
        for route in table().into_iter().filter(|route| route.who == Who::Member) {
            let path = things.fill(&route.path);
            let page = knock(&other, &route.method, &path, fields(&route.path)).await;
            if route.path.contains("{id}") {
                assert_eq!(page.status, StatusCode::NOT_FOUND, "{role}: {} {path}", route.method);
            }
            assert!(!page.body.contains(CANARY), "{role}: {path}");
            assert!(!page.status.is_server_error(), "{role}: {path}");
            assert!(!page.location().contains("/sign-in"), "{role} was signed out by {path}");
        }
    }
    assert!(mira.get("/moments").await.says(CANARY), "nothing of hers was touched");
    mira.get("/reflections").await.must_say(CANARY);
    assert_eq!(mira.get(&format!("/attempts/{}", things.attempt)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn malformed_and_unknown_ids_are_not_there() {
    let (app, mira) = TestApp::with_member("mira").await;
    for route in table().into_iter().filter(|route| route.path.contains("{id}") || route.path.contains("{slug}")) {
        for id in ["0", "x%00y", "..%2f..%2fetc", "%F0%9F%8C%BF", "ffffffffffffffffffffffffffffffff", &"f".repeat(400)]
        {
            let path = route.path.replace("{id}", id).replace("{slug}", id);
            let page = knock(&mira, &route.method, &path, fields(&route.path)).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{} {path}", route.method);
        }
    }
    drop(app);
}

#[tokio::test]
async fn the_owner_may_use_every_route() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = things(&app, &mira).await;
    let own = table().into_iter().filter(|route| route.who == Who::Member);
    // Removing a device ends no session of ours; leaving comes with a password that is not sent here.
    for route in own {
        let path = things.fill(&route.path);
        let page = knock(&mira, &route.method, &path, fields(&route.path)).await;
        let fine = page.status.is_success()
            || page.status.is_redirection() && !page.location().starts_with("/sign-in")
            || page.status == StatusCode::UNPROCESSABLE_ENTITY
            || page.status == StatusCode::CONFLICT;
        assert!(fine, "{} {path}: {}", route.method, page.status);
    }
}

#[tokio::test]
async fn what_is_open_to_all_shows_nothing_of_anybody() {
    let (app, mira) = TestApp::with_member("mira").await;
    things(&app, &mira).await;
    for route in table().into_iter().filter(|route| route.who == Who::Anyone && route.method == Method::GET) {
        let path = route
            .path
            .replace("{country}", "GB")
            .replace("{token}", "x")
            .replace("{name}", "x")
            .replace("{number}", "8");
        let page = app.anonymous().get(&path).await;
        assert!(!page.body.contains(CANARY) && !page.status.is_server_error(), "{path}");
    }
}

#[tokio::test]
async fn whatever_keeps_words_forgets_its_draft_once_it_is_sent() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = things(&app, &mira).await;
    for route in table().into_iter().filter(|route| route.form.is_some()) {
        let path = things.fill(&route.path);
        let draft = handrail::web::form::new_id();
        let kept = mira.post(&format!("{path}?draft={draft}&keep=now"), &[("note", "something begun")]).await;
        assert_eq!(kept.status, StatusCode::NO_CONTENT, "{path}");
        assert!(mira.get("/drafts").await.body.contains(&draft.to_string()), "{path}");
        let sent = mira.post(&format!("{path}?draft={draft}"), fields(&route.path)).await;
        assert!(sent.status.is_redirection(), "{path}: {}", sent.status);
        assert!(!mira.get("/drafts").await.body.contains(&draft.to_string()), "{path}");
    }
}

#[test]
fn each_address_is_there_once() {
    let mut seen = std::collections::BTreeSet::new();
    for route in table() {
        assert!(seen.insert((route.method.to_string(), route.path.clone())), "{} {}", route.method, route.path);
    }
}
