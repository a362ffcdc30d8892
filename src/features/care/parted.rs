//! What was begun for somebody one has parted from: the page it stood on is not there, and its words are.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse;

use crate::base::ids::Id;
use crate::records::drafts::form::open_drafts;
use crate::records::form_context::FormContext;
use crate::web::error::{PageError, PageResult};
use crate::web::frame::{NavSection, PageFrame};

struct PartedDraft {
    id: Id,
    words: Vec<String>,
}

#[derive(Template, WebTemplate)]
#[template(path = "care/parted.html")]
struct PartedPage {
    frame: PageFrame,
    begun: Vec<PartedDraft>,
}

/// A page, or what was begun for its form at `path` where it is not there.
pub async fn page_or_words(cx: &FormContext, path: &str, page: PageResult<impl IntoResponse>) -> PageResult {
    let problem = match page {
        Ok(page) => return Ok(page.into_response()),
        Err(problem @ PageError::NotFound) => problem,
        Err(problem) => return Err(problem),
    };
    let drafts = open_drafts(&mut *cx.app.db.read().await?, &cx.member).await?;
    let begun = drafts.into_iter().filter_map(|one| {
        let words = one.draft.filter(|draft| draft.path == path)?.words();
        Some(PartedDraft { id: one.id, words })
    });
    let begun: Vec<_> = begun.collect();
    if begun.is_empty() {
        return Err(problem);
    }
    Ok(PartedPage { frame: PageFrame::of(&cx.member, NavSection::You), begun }.into_response())
}
