//! A form of words that could not be taken, whatever the reason, comes back with what was written in it.

use std::sync::Arc;

use askama::Template;
use askama_web::WebTemplate;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};

use crate::records::drafts::{Draft, DraftField};
use crate::records::registry::Registry;
use crate::web::error::{PageError, PageResult, Problem};
use crate::web::frame::PageFrame;

/// The most that comes back of a form that is larger than forms are, in bytes.
const MOST: usize = 1024 * 1024;

/// What somebody sent, until it is taken.
pub struct SentWords {
    /// Where it was sent.
    action: String,
    draft: Draft,
}

#[derive(Template, WebTemplate)]
#[template(path = "words_back.html")]
struct WordsBackPage<'a> {
    frame: PageFrame,
    problem: Arc<PageError>,
    action: &'a str,
    written: Vec<DraftField>,
    /// What was chosen, and what goes along unseen.
    others: Vec<DraftField>,
}

impl SentWords {
    /// None where that keeps no words, or where no browser would encode a form like this.
    pub fn of(registry: &Registry, parts: &Parts, body: &Bytes) -> Option<Self> {
        let action = parts.uri.path_and_query()?.to_string();
        Some(Self { action, draft: Draft::sent(registry, parts.uri.path(), body)? })
    }

    /// The answer, unless it only says what cannot be done: then with the words beside it.
    pub fn unless_taken(&self, answer: Response) -> Response {
        let Some(Problem(problem)) = answer.extensions().get().cloned() else { return answer };
        let (written, others) = self.fields();
        if written.is_empty() {
            return answer;
        }
        let page = WordsBackPage { frame: PageFrame::plain(), problem, action: &self.action, written, others };
        let mut back = (answer.status(), page).into_response();
        if let Some(wait) = answer.headers().get(header::RETRY_AFTER) {
            back.headers_mut().insert(header::RETRY_AFTER, wait.clone());
        }
        back
    }

    /// What is written, and the others. No more comes back than came: what has more fields than any form of ours is one text.
    fn fields(&self) -> (Vec<DraftField>, Vec<DraftField>) {
        if let Some(fields) = self.draft.fields() {
            return fields.into_iter().partition(DraftField::is_written);
        }
        let text = self.draft.written_text();
        let field = (!text.is_empty()).then(|| DraftField { name: "words".to_owned(), value: text });
        (field.into_iter().collect(), Vec::new())
    }
}

/// The answer to a form that is larger than forms are.
pub async fn too_large(registry: &Registry, parts: &Parts, body: Body) -> PageResult {
    let body = to_bytes(body, MOST).await.map_err(|_| PageError::TooLarge)?;
    let sent = SentWords::of(registry, parts, &body).ok_or(PageError::TooLarge)?;
    Ok(sent.unless_taken(PageError::TooLarge.into_response()))
}
