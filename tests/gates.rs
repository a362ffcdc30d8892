//! What a host sees who has one line wrong: what came, what was expected, and what to type.

use std::fs;
use std::net::{IpAddr, SocketAddr};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use handrail::base::config::PublicUrl;
use handrail::server::router;
use handrail::web::app::Parts;
use handrail::web::notices::{Notices, ToldFile};
use handrail::web::trusted_proxies::TrustedProxies;
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::support::TestApp;

const PROXY: [u8; 4] = [10, 0, 0, 1];

/// Served at an https address, behind one proxy; what is said to the host stands in the folder.
async fn behind_proxy(url: &str) -> (TestApp, TempDir) {
    let said = tempfile::tempdir().unwrap();
    let app = TestApp::with(|parts| Parts {
        url: PublicUrl::parse(url).unwrap(),
        trusted_proxies: TrustedProxies::new(vec!["10.0.0.0/24".parse().unwrap()]),
        notices: Notices::begun(said.path().join("notices"), parts.clock.now()),
        ..parts
    })
    .await;
    (app, said)
}

/// What the doctor reads.
fn told(app: &TestApp, folder: &TempDir) -> ToldFile {
    app.app.notices.write_waiting(&app.app.url);
    ToldFile::read(&fs::read_to_string(folder.path().join("notices")).unwrap()).unwrap()
}

fn said(app: &TestApp, folder: &TempDir) -> String {
    told(app, folder).notices.join("\n")
}

async fn asked(app: &TestApp, from: impl Into<IpAddr>, path: &str, headers: &[(&str, &str)]) -> StatusCode {
    let form = headers.iter().any(|(name, _)| *name == "origin");
    let request = Request::builder().method(if form { "POST" } else { "GET" }).uri(path);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let request = request
        .header("content-type", "application/x-www-form-urlencoded")
        .extension(ConnectInfo(SocketAddr::from((from.into(), 1))));
    router::build(&app.app).oneshot(request.body(Body::from("name=a&password=b")).unwrap()).await.unwrap().status()
}

const FOR: (&str, &str) = ("x-forwarded-for", "203.0.113.9");

