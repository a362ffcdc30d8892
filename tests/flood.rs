//! What one network can make the program do, whichever routes it tries.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::request::Builder;
use axum::http::{Request, StatusCode, header};
use handrail::base::config::Registration;
use handrail::members::{Name, instance, resets};
use handrail::server::router;
use handrail::web::app::Parts;
use handrail::web::limits::{Limits, TriesPerMinute};
use handrail::web::route::Route;
use tower::ServiceExt as _;

use crate::support::{HOST, PASSWORD, TestApp};

/// A budget of 3 s has room for twice as many tries as a minute, at 0.115 s for each password that is worked on.
const TRIES: usize = 8;

/// The forms that make the program work hardest, besides one that is merely long.
async fn worst_forms(app: &TestApp) -> Vec<(String, String)> {
    let reset = resets::link(&app.app, &Name::parse("mira").unwrap()).await.unwrap().unwrap();
    let code = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-2222-3333";
    let password = "password=a+strong+one+somewhere";
    let invitation = instance::invite(&app.app, handrail::members::Role::Member).await.unwrap();
    let token = |link: &str| link.rsplit_once('/').unwrap().1.to_owned();
    let form = handrail::web::form::new_id();
    vec![
        (
            "/sign-in".into(),
            format!("name=mira&password=not+hers+at+all&draft_path=/moments&draft_body=words%3D{}", "x".repeat(8_000)),
        ),
        ("/sign-up".into(), format!("id={form}&name=ann&adult=yes&{password}")),
        ("/sign-up".into(), format!("name=jo&adult=yes&invitation={}&{password}", token(&invitation))),
        ("/recover".into(), format!("name=mira&code={code}&{password}")),
        (format!("/recover/{}", token(&reset)), password.into()),
    ]
}

/// Sends a request as it comes from `from`, without any session.
async fn ask(router: &Router, from: [u8; 4], method: &str, path: &str, form: &str) -> StatusCode {
    let length = form.len();
    let request = asked(from, method, path).header(header::CONTENT_LENGTH, length).body(Body::from(form.to_owned()));
    router.clone().oneshot(request.unwrap()).await.unwrap().status()
}

fn asked(from: [u8; 4], method: &str, path: &str) -> Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .extension(ConnectInfo(SocketAddr::from((from, 1))))
}

fn filled(route: &Route) -> String {
    route.path.split('/').map(|part| if part.starts_with('{') { "0" } else { part }).collect::<Vec<_>>().join("/")
}

/// How many passwords are worked on while `asked` goes on, and how many a network may have had worked on by then.
async fn worked_on(app: &TestApp, asked: impl Future<Output = ()>) -> (usize, usize) {
    let (before, begun) = (app.app.gate.worked_on(), Instant::now());
    asked.await;
    let room_made = usize::try_from(begun.elapsed().as_secs()).unwrap() * TRIES / 60 + 1;
    (app.app.gate.worked_on() - before, TRIES + room_made)
}

#[tokio::test]
async fn no_route_lets_one_network_have_more_passwords_worked_on_than_its_budget_has_room_for() {
    let tries = TriesPerMinute { account: 10_000, ..TriesPerMinute::default() };
    let limits = Limits::new(tries).with_requests(1_000_000, Duration::ZERO);
    let app = TestApp::with(|parts| Parts { limits, registration: Some(Registration::Open), ..parts }).await;
    let mut write = app.app.db.write().await.unwrap();
    instance::store::finish_set_up(&mut write, "hosted", "open").await.unwrap();
    write.commit().await.unwrap();
    app.anonymous().post("/sign-up", &[("name", "mira"), ("password", PASSWORD), ("adult", "yes")]).await;
    let router = router::build(&app.app);
    let worst = worst_forms(&app).await;
    let long = format!("words={}", "x".repeat(8_000));
    let plain = router::table().into_iter().map(|route| (route.method.to_string(), filled(&route), long.clone()));
    let worst = worst.into_iter().map(|(path, form)| ("POST".into(), path, form));
    let all: Vec<_> = worst.chain(plain).collect();
    let each_of_them = async |at| {
        for (method, path, form) in &all {
            ask(&router, [203, 0, 113, at], method, path, form).await;
        }
    };
    let together = worked_on(&app, async {
        for _ in 0..6 {
            each_of_them(1).await;
        }
    });
    let (done, most) = together.await;
    assert!((1..=most).contains(&done), "{done} passwords for one network, all routes together");
    for (at, (method, path, form)) in (2_u16..).zip(&all) {
        let [high, low] = at.to_be_bytes();
        let alone = worked_on(&app, async {
            for _ in 0..TRIES + 2 {
                ask(&router, [203, 0, 114 + high, low], method, path, form).await;
            }
        });
        let (done, most) = alone.await;
        assert!(done <= most, "{method} {path}: {done} passwords");
    }
}

