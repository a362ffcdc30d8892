//! Something to steady oneself with. The page is the same for everybody, so that it can be kept for when there is no
//! connection.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;

use crate::members::sessions::guard::Visitor;
use crate::web::error::PageResult;
use crate::web::frame::PageFrame;

#[derive(Template, WebTemplate)]
#[template(path = "practice/grounding.html")]
struct GroundingPage {
    frame: PageFrame,
}

/// A breathing guide that waits to be started, and ways that leave the body alone.
pub async fn grounding(visitor: Visitor) -> PageResult {
    Ok(GroundingPage { frame: PageFrame::for_visitor(&visitor) }.into_response())
}