#[tokio::test]
async fn a_proxy_that_does_everything_right_is_told_nothing() {
    let (app, folder) = behind_proxy("https://hr.example").await;
    for host in ["hr.example", "HR.example", "hr.example:443", "hr.example.", "localhost", "[::1]", "[::1]:8420"] {
        assert_eq!(asked(&app, PROXY, "/sign-in", &[("host", host), FOR]).await, StatusCode::OK, "{host}");
    }
    for host in ["handrail:8420", "10.1.2.3:8420", "evil.example", ""] {
        assert_eq!(asked(&app, PROXY, "/healthz", &[("host", host)]).await, StatusCode::OK, "{host}");
    }
    let form = [("host", "hr.example"), ("origin", "https://hr.example"), FOR];
    assert_eq!(asked(&app, PROXY, "/sign-in", &form).await, StatusCode::UNPROCESSABLE_ENTITY);
    let other_name = [("host", "127.0.0.1:8420"), ("origin", "https://hr.example"), FOR];
    assert_eq!(asked(&app, PROXY, "/sign-in", &other_name).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(said(&app, &folder), "");
}

#[tokio::test]
async fn each_mistake_of_a_proxy_says_what_came_what_was_expected_and_what_to_type() {
    let proxy = IpAddr::from(PROXY);
    for (from, headers, status, words) in [
        (
            proxy,
            vec![("host", "10.1.2.3:8420"), FOR],
            421,
            ["Host 10.1.2.3:8420", "expected hr.example:8443", "$http_host"],
        ),
        (
            proxy,
            vec![("host", "hr.example"), FOR],
            200,
            ["Host hr.example,", "people type hr.example:8443", "$http_host"],
        ),
        (
            proxy,
            vec![("host", "hr.example:8443")],
            200,
            ["proxy 10.0.0.1", "counts as one", "X-Forwarded-For $proxy_add"],
        ),
        (
            proxy,
            vec![("host", "hr.example:8443"), ("x-forwarded-for", "unknown")],
            200,
            ["10.0.0.1", "not as an address", "X-Forwarded-For $proxy_add"],
        ),
        (
            [10, 9, 9, 9].into(),
            vec![("host", "hr.example:8443"), FOR],
            200,
            ["10.9.9.9", "no trusted proxy", "HANDRAIL_TRUSTED_PROXIES=10.9.9.9"],
        ),
        (
            proxy,
            vec![("host", "hr.example:8443"), ("x-forwarded-proto", "http"), FOR],
            200,
            ["by http", "send them on", "$http_x_forwarded_proto"],
        ),
        (
            proxy,
            vec![("host", "hr.example:8443"), ("x-forwarded-proto", "http"), ("sec-fetch-site", "none"), FOR],
            200,
            ["who came by https", "it works", "$http_x_forwarded_proto"],
        ),
        (
            proxy,
            vec![("host", "hr.example:8443"), ("origin", "https://other.example"), FOR],
            403,
            [
                "form from a page of https://other.example",
                "expected https://hr.example:8443",
                "HANDRAIL_PUBLIC_URL=https://other.example",
            ],
        ),
    ] {
        let (app, folder) = behind_proxy("https://hr.example:8443").await;
        for _ in 0..3 {
            assert_eq!(asked(&app, from, "/sign-in", &headers).await.as_u16(), status, "{headers:?}");
        }
        let said = said(&app, &folder);
        assert_eq!(said.lines().count(), 1, "once: {said}");
        assert!(words.iter().all(|words| said.contains(words)), "{words:?}: {said}");
    }
}

#[tokio::test]
async fn whether_anybody_came_through_the_proxy_is_known() {
    let (app, folder) = behind_proxy("https://hr.example").await;
    assert_eq!(asked(&app, PROXY, "/healthz", &[("host", "hr.example"), FOR]).await, StatusCode::OK);
    assert_eq!(asked(&app, [203, 0, 113, 9], "/sign-in", &[("host", "hr.example")]).await, StatusCode::OK);
    assert_eq!(told(&app, &folder).through_proxy, None, "a watcher, and somebody past it");
    asked(&app, PROXY, "/sign-in", &[("host", "other.example"), FOR]).await;
    assert_eq!(told(&app, &folder).through_proxy, Some(app.app.now()), "whatever they were told");
}

#[tokio::test]
async fn a_mistake_that_was_mended_is_gone() {
    let (app, folder) = behind_proxy("https://hr.example").await;
    asked(&app, PROXY, "/sign-in", &[("host", "hr.exmaple"), FOR]).await;
    assert!(said(&app, &folder).contains("Host hr.exmaple") && !said(&app, &folder).contains("HANDRAIL_PUBLIC_URL"));
    for _ in 0..3 {
        asked(&app, PROXY, "/sign-in", &[("host", "hr.example"), FOR]).await;
    }
    assert_eq!(said(&app, &folder), "");
}

#[tokio::test]
async fn a_path_behind_the_port_is_told_and_pages_that_are_not_there_are_not() {
    let style = handrail::web::assets::url("app.css");
    for path in ["/handrail/".into(), "/handrail".into(), "/handrail/sign-in".into(), format!("/handrail{style}")] {
        let (app, folder) = behind_proxy("https://hr.example").await;
        assert_eq!(asked(&app, PROXY, &path, &[("host", "hr.example"), FOR]).await, StatusCode::NOT_FOUND);
        let said = said(&app, &folder);
        assert!(said.contains("pages below /handrail") && said.contains("no path and no /"), "{path}: {said}");
    }
    let (app, folder) = behind_proxy("https://hr.example").await;
    for path in ["/", "/sign-in/"] {
        asked(&app, PROXY, path, &[("host", "hr.example"), FOR]).await;
    }
    let told = said(&app, &folder);
    assert!(told.contains("/sign-in/, with a / behind it") && told.contains("a rewrite"), "{told}");
    let (app, folder) = behind_proxy("https://hr.example").await;
    asked(&app, PROXY, "/sign-in", &[("host", "hr.example"), FOR]).await;
    for path in ["/wp-login.php", "/admin", "/nowhere/", "/static/none.css"] {
        assert_eq!(asked(&app, PROXY, path, &[("host", "hr.example"), FOR]).await, StatusCode::NOT_FOUND);
    }
    assert_eq!(said(&app, &folder), "");
}

#[tokio::test]
async fn a_name_stands_for_whatever_address_it_has() {
    let proxies = TrustedProxies::new(vec!["caddy".parse().unwrap()]);
    assert!(!proxies.is_trusted(PROXY.into()));
    proxies.now_at([PROXY.into()].into_iter());
    assert!(proxies.is_trusted(PROXY.into()));
    proxies.now_at([[10, 0, 0, 2].into()].into_iter());
    assert!(!proxies.is_trusted(PROXY.into()), "it has moved");
}