#[tokio::test]
async fn whatever_is_asked_too_often_waits_and_help_is_answered_all_the_same() {
    let tries = TriesPerMinute { network: 10_000, account: 10_000, overall: 10_000 };
    let limits = Limits::new(tries).with_requests(1, Duration::ZERO);
    let app = TestApp::with(|parts| Parts { limits, ..parts }).await;
    let router = router::build(&app.app);
    for (at, route) in (1_u16..).zip(router::table()) {
        let [high, low] = at.to_be_bytes();
        let (from, path) = ([198, 51, 100 + high, low], filled(&route));
        assert_ne!(ask(&router, from, route.method.as_str(), &path, "").await, StatusCode::TOO_MANY_REQUESTS, "{path}");
        let again = ask(&router, from, route.method.as_str(), &path, "").await;
        let is_there = ["/support", "/grounding", "/exit", "/static/"].iter().any(|help| path.starts_with(help));
        let is_help = is_there && route.method.is_safe();
        assert_eq!(again == StatusCode::TOO_MANY_REQUESTS, !is_help, "{path}: {again}");
    }
    let other = ask(&router, [192, 0, 2, 1], "GET", "/sign-in", "").await;
    assert_eq!(other, StatusCode::OK, "another network does not notice");
}

#[tokio::test]
async fn what_is_long_counts_for_more() {
    let limits = Limits::default().with_requests(20, Duration::ZERO);
    let app = TestApp::with(|parts| Parts { limits, ..parts }).await;
    let router = router::build(&app.app);
    let long = format!("words={}", "x".repeat(60_000));
    assert_eq!(ask(&router, [192, 0, 2, 1], "POST", "/moments", &long).await, StatusCode::UNAUTHORIZED);
    assert_eq!(ask(&router, [192, 0, 2, 1], "POST", "/moments", &long).await, StatusCode::TOO_MANY_REQUESTS);
    let address = format!("/sign-in?next={}", "x".repeat(50_000));
    assert_eq!(ask(&router, [192, 0, 2, 2], "GET", &address, "").await, StatusCode::OK);
    assert_eq!(ask(&router, [192, 0, 2, 2], "GET", &address, "").await, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn who_sends_many_forms_slowly_keeps_nobody_from_help() {
    let limits = Limits::default().with_requests(1_000_000, Duration::ZERO);
    let app = TestApp::with(|parts| Parts { limits, ..parts }).await;
    let router = router::build(&app.app);
    let slow = |from: [u8; 4]| {
        let router = router.clone();
        tokio::spawn(async move {
            let never = Body::from_stream(futures_util::stream::pending::<Result<Bytes, Infallible>>());
            let request = asked(from, "POST", "/sign-in").body(never).unwrap();
            router.oneshot(request).await.unwrap().status()
        })
    };
    let held: Vec<_> = (0..64).map(|_| slow([203, 0, 113, 1])).collect();
    for _ in &held {
        tokio::task::yield_now().await;
    }
    let one_more = ask(&router, [203, 0, 113, 1], "GET", "/sign-in", "").await;
    assert_eq!(one_more, StatusCode::TOO_MANY_REQUESTS);
    for help in ["/support", "/grounding", "/exit"] {
        let same = ask(&router, [203, 0, 113, 1], "GET", help, "").await;
        assert_eq!(same, StatusCode::OK, "{help}, for whoever is in the same network");
    }
    assert_eq!(ask(&router, [203, 0, 113, 2], "GET", "/sign-in", "").await, StatusCode::OK, "another network");
    held.iter().for_each(tokio::task::JoinHandle::abort);
}
