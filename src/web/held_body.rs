//! An answer that keeps something until it is read: what was made for somebody who does not read it takes room as well.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::response::Response;
use hyper::body::{Frame, SizeHint};

/// How much is given out at a time; the rest waits until that is on its way.
const PART: usize = 32 * 1024;

struct HeldBody<T> {
    body: Body,
    /// What is left of a larger part.
    rest: Bytes,
    _held: T,
}

/// The answer, which lets go of `held` once it is read or nobody reads it any more.
pub fn until_read<T: Send + Unpin + 'static>(answer: Response, held: T) -> Response {
    answer.map(|body| Body::new(HeldBody { body, rest: Bytes::new(), _held: held }))
}

impl<T: Unpin> HttpBody for HeldBody<T> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.rest.is_empty() {
            match std::task::ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => self.rest = data,
                    Err(other) => return Poll::Ready(Some(Ok(other))),
                },
                ended => return Poll::Ready(ended),
            }
        }
        let part = self.rest.len().min(PART);
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(part)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (rest, mut whole) = (self.rest.len() as u64, self.body.size_hint());
        if let Some(upper) = whole.upper() {
            whole.set_upper(upper + rest);
        }
        whole.set_lower(whole.lower() + rest);
        whole
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use http_body_util::BodyExt as _;

    use super::*;

    #[tokio::test]
    async fn what_is_held_is_let_go_once_the_last_of_it_is_read() {
        let held = Arc::new(());
        let answer = until_read(Response::new(Body::from("x".repeat(3 * PART))), Arc::clone(&held));
        let mut body = answer.into_body();
        assert_eq!(body.size_hint().exact(), Some(3 * PART as u64));
        for read in 1..=3 {
            assert_eq!(Arc::strong_count(&held), 2, "{read}");
            assert_eq!(body.frame().await.unwrap().unwrap().into_data().unwrap().len(), PART);
        }
        assert!(body.is_end_stream());
        drop(body);
        assert_eq!(Arc::strong_count(&held), 1);
    }
}
