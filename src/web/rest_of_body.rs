//! What of a request nobody read. A connection is good for another request only once all of this one is read, and a
//! browser that is still sending when it closes may never see the answer.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use hyper::body::{Frame, SizeHint};

/// As large as any file that is taken, and some more.
const READ_MOST: usize = 32 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads and forgets what is left of the body once there is an answer. Where that is too much or takes too long, the
/// answer says that the connection ends with it.
pub async fn read(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if body.is_end_stream() {
        return next.run(Request::from_parts(parts, body)).await;
    }
    // Whoever asks first whether to send it is better told no than made to send it for nothing.
    let waits_to_send = parts.headers.contains_key(header::EXPECT);
    let shared = SharedBody(Arc::new(Mutex::new((body, false))));
    let mut answer = next.run(Request::from_parts(parts, Body::new(shared.clone()))).await;
    let may_read = shared.is_begun() || !waits_to_send;
    if !(may_read && tokio::time::timeout(PATIENCE, shared.read_to_end()).await.unwrap_or(false)) {
        answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    answer
}

/// A body of which what a handler leaves can still be read, and whether it began to.
#[derive(Clone)]
struct SharedBody(Arc<Mutex<(Body, bool)>>);

impl SharedBody {
    fn held(&self) -> MutexGuard<'_, (Body, bool)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_begun(&self) -> bool {
        self.held().1
    }

    /// Whether all of it could be read.
    async fn read_to_end(mut self) -> bool {
        let mut length = 0;
        while !self.is_end_stream() && length <= READ_MOST {
            match std::future::poll_fn(|cx| Pin::new(&mut self).poll_frame(cx)).await {
                Some(Ok(frame)) => length += frame.data_ref().map_or(0, Bytes::len),
                Some(Err(_)) => return false,
                None => return true,
            }
        }
        length <= READ_MOST
    }
}

impl HttpBody for SharedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let mut held = self.held();
        held.1 = true;
        Pin::new(&mut held.0).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.held().0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.held().0.size_hint()
    }
}
