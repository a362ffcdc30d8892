//! A rehearsal: its start, a scene, an ending, whichever is where somebody stands.

use askama::Template;
use askama_web::WebTemplate;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::list::{OpenRehearsal, one};
use super::play::RehearsalRecord;
use super::turns::{Fault, KeepFields, StartFields};
use super::{Edge, Ending, Position, Rehearsal, Rehearsals, Scene};
use crate::base::ids::Id;
use crate::features::practice::paths;
use crate::members::sessions::guard::Member;
use crate::model::steps::{Exclusion, Size, StepView};
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Path, Query, new_id};
use crate::web::frame::{NavSection, PageFrame};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The start, wherever they are.
    start: String,
    /// Words were kept just before.
    kept: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "practice/start.html")]
struct StartPage<'a> {
    frame: PageFrame,
    rehearsal: &'a Rehearsal,
    /// None before it was ever begun.
    found: Option<OpenRehearsal>,
    /// As it would be begun.
    played: RehearsalRecord,
    fields: StartFields,
    faults: Vec<Fault>,
}

#[derive(Template, WebTemplate)]
#[template(path = "practice/scene.html")]
struct ScenePage<'a> {
    frame: PageFrame,
    rehearsal: &'a Rehearsal,
    played: RehearsalRecord,
    scene: &'a Scene,
    last: Option<&'a Edge>,
}

#[derive(Template, WebTemplate)]
#[template(path = "practice/ending.html")]
pub struct EndingPage<'a> {
    frame: PageFrame,
    rehearsal: &'a Rehearsal,
    played: RehearsalRecord,
    ending: &'a Ending,
    last: Option<&'a Edge>,
    form: EndingForm,
    /// The real thing, in its smaller size, unless it could hurt; and the id it would be tried under.
    real: Option<(Id, StepView<'a>)>,
}

impl StartPage<'_> {
    /// What to say beside a field; empty where nothing is wrong with it.
    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", |fault| fault.words())
    }

    /// Whether they are in the middle of it, or at an end.
    fn is_under_way(&self) -> bool {
        self.found.as_ref().is_some_and(|found| !found.played.trail.is_empty())
    }
}

/// Where they stand in it.
pub async fn show(cx: FormContext, Path(slug): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    let rehearsal = Rehearsals::shared()?.by_slug(&slug).ok_or(PageError::NotFound)?;
    let mut read = cx.app.db.read().await?;
    let found = one(&mut read, &cx.member, rehearsal).await?;
    let form = cx.begun::<KeepFields>(&mut read, &[&paths::keep(&rehearsal.slug)]).await?;
    // Words that were begun lead back to their ending.
    let begun = form.fields.as_ref().filter(|_| cx.query.draft().is_some());
    let begun_at = begun.and_then(|kept| rehearsal.ending(&kept.ending));
    let Some(found) = found else {
        return Ok(start(&cx.member, rehearsal, None, StartFields::usual(rehearsal), Vec::new()));
    };
    if !asked.start.is_empty() && begun_at.is_none() {
        let fields = StartFields::of(rehearsal, &found.played);
        return Ok(start(&cx.member, rehearsal, Some(found), fields, Vec::new()));
    }
    let stand = found.played.stands(rehearsal).ok_or(PageError::NotFound)?;
    Ok(match (begun_at, stand.place) {
        (Some(ending), _) | (None, Position::Ending(ending)) => {
            // What was begun at another ending stays as it is.
            let form = match form.fields.filter(|kept| kept.ending == ending.name) {
                Some(fields) => FilledForm { fields, draft: form.draft },
                None => FilledForm { fields: KeepFields::saying(ending, &found), draft: form.draft.afresh() },
            };
            let form = EndingForm::from(form);
            let form = EndingForm { is_kept: !asked.kept.is_empty(), ..form };
            end(&cx, rehearsal, found.played, ending, form).into_response()
        }
        (None, Position::Scene(scene)) => {
            let frame = PageFrame::of(&cx.member, NavSection::Today);
            ScenePage { frame, rehearsal, played: found.played, scene, last: stand.last }.into_response()
        }
    })
}

/// The start, with what is wrong in its form.
pub fn start(
    member: &Member,
    rehearsal: &Rehearsal,
    found: Option<OpenRehearsal>,
    fields: StartFields,
    faults: Vec<Fault>,
) -> Response {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let played = fields.understood(rehearsal).unwrap_or_else(|_| RehearsalRecord::new(rehearsal.number));
    let frame = PageFrame::of(member, NavSection::Today);
    (status, StartPage { frame, rehearsal, found, played, fields, faults }).into_response()
}

/// The form of an ending, and what came of it.
pub struct EndingForm {
    pub fields: KeepFields,
    pub writing: DraftForm,
    pub fault: Option<Fault>,
    /// What another tab kept meanwhile.
    pub theirs: Option<String>,
    /// Whether it was kept just before.
    pub is_kept: bool,
}

impl From<FilledForm<KeepFields>> for EndingForm {
    fn from(FilledForm { fields, draft }: FilledForm<KeepFields>) -> Self {
        Self { fields, writing: draft, fault: None, theirs: None, is_kept: false }
    }
}

/// An ending, with the smallest real version of what was practised.
pub fn end<'a>(
    cx: &'a FormContext,
    rehearsal: &'a Rehearsal,
    played: RehearsalRecord,
    ending: &'a Ending,
    form: EndingForm,
) -> EndingPage<'a> {
    let (library, profile) = (&cx.app.library, cx.member.profile());
    let step = library.by_slug(rehearsal.real(ending));
    let smallest = step.and_then(|step| StepView::of(library, profile, step.number, Size::Smaller));
    let real = smallest.filter(|shown| !matches!(shown.left_out, Some(Exclusion::For(_))));
    EndingPage {
        frame: PageFrame::of(&cx.member, NavSection::Today),
        rehearsal,
        last: played.stands(rehearsal).filter(|stand| stand.place.name() == ending.name).and_then(|stand| stand.last),
        played,
        ending,
        form,
        real: real.map(|shown| (new_id(), shown)),
    }
}
