//! Adding somebody who matters, and changing what was said of them.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;

use super::form::{Fault, Fields};
use super::{Channel, Contact, SharedEase, paths};
use crate::base::ids::Id;
use crate::base::sealed::Entry;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::model::steps::ContactKind;
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, Conflict};
use crate::records::form_context::{FilledForm, FormContext};
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, id_or_new, invalid, overtaken};
use crate::web::frame::{NavSection, PageFrame};

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
    fn new(member: &Member, id: Option<Id>, form: FilledForm<Fields>) -> Self {
        let FilledForm { fields, draft: writing } = form;
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
pub async fn ask(cx: FormContext) -> PageResult {
    let blank = Fields { sort: ContactKind::Person.word().to_owned(), ..Fields::default() };
    let form = cx.form(&mut *cx.app.db.read().await?, &[paths::NEW], blank).await?;
    Ok(FormPage::new(&cx.member, None, form).into_response())
}

/// Keeps a new one. A form that was sent twice makes one.
pub async fn add(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    match fields.understood(cx.at(), None) {
        Ok(person) => {
            let id = cx.keep(&fields.id, &person).await?;
            support::after_saving(&cx, id, &Entry::words(&person), &paths::person(id)).await
        }
        Err(faults) => {
            invalid(FormPage { faults, ..FormPage::new(&cx.member, None, cx.redisplay(paths::NEW, fields)) })
        }
    }
}

/// The form of one that is there.
pub async fn edit(cx: FormContext, Path(id): Path<Id>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let (row, person) = entries::one::<Contact>(&mut read, &cx.member, id).await?;
    let form = cx.form(&mut read, &[&paths::change(id)], Fields::saying(&person, row.revision)).await?;
    Ok(FormPage::new(&cx.member, Some(id), form).into_response())
}

/// Keeps the change, unless another tab was quicker; then both are shown.
pub async fn save(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let earlier = entries::even_removed::<Contact>(&mut *cx.app.db.read().await?, &cx.member, id).await?;
    let page = |fields| FormPage::new(&cx.member, Some(id), cx.redisplay(&paths::change(id), fields));
    let person = match fields.understood(cx.at(), Some(&earlier)) {
        Ok(person) => person,
        Err(faults) => return invalid(FormPage { faults, ..page(fields) }),
    };
    if let Some(Conflict { theirs, revision, .. }) = cx.change(id, fields.revision, &person).await? {
        let fields = Fields { revision, ..fields }.as_careful_as(&theirs);
        return overtaken(FormPage { theirs: Some(theirs), ..page(fields) });
    }
    support::after_saving(&cx, id, &Entry::words(&person), &paths::person(id)).await
}
