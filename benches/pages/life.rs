//! A data folder with one person who has looked back a thousand times, among other people's rows.

use std::path::Path;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Request, header};
use axum_extra::extract::CookieJar;
use handrail::base::config::{PublicUrl, Settings};
use handrail::base::db::Write;
use handrail::base::sealed::seal;
use handrail::base::vault::Cost;
use handrail::base::words;
use handrail::members::instance;
use handrail::members::sessions::guard::{AuthState, Member, authenticate};
use handrail::model::reflection::{Attempt, AttemptOutcome, Reflection};
use handrail::model::scheduler::{Energy, Felt, Nourished, Why};
use handrail::model::steps::Size;
use handrail::model::suggestion::{CheckIn, GivenAnswer, Suggestion, SuggestionAnswer};
use handrail::records::{reflections, suggestions};
use handrail::server::commands::parts;
use handrail::server::router;
use handrail::web::app::{App, Parts};
use handrail::web::form::new_id;
use sqlx::{Connection as _, SqliteConnection};
use tower::ServiceExt as _;

/// How many days back she has looked back each day.
const DAYS: i32 = 1_000;

/// Makes the folder, with so many rows of other people's. Gives her cookie for a server on this port.
pub async fn lived(data: &Path, port: u16, others: u32) -> String {
    let settings = Settings::local(([127, 0, 0, 1], port).into(), data.to_owned());
    let (db, vault) = instance::folder::open(data).await.unwrap();
    let url = PublicUrl { https: false, authority: format!("127.0.0.1:{port}") };
    // Her password is not asked for again.
    let app = App::new(Parts { cost: Cost::new(8, 1, 1).unwrap(), ..parts(db, vault, url, &settings).unwrap() });
    let mut write = app.db.write().await.unwrap();
    instance::store::finish_set_up(&mut write, "hosted", "open").await.unwrap();
    write.commit().await.unwrap();

    let cookie = sent(&app, "", "/sign-up", "name=mira&password=teapot+window+gravel&adult=yes").await.unwrap();
    sent(&app, &cookie, "/welcome", "skip=yes").await;
    thousand_days(&app, &member(&app, &cookie).await).await;
    sent(&app, &cookie, "/check-ins", "energy=some").await;
    app.db.close().await;
    add_others(&data.join("handrail.db"), others).await;
    cookie
}

/// Sends a form, and gives the cookie it came back with.
async fn sent(app: &App, cookie: &str, path: &str, form: &str) -> Option<String> {
    let request = Request::post(path)
        .header(header::HOST, "127.0.0.1")
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = request.body(Body::from(form.to_owned())).unwrap();
    let response = router::build(app).oneshot(request).await.unwrap();
    assert!(response.status().is_redirection(), "{path}: {}", response.status());
    let cookie = response.headers().get(header::SET_COOKIE)?.to_str().unwrap();
    cookie.split(';').next().map(ToOwned::to_owned)
}

async fn member(app: &App, cookie: &str) -> Member {
    let mut headers = HeaderMap::new();
    headers.insert(header::COOKIE, HeaderValue::from_str(cookie).unwrap());
    match authenticate(app, &CookieJar::from_headers(&headers)).await.unwrap() {
        AuthState::Member(member) => *member,
        other => panic!("she is signed in: {other:?}"),
    }
}

/// A check-in, a suggestion, an attempt and a look back on each day, through the stores.
async fn thousand_days(app: &App, mira: &Member) {
    let mut write = app.db.write().await.unwrap();
    for ago in (1..=DAYS).rev() {
        one_day(app, mira, &mut write, ago).await;
    }
    write.commit().await.unwrap();
}

