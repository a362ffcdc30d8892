//! The notebook's first page.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;

use crate::features::measures::{Measure, due};
use crate::features::story::monthly_question_pages;
use crate::members::sessions::guard::Member;
use crate::records::copies::marks;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "notebook/show.html")]
struct NotebookPage<'a> {
    frame: PageFrame,
    besides: bool,
    measure: Option<&'a Measure>,
    /// Whether somebody sees something of it.
    shown: bool,
}

pub async fn show(State(app): State<App>, member: Member) -> PageResult {
    let (mut read, today) = (app.db.read().await?, member.today());
    let page = NotebookPage {
        frame: PageFrame::of(&member, NavSection::Notebook),
        besides: monthly_question_pages::asks(&mut read, &member, today).await?,
        shown: marks::is_something_seen(&mut read, &member).await?,
        measure: due::due(&app, &mut read, &member, today).await?,
    };
    Ok(page.into_response())
}
