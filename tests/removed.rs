//! What was removed comes back: at once, and after going elsewhere.

use axum::http::StatusCode;

use crate::support::writing::form;
use crate::support::{Actor, TestApp, signed_in};

async fn removed_things(mira: &Actor) -> String {
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    mira.look_back(&attempt, &[("outcome", "did"), ("note", "glad of it")]).await;
    mira.post("/moments", &[("words", "a held door")]).await;
    form(mira, "/moments", "words").await.kept(mira, 1, &[("words", "half a moment")]).await;
    let own = [("title", "feed the cat"), ("kind", "share"), ("who", "close"), ("smaller", "one spoon")];
    let own = mira.keep("/ladder/new", &own).await.id;
    mira.post(&format!("/ladder/steps/{own}/remove"), &[]).await;
    let page = mira.post_and_follow(&format!("/reflections/{attempt}/remove"), &[]).await;
    page.must_say("Removed. Undo");
    for list in ["/moments", "/drafts"] {
        let id = mira.get(list).await.id_of(&format!("{list}/{{id}}/remove")).unwrap();
        assert!(mira.post_and_follow(&format!("{list}/{id}/remove"), &[]).await.says("Removed. Undo"), "{list}");
    }
    attempt
}

#[tokio::test]
async fn everything_removed_can_be_brought_back_for_thirty_days() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.get("/removed").await.must_say("Nothing here. That’s fine.");
    removed_things(&mira).await;
    app.days_later(29);
    handrail::server::jobs::tidy(&app.app, app.app.now()).await.unwrap();
    let mira = signed_in(&app, "mira").await;
    for list in ["/moments", "/reflections", "/notebook"] {
        assert!(mira.get(list).await.body.contains("href=\"/removed\""), "{list} leads there");
    }
    let page = mira.get("/removed").await;
    for words in ["glad of it", "a held door", "half a moment", "feed the cat"] {
        page.must_say(words);
    }
    for part in page.body.split("action=\"").skip(1) {
        let action = part.split('"').next().unwrap();
        assert_eq!(mira.post(action, &[]).await.status, StatusCode::SEE_OTHER, "{action}");
    }
    mira.get("/removed").await.must_say("Nothing here.");
    mira.get("/reflections").await.must_say("glad of it");
    mira.get("/moments").await.must_say("a held door");
    mira.get("/drafts").await.must_say("half a moment");
    mira.get("/ladder").await.must_say("feed the cat");
}

#[tokio::test]
async fn after_thirty_days_it_is_gone_for_good() {
    let (app, mira) = TestApp::with_member("mira").await;
    removed_things(&mira).await;
    app.days_later(31);
    handrail::server::jobs::tidy(&app.app, app.app.now()).await.unwrap();
    let mira = signed_in(&app, "mira").await;
    mira.get("/removed").await.must_say("Nothing here.");
}

#[tokio::test]
async fn after_thirty_days_very_much_of_it_is_gone_as_well() {
    const COPIES: [(&str, &str); 4] = [
        (
            "entries",
            "(id, owner, kind, day, revision, key, body, removed_at)
          select randomblob(16), id, 'moments', '2026-01-01', 1, x'00', zeroblob(?), 1",
        ),
        (
            "drafts",
            "(id, owner, kept_at, revision, key, body, removed_at)
          select randomblob(16), id, 1, 1, x'00', zeroblob(?), 1",
        ),
        ("late_forms", "(id, owner, kept_at, body, removed_at) select randomblob(16), id, 1, zeroblob(?), 1"),
        (
            "attempts",
            "(id, owner, day, open, revision, key, body)
          select randomblob(16), id, '2026-01-01', 0, 1, x'00', zeroblob(?)",
        ),
    ];
    let (app, _mira) = TestApp::with_member("mira").await;
    let many = |rows: i64| format!("with n(n) as (select 1 union all select n + 1 from n where n < {rows})");
    let mut write = app.app.db.write().await.unwrap();
    for (rows, size) in [(2_100, 100), (30, 400_000)] {
        for (table, copy) in COPIES {
            let fill =
                format!("{} insert into {table} {copy} from members, n", many(rows).replace("with", "with recursive"));
            sqlx::query(sqlx::AssertSqlSafe(fill)).bind(size).execute(&mut *write).await.unwrap();
        }
    }
    let look_backs = "insert into reflections (id, owner, day, revision, key, body, removed_at)
                      select id, owner, day, 1, key, body, 1 from attempts";
    sqlx::query(look_backs).execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    handrail::server::jobs::tidy(&app.app, app.app.now()).await.unwrap();
    let mut read = app.app.db.read().await.unwrap();
    for table in ["entries", "drafts", "late_forms", "reflections"] {
        let left = format!("select count(*) from {table}");
        let left: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(left)).fetch_one(&mut *read).await.unwrap();
        assert_eq!(left, 0, "{table}");
    }
}

#[tokio::test]
async fn words_begun_on_a_look_back_that_was_removed_are_still_there() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    mira.look_back(&attempt, &[("outcome", "did")]).await;
    let page = format!("/reflections/{attempt}");
    form(&mira, &page, "note").await.kept(&mira, 1, &[("note", "more of it"), ("revision", "1")]).await;
    mira.post(&format!("{page}/remove"), &[]).await;
    let to = mira.get(&page).await.location().to_owned();
    assert_eq!(to, format!("/attempts/{attempt}"));
    let again = mira.get(&to).await;
    assert!(again.body.contains("more of it</textarea>"));
}