async fn one_day(app: &App, mira: &Member, write: &mut Write, ago: i32) {
    let (owner, ring) = (mira.id(), mira.keyring());
    let (day, id) = (words::days_before(mira.today(), ago), new_id());
    let at = app.now().as_millisecond() - i64::from(ago) * 86_400_000;
    let number = app.library.steps().nth(usize::try_from(ago).unwrap() % 40).unwrap().number;
    let (step, size) = (number, Size::Smaller);

    let check_in = CheckIn { energy: Some(Energy::Some), feeling: Some("okay".into()), ..CheckIn::unsaid(at) };
    let sealed = seal(ring, id, day, 1, &check_in).unwrap();
    suggestions::store::save_check_in(write, owner, id, day, 1, &sealed).await.unwrap();
    let answer = Some(GivenAnswer { at: at + 1, what: SuggestionAnswer::Try, nobody: false });
    let suggested = Suggestion {
        ground: None,
        step,
        size,
        why: Why::Known,
        side: None,
        after: None,
        softer: false,
        on_ladder: false,
        asked: false,
        at,
        answer,
    };
    let sealed = seal(ring, id, day, 1, &suggested).unwrap();
    suggestions::store::add_suggestion(write, owner, id, day, &sealed).await.unwrap();
    suggestions::store::close_open(write, owner).await.unwrap();
    let attempted = Attempt { step, size, expected: Some(Felt::Stretch), offered: true, at: at + 1 };
    let sealed = seal(ring, id, day, 1, &attempted).unwrap();
    reflections::attempts::store::add_attempt(write, owner, id, day, &sealed).await.unwrap();
    let reflected = Reflection {
        which: std::collections::BTreeSet::new(),
        outcome: AttemptOutcome::Did,
        expected: None,
        felt: Some(Felt::Okay),
        nourishing: Some(Nourished::ALittle),
        note: "It rained, and we stood under the same roof for a while without saying much.".into(),
        at: at + 2,
        with: None,
        reply: None,
        kept_back: false,
    };
    let sealed = seal(ring, id, day, 1, &reflected).unwrap();
    reflections::store::add_reflection(write, owner, id, day, &sealed).await.unwrap();
}

/// Other people's rows, a quarter in each table, of the sizes that sealed rows have. What is in them is random: without
/// its key a sealed row is no different. Their ids are spread evenly, so that hers lie among them.
async fn add_others(file: &Path, rows: u32) {
    let mut file = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    let people = (rows / 4_000).max(1);
    let each = rows / 4;
    let numbers =
        |count: u32| format!("with recursive n (i) as (select 0 union all select i + 1 from n where i + 1 < {count})");
    let row = format!(
        "unhex(printf('%08X', i * {}) || hex(randomblob(12))), (select id from members where name = 'other ' || (i % {people})),
         date('now', '-' || ((i / {people}) % 3000) || ' days')",
        u64::from(u32::MAX) / u64::from(each.max(1))
    );
    let sealed = "1, randomblob(73), randomblob(297)";
    for change in [
        "pragma synchronous = off".to_owned(),
        "pragma cache_size = -262144".to_owned(),
        format!(
            "{} insert into members (id, name, name_key, zone, joined_on, public_key, secret_key, salt, verifier,
               key_by_password, key_by_recovery)
             select randomblob(16), 'other ' || i, 'other ' || i, zone, joined_on, public_key, secret_key, salt,
               verifier, key_by_password, key_by_recovery from n, members where name = 'mira'",
            numbers(people)
        ),
        format!("{} insert or ignore into check_ins select {row}, {sealed} from n", numbers(each)),
        format!("{} insert into suggestions select {row}, 0, {sealed} from n", numbers(each)),
        format!("{} insert into attempts select {row}, 0, {sealed} from n", numbers(each)),
        "insert into reflections select a.id, a.owner, a.day, 1, randomblob(73), randomblob(297), null
           from attempts a join members m on m.id = a.owner where m.name <> 'mira'"
            .to_owned(),
        "pragma wal_checkpoint(truncate)".to_owned(),
    ] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(change)).execute(&mut file).await.unwrap();
    }
    file.close().await.unwrap();
}
