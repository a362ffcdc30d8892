//! The program at real sockets: what holds connections open, and what is sent on them.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::get;
use handrail::server::connections::{ConnectionLimits, Peers, serve};
use handrail::server::router;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::support::{HOST, PASSWORD, TestApp};

/// Longer than any test takes: what ends within one did not wait for it.
const LONG: Duration = Duration::from_hours(1);
const PATIENT: ConnectionLimits = ConnectionLimits { in_all: 40, from_network: 64, head: LONG, unread: LONG };
const HELP: &str = "GET /support HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";

struct Served {
    at: SocketAddr,
    stop: CancellationToken,
    serving: JoinHandle<()>,
}

async fn served(router: Router, limits: ConnectionLimits) -> Served {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let (at, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
    let asked = stop.clone();
    let serving = tokio::spawn(async move { serve(listener.into(), router, Peers::default(), limits, asked).await });
    Served { at, stop, serving }
}

async fn connected(served: &Served, from: IpAddr, said: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((from, 0).into()).unwrap();
    let mut stream = socket.connect(served.at).await.unwrap();
    stream.write_all(said.as_bytes()).await.unwrap();
    stream
}

/// The head of an answer, and as much of its body as it says there is.
async fn answered(stream: &mut TcpStream) -> (String, Vec<u8>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap_or("0");
    let mut body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut body).await.unwrap();
    (head, body)
}

fn is_ok(head: &str) -> bool {
    head.starts_with("http/1.1 200 ")
}

#[tokio::test]
async fn half_requests_without_end_do_not_keep_others_from_help() {
    let app = TestApp::new().await;
    let served = served(router::build(&app.app), PATIENT).await;
    let mut held = Vec::new();
    for _ in 0..3 * PATIENT.in_all {
        held.push(connected(&served, Ipv4Addr::LOCALHOST.into(), "GET /support HTTP/1.1\r\nhost: 127.").await);
    }
    let other = IpAddr::from([127, 0, 0, 2]);
    for _ in 0..3 {
        let mut asks = connected(&served, other, HELP).await;
        assert!(is_ok(&answered(&mut asks).await.0));
    }
    assert_eq!(held[0].read(&mut [0]).await.unwrap_or(0), 0, "the oldest made room");
}

#[tokio::test]
async fn forms_that_do_not_arrive_do_not_keep_others_from_help() {
    let app = TestApp::new().await;
    let served = served(router::build(&app.app), PATIENT).await;
    let asked =
        format!("POST /sign-in HTTP/1.1\r\nhost: {HOST}\r\nsec-fetch-site: same-origin\r\ncontent-length: 60\r\n");
    let begun = format!("{asked}content-type: application/x-www-form-urlencoded\r\nexpect: 100-continue\r\n\r\nname=");
    let mut held = Vec::new();
    for _ in 0..3 * PATIENT.in_all {
        let mut stream = connected(&served, Ipv4Addr::LOCALHOST.into(), &begun).await;
        // By then it is being answered: its body is what is waited for.
        assert!(answered(&mut stream).await.0.starts_with("http/1.1 100 "));
        held.push(stream);
    }
    for _ in 0..3 {
        let mut asks = connected(&served, [127, 0, 0, 2].into(), HELP).await;
        assert!(is_ok(&answered(&mut asks).await.0));
    }
    assert_eq!(held[0].read(&mut [0]).await.unwrap_or(0), 0, "the oldest made room");
}

#[tokio::test]
async fn a_head_that_never_ends_and_a_silence_after_an_answer_are_not_waited_for() {
    let app = TestApp::new().await;
    let limits = ConnectionLimits { head: Duration::from_millis(300), ..PATIENT };
    let served = served(router::build(&app.app), limits).await;
    let mut half = connected(&served, Ipv4Addr::LOCALHOST.into(), "GET / HTTP/1.1\r\nhost: 127.").await;
    let mut left = Vec::new();
    let _ = half.read_to_end(&mut left).await;
    assert!(!String::from_utf8_lossy(&left).contains("200 OK"));
    let mut idle = connected(&served, Ipv4Addr::LOCALHOST.into(), HELP).await;
    assert!(is_ok(&answered(&mut idle).await.0));
    assert_eq!(idle.read(&mut [0]).await.unwrap_or(0), 0, "closed");
}

