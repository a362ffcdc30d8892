//! Connections: who gets one, how long one may keep quiet, and how all of them end.

mod arriving;
mod listening;
mod open;
mod peers;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

use arriving::ArrivingBody;
use listening::{AT_SOCKET, ArrivedStream};
use open::{NetworkConnection, OpenConnections};

pub use listening::ServerListener;
pub use peers::Peers;

/// The most a request's head may have, in bytes, and what each connection may keep in memory while one arrives.
const HEAD_MOST: usize = 64 * 1024;

/// How many connections there may be, and how long one may keep quiet.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    pub in_all: usize,
    /// From one network, and a few times as many from one site. Proxies that are trusted, and this computer, stand for many people and count in all only.
    pub from_network: usize,
    /// How long the head of a request may take to arrive, and how long nothing may be asked.
    pub head: Duration,
    /// How long an answer may lie unread.
    pub unread: Duration,
}

impl ConnectionLimits {
    /// A browser has six at most. `files` is how many the process may have open: half of them are for connections.
    pub fn standard(files: usize) -> Self {
        Self {
            in_all: (files / 2).min(2_048),
            from_network: 64,
            head: Duration::from_secs(10),
            unread: Duration::from_secs(30),
        }
    }
}

/// Answers requests until it is told to stop, then lets those under way finish.
pub async fn serve(
    mut listener: ServerListener,
    router: Router,
    peers: Peers,
    limits: ConnectionLimits,
    stop: CancellationToken,
) {
    let open = Arc::new(OpenConnections::new(limits.in_all, limits.from_network));
    let under_way = TaskTracker::new();
    while let Some(arrived) = stop.run_until_cancelled(listener.accept()).await {
        let (peer, to) = match &arrived {
            ArrivedStream::Port(_, peer, to) => (*peer, *to),
            ArrivedStream::Socket(_) => (AT_SOCKET, None),
        };
        if !peers.takes(peer.ip(), to) {
            continue;
        }
        let Some(connection) = open.admit(peer.ip(), peers.is_one_person(peer.ip())) else { continue };
        let kept = KeptConnection {
            peer,
            peers: peers.clone(),
            connection: Arc::new(connection),
            router: router.clone(),
            limits,
            stop: stop.clone(),
        };
        match arrived {
            ArrivedStream::Port(stream, ..) => under_way.spawn(kept.until_it_ends(stream)),
            ArrivedStream::Socket(stream) => under_way.spawn(kept.until_it_ends(stream)),
        };
    }
    drop(listener);
    under_way.close();
    under_way.wait().await;
}

/// One connection, and what it is answered with.
struct KeptConnection {
    peer: SocketAddr,
    peers: Peers,
    connection: Arc<NetworkConnection>,
    router: Router,
    limits: ConnectionLimits,
    stop: CancellationToken,
}

impl KeptConnection {
    /// Answers what comes by it until it ends, or has to make room.
    async fn until_it_ends(self, stream: impl AsyncRead + AsyncWrite + Send + 'static) {
        let Self { peer, peers, connection, router, limits, stop } = self;
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(limits.unread));
        let service = service_fn(|request| answer(&connection, &router, peer, request));
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(HEAD_MOST);
        let mut asked = std::pin::pin!(http.serve_connection(TokioIo::new(Box::pin(stream)), service));
        tokio::select! {
            ended = asked.as_mut() => {
                // How else it ended is the client's affair.
                if ended.is_err_and(|error| error.is_parse()) {
                    peers.sent_no_http(peer.ip());
                }
                return;
            }
            () = connection.has_to_go() => return,
            () = stop.cancelled() => asked.as_mut().graceful_shutdown(),
        }
        let _ = asked.await;
    }
}

async fn answer(
    connection: &Arc<NetworkConnection>,
    router: &Router,
    peer: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let _answering = connection.answering();
    let mut request = request.map(|body| Body::new(ArrivingBody::new(body, Arc::clone(connection))));
    request.extensions_mut().insert(ConnectInfo(peer));
    router.clone().oneshot(request).await
}
