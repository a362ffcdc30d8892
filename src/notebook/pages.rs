//! The notebook's first page.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;

use crate::app::App;
use crate::measures::{Measure, quiet};
use crate::sessions::guard::Member;
use crate::story::besides_pages;
use crate::web::error::Answer;
use crate::web::shell::{Section, Shell};

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
        besides: besides_pages::asks(&mut read, &member, today).await?,
        measure: quiet::again(&app, &mut read, &member, today).await?,
    };
    Ok(page.into_response())
}
