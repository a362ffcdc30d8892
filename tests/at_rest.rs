//! What a stolen disk shows: no word, choice or feeling of anybody's.

use handrail::features::registry;
use handrail::model::profile::Profile;
use sqlx::{Connection as _, SqliteConnection};

use crate::support::TestApp;
use crate::support::sample::{self, CANARY, Sample, Things};

#[tokio::test]
async fn nothing_a_person_wrote_chose_or_felt_is_in_the_files() {
    let (app, mira) = TestApp::with_member("mira").await;
    Things::of(&app, &mira).await;
    mira.get("/reflections").await.must_say(CANARY);
    assert!(mira.get("/drafts").await.body.contains(CANARY));
    let mut file = file(&app).await;
    for table in registry().tables() {
        let rows = format!(
            "select (select count(*) from {}) from members",
            if registry().kind(table.name).is_some() { "entries where kind = ?" } else { table.name }
        );
        let rows: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(rows)).bind(table.name).fetch_one(&mut file).await.unwrap();
        assert!(rows > 0, "mira has nothing in {}", table.name);
    }
    let bytes = app.bytes_at_rest();
    let holds = |words: &str| bytes.windows(words.len()).any(|window| window == words.as_bytes());
    for words in sample::all().flat_map(|sample| sample.hidden).chain(&[CANARY]) {
        assert!(!holds(words), "{words} can be read in the data folder");
    }
    assert!(holds("mira"), "the sign-in name can be read, and the privacy page says so");
}

#[test]
fn each_kind_and_table_has_a_sample_that_would_be_known_again() {
    for table in registry().tables() {
        let found = sample::all().find(|sample| sample.kind == table.name);
        assert!(found.is_some_and(Sample::has_canary), "no sample of {} has a canary", table.name);
    }
    for sample in sample::all().filter(|sample| !sample.kind.is_empty()) {
        assert!(registry().table(sample.kind).is_some(), "{} is kept by no feature", sample.kind);
    }
}

async fn file(app: &TestApp) -> SqliteConnection {
    let url = format!("sqlite:{}", app.data().join("handrail.db").display());
    SqliteConnection::connect(&url).await.unwrap()
}

#[tokio::test]
async fn a_row_of_one_person_cannot_be_slipped_under_another() {
    let (app, mira) = TestApp::with_member("mira").await;
    let jo = app.member("jo").await;
    mira.post("/moments", &[("words", CANARY)]).await;
    jo.post("/moments", &[("words", "mine")]).await;
    let mut thief = file(&app).await;
    sqlx::query("update entries set owner = (select id from members where name = 'jo')")
        .execute(&mut thief)
        .await
        .unwrap();
    let page = jo.get("/moments").await;
    assert_eq!(page.status, axum::http::StatusCode::OK);
    assert!(!page.body.contains(CANARY));
    page.must_say("mine");
    page.must_say("cannot be read");
}

#[tokio::test]
async fn a_damaged_profile_leaves_out_what_could_hurt() {
    let (app, mira) = TestApp::with_member("mira").await;
    let mut thief = file(&app).await;
    sqlx::query("update profiles set body = zeroblob(300)").execute(&mut thief).await.unwrap();
    assert_eq!(mira.get("/today").await.status, axum::http::StatusCode::OK);
    assert!(Profile::unreadable().not_safe && Profile::unreadable().recent_loss);
}