#[tokio::test]
async fn an_answer_that_nobody_reads_is_not_kept_for_ever() {
    let endless = || async { axum::body::Body::from(vec![b'x'; 64 << 20]) };
    let limits = ConnectionLimits { unread: Duration::from_millis(50), ..PATIENT };
    let served = served(Router::new().route("/", get(endless)), limits).await;
    let _unread = connected(&served, Ipv4Addr::LOCALHOST.into(), "GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    served.stop.cancel();
    served.serving.await.unwrap();
}

#[tokio::test]
async fn a_request_under_way_is_finished_when_the_program_stops() {
    let (begun, release) = (CancellationToken::new(), CancellationToken::new());
    let waits = {
        let (begun, release) = (begun.clone(), release.clone());
        move |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move {
            begun.cancel();
            release.cancelled().await;
            peer.ip().to_string()
        }
    };
    let served = served(Router::new().route("/", get(waits)), PATIENT).await;
    let _idle = connected(&served, Ipv4Addr::LOCALHOST.into(), "").await;
    let mut asks = connected(&served, [127, 0, 0, 3].into(), "GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    begun.cancelled().await;
    served.stop.cancel();
    release.cancel();
    let (head, body) = answered(&mut asks).await;
    assert!(is_ok(&head));
    assert_eq!(body, b"127.0.0.3", "handlers know who asks");
    served.serving.await.unwrap();
}

#[tokio::test]
async fn a_form_that_is_turned_away_leaves_the_connection_good_for_the_next() {
    let app = TestApp::new().await;
    let served = served(router::build(&app.app), PATIENT).await;
    let mut stream = connected(&served, Ipv4Addr::LOCALHOST.into(), "").await;
    let words = format!("words={}", "x".repeat(200_000));
    let sign_in = format!("name=nobody&password={PASSWORD}");
    let turned_away = [
        ("/settings/export", "sec-fetch-site: same-origin\r\n", &words, "303"),
        ("/moments", "sec-fetch-site: cross-site\r\n", &words, "403"),
        ("/support", "sec-fetch-site: same-origin\r\n", &words, "405"),
        ("/nowhere", "sec-fetch-site: same-origin\r\n", &words, "404"),
        ("/sign-in", "sec-fetch-site: same-origin\r\n", &sign_in, "422"),
    ];
    for (path, headers, body, status) in turned_away {
        let length = body.len();
        let head = format!("POST {path} HTTP/1.1\r\nhost: {HOST}\r\n{headers}content-length: {length}\r\n");
        let kind = "content-type: application/x-www-form-urlencoded\r\n\r\n";
        stream.write_all(format!("{head}{kind}{body}").as_bytes()).await.unwrap();
        let (head, _) = answered(&mut stream).await;
        assert!(head.starts_with(&format!("http/1.1 {status} ")), "{path}: {head}");
        assert!(!head.contains("connection: close"), "{path}");
    }
}

#[tokio::test]
async fn who_asks_before_sending_is_told_no_and_that_the_connection_ends() {
    let app = TestApp::new().await;
    let served = served(router::build(&app.app), PATIENT).await;
    let head = format!("POST /moments HTTP/1.1\r\nhost: {HOST}\r\nsec-fetch-site: cross-site\r\n");
    let asks_first = format!("{head}content-length: 100000\r\nexpect: 100-continue\r\n\r\n");
    let mut stream = connected(&served, Ipv4Addr::LOCALHOST.into(), &asks_first).await;
    let (head, _) = answered(&mut stream).await;
    assert!(head.starts_with("http/1.1 403 ") && head.contains("connection: close"), "{head}");
}
