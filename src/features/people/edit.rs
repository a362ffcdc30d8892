//! Adding somebody who matters, and changing what was said of them.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::form::{Fault, Fields};
use super::{Channel, Contact, SharedEase};
use crate::base::ids::Id;
use crate::base::sealed::Entry;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::model::steps::ContactKind;
use crate::records::drafts::form::{self, DraftForm, DraftQuery};
use crate::records::entries::{self, store};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, id_or_new};
use crate::web::frame::{NavSection, PageFrame};

/// Where the form of a new one is sent.
const NEW: &str = "/people/new";

#[derive(Template, WebTemplate)]
#[template(path = "people/form.html")]
struct FormPage {
    frame: PageFrame,
    /// The one that is changed; none for a new one.
    id: Option<Id>,
    /// The id a new one will have.
    form: Id,
    writing: DraftForm,
    fields: Fields,
    faults: Vec<Fault>,
    /// There is someone to be safe from: only those said to be safe are named.
    careful: bool,
    /// What another tab kept meanwhile.
    theirs: Option<Contact>,
}

impl FormPage {
    fn new(member: &Member, id: Option<Id>, writing: DraftForm, fields: Fields) -> Self {
        Self {
            frame: PageFrame::of(member, NavSection::People),
            id,
            form: id_or_new(&fields.id),
            writing,
            fields,
            faults: Vec::new(),
            careful: member.profile().not_safe,
            theirs: None,
        }
    }

    /// What to say beside a field; empty where nothing is wrong with it.
    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", |fault| fault.words())
    }

    /// Whether more than a name and a sort is shown at once: where it was said before, is wrong, or matters for safety.
    fn is_open(&self) -> bool {
        let Fields { near, easy, ways, note, unnamed, safety, .. } = &self.fields;
        let is_said = [near, note, unnamed, safety].iter().any(|word| !word.is_empty());
        self.id.is_some() || self.careful || is_said || !easy.is_empty() || !ways.is_empty()
    }

    fn is_easy(&self, ease: &str) -> bool {
        self.fields.easy.iter().any(|word| word == ease)
    }

    fn works(&self, way: &str) -> bool {
        self.fields.ways.iter().any(|word| word == way)
    }
}

/// The form of a new one: empty, or with what was begun.
pub async fn ask(State(app): State<App>, member: Member, Query(named): Query<DraftQuery>) -> PageResult {
    let begun = form::all(&mut *app.db.read().await?, &member).await?;
    let (writing, fields) = form::resume(&begun, &[NEW], &named);
    let fields = fields.unwrap_or_else(|| Fields { sort: ContactKind::Person.word().to_owned(), ..Fields::default() });
    Ok(FormPage::new(&member, None, writing, fields).into_response())
}

/// Keeps a new one. A form that was sent twice makes one.
pub async fn add(
    State(app): State<App>,
    member: Member,
    Query(named): Query<DraftQuery>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let now = app.now();
    let person = match fields.understood(now.as_millisecond(), None) {
        Ok(person) => person,
        Err(faults) => return Ok(again(FormPage { faults, ..FormPage::new(&member, None, named.again(NEW), fields) })),
    };
    let mut write = app.db.write().await?;
    let id = entries::keep(&mut write, &member, id_or_new(&fields.id), member.today(), &person).await?;
    named.sent(&mut write, &member, now).await?;
    write.commit().await?;
    support::after_saving(&app, &member, &Entry::words(&person), &format!("/people/{id}")).await
}

/// The form of one that is there.
pub async fn edit(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(named): Query<DraftQuery>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let row = store::one::<Contact>(&mut read, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let saved = Fields::saying(&row.open(member.keyring())?, row.revision);
    let begun = form::all(&mut read, &member).await?;
    let (writing, fields) = form::resume(&begun, &[&form_path(id)], &named);
    Ok(FormPage::new(&member, Some(id), writing, fields.unwrap_or(saved)).into_response())
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
    let row = store::kept::<Contact>(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let earlier = row.open(member.keyring())?;
    let person = match fields.understood(app.now().as_millisecond(), Some(&earlier)) {
        Ok(person) => person,
        Err(faults) => {
            let page = FormPage::new(&member, Some(id), named.again(&form_path(id)), fields);
            return Ok(again(FormPage { faults, ..page }));
        }
    };
    if let Some((theirs, revision)) = entries::change(&mut write, &member, id, fields.revision, &person).await? {
        let fields = Fields { revision, ..fields }.as_careful_as(&theirs);
        let page = FormPage::new(&member, Some(id), named.again(&form_path(id)), fields);
        return Ok((StatusCode::CONFLICT, FormPage { theirs: Some(theirs), ..page }).into_response());
    }
    named.sent(&mut write, &member, app.now()).await?;
    write.commit().await?;
    support::after_saving(&app, &member, &Entry::words(&person), &format!("/people/{id}")).await
}

fn form_path(id: Id) -> String {
    format!("/people/{id}/change")
}

fn again(page: FormPage) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
