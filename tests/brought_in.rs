//! Files that were made to do harm, or stopped half-way, and very large lives.

use std::collections::BTreeSet;
use std::io::Write as _;

use axum::http::StatusCode;
use handrail::base::ids::MemberId;
use handrail::features::export::archive::{DATA, Packing};
use handrail::features::export::parts::{ExportPart, parts};
use handrail::features::export::store::{self, ExportRow};
use handrail::features::registry;
use serde_json::{Value, json};

use crate::export::{packed, said, take_in, taken};
use crate::support::sample::Things;
use crate::support::{Actor, TestApp};

const UNSOUND: &str = "Something in this file is not as it should be.";

/// A whole export with these rows.
pub fn export(profile: &Value, rows: &Value) -> String {
    json!({ "format": "handrail-export", "version": 1, "exported_at": "2026-11-22T12:00:00Z", "zone": "UTC",
            "profile": profile, "rows": rows, "unopened": 0 })
    .to_string()
}

fn row(number: usize, body: &Value) -> Value {
    json!({ "id": format!("{number:032x}"), "day": "2026-11-20", "body": body })
}

fn moments(range: std::ops::Range<usize>, words: &str) -> Vec<Value> {
    range.map(|number| row(number, &json!({ "words": words, "kind": "", "at": number }))).collect()
}

#[tokio::test]
async fn what_says_it_was_removed_in_the_future_goes_like_the_rest() {
    let (app, mira) = TestApp::with_member("mira").await;
    let profile = said(&taken(&mira).await)["profile"].clone();
    let mut moments = moments(0..1, "a heron by the weir");
    moments[0]["removed_at"] = json!(i64::MAX);
    take_in(&mira, &packed(&export(&profile, &json!({ "moments": moments }))), false).await;
    assert!(mira.get("/removed").await.says("a heron by the weir"));
    app.days_later(31);
    handrail::server::jobs::tidy(&app.app, app.app.now()).await.unwrap();
    let mira = crate::support::signed_in(&app, "mira").await;
    assert!(!mira.get("/removed").await.says("a heron by the weir"));
}

async fn must_refuse(mira: &Actor, json: &str, words: &str, why: &str) {
    let page = take_in(mira, &packed(json), false).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
    assert!(page.says(words), "{why}: {}", page.text());
}

#[tokio::test]
async fn shapes_that_nobody_made_are_refused_and_nothing_is_kept() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let profile = said(&taken(&mira).await)["profile"].clone();
    let of = |body: &str| export(&profile, &json!({ "moments": ["ROW"] })).replace("\"ROW\"", body);
    let body = |body: &str| of(&format!(r#"{{"id":"{:032x}","day":"2026-11-20","body":{body}}}"#, 1));
    let long = "x".repeat(2_000_000);
    must_refuse(&mira, &body(&format!("[{}{{}}]", "{\"\":0},".repeat(100_000))), UNSOUND, "a list of objects").await;
    must_refuse(&mira, &body(&"[".repeat(500_000)), UNSOUND, "depth without end").await;
    must_refuse(&mira, &body(&format!("{{\"words\":\"{long}\",\"at\":1}}")), UNSOUND, "a word without end").await;
    must_refuse(&mira, &body(&format!("{{\"{long}\":1}}")), UNSOUND, "a name without end").await;
    must_refuse(&mira, &of(&format!("{{\"{long}\":1}}")), UNSOUND, "a row without end").await;
    must_refuse(&mira, &body(&"9".repeat(2_000_000)), UNSOUND, "a number without end").await;
    must_refuse(&mira, &format!("{{\"{long}\":1}}"), "not a file that Handrail made", "no export").await;
    let listed = export(&json!({ "never": [0] }), &json!({})).replace("[0]", &format!("[{}0]", "0,".repeat(300_000)));
    must_refuse(&mira, &listed, UNSOUND, "answers without end").await;
    let more = export(&profile, &json!({})).replace("\"rows\":{}", &format!("\"rows\":{{}},\"x\":\"{long}\""));
    must_refuse(&mira, &more, UNSOUND, "something unknown without end").await;
    let late = [moments(0..300, "fine"), moments(300..301, &"x".repeat(10_001))].concat();
    must_refuse(&mira, &export(&profile, &json!({ "moments": late })), UNSOUND, "one word too many, at the end").await;
    assert_eq!(said(&taken(&mira).await)["rows"], json!({}), "nothing was kept of any");
}

#[tokio::test]
async fn more_rows_than_anybody_keeps_and_lists_of_files_without_end_are_refused() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let profile = said(&taken(&mira).await)["profile"].clone();
    let many = export(&profile, &json!({ "moments": moments(0..50_001, "a") }));
    must_refuse(&mira, &many, "larger than Handrail can take in", "rows").await;
    let mut files = Packing::begun(jiff::civil::date(2026, 11, 22).at(12, 0, 0, 0));
    for number in 0..200 {
        files.file(&number.to_string()).unwrap();
    }
    files.file(DATA).unwrap().write_all(export(&profile, &json!({})).as_bytes()).unwrap();
    let page = take_in(&mira, &files.finish().unwrap(), false).await;
    page.must_say("not a file that Handrail made");
}

/// The texts of a row, to be made longer than any may be.
pub fn texts<'a>(value: &'a mut Value, into: &mut Vec<&'a mut String>) {
    match value {
        Value::String(text) => into.push(text),
        Value::Array(all) => all.iter_mut().for_each(|one| texts(one, into)),
        Value::Object(all) => all.values_mut().for_each(|one| texts(one, into)),
        _ => {}
    }
}

