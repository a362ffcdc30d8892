//! The notebook's first page.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;

use crate::sessions::guard::Member;
use crate::web::error::Answer;
use crate::web::shell::{Section, Shell};

#[derive(Template, WebTemplate)]
#[template(path = "notebook/show.html")]
struct NotebookPage {
    shell: Shell,
}

/// Leads to everything that is kept.
///
/// # Errors
/// None.
pub async fn show(member: Member) -> Answer {
    Ok(NotebookPage { shell: Shell::of(&member, Section::Notebook) }.into_response())
}
