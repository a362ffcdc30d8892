//! Making a step of one's own, changing it, removing it.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::own_step_form::{Fault, Fields, MINUTES};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::features::{self, support};
use crate::members::sessions::guard::Member;
use crate::model::steps::own::{self, OwnStep};
use crate::model::steps::{Company, StepKind};
use crate::records::drafts::form::{self, DraftForm, DraftQuery};
use crate::records::entries::{self, store};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, id_or_new};
use crate::web::frame::{NavSection, PageFrame};

/// Where the form of a new step is sent.
const NEW: &str = "/ladder/new";

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
}

impl OwnPage {
    fn new(member: &Member, id: Option<Id>, writing: DraftForm, fields: Fields) -> Self {
        let form = id_or_new(&fields.id);
        Self {
            frame: PageFrame::of(member, NavSection::Steps),
            id,
            form,
            writing,
            fields,
            faults: Vec::new(),
            theirs: None,
        }
    }

    /// What to say beside a field; empty where nothing is wrong with it.
    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", |fault| fault.words())
    }

    /// The sizes' parts of the form: name, what one does, minutes, how big it feels.
    fn sizes(&self) -> [(&'static str, &str, &str, &str); 3] {
        let fields = &self.fields;
        [
            ("smaller", &fields.smaller, &fields.smaller_minutes, &fields.smaller_feels),
            ("regular", &fields.regular, &fields.regular_minutes, &fields.regular_feels),
            ("more", &fields.more, &fields.more_minutes, &fields.more_feels),
        ]
    }
}

/// The form of a new step: empty, or with what was begun.
pub async fn ask(State(app): State<App>, member: Member, Query(named): Query<DraftQuery>) -> PageResult {
    let begun = form::all(&mut *app.db.read().await?, &member).await?;
    let (writing, fields) = form::resume(&begun, &[NEW], &named);
    Ok(OwnPage::new(&member, None, writing, fields.unwrap_or_default()).into_response())
}

/// Keeps a new step and puts it on the ladder. A form that was sent twice makes one.
pub async fn add(
    State(app): State<App>,
    member: Member,
    Query(named): Query<DraftQuery>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let now = app.now();
    let step = match fields.understood(now.as_millisecond()) {
        Ok(step) => step,
        Err(faults) => return Ok(again(OwnPage { faults, ..OwnPage::new(&member, None, named.again(NEW), fields) })),
    };
    let mut write = app.db.write().await?;
    let id = keep(&mut write, &member, id_or_new(&fields.id), &step).await?;
    named.sent(&mut write, &member, now).await?;
    write.commit().await?;
    support::after_saving(&app, &member, &step.words(), &format!("/ladder#{id}")).await
}

/// Keeps a new step under this id and puts it on the ladder. Gives the id it has.
pub async fn keep(write: &mut Write, member: &Member, id: Id, step: &OwnStep) -> PageResult<Id> {
    let id = entries::keep(write, member, id, member.today(), step).await?;
    let mut order = features::ladder::pages::ladder(write, member).await?;
    order.put(own::number(id), None);
    features::ladder::pages::keep(write, member, &order).await?;
    Ok(id)
}

/// The form of a step that is there.
pub async fn edit(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(named): Query<DraftQuery>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let row = store::one::<OwnStep>(&mut read, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let saved = Fields::saying(&row.open(member.keyring())?, row.revision);
    let begun = form::all(&mut read, &member).await?;
    let (writing, fields) = form::resume(&begun, &[&form_path(id)], &named);
    Ok(OwnPage::new(&member, Some(id), writing, fields.unwrap_or(saved)).into_response())
}

/// Keeps the change, unless another tab was quicker; then both are shown.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(named): Query<DraftQuery>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    store::kept::<OwnStep>(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let step = match fields.understood(app.now().as_millisecond()) {
        Ok(step) => step,
        Err(faults) => {
            let page = OwnPage::new(&member, Some(id), named.again(&form_path(id)), fields);
            return Ok(again(OwnPage { faults, ..page }));
        }
    };
    if let Some((theirs, revision)) = entries::change(&mut write, &member, id, fields.revision, &step).await? {
        let page = OwnPage::new(&member, Some(id), named.again(&form_path(id)), Fields { revision, ..fields });
        return Ok((StatusCode::CONFLICT, OwnPage { theirs: Some(theirs), ..page }).into_response());
    }
    named.sent(&mut write, &member, app.now()).await?;
    write.commit().await?;
    support::after_saving(&app, &member, &step.words(), &format!("/steps/{id}")).await
}

fn form_path(id: Id) -> String {
    format!("/ladder/steps/{id}")
}

fn again(page: OwnPage) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
