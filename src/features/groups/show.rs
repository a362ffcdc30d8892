//! A group: what was written lately, and a few words of one's own.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;
use jiff::Timestamp;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::posts_view::{self, WeekView};
use super::round_form::{RoundFault, RoundFields};
use super::{care, paths};
use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::model::group::{GroupAbout, RoundOutcome};
use crate::model::reflection::AttemptOutcome;
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::groups::{self, OpenGroup};
use crate::records::reflections::store as reflections;
use crate::web::error::PageResult;
use crate::web::form::{Path, Query, id_or_new};
use crate::web::frame::{NavSection, PageFrame};

/// What its address asks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
    /// What was just hidden.
    hidden: Option<Id>,
    /// From before which moment on, in seconds since 1970.
    pub before: Option<i64>,
    /// A look back of one’s own to begin with.
    start: Option<Id>,
}

/// Who reads what is written now.
pub struct ReaderNames {
    pub all: Vec<String>,
    /// Those who came since one wrote last.
    pub new: Vec<String>,
    /// What stands for all of them.
    pub mark: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "groups/show.html")]
pub struct GroupPage {
    frame: PageFrame,
    id: Id,
    about: GroupAbout,
    /// Whether they were let in.
    is_in: bool,
    asleep: bool,
    paused: bool,
    /// Whether they look after it, and can.
    leads: bool,
    /// They look after it, and cannot yet.
    may_not_lead: bool,
    /// Whether they may open it again after a backup.
    may_wake: bool,
    /// Who waits to be let in.
    waiting: usize,
    /// Who looks after it.
    facilitators: Vec<String>,
    /// Who lets them in, where they were not yet.
    invited_by: Option<String>,
    /// How much was told to them that is not seen to.
    told: usize,
    /// When it can be written in again, where it is shut.
    shut_until: Option<DateText>,
    meets_next: Option<DateText>,
    /// When they last looked at what is agreed.
    agreed_on: Option<DateText>,
    readers: ReaderNames,
    weeks: Vec<WeekView>,
    further: Option<i64>,
    form: Id,
    writing: DraftForm,
    fields: RoundFields,
    fault: Option<RoundFault>,
    asked: Asked,
}

impl GroupPage {
    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", RoundFault::words)
    }

    /// Whether they read and write there now.
    const fn is_open(&self) -> bool {
        self.is_in && !self.asleep && !self.paused
    }

    pub fn with_fault(self, fault: RoundFault) -> Self {
        Self { fault: Some(fault), ..self }
    }
}

pub async fn show(cx: FormContext, Path(id): Path<Id>, Query(asked): Query<Asked>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let blank = match asked.start {
        Some(start) => begun_from(&cx, &mut read, start).await?,
        None => RoundFields::default(),
    };
    let form = cx.form(&mut read, &[&paths::rounds(id), &paths::group(id)], blank).await?;
    drop(read);
    Ok(page(&cx, id, form, asked).await?.into_response())
}

/// What a look back of one's own says already.
async fn begun_from(cx: &FormContext, read: &mut SqliteConnection, start: Id) -> PageResult<RoundFields> {
    let pair = reflections::pair(read, cx.member.id(), start).await?;
    let told = pair.and_then(|pair| pair.reflection).and_then(|row| row.open(cx.member.keyring()).ok());
    Ok(told.map_or_else(RoundFields::default, |told| {
        let outcome = match told.outcome {
            AttemptOutcome::Did | AttemptOutcome::NoReplyYet => RoundOutcome::Tried,
            AttemptOutcome::Nearly => RoundOutcome::Nearly,
            AttemptOutcome::Rested => RoundOutcome::Rested,
        };
        RoundFields { tried: outcome.word().to_owned(), words: told.note, ..RoundFields::default() }
    }))
}

/// The page with a form as it is, or as it was sent.
pub async fn page(
    cx: &FormContext,
    id: Id,
    FilledForm { fields, draft: writing }: FilledForm<RoundFields>,
    asked: Asked,
) -> PageResult<GroupPage> {
    let FormContext { app, member, .. } = cx;
    let mut write = app.db.write().await?;
    let mut group = groups::visit(app, &mut write, member, id).await?;
    let found = posts_view::found(&mut write, member, &mut group, asked.before).await?;
    write.commit().await?;
    // Nobody waits while what was found is opened.
    let mut read = app.db.read().await?;
    let (weeks, further) = posts_view::weeks(&mut read, member, &group, found).await?;
    let told = care::told(&mut read, member, &group).await?.len();
    drop(read);
    let about = group.facts().about.clone();
    let (zone, now) = (about.zone(), app.now());
    let shut = about.open.as_ref().filter(|open| open.open_until(now, &zone).is_none());
    let invited_by = group.leaders().find(|one| Some(one.id) == group.notes.invited_by);
    let says = |at: Option<Timestamp>| at.map(|at| member.calendar().moment(at, member.zone()));
    Ok(GroupPage {
        frame: PageFrame::of(member, NavSection::People),
        id,
        is_in: group.is_in(),
        asleep: group.is_asleep(),
        paused: group.notes.paused,
        leads: group.is_led_by(member),
        may_not_lead: group.is_facilitator() && !group.is_led_by(member),
        waiting: group.waiting().count(),
        may_wake: group.may_be_woken_by(member),
        facilitators: group.leaders().map(|one| one.called.clone()).collect(),
        invited_by: invited_by.map(|one| one.called.clone()),
        told,
        shut_until: says(shut.and_then(|open| open.next(now, &zone))),
        meets_next: says(about.meets.as_ref().and_then(|meets| meets.next(now, &zone))),
        agreed_on: about.agreed_on.map(|day| member.day_text(day)),
        about,
        readers: readers(member, &group),
        weeks,
        further,
        form: id_or_new(&fields.id),
        writing,
        fields,
        fault: None,
        asked,
    })
}

/// Who would read something that is written now.
pub fn readers(member: &Member, group: &OpenGroup) -> ReaderNames {
    let (met, others) = (&group.notes.met, || group.others());
    // To whoever writes for the first time, everybody is as new as they are themselves.
    let is_new = |id| !met.is_empty() && !met.contains(&id);
    ReaderNames {
        all: others().map(|one| one.called.clone()).collect(),
        new: others().filter(|one| is_new(one.id)).map(|one| one.called.clone()).collect(),
        mark: group.readers_mark(member),
    }
}
