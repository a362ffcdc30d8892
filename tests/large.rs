//! However much somebody keeps on one day, no page of theirs is larger than a page should be, and all of it can be reached.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use handrail::features::registry;
use handrail::server::router::table;
use handrail::web::form::new_id;
use handrail::web::route::Who;
use serde_json::{Value, json};
use sqlx::{Connection as _, SqliteConnection};

use crate::brought_in::{export, texts};
use crate::export::{packed, said, take_in, taken};
use crate::support::sample::Things;
use crate::support::{Actor, TestApp};

/// The most bytes a page may have.
const PAGE_MOST: usize = 4_500_000;
/// How much of each kind there is, in letters, of which each takes five bytes on a page.
const LETTERS: usize = 1_000_000;
const ROWS: usize = 300;
/// How many times as much there is as of what was removed, of each kind.
const REMOVED: usize = 6;

/// The same row with as much in it as a form takes.
fn grown(table: handrail::records::table::Table, body: &Value) -> Value {
    let is_sound = |body: &Value| table.is_sound(&serde_json::value::to_raw_value(body).unwrap());
    let mut grown = body.clone();
    for at in 0.. {
        let mut all = Vec::new();
        let mut tried = grown.clone();
        texts(&mut tried, &mut all);
        if at >= all.len() {
            return grown;
        }
        for length in [10_000, 2_000, 200, 80, 40] {
            let mut longer = grown.clone();
            let mut all = Vec::new();
            texts(&mut longer, &mut all);
            *all.remove(at) = "<".repeat(length);
            if is_sound(&longer) {
                grown = longer;
                break;
            }
        }
    }
    grown
}

/// Rows of this kind on one day, some of them removed.
fn many(name: &str, body: &Value) -> Vec<Value> {
    let rows = (LETTERS / body.to_string().len()).clamp(2, ROWS);
    // As many as there can be, with those that are here already.
    let most = registry().kind(name).and_then(|kind| kind.most).map(|most| usize::try_from(most).unwrap() - 5);
    let rows = most.map_or(rows, |most| rows.min(most));
    let removable = !["check_ins", "suggestions", "attempts", "ladders"].contains(&name);
    let row = |number: usize, removed: bool| {
        // What is told of an attempt goes by its id.
        let sort = if name == "reflections" { "attempts" } else { name };
        let sort = registry().tables().position(|table| table.name == sort).unwrap();
        let removed_at = removed.then_some(1_795_300_000);
        let id = format!("ee{sort:018x}{:01x}{number:011x}", u8::from(removed));
        json!({ "id": id, "day": "2026-11-20", "open": name == "attempts", "removed_at": removed_at, "body": body })
    };
    let kept = (0..rows).map(|number| row(number, false));
    let removed = (0..rows.div_ceil(REMOVED)).filter(|_| removable).map(|number| row(number, true));
    kept.chain(removed).collect()
}

/// Fills somebody's life with very many, very long things of every kind, all of one day.
async fn fill(app: &TestApp, mira: &Actor) -> Things {
    app.all_are_at_home().await;
    let things = Things::of(app, mira).await;
    let whole = said(&taken(mira).await);
    let bring = async |rows: Value| {
        let page = take_in(mira, &packed(&export(&whole["profile"], &rows)), false).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    };
    let attempt = whole["rows"]["attempts"][0]["body"].clone();
    let of = |removed: u8| {
        let row = |mut row: Value| {
            let id = row["id"].as_str().unwrap().to_owned();
            row["id"] = format!("{}{removed:01x}{}", &id[..20], &id[21..]).into();
            row
        };
        let rows: Vec<Value> = many("attempts", &attempt).into_iter().map(row).collect();
        rows
    };
    let attempts = [of(0), of(1)].concat();
    bring(json!({ "attempts": attempts })).await;
    for table in registry().tables().filter(|table| table.name != "attempts") {
        let body = grown(table, &whole["rows"][table.name][0]["body"]);
        bring(json!({ table.name: many(table.name, &body) })).await;
    }
    things
}

