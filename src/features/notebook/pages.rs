//! The notebook's first page.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;

use crate::features::measures::{Measure, due};
use crate::features::story::monthly_question_pages;
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::Answer;
use crate::web::frame::{Section, Shell};

#[derive(Template, WebTemplate)]
#[template(path = "notebook/show.html")]
struct NotebookPage<'a> {
    shell: Shell,
    besides: bool,
    measure: Option<&'a Measure>,
}

/// Leads to everything that is kept.
pub async fn show(State(app): State<App>, member: Member) -> Answer {
    let (mut read, today) = (app.db.read().await?, member.day(app.now()));
    let page = NotebookPage {
        shell: Shell::of(&member, Section::Notebook),
        besides: monthly_question_pages::asks(&mut read, &member, today).await?,
        measure: due::again(&app, &mut read, &member, today).await?,
    };
    Ok(page.into_response())
}
