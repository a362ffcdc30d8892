//! Making a rhythm, changing it, letting it rest.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::contact_list::{ContactChoice, company};
use super::rhythm_form::{Fault, Fields};
use super::rhythms::{Often, Rhythm, RhythmView, shown};
use super::{Contact, paths};
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, Conflict, store};
use crate::records::form_context::{FilledForm, FormContext};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, Query, id_or_new, invalid, overtaken};
use crate::web::frame::{NavSection, PageFrame};

/// What happened just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    removed: Option<Id>,
}

#[derive(Template, WebTemplate)]
#[template(path = "people/rhythms.html")]
struct RhythmsPage {
    frame: PageFrame,
    rhythms: Vec<RhythmView>,
    asked: Asked,
}

#[derive(Template, WebTemplate)]
#[template(path = "people/rhythm.html")]
struct RhythmPage {
    frame: PageFrame,
    id: Option<Id>,
    form: Id,
    writing: DraftForm,
    fields: Fields,
    company: Vec<ContactChoice>,
    faults: Vec<Fault>,
    theirs: Option<Rhythm>,
}

impl RhythmPage {
    async fn new(
        read: &mut SqliteConnection,
        member: &Member,
        id: Option<Id>,
        form: FilledForm<Fields>,
    ) -> PageResult<Self> {
        let FilledForm { fields, draft: writing } = form;
        Ok(Self {
            frame: PageFrame::of(member, NavSection::People),
            id,
            form: id_or_new(&fields.id),
            writing,
            company: company(read, member, &fields.with).await?,
            fields,
            faults: Vec::new(),
            theirs: None,
        })
    }

    /// What to say beside a field; empty where nothing is wrong with it.
    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", |fault| fault.words())
    }
}

/// Lists them all.
pub async fn list(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let mut read = app.db.read().await?;
    let people = entries::opened::<Contact>(&member, store::all(&mut read, member.id()).await?);
    let people: Vec<(Id, &Contact)> =
        people.iter().filter_map(|(row, person)| Some((row.id, person.as_ref()?))).collect();
    let rhythms = shown(&mut read, &member, &people).await?;
    Ok(RhythmsPage { frame: PageFrame::of(&member, NavSection::People), rhythms, asked }.into_response())
}

/// The form of a new one: empty, or with what was begun.
pub async fn ask(cx: FormContext) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let form = cx.form(&mut read, &[paths::NEW_RHYTHM], Fields::default()).await?;
    Ok(RhythmPage::new(&mut read, &cx.member, None, form).await?.into_response())
}

/// Keeps a new one. A form that was sent twice makes one.
pub async fn add(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    match fields.understood(cx.member.today(), None) {
        Ok(rhythm) => {
            let id = cx.keep(&fields.id, &rhythm).await?;
            support::after_saving(&cx, id, &rhythm.words(), paths::LIST_OF_RHYTHMS).await
        }
        Err(faults) => {
            let form = cx.redisplay(paths::NEW_RHYTHM, fields);
            let page = RhythmPage::new(&mut *cx.app.db.read().await?, &cx.member, None, form).await?;
            invalid(RhythmPage { faults, ..page })
        }
    }
}

/// The form of one that is there.
pub async fn edit(cx: FormContext, Path(id): Path<Id>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let (row, rhythm) = entries::one::<Rhythm>(&mut read, &cx.member, id).await?;
    let form = cx.form(&mut read, &[&paths::rhythm(id)], Fields::saying(&rhythm, row.revision)).await?;
    Ok(RhythmPage::new(&mut read, &cx.member, Some(id), form).await?.into_response())
}

/// Keeps the change, unless another tab was quicker; then both are shown.
pub async fn save(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let earlier = entries::even_removed::<Rhythm>(&mut read, &cx.member, id).await?;
    let path = paths::rhythm(id);
    let rhythm = match fields.understood(cx.member.today(), Some(&earlier)) {
        Ok(rhythm) => rhythm,
        Err(faults) => {
            let page = RhythmPage::new(&mut read, &cx.member, Some(id), cx.redisplay(&path, fields)).await?;
            return invalid(RhythmPage { faults, ..page });
        }
    };
    if let Some(Conflict { theirs, revision, .. }) = cx.change(id, fields.revision, &rhythm).await? {
        let form = cx.redisplay(&path, Fields { revision, ..fields });
        let page = RhythmPage::new(&mut read, &cx.member, Some(id), form).await?;
        return overtaken(RhythmPage { theirs: Some(theirs), ..page });
    }
    support::after_saving(&cx, id, &rhythm.words(), paths::LIST_OF_RHYTHMS).await
}

/// The form that lets one rest or go on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RhythmSwitch {
    turn: String,
}

/// Lets a rhythm rest for now, or go on.
pub async fn pause(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(turn): Form<RhythmSwitch>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let (row, rhythm) = entries::one::<Rhythm>(&mut write, &member, id).await?;
    let rhythm = Rhythm { paused: turn.turn != "on", ..rhythm };
    entries::change(&mut write, &member, id, row.revision, &rhythm).await?;
    write.commit().await?;
    Ok(Redirect::to(paths::RHYTHMS).into_response())
}