#[tokio::test]
async fn what_no_form_would_take_no_file_brings_whatever_its_kind() {
    let (app, mira) = TestApp::with_member("mira").await;
    Things::of(&app, &mira).await;
    let whole = said(&taken(&mira).await);
    for table in registry().tables() {
        let row = whole["rows"][table.name][0]["body"].clone();
        let sound = |row: &Value| table.is_sound(&serde_json::value::to_raw_value(row).unwrap());
        assert!(sound(&row), "a life without {}", table.name);
        for at in 0.. {
            let (mut grown, mut all) = (row.clone(), Vec::new());
            texts(&mut grown, &mut all);
            let Some(text) = all.into_iter().nth(at) else { break };
            *text = "x".repeat(500_000);
            assert!(!sound(&grown), "{} takes in more than its form", table.name);
        }
    }
}

#[tokio::test]
async fn fields_from_a_later_handrail_are_passed_over() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let profile = said(&taken(&mira).await)["profile"].clone();
    let body = json!({ "words": "kept", "kind": "", "at": 1, "later": [{ "a": [1, 2] }] });
    let json = export(&profile, &json!({ "moments": [row(1, &body)] })).replacen('{', "{\"later\":{\"a\":[1]},", 1);
    let done = take_in(&mira, &packed(&json), false).await;
    mira.get(done.location()).await.must_say("One thing was brought in.");
    mira.get("/moments").await.must_say("kept");
}

#[tokio::test]
async fn what_was_brought_in_half_way_goes_on_with_the_same_file() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let profile = said(&taken(&mira).await)["profile"].clone();
    let whole = |many| packed(&export(&profile, &json!({ "moments": moments(0..many, "again") })));
    let half = take_in(&mira, &whole(450), false).await;
    assert!(half.location().contains("taken=450&there=0"), "{}", half.location());
    let rest = take_in(&mira, &whole(1_000), false).await;
    assert!(rest.location().contains("taken=550&there=450"), "{}", rest.location());
}

#[tokio::test]
async fn what_comes_along_in_several_parts_is_all_of_it_once() {
    let (app, mira) = TestApp::with_member("mira").await;
    Things::of(&app, &mira).await;
    let mut read = app.app.db.read().await.unwrap();
    let owner = sqlx::query_scalar("select id from members where name = 'mira'").fetch_one(&mut *read).await.unwrap();
    let owner = MemberId(owner);
    let place = |row: ExportRow| (row.row.day, row.row.id.to_string(), row.table);
    let all = store::rows(&mut read, owner, &ExportPart::whole()).await.unwrap();
    let all: Vec<_> = all.into_iter().map(place).collect();
    let parts = parts(&store::sizes(&mut read, owner).await.unwrap(), 1_500);
    let mut found = Vec::new();
    for part in &parts {
        found.extend(store::rows(&mut read, owner, part).await.unwrap().into_iter().map(place));
    }
    assert!(parts.len() > 3);
    found.sort_unstable();
    assert_eq!(found, BTreeSet::from_iter(all).into_iter().collect::<Vec<_>>());
    mira.get("/settings/export").await.must_say("as one file");
    assert_eq!(mira.fetch("/settings/export", &[("part", "2")]).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_a_wrong_clock_dated_is_brought_in_for_the_nearest_day_there_is() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let profile = said(&taken(&mira).await)["profile"].clone();
    let mut early = row(1, &json!({ "words": "before its time", "kind": "", "at": 1 }));
    early["day"] = "1970-01-02".into();
    let done = take_in(&mira, &packed(&export(&profile, &json!({ "moments": [early] }))), false).await;
    mira.get(done.location()).await.must_say("One thing was brought in.");
    let page = mira.get("/moments").await;
    page.must_say("before its time");
    page.must_say("1 January 2000");
}

#[tokio::test]
async fn a_file_is_found_as_browsers_and_editors_leave_it_and_what_is_wrong_with_it_is_said() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.get("/settings/import").await;
    for kind in [".zip", ".json", "application/zip", "application/json"] {
        let chosen = page.body.split("accept=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert!(chosen.split(',').any(|one| one == kind), "{kind} can be chosen: {chosen}");
    }
    let profile = said(&taken(&mira).await)["profile"].clone();
    let json = export(&profile, &json!({ "moments": moments(0..1, "a heron by the weir") }));
    let wide = |of: fn(u16) -> [u8; 2]| format!("\u{feff}{json}").encode_utf16().flat_map(of).collect::<Vec<_>>();
    for file in [wide(u16::to_le_bytes), wide(u16::to_be_bytes)] {
        assert_eq!(take_in(&mira, &file, false).await.status, StatusCode::SEE_OTHER);
    }
    mira.get("/moments").await.must_say("a heron by the weir");
    let whole = packed(&json);
    let mut twice = Packing::begun(jiff::civil::date(2026, 11, 22).at(12, 0, 0, 0));
    twice.file("handrail-mira.zip").unwrap().write_all(&whole).unwrap();
    for (file, words) in [
        (whole[..whole.len() - 30].to_vec(), "This file did not come whole."),
        (twice.finish().unwrap(), "Another file is packed in this one."),
    ] {
        let page = take_in(&mira, &file, false).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.must_say(words);
    }
}
