//! Ideas for steps that people of a group offer one another, in up to three sizes. Whoever likes one puts it on their own ladder;
//! nobody learns who did.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::round_form::RoundFault;
use super::show::{self, ReaderNames};
use super::{paths, round};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::base::words::DateText;
use crate::features::ladder::{own_step_form, own_step_pages, paths as ladder_paths};
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::model::steps::own::OwnStep;
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::groups::posts::{self, NewPost};
use crate::records::groups::{self, OpenGroup};
use crate::records::letters::{self, LetterKind};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, Query, id_or_new, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

/// How many of one person's there are in a group at the most, and how many one page shows: all that there can be.
const OWN_MOST: i64 = 8;
const SHOWN_MOST: i64 = 200;

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
    /// What keeps it from being offered.
    fault: Option<RoundFault>,
    ideas: Vec<IdeaView>,
    readers: ReaderNames,
    saved: String,
}

impl IdeasPage {
    fn wrong(&self, field: &str) -> &'static str {
        let fault = self.faults.iter().find(|fault| fault.field() == field).map(|fault| fault.words());
        let in_the_way = self.fault.filter(|_| field == "title").map(RoundFault::words);
        fault.or(in_the_way).unwrap_or_default()
    }

    const fn is_wrong(&self) -> bool {
        !self.faults.is_empty() || self.fault.is_some()
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
    let group = groups::inside(&mut read, &cx.member, id).await?;
    let found = posts::store::posts(&mut read, cx.member.id(), id, LetterKind::Idea, (i64::MAX, SHOWN_MOST)).await?;
    let shown = found.iter().filter(|_| !group.is_asleep());
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
        fault: None,
        ideas: seen.filter_map(idea).collect(),
        readers: show::readers(&cx.member, &group),
        saved: String::new(),
    })
}

/// Offers one to everybody who is there.
pub async fn offer(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<own_step_form::Fields>) -> PageResult {
    let mut write = cx.app.db.write().await?;
    let group = groups::inside(&mut write, &cx.member, id).await?;
    let step = match fields.understood(cx.at()) {
        Ok(step) => step,
        Err(faults) => {
            drop(write);
            let form = cx.redisplay(&paths::ideas(id), fields);
            return invalid(IdeasPage { faults, ..page(&cx, id, form).await? });
        }
    };
    let form = id_or_new(&fields.id);
    if let Some(fault) = in_the_way(&cx, &mut write, &group, (form, &fields.readers)).await? {
        drop(write);
        let form = cx.redisplay(&paths::ideas(id), fields);
        return invalid(IdeasPage { fault: Some(fault), ..page(&cx, id, form).await? });
    }
    give(&mut write, &cx.member, &group, form, &step).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    let (next, readers) = (saved(&paths::ideas(id), "given"), group.names_of_others());
    support::after_giving(&cx, None, &step.words(), &next, readers).await
}

/// Why one cannot be offered just now, if it cannot.
async fn in_the_way(
    cx: &FormContext,
    read: &mut SqliteConnection,
    group: &OpenGroup,
    (form, readers): (Id, &str),
) -> PageResult<Option<RoundFault>> {
    let (me, place) = (cx.member.id(), group.place());
    if let Some(fault) = round::not_read_as_said(&cx.member, group, readers) {
        return Ok(Some(fault));
    }
    let is_there = posts::store::written_about(read, me, place, (LetterKind::Idea, form)).await?.is_some();
    let many = posts::store::count_by(read, me, place, LetterKind::Idea).await? >= OWN_MOST;
    Ok((many && !is_there).then_some(RoundFault::ManyIdeas))
}

/// Writes it to everybody who is there. The same form with other words in it takes its own place.
async fn give(write: &mut Write, member: &Member, group: &OpenGroup, form: Id, step: &OwnStep) -> PageResult<()> {
    let post = NewPost { kind: LetterKind::Idea, about: Some(form), says: step };
    let Some(there) = posts::store::written_about(write, member.id(), group.place(), (post.kind, form)).await? else {
        return posts::write_to_all(write, member, group, &post).await.map(drop);
    };
    if group.read::<OwnStep>(member, &there).as_ref() == Some(step) {
        return Ok(());
    }
    let all = group.others().map(|one| one.id).collect();
    posts::write_again(write, member, group, (&there.letter, &post), &all).await
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
    let group = groups::inside(&mut write, &member, id).await?;
    let back = || Ok(Redirect::to(&paths::ideas(id)).into_response());
    let Ok(letter) = fields.letter.parse::<Id>() else { return back() };
    let found = posts::store::post(&mut write, member.id(), id, LetterKind::Idea, letter).await?;
    let Some(found) = found.filter(|_| !group.is_asleep()) else { return back() };
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
