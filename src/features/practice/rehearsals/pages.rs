//! A rehearsal: its start, a scene, an ending, whichever is where somebody stands.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::list::{Found, one};
use super::play::Played;
use super::turns::{Fault, Kept, Start, keep_path};
use super::{Edge, Ending, Place, Rehearsal, Rehearsals, Scene};
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::model::steps::{LeftOut, Size, StepView};
use crate::records::drafts::form;
use crate::records::drafts::form::{Named, Writing};
use crate::web::app::App;
use crate::web::error::{Answer, Problem};
use crate::web::form::{Path, Query, new_id};
use crate::web::frame::{Section, Shell};

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
    shell: Shell,
    rehearsal: &'a Rehearsal,
    /// None before it was ever begun.
    found: Option<Found>,
    /// As it would be begun.
    played: Played,
    fields: Start,
    faults: Vec<Fault>,
}

#[derive(Template, WebTemplate)]
#[template(path = "practice/scene.html")]
struct ScenePage<'a> {
    shell: Shell,
    rehearsal: &'a Rehearsal,
    played: Played,
    scene: &'a Scene,
    last: Option<&'a Edge>,
}

#[derive(Template, WebTemplate)]
#[template(path = "practice/ending.html")]
struct EndingPage<'a> {
    shell: Shell,
    rehearsal: &'a Rehearsal,
    played: Played,
    ending: &'a Ending,
    last: Option<&'a Edge>,
    writing: Writing,
    fields: Kept,
    fault: Option<Fault>,
    /// What another tab kept meanwhile.
    theirs: Option<String>,
    is_kept: bool,
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
pub async fn show(
    State(app): State<App>,
    member: Member,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    Query(named): Query<Named>,
) -> Answer {
    let rehearsal = Rehearsals::shared()?.by_slug(&slug).ok_or(Problem::NotFound)?;
    let mut read = app.db.read().await?;
    let found = one(&mut read, &member, rehearsal).await?;
    let begun = form::all(&mut read, &member).await?;
    let (writing, fields) = form::resume::<Kept>(&begun, &[&keep_path(rehearsal)], &named);
    // Words that were begun lead back to their ending.
    let begun_at = fields.as_ref().filter(|_| named.draft().is_some()).and_then(|kept| rehearsal.ending(&kept.ending));
    let Some(found) = found else {
        return Ok(start(&member, rehearsal, None, Start::usual(rehearsal), Vec::new()));
    };
    if !asked.start.is_empty() && begun_at.is_none() {
        let fields = Start::of(rehearsal, &found.played);
        return Ok(start(&member, rehearsal, Some(found), fields, Vec::new()));
    }
    let stand = found.played.stands(rehearsal).ok_or(Problem::NotFound)?;
    Ok(match (begun_at, stand.place) {
        (Some(ending), _) | (None, Place::Ending(ending)) => {
            let fields = fields.filter(|kept| kept.ending == ending.name);
            let fields = fields.unwrap_or_else(|| Kept::saying(ending, &found));
            let page = Told { fields, writing, fault: None, theirs: None, is_kept: !asked.kept.is_empty() };
            end(&app, &member, rehearsal, found.played, ending, page).into_response()
        }
        (None, Place::Scene(scene)) => {
            let shell = Shell::of(&member, Section::More);
            ScenePage { shell, rehearsal, played: found.played, scene, last: stand.last }.into_response()
        }
    })
}

/// The start, with what is wrong in its form.
pub fn start(
    member: &Member,
    rehearsal: &Rehearsal,
    found: Option<Found>,
    fields: Start,
    faults: Vec<Fault>,
) -> Response {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let played = fields.understood(rehearsal).unwrap_or_else(|_| Played::new(rehearsal.number));
    let shell = Shell::of(member, Section::More);
    (status, StartPage { shell, rehearsal, found, played, fields, faults }).into_response()
}

/// What an ending's form holds, and what came of it.
pub struct Told {
    /// What is written.
    pub fields: Kept,
    /// What keeps it while it is written.
    pub writing: Writing,
    /// What is wrong with it.
    pub fault: Option<Fault>,
    /// What another tab kept meanwhile.
    pub theirs: Option<String>,
    /// Whether it was kept just before.
    pub is_kept: bool,
}

/// An ending, with the smallest real version of what was practised.
pub fn end(app: &App, member: &Member, rehearsal: &Rehearsal, played: Played, ending: &Ending, told: Told) -> Response {
    let step = app.library.by_slug(rehearsal.real(ending));
    let fine = step.filter(|step| !matches!(app.library.left_out(step, member.profile()), Some(LeftOut::For(_))));
    let real = fine.and_then(|step| StepView::of(&app.library, member.profile(), step.number, Size::Smaller));
    let Told { fields, writing, fault, theirs, is_kept } = told;
    let page = EndingPage {
        shell: Shell::of(member, Section::More),
        rehearsal,
        last: played.stands(rehearsal).filter(|stand| stand.place.name() == ending.name).and_then(|stand| stand.last),
        played,
        ending,
        writing,
        fields,
        fault,
        theirs,
        is_kept,
        real: real.map(|shown| (new_id(), shown)),
    };
    page.into_response()
}
