//! Whoever was thrown out writes nothing, whatever of theirs was under way.

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use handrail::members::sessions;
use handrail::server::router::table;
use handrail::web::route::Who;
use tokio::sync::oneshot;

use crate::export::taken;
use crate::support::sample::{Things, fields};
use crate::support::writing::form;
use crate::support::{PASSWORD, TestApp, signed_in};

const ANOTHER: &str = "lantern moss bicycle";

/// Sends `ask` while nothing can be written, and ends every session as what is written next.
async fn overtaken<T: Send + 'static>(app: &TestApp, ask: impl Future<Output = T> + Send + 'static) -> T {
    let mut write = app.app.db.write().await.unwrap();
    let under_way = tokio::spawn(ask);
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    let owner = handrail::members::store::door(&mut write, "mira").await.unwrap().unwrap().id;
    sessions::store::end_sessions(&mut write, owner, None).await.unwrap();
    write.commit().await.unwrap();
    under_way.await.unwrap()
}

#[tokio::test]
async fn nothing_that_waits_to_be_written_is_written_once_its_session_has_ended() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    let (before, mut out) = (mira_has(&app).await, 0);
    for route in table().into_iter().filter(|route| route.method == Method::POST && route.who == Who::Member) {
        let (path, tab, sent) = (things.fill(&route.path), signed_in(&app, "mira").await, fields(&route.path));
        let ask = {
            let path = path.clone();
            async move { tab.post(&path, sent).await }
        };
        let page = overtaken(&app, ask).await;
        out += usize::from(page.location().starts_with("/sign-in"));
        assert_eq!(mira_has(&app).await, before, "{path}");
    }
    assert!(out > 40, "{out} of them had something to write");
}

/// Every row she has, as it is stored, but for what was left for her.
async fn mira_has(app: &TestApp) -> Vec<u8> {
    use sha2::Digest as _;
    let url = format!("sqlite:{}", app.data().join("handrail.db").display());
    let mut file = <sqlx::SqliteConnection as sqlx::Connection>::connect(&url).await.unwrap();
    let registry = handrail::features::registry();
    let tables: std::collections::BTreeSet<_> = registry.tables().map(|table| table.name).collect();
    let kept = tables.into_iter().filter(|name| registry.kind(name).is_none()).chain([
        "entries",
        "drafts",
        "profiles",
        "second_factors",
    ]);
    let mut all = sha2::Sha256::new();
    for table in kept {
        let rows = format!("select key, body from {table} order by 1");
        let rows: Vec<(Vec<u8>, Vec<u8>)> =
            sqlx::query_as(sqlx::AssertSqlSafe(rows)).fetch_all(&mut file).await.unwrap();
        for (key, body) in rows {
            all.update(&key);
            all.update(&body);
        }
    }
    all.finalize().to_vec()
}

#[tokio::test]
async fn what_waited_for_its_turn_is_not_shown_once_its_session_has_ended() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/journal", &[("words", "a heron by the lock")]).await;
    let owner = {
        let mut write = app.app.db.write().await.unwrap();
        handrail::members::store::door(&mut write, "mira").await.unwrap().unwrap().id
    };
    for path in ["/journal", "/search", "/settings/export"] {
        let tab = signed_in(&app, "mira").await;
        let readers = app.app.at_once.share(owner).reading.acquire_many_owned(2).await.unwrap();
        let ask = async move {
            let fields = [("words", "heron"), ("password", PASSWORD)];
            if path == "/journal" { tab.get(path).await } else { tab.post(path, &fields).await }
        };
        let under_way = tokio::spawn(ask);
        overtaken(&app, async {}).await;
        drop(readers);
        let page = under_way.await.unwrap();
        assert!(page.location().starts_with("/sign-in"), "{path}: {}", page.text());
    }
}

#[tokio::test]
async fn words_that_were_under_way_then_wait_for_their_owner() {
    let (app, _) = TestApp::with_member("mira").await;
    let tab = signed_in(&app, "mira").await;
    let page = form(&tab, "/moments", "words").await;
    let sent = overtaken(&app, async move { page.sent(&tab, &[("words", "on their way")]).await }).await;
    assert_eq!(sent.location(), "/sign-in?kept=1");
    let mira = signed_in(&app, "mira").await;
    mira.get("/moments").await.must_not_say("on their way");
    mira.get("/drafts").await.must_say("on their way");
}

/// A file that is brought in: the first of it now, the rest once it is let go.
struct SlowFile {
    begun: oneshot::Receiver<()>,
    go_on: oneshot::Sender<()>,
    body: Body,
}

fn slow_file(file: &[u8]) -> SlowFile {
    let ((is_read, begun), (go_on, goes_on)) = (oneshot::channel(), oneshot::channel::<()>());
    let head = b"--x\r\ncontent-disposition: form-data; name=\"settings\"\r\n\r\nyes\r\n--x\r\n\
                 content-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    let all = [head.as_slice(), file, b"\r\n--x--\r\n"].concat();
    let rest = async move {
        is_read.send(()).unwrap();
        goes_on.await.unwrap();
        Ok::<_, std::convert::Infallible>(Bytes::from(all))
    };
    SlowFile { begun, go_on, body: Body::from_stream(futures_util::stream::once(rest)) }
}

#[tokio::test]
async fn a_file_that_comes_in_slowly_brings_nothing_once_the_password_is_changed() {
    let (app, mira) = TestApp::with_member("mira").await;
    let jo = app.member("jo").await;
    jo.post("/moments", &[("words", "planted among hers")]).await;
    let SlowFile { begun, go_on, body } = slow_file(&taken(&jo).await);
    let thief = mira.another_tab();
    let under_way = tokio::spawn(async move { thief.send_body("/settings/import", body).await });
    begun.await.unwrap();
    let new = [("current", PASSWORD), ("password", ANOTHER)];
    assert_eq!(mira.post("/settings/password", &new).await.status, StatusCode::SEE_OTHER);
    mira.post("/settings/look", &[("theme", "dark"), ("text", "larger")]).await;
    let looks = |page: &crate::support::Page| page.between("<html", ">").unwrap().to_owned();
    let before = looks(&mira.get("/moments").await);
    go_on.send(()).unwrap();
    assert!(under_way.await.unwrap().location().starts_with("/sign-in"));
    let after = mira.get("/moments").await;
    after.must_not_say("planted");
    assert!(before.contains("dark") && looks(&after) == before, "and her settings are as she left them");
}

#[tokio::test]
async fn one_session_that_is_kept_busy_does_not_keep_another_of_the_same_person_waiting() {
    let (app, mira) = TestApp::with_member("mira").await;
    let thief = signed_in(&app, "mira").await;
    let mut held = Vec::new();
    for _ in 0..4 {
        let SlowFile { begun, go_on, body } = slow_file(&[]);
        let tab = thief.another_tab();
        held.push((tokio::spawn(async move { tab.send_body("/settings/import", body).await }), go_on));
        if held.len() == 1 {
            begun.await.unwrap();
        }
    }
    assert_eq!(mira.get("/today").await.status, StatusCode::OK);
    assert_eq!(mira.post("/settings/devices/end-others", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(thief.get("/today").await.location().starts_with("/sign-in"));
    drop(held);
}