async fn must_be_a_page(mira: &Actor, path: &str) {
    let page = mira.get(path).await;
    assert!(!page.status.is_server_error(), "{path}: {}", page.status);
    assert!(page.body.len() < PAGE_MOST, "{path} has {} bytes", page.body.len());
}

/// The ids on a page and on all that follow it, by what leads further back.
async fn all_on(mira: &Actor, list: &str, each: &str) -> BTreeSet<String> {
    let (mut ids, mut next) = (BTreeSet::new(), Some(list.to_owned()));
    while let Some(path) = next {
        let page = mira.get(&path).await;
        let start = format!("\"{each}/");
        let here = page.body.split(&start).skip(1).filter_map(|part| part.split(['/', '"']).next());
        ids.extend(here.filter(|id| id.len() == 32).map(ToOwned::to_owned));
        let further = page.between("class=\"button\" href=\"", "\">Further back<");
        let further = further.and_then(|found| found.rsplit("href=\"").next()).map(|found| found.replace("&#38;", "&"));
        assert_ne!(further.as_deref(), Some(path.as_str()), "it leads on");
        next = further;
    }
    ids
}

/// The ids of what there is of a kind, kept or removed.
async fn ids(app: &TestApp, kind: &str, removed: bool) -> BTreeSet<String> {
    let url = format!("sqlite:{}", app.data().join("handrail.db").display());
    let mut file = SqliteConnection::connect(&url).await.unwrap();
    let ids = "select lower(hex(id)) from (select id, kind, removed_at from entries
               union all select id, 'reflections', removed_at from reflections)
               where kind = ? and (removed_at is not null) = ?";
    let ids: Vec<String> = sqlx::query_scalar(ids).bind(kind).bind(removed).fetch_all(&mut file).await.unwrap();
    ids.into_iter().collect()
}

/// All of a full day is there, page by page.
async fn all_can_be_reached(app: &TestApp, mira: &Actor) {
    for (list, each, table) in [
        ("/reflections", "/reflections", "reflections"),
        ("/thoughts", "/thoughts", "thoughts"),
        ("/moments", "/moments", "moments"),
    ] {
        let missing: BTreeSet<_> =
            ids(app, table, false).await.difference(&all_on(mira, list, each).await).cloned().collect();
        assert!(missing.is_empty(), "{list} lacks {}", missing.len());
    }
    let (mut seen, mut paths) = (BTreeSet::new(), vec!["/removed".to_owned()]);
    while let Some(path) = paths.pop() {
        let page = mira.get(&path).await;
        seen.extend(
            page.body.split("/restore\"").filter_map(|part| part.get(part.len() - 32..)).map(ToOwned::to_owned),
        );
        let more = page.body.split("href=\"/removed?").skip(1).filter_map(|part| part.split('"').next());
        paths.extend(more.map(|query| format!("/removed?{}", query.replace("&#38;", "&"))).take(1));
    }
    for table in registry().tables() {
        let missing = ids(app, table.name, true).await.difference(&seen).count();
        assert_eq!(missing, 0, "removed {}", table.name);
    }
}

#[tokio::test]
async fn no_page_is_larger_than_a_page_and_all_can_be_reached_however_much_somebody_keeps() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = fill(&app, &mira).await;
    let begun = serde_html_form::to_string(vec![("words", "< ".repeat(10_000)); 3]).unwrap();
    for form in ["/journal", "/thoughts", "/plan"].repeat(10) {
        let path = format!("{form}?draft={}&keep=now", new_id());
        let kept = mira.send(Method::POST, &path, Some(begun.clone()), &[("sec-fetch-site", "same-origin")]).await;
        assert_eq!(kept.status, StatusCode::NO_CONTENT);
    }
    for route in table().into_iter().filter(|route| route.who == Who::Member && route.method == Method::GET) {
        must_be_a_page(&mira, &things.fill(&route.path)).await;
    }
    let found = mira.post("/search", &[("words", "<")]).await;
    must_be_a_page(&mira, found.location()).await;
    all_can_be_reached(&app, &mira).await;
}
