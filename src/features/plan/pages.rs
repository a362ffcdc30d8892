//! The plan, to read and to print.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use super::sections::PlanSections;
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::model::help::Country;
use crate::model::plan::Plan;
use crate::records::plan::latest;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Query;
use crate::web::frame::{NavSection, PageFrame};

/// How many help lines stand on it, so that it fits on one sheet.
const LINES: usize = 4;

/// What was removed just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    removed: Option<Id>,
}

#[derive(Template, WebTemplate)]
#[template(path = "plan/show.html")]
struct PlanPage<'a> {
    frame: PageFrame,
    sections: &'a PlanSections,
    country: Option<&'a Country>,
    plan: Option<(Id, Plan)>,
    removed: Option<Id>,
}

/// Shows the plan, or what one is for.
pub async fn show(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let plan = latest(&mut *app.db.read().await?, &member).await?.map(|(row, plan)| (row.id, plan));
    let page = PlanPage {
        frame: PageFrame::of(&member, NavSection::Elsewhere),
        sections: app.content::<PlanSections>()?,
        country: plan.as_ref().and_then(|(_, plan)| app.help.country(&plan.country)),
        plan,
        removed: asked.removed,
    };
    Ok(page.into_response())
}
