//! What searching costs: `cargo bench --bench search`. Ten thousand entries of one person are
//! opened and compared, with the database in the time and the page left out.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a bench may stop at the first error")]

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Request, header};
use axum_extra::extract::CookieJar;
use handrail::base::config::{PublicUrl, Settings};
use handrail::base::sealed::seal;
use handrail::base::vault::Cost;
use handrail::base::words;
use handrail::features::journal::JournalEntry;
use handrail::features::search::matching::SearchQuery;
use handrail::features::search::scan::latest;
use handrail::members::instance;
use handrail::members::sessions::guard::{AuthState, Member, authenticate};
use handrail::records::entries;
use handrail::server::commands::parts;
use handrail::server::router;
use handrail::web::app::{App, Parts};
use handrail::web::form::new_id;
use tower::ServiceExt as _;

const ENTRIES: i32 = 10_000;
const ROUNDS: usize = 15;
/// As many as the page looks for.
const SHOWN: usize = 101;

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::local(([127, 0, 0, 1], 8420).into(), folder.path().join("data"));
    let (db, vault) = instance::folder::open(&settings.data).await.unwrap();
    let url = PublicUrl { https: false, authority: "127.0.0.1:8420".into() };
    let app = App::new(Parts { cost: Cost::new(8, 1, 1).unwrap(), ..parts(db, vault, url, &settings).unwrap() });
    let mira = member(&app).await;
    write(&app, &mira).await;
    for (what, typed) in [("in one of a hundred", "fox"), ("in all of them", "rain"), ("in none", "unheard-of")] {
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            let wanted = SearchQuery::of(typed).unwrap();
            found = latest(&app, &mira, wanted, SHOWN).await.unwrap().len();
            times.push(begun.elapsed());
        }
        times.sort_unstable();
        let [median, most] = [times[ROUNDS / 2], times[ROUNDS - 1]].map(millis);
        println!("{ENTRIES} entries, {what:<20} {found:>6} found, median {median:>7.1} ms, most {most:>7.1} ms");
    }
}

async fn member(app: &App) -> Member {
    let mut write = app.db.write().await.unwrap();
    instance::store::finish_set_up(&mut write, "hosted", "open").await.unwrap();
    write.commit().await.unwrap();
    let request = Request::post("/sign-up")
        .header(header::HOST, "127.0.0.1:8420")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("name=mira&password=teapot+window+gravel&adult=yes"))
        .unwrap();
    let response = router::build(app).oneshot(request).await.unwrap();
    let cookie = response.headers().get(header::SET_COOKIE).unwrap().to_str().unwrap();
    let mut headers = HeaderMap::new();
    headers.insert(header::COOKIE, HeaderValue::from_str(cookie.split(';').next().unwrap()).unwrap());
    match authenticate(app, &CookieJar::from_headers(&headers)).await.unwrap() {
        AuthState::Member(member) => *member,
        other => panic!("she is signed in: {other:?}"),
    }
}

/// Pages of about 300 letters, every third of them with accents, every hundredth with a fox.
async fn write(app: &App, mira: &Member) {
    let mut write = app.db.write().await.unwrap();
    for number in 0..ENTRIES {
        let line =
            if number % 3 == 0 { "Après la pluie, the rain went on. " } else { "It rained, and the rain went on. " };
        let fox = if number % 100 == 0 { "A fox." } else { "" };
        let page = JournalEntry {
            words: format!("{}{fox}", line.repeat(9)),
            prompt: None,
            kept_back: false,
            at: i64::from(number),
        };
        let day = words::days_before(mira.today(), number / 4);
        let id = new_id();
        let sealed = seal(mira.keyring(), id, day, 1, &page).unwrap();
        entries::store::add(&mut write, mira.id(), id, day, &sealed).await.unwrap();
    }
    write.commit().await.unwrap();
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
