//! Ideas for steps that people of a group offer one another, in up to three sizes. Whoever likes one puts it on their own ladder;
//! nobody learns who did.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::paths;
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::base::words::DateText;
use crate::features::ladder::{own_step_form, own_step_pages, paths as ladder_paths};
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::model::steps::own::OwnStep;
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::groups;
use crate::records::groups::posts::{self, NewPost};
use crate::records::letters::{self, LetterKind};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, id_or_new, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

/// How many there are in a group at the most, and how many one page shows.
const IDEAS_MOST: i64 = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

/// An idea, and whose it is; nobody's name where it is one's own.
struct IdeaView {
    id: Id,
    by: Option<String>,
    day: DateText,
    step: OwnStep,
}

#[derive(Template, WebTemplate)]
#[template(path = "groups/ideas.html")]
struct IdeasPage {
    frame: PageFrame,
    id: Id,
    name: String,
    form: Id,
    writing: DraftForm,
    fields: own_step_form::Fields,
    faults: Vec<own_step_form::Fault>,
    ideas: Vec<IdeaView>,
    readers: Vec<String>,
    saved: String,
}

impl IdeasPage {
    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", |fault| fault.words())
    }
}

pub async fn list(cx: FormContext, Path(id): Path<Id>, Query(asked): Query<Asked>) -> PageResult {
    let blank = own_step_form::Fields::default();
    let form = cx.form(&mut *cx.app.db.read().await?, &[&paths::ideas(id)], blank).await?;
    Ok(IdeasPage { saved: asked.saved, ..page(&cx, id, form).await? }.into_response())
}

async fn page(
    cx: &FormContext,
    id: Id,
    FilledForm { fields, draft: writing }: FilledForm<own_step_form::Fields>,
) -> PageResult<IdeasPage> {
    let mut read = cx.app.db.read().await?;
    let group = groups::open(&mut read, &cx.member, id).await?;
    let found = posts::store::posts(&mut read, cx.member.id(), id, LetterKind::Idea, (i64::MAX, IDEAS_MOST)).await?;
    let shown = found.iter().filter(|_| group.is_in() && !group.is_asleep());
    let seen = shown.filter(|one| !group.notes.muted.contains(&one.author));
    let idea = |one: &posts::GroupLetter| {
        let by = group.others().find(|person| person.id == one.author).map(|person| person.called.clone());
        let by = (one.author != group.me()).then(|| by.unwrap_or_default());
        let day = cx.member.day_text(one.letter.day);
        Some(IdeaView { id: one.letter.id, by, day, step: group.read(&cx.member, one)? })
    };
    Ok(IdeasPage {
        frame: PageFrame::of(&cx.member, NavSection::People),
        id,
        name: group.facts().about.name.clone(),
        form: id_or_new(&fields.id),
        writing,
        fields,
        faults: Vec::new(),
        ideas: seen.filter_map(idea).collect(),
        readers: group.others().map(|one| one.called.clone()).collect(),
        saved: String::new(),
    })
}

/// Offers one to everybody who is there.
pub async fn offer(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<own_step_form::Fields>) -> PageResult {
    let mut write = cx.app.db.write().await?;
    let group = groups::open(&mut write, &cx.member, id).await?;
    let step = match fields.understood(cx.at()) {
        Ok(step) => step,
        Err(faults) => {
            drop(write);
            let form = cx.redisplay(&paths::ideas(id), fields);
            return invalid(IdeasPage { faults, ..page(&cx, id, form).await? });
        }
    };
    if !group.is_in() || group.is_asleep() {
        return Err(PageError::NotFound);
    }
    let form = id_or_new(&fields.id);
    let about = (LetterKind::Idea, form);
    if posts::store::written_about(&mut write, cx.member.id(), id, about).await?.is_none() {
        let post = NewPost { kind: LetterKind::Idea, about: Some(form), says: &step };
        posts::write_to_all(&mut write, &cx.member, &group, &post).await?;
    }
    cx.finish(&mut write).await?;
    write.commit().await?;
    support::after_saving(&cx, None, &step.words(), &saved(&paths::ideas(id), "given")).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    letter: String,
}

/// Puts one on one's own ladder, as a step of one's own; or takes one's own back.
pub async fn take(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let group = groups::open(&mut write, &member, id).await?;
    let back = || Ok(Redirect::to(&paths::ideas(id)).into_response());
    let Ok(letter) = fields.letter.parse::<Id>() else { return back() };
    let found = posts::store::post(&mut write, member.id(), id, LetterKind::Idea, letter).await?;
    let Some(found) = found else { return back() };
    if found.author == group.me() {
        letters::store::remove(&mut write, member.id(), letter).await?;
        write.commit().await?;
        return Ok(Redirect::to(&saved(&paths::ideas(id), "back")).into_response());
    }
    let Some(step) = group.read::<OwnStep>(&member, &found) else { return back() };
    let kept = own_step_pages::keep(&app, &mut write, &member, taken_as(&member, letter), &step).await?;
    write.commit().await?;
    Ok(Redirect::to(&ladder_paths::rung(kept)).into_response())
}

/// The id it is kept under: always the same one, and known to nobody without the member's key, whoever offered it among them.
fn taken_as(member: &Member, letter: Id) -> Id {
    Id::half_of(&member.keyring().lasting_mac("idea", letter.as_bytes()))
}
