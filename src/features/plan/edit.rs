//! Writing the plan.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::form::{Fault, SentPlan, saying, understood};
use super::sections::PlanSections;
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::model::help::Help;
use crate::model::plan::Plan;
use crate::records::drafts::form::{self, DraftForm, DraftQuery};
use crate::records::entries;
use crate::records::plan::latest;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, id_or_new};
use crate::web::frame::{NavSection, PageFrame};

/// Where the form is sent.
const PATH: &str = "/plan";

#[derive(Template, WebTemplate)]
#[template(path = "plan/edit.html")]
struct PlanEditPage<'a> {
    frame: PageFrame,
    sections: &'a PlanSections,
    help: &'a Help,
    /// The plan's row, and the revision that is changed; none yet for a new one.
    row: (Id, i64),
    writing: DraftForm,
    sent: SentPlan,
    faults: Vec<Fault>,
    /// What another tab kept meanwhile.
    theirs: Option<Plan>,
}

impl<'a> PlanEditPage<'a> {
    fn new(app: &'a App, member: &Member, row: (Id, i64), writing: DraftForm, sent: SentPlan) -> PageResult<Self> {
        let frame = PageFrame::of(member, NavSection::More);
        let (sections, help) = (app.content::<PlanSections>()?, &app.help);
        Ok(Self { frame, sections, help, row, writing, sent, faults: Vec::new(), theirs: None })
    }

    /// What was typed into a field.
    fn typed(&self, field: &str) -> &str {
        self.sent.get(field).map_or("", String::as_str)
    }

    /// What to say beside a field; empty where nothing is wrong with it.
    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", Fault::words)
    }

    /// The fields and what is wrong with them.
    fn wrongs(&self) -> Vec<(&str, &'static str)> {
        self.faults.iter().map(|fault| (fault.field(), fault.words())).collect()
    }
}

/// The row a form was filled in from: a new one has no revision yet.
fn row(sent: &SentPlan) -> (Id, i64) {
    let given = |name: &str| sent.get(name).map_or("", String::as_str);
    (id_or_new(given("id")), given("revision").parse().unwrap_or(0))
}

/// The form: with the plan there is, with what was begun, or empty.
pub async fn edit(State(app): State<App>, member: Member, Query(named): Query<DraftQuery>) -> PageResult {
    let mut read = app.db.read().await?;
    let saved = latest(&mut read, &member).await?.map(|(row, plan)| ((row.id, row.revision), saying(&plan)));
    let begun = form::all(&mut read, &member).await?;
    let (writing, sent) = form::resume::<SentPlan>(&begun, &[PATH], &named);
    let page = match (sent, saved) {
        (Some(sent), _) => PlanEditPage::new(&app, &member, row(&sent), writing, sent),
        (None, Some((row, sent))) => PlanEditPage::new(&app, &member, row, writing, sent),
        (None, None) => PlanEditPage::new(&app, &member, row(&SentPlan::new()), writing, SentPlan::new()),
    };
    Ok(page?.into_response())
}

/// Keeps the plan, unless another tab was quicker; then both are shown.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Query(named): Query<DraftQuery>,
    Form(sent): Form<SentPlan>,
) -> PageResult {
    let now = app.now();
    let (id, revision) = row(&sent);
    let page = |row, sent| PlanEditPage::new(&app, &member, row, named.again(PATH), sent);
    let plan = match understood(&sent, app.content::<PlanSections>()?, &app.help, now.as_millisecond()) {
        Ok(plan) => plan,
        Err(faults) => return Ok(again(PlanEditPage { faults, ..page((id, revision), sent)? })),
    };
    let mut write = app.db.write().await?;
    if let Some((theirs, row)) = overtaken(&mut write, &member, (id, revision), &plan).await? {
        let theirs = Some(theirs);
        return Ok((StatusCode::CONFLICT, PlanEditPage { theirs, ..page(row, sent)? }).into_response());
    }
    named.sent(&mut write, &member, now).await?;
    write.commit().await?;
    support::after_saving(&app, &member, &sealed::Entry::words(&plan), PATH).await
}

/// Keeps the plan under this id, in place of this revision; or gives the other one that is there, and where.
async fn overtaken(
    write: &mut Write,
    member: &Member,
    (id, revision): (Id, i64),
    plan: &Plan,
) -> PageResult<Option<(Plan, (Id, i64))>> {
    if revision == 0 {
        if let Some((row, there)) = latest(write, member).await? {
            let same = sealed::Entry::same_content(&there, plan);
            return Ok((!same).then_some((there, (row.id, row.revision))));
        }
        entries::keep(write, member, id, member.today(), plan).await?;
        return Ok(None);
    }
    let theirs = entries::change(write, member, id, revision, plan).await?;
    Ok(theirs.map(|(theirs, revision)| (theirs, (id, revision))))
}

fn again(page: PlanEditPage<'_>) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
