//! One thought: to read, and to look at more closely.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;

use super::experiment::{self, Experiment};
use super::form::{Fault, Fields};
use super::{BeliefStrength, Thought, ThoughtVerdict, paths};
use crate::base::ids::Id;
use crate::base::sealed::{Entry as _, Private as _};
use crate::base::words::DateText;
use crate::features::ladder::own_step_pages;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::model::steps::Company;
use crate::records::copies::marks::{self, SharedMarks};
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, Conflict};
use crate::records::form_context::{FilledForm, FormContext};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, id_or_new, invalid, overtaken};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "thoughts/show.html")]
struct ThoughtPage {
    frame: PageFrame,
    id: Id,
    day: DateText,
    thought: Thought,
    test: Option<Experiment>,
    marks: SharedMarks,
}

#[derive(Template, WebTemplate)]
#[template(path = "thoughts/look.html")]
struct ThoughtLookPage {
    frame: PageFrame,
    id: Id,
    /// The step a small test will make.
    step: Id,
    test: Option<Experiment>,
    writing: DraftForm,
    fields: Fields,
    faults: Vec<Fault>,
    /// What another tab kept meanwhile.
    theirs: Option<Thought>,
    /// Who will see it.
    seen_by: Vec<String>,
    /// Who sees its words on the list of what to bring.
    seen_brought: Vec<String>,
}

impl ThoughtLookPage {
    fn new(member: &Member, id: Id, test: Option<Experiment>, form: FilledForm<Fields>) -> Self {
        let FilledForm { fields, draft: writing } = form;
        let (frame, step) = (PageFrame::of(member, NavSection::Notebook), id_or_new(&fields.step));
        let (faults, seen_by) = (Vec::new(), Vec::new());
        Self { frame, id, step, test, writing, fields, faults, theirs: None, seen_by, seen_brought: Vec::new() }
    }

    /// What to say beside a field; empty where nothing is wrong with it.
    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", |fault| fault.words())
    }

    /// Whether a part with these fields stands open: where something is written in one of them, or wrong with it.
    fn opens(&self, names: &[&str]) -> bool {
        let fields = &self.fields;
        names.iter().any(|name| {
            let typed = match *name {
                "situation" => &fields.situation,
                "feeling" => &fields.feeling,
                "speaks_for" => &fields.speaks_for,
                "against" => &fields.against,
                "friend" => &fields.friend,
                "finding" => &fields.finding,
                "fairer" => &fields.fairer,
                "now" => &fields.now,
                "test" => &fields.test,
                _ => &fields.expected,
            };
            !typed.is_empty() || !self.wrong(name).is_empty()
        })
    }

    /// The fields and what is wrong with them.
    fn wrongs(&self) -> Vec<(&'static str, &'static str)> {
        self.faults.iter().map(|fault| (fault.field(), fault.words())).collect()
    }
}

/// Shows a thought, what was found on looking at it, and what came of trying it out.
pub async fn show(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let mut read = app.db.read().await?;
    let (row, thought) = entries::one::<Thought>(&mut read, &member, id).await?;
    let test = experiment::found(&mut read, &member, thought.step).await?;
    let marks = marks::of(&mut read, &member, id).await?;
    let (frame, day) = (PageFrame::of(&member, NavSection::Notebook), member.day_text(row.day));
    Ok(ThoughtPage { frame, id, day, thought, test, marks }.into_response())
}

/// The form for looking closer.
pub async fn look(cx: FormContext, Path(id): Path<Id>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let (row, thought) = entries::one::<Thought>(&mut read, &cx.member, id).await?;
    let test = experiment::found(&mut read, &cx.member, thought.step).await?;
    let seen_by = marks::will_see_change(&mut read, &cx.member, (Thought::NAME, id), thought.at).await?;
    let seen_brought = marks::seen_brought(&mut read, &cx.member, id).await?;
    let form = cx.form(&mut read, &[&paths::thought(id)], Fields::saying(thought, row.revision)).await?;
    Ok(ThoughtLookPage { seen_by, seen_brought, ..ThoughtLookPage::new(&cx.member, id, test, form) }.into_response())
}

/// Keeps what was found, unless another tab was quicker; then both are shown. A small test becomes a step of one's own.
pub async fn save(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let mut write = cx.app.db.write().await?;
    let earlier = entries::even_removed::<Thought>(&mut write, &cx.member, id).await?;
    let there = experiment::found(&mut write, &cx.member, earlier.step).await?;
    let seen_by = marks::will_see_change(&mut write, &cx.member, (Thought::NAME, id), earlier.at).await?;
    let seen_brought = marks::seen_brought(&mut write, &cx.member, id).await?;
    let page = |there, fields| {
        let form = cx.redisplay(&paths::thought(id), fields);
        ThoughtLookPage {
            seen_by: seen_by.clone(),
            seen_brought: seen_brought.clone(),
            ..ThoughtLookPage::new(&cx.member, id, there, form)
        }
    };
    let (mut thought, trial) = match fields.understood(earlier.at) {
        Ok(understood) => understood,
        Err(faults) => return invalid(ThoughtLookPage { faults, ..page(there, fields) }),
    };
    thought.step = earlier.step;
    // Where there is a test already, another one is a step of its own beside it.
    if !trial.is_empty() {
        let step = experiment::step(&trial, &fields.who, cx.at());
        thought.step =
            Some(own_step_pages::keep(&cx.app, &mut write, &cx.member, id_or_new(&fields.step), &step).await?);
    }
    let conflict = entries::change(&mut write, &cx.member, id, fields.revision, &thought).await?;
    if let Some(Conflict { theirs, revision, .. }) = conflict {
        return overtaken(ThoughtLookPage { theirs: Some(theirs), ..page(there, Fields { revision, ..fields }) });
    }
    cx.finish(&mut write).await?;
    write.commit().await?;
    let words: Vec<&str> = thought.words().into_iter().chain([trial.as_str()]).collect();
    support::after_saving(&cx, id, &words, &paths::thought(id)).await
}
