//! Writing the plan.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;

use super::form::{Fault, SentPlan, saying, understood};
use super::paths;
use super::sections::PlanSections;
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::model::help::Help;
use crate::model::plan::Plan;
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, Conflict};
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::plan::latest;
use crate::web::error::PageResult;
use crate::web::form::{Form, id_or_new, invalid, overtaken};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "plan/edit.html")]
struct PlanEditPage<'a> {
    frame: PageFrame,
    sections: &'a PlanSections,
    help: &'a Help,
    row: PlanRow,
    writing: DraftForm,
    sent: SentPlan,
    faults: Vec<Fault>,
    /// What another tab kept meanwhile.
    theirs: Option<Plan>,
}

impl<'a> PlanEditPage<'a> {
    fn new(cx: &'a FormContext, form: FilledForm<SentPlan>) -> PageResult<Self> {
        let frame = PageFrame::of(&cx.member, NavSection::Elsewhere);
        let (sections, help) = (cx.app.content::<PlanSections>()?, &cx.app.help);
        let (row, sent, writing) = (PlanRow::of(&form.fields), form.fields, form.draft);
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

/// The row a form was filled in from, and the revision that is changed; a new one has none yet.
#[derive(Clone, Copy)]
struct PlanRow {
    id: Id,
    revision: i64,
}

impl PlanRow {
    fn of(sent: &SentPlan) -> Self {
        let given = |name: &str| sent.get(name).map_or("", String::as_str);
        Self { id: id_or_new(given("id")), revision: given("revision").parse().unwrap_or(0) }
    }
}

/// The form: with the plan there is, with what was begun, or empty.
pub async fn edit(cx: FormContext) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let saved = latest(&mut read, &cx.member).await?.map(|(row, plan)| saying(&plan, row.id, row.revision));
    let form = cx.form(&mut read, &[paths::PLAN], saved.unwrap_or_default()).await?;
    Ok(PlanEditPage::new(&cx, form)?.into_response())
}

/// Keeps the plan, unless another tab was quicker; then both are shown.
pub async fn save(cx: FormContext, Form(sent): Form<SentPlan>) -> PageResult {
    let page = |sent| PlanEditPage::new(&cx, cx.redisplay(paths::PLAN, sent));
    let plan = match understood(&sent, cx.app.content::<PlanSections>()?, &cx.app.help, cx.at()) {
        Ok(plan) => plan,
        Err(faults) => return invalid(PlanEditPage { faults, ..page(sent)? }),
    };
    let mut write = cx.app.db.write().await?;
    let row = PlanRow::of(&sent);
    if let Some((theirs, row)) = superseded(&mut write, &cx.member, row, &plan).await? {
        return overtaken(PlanEditPage { theirs: Some(theirs), row, ..page(sent)? });
    }
    cx.finish(&mut write).await?;
    write.commit().await?;
    support::after_saving(&cx, row.id, &sealed::Entry::words(&plan), paths::PLAN).await
}

/// Keeps the plan in its row; or gives the other one that is there, and where.
async fn superseded(
    write: &mut Write,
    member: &Member,
    row: PlanRow,
    plan: &Plan,
) -> PageResult<Option<(Plan, PlanRow)>> {
    if row.revision == 0 {
        if let Some((there, theirs)) = latest(write, member).await? {
            let same = sealed::Entry::same_content(&theirs, plan);
            return Ok((!same).then_some((theirs, PlanRow { id: there.id, revision: there.revision })));
        }
        entries::keep(write, member, row.id, plan).await?;
        return Ok(None);
    }
    let conflict = entries::change(write, member, row.id, row.revision, plan).await?;
    Ok(conflict.map(|Conflict { theirs, revision, .. }| (theirs, PlanRow { revision, ..row })))
}
