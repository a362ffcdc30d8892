//! Making a rhythm, changing it, letting it rest.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::Contact;
use super::contact_list::{ContactChoice, company};
use super::rhythm_form::{Fault, Fields};
use super::rhythms::{Often, Rhythm, RhythmView, shown};
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::records::drafts::form::{self, DraftForm, DraftQuery};
use crate::records::entries::{self, store};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, id_or_new};
use crate::web::frame::{NavSection, PageFrame};

/// Where the form of a new one is sent.
const NEW: &str = "/people/rhythms/new";

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
        writing: DraftForm,
        fields: Fields,
    ) -> PageResult<Self> {
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
pub async fn ask(State(app): State<App>, member: Member, Query(named): Query<DraftQuery>) -> PageResult {
    let mut read = app.db.read().await?;
    let begun = form::all(&mut read, &member).await?;
    let (writing, fields) = form::resume(&begun, &[NEW], &named);
    Ok(RhythmPage::new(&mut read, &member, None, writing, fields.unwrap_or_default()).await?.into_response())
}

/// Keeps a new one. A form that was sent twice makes one.
pub async fn add(
    State(app): State<App>,
    member: Member,
    Query(named): Query<DraftQuery>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let (now, mut write) = (app.now(), app.db.write().await?);
    let rhythm = match fields.understood(member.today(), None) {
        Ok(rhythm) => rhythm,
        Err(faults) => {
            let page = RhythmPage::new(&mut write, &member, None, named.again(NEW), fields).await?;
            return Ok(again(RhythmPage { faults, ..page }));
        }
    };
    entries::keep(&mut write, &member, id_or_new(&fields.id), member.today(), &rhythm).await?;
    named.sent(&mut write, &member, now).await?;
    write.commit().await?;
    support::after_saving(&app, &member, &rhythm.words(), "/people#rhythms").await
}

/// The form of one that is there.
pub async fn edit(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(named): Query<DraftQuery>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let row = store::one::<Rhythm>(&mut read, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let saved = Fields::saying(&row.open(member.keyring())?, row.revision);
    let begun = form::all(&mut read, &member).await?;
    let (writing, fields) = form::resume(&begun, &[&form_path(id)], &named);
    Ok(RhythmPage::new(&mut read, &member, Some(id), writing, fields.unwrap_or(saved)).await?.into_response())
}

/// Keeps the change, unless another tab was quicker; then both are shown.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(named): Query<DraftQuery>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let (now, mut write) = (app.now(), app.db.write().await?);
    let row = store::kept::<Rhythm>(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let rhythm = match fields.understood(member.today(), Some(&row.open(member.keyring())?)) {
        Ok(rhythm) => rhythm,
        Err(faults) => {
            let page = RhythmPage::new(&mut write, &member, Some(id), named.again(&form_path(id)), fields).await?;
            return Ok(again(RhythmPage { faults, ..page }));
        }
    };
    if let Some((theirs, revision)) = entries::change(&mut write, &member, id, fields.revision, &rhythm).await? {
        let fields = Fields { revision, ..fields };
        let page = RhythmPage::new(&mut write, &member, Some(id), named.again(&form_path(id)), fields).await?;
        return Ok((StatusCode::CONFLICT, RhythmPage { theirs: Some(theirs), ..page }).into_response());
    }
    named.sent(&mut write, &member, now).await?;
    write.commit().await?;
    support::after_saving(&app, &member, &rhythm.words(), "/people#rhythms").await
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
    let row = store::one::<Rhythm>(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let rhythm = Rhythm { paused: turn.turn != "on", ..row.open(member.keyring())? };
    entries::change(&mut write, &member, id, row.revision, &rhythm).await?;
    write.commit().await?;
    Ok(Redirect::to("/people/rhythms").into_response())
}

fn form_path(id: Id) -> String {
    format!("/people/rhythms/{id}")
}

fn again(page: RhythmPage) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
