//! Making a step of one's own, changing it, removing it.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;

use super::own_step_form::{Fault, Fields};
use super::paths;
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::{Entry as _, Private as _};
use crate::features::steps::paths as steps_paths;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::model::ladder::Ladder;
use crate::model::steps::own::{self, OwnStep};
use crate::records::copies::{self, marks};
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, Conflict};
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::ladders;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, id_or_new, invalid, overtaken};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "ladder/own.html")]
struct OwnPage {
    frame: PageFrame,
    /// The step that is changed; none for a new one.
    id: Option<Id>,
    /// The id a new one will have.
    form: Id,
    writing: DraftForm,
    fields: Fields,
    faults: Vec<Fault>,
    /// What another tab kept meanwhile.
    theirs: Option<OwnStep>,
    /// Who will see what it is called.
    seen_by: Vec<String>,
}

impl OwnPage {
    fn new(member: &Member, id: Option<Id>, form: FilledForm<Fields>) -> Self {
        let FilledForm { fields, draft: writing } = form;
        let form = id_or_new(&fields.id);
        Self {
            frame: PageFrame::of(member, NavSection::Today),
            id,
            form,
            writing,
            fields,
            faults: Vec::new(),
            theirs: None,
            seen_by: Vec::new(),
        }
    }

    /// What to say beside a field; empty where nothing is wrong with it.
    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", |fault| fault.words())
    }
}

/// The form of a new step: empty, or with what was begun.
pub async fn ask(cx: FormContext) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let form = cx.form(&mut read, &[paths::NEW], Fields::default()).await?;
    let seen_by = marks::will_see(&mut read, &cx.member, Ladder::NAME).await?;
    Ok(OwnPage { seen_by, ..OwnPage::new(&cx.member, None, form) }.into_response())
}

/// Keeps a new step and puts it on the ladder. A form that was sent twice makes one.
pub async fn add(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let step = match fields.understood(cx.at()) {
        Ok(step) => step,
        Err(faults) => {
            return invalid(OwnPage { faults, ..OwnPage::new(&cx.member, None, cx.redisplay(paths::NEW, fields)) });
        }
    };
    let mut write = cx.app.db.write().await?;
    let id = keep(&cx.app, &mut write, &cx.member, id_or_new(&fields.id), &step).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    support::after_saving(&cx, id, &step.words(), &paths::rung(id)).await
}

/// Keeps a new step under this id and puts it on the ladder. Gives the id it has.
pub async fn keep(app: &App, write: &mut Write, member: &Member, id: Id, step: &OwnStep) -> PageResult<Id> {
    let id = entries::keep(write, member, id, step).await?;
    let mut order = ladders::current(write, member).await?;
    order.put(own::number(id), None);
    ladders::keep(write, member, &order).await?;
    copies::ladder::changed(app, write, member).await?;
    Ok(id)
}

/// The form of a step that is there.
pub async fn edit(cx: FormContext, Path(id): Path<Id>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let (row, step) = entries::one::<OwnStep>(&mut read, &cx.member, id).await?;
    let form = cx.form(&mut read, &[&paths::own_step(id)], Fields::saying(&step, row.revision)).await?;
    let seen_by = marks::will_see(&mut read, &cx.member, Ladder::NAME).await?;
    Ok(OwnPage { seen_by, ..OwnPage::new(&cx.member, Some(id), form) }.into_response())
}

/// Keeps the change, unless another tab was quicker; then both are shown.
pub async fn save(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    entries::even_removed::<OwnStep>(&mut *cx.app.db.read().await?, &cx.member, id).await?;
    let page = |fields| OwnPage::new(&cx.member, Some(id), cx.redisplay(&paths::own_step(id), fields));
    let step = match fields.understood(cx.at()) {
        Ok(step) => step,
        Err(faults) => return invalid(OwnPage { faults, ..page(fields) }),
    };
    if let Some(Conflict { theirs, revision, .. }) = cx.change(id, fields.revision, &step).await? {
        return overtaken(OwnPage { theirs: Some(theirs), ..page(Fields { revision, ..fields }) });
    }
    support::after_saving(&cx, id, &step.words(), &steps_paths::step(id)).await
}
