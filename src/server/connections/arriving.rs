//! The body of a request while it arrives: where nothing more of it comes, its connection counts as quiet.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};

use super::open::NetworkConnection;

pub struct ArrivingBody {
    body: Incoming,
    connection: Arc<NetworkConnection>,
    is_waited_for: bool,
}

impl ArrivingBody {
    pub const fn new(body: Incoming, connection: Arc<NetworkConnection>) -> Self {
        Self { body, connection, is_waited_for: false }
    }
}

impl Body for ArrivingBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let next = Pin::new(&mut self.body).poll_frame(cx);
        if next.is_pending() != self.is_waited_for {
            self.is_waited_for = next.is_pending();
            self.connection.waits_for_more(self.is_waited_for);
        }
        next
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
