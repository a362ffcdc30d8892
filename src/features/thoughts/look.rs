//! One thought: to read, and to look at more closely.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;

use super::experiment::{self, Experiment};
use super::form::{Fault, Fields};
use super::{BeliefStrength, Thought, ThoughtVerdict};
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::base::words::DateText;
use crate::features::ladder::own_step_pages;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::model::steps::Company;
use crate::records::drafts::form::{self, DraftForm, DraftQuery};
use crate::records::entries::{self, store};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, id_or_new};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "thoughts/show.html")]
struct ThoughtPage {
    frame: PageFrame,
    id: Id,
    day: DateText,
    thought: Thought,
    test: Option<Experiment>,
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
}

impl ThoughtLookPage {
    fn new(member: &Member, id: Id, test: Option<Experiment>, writing: DraftForm, fields: Fields) -> Self {
        let (frame, step) = (PageFrame::of(member, NavSection::Notebook), id_or_new(&fields.step));
        Self { frame, id, step, test, writing, fields, faults: Vec::new(), theirs: None }
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
    let row = store::one::<Thought>(&mut read, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let thought = row.open(member.keyring())?;
    let test = experiment::found(&mut read, &member, thought.step).await?;
    let day = member.calendar().day_from(row.day, member.today());
    Ok(ThoughtPage { frame: PageFrame::of(&member, NavSection::Notebook), id, day, thought, test }.into_response())
}

/// The form for looking closer.
pub async fn look(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(named): Query<DraftQuery>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let row = store::one::<Thought>(&mut read, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let thought = row.open(member.keyring())?;
    let test = experiment::found(&mut read, &member, thought.step).await?;
    let begun = form::all(&mut read, &member).await?;
    let (writing, fields) = form::resume(&begun, &[&form_path(id)], &named);
    let fields = fields.unwrap_or_else(|| Fields::saying(thought, row.revision));
    Ok(ThoughtLookPage::new(&member, id, test, writing, fields).into_response())
}

/// Keeps what was found, unless another tab was quicker; then both are shown. A small test becomes a step of one's own.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(named): Query<DraftQuery>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let (mut write, now) = (app.db.write().await?, app.now());
    let row = store::kept::<Thought>(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let earlier = row.open(member.keyring())?;
    let there = experiment::found(&mut write, &member, earlier.step).await?;
    let page = |there, fields| ThoughtLookPage::new(&member, id, there, named.again(&form_path(id)), fields);
    let (mut thought, trial) = match fields.understood(earlier.at) {
        Ok(understood) => understood,
        Err(faults) => {
            let page = ThoughtLookPage { faults, ..page(there, fields) };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    thought.step = earlier.step;
    if there.is_none() && !trial.is_empty() {
        let step = experiment::step(&trial, &fields.who, now.as_millisecond());
        thought.step = Some(own_step_pages::keep(&mut write, &member, id_or_new(&fields.step), &step).await?);
    }
    if let Some((theirs, revision)) = entries::change(&mut write, &member, id, fields.revision, &thought).await? {
        let page = page(there, Fields { revision, ..fields });
        return Ok((StatusCode::CONFLICT, ThoughtLookPage { theirs: Some(theirs), ..page }).into_response());
    }
    named.sent(&mut write, &member, now).await?;
    write.commit().await?;
    let words: Vec<&str> = thought.words().into_iter().chain([trial.as_str()]).collect();
    support::after_saving(&app, &member, &words, &format!("/thoughts/{id}")).await
}

fn form_path(id: Id) -> String {
    format!("/thoughts/{id}")
}
