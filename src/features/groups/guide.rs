//! What helps in looking after a small group.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;

use crate::members::sessions::guard::Member;
use crate::web::error::PageResult;
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "groups/guide.html")]
struct GuidePage {
    frame: PageFrame,
}

pub async fn show(member: Member) -> PageResult {
    Ok(GuidePage { frame: PageFrame::of(&member, NavSection::People) }.into_response())
}
