//! Reading a page again, and changing it.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;

use super::JournalEntry;
use super::form::{Fault, Fields};
use super::prompts::Prompts;
use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::records::drafts::form::{self, DraftForm, DraftQuery};
use crate::records::entries::{self, store};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "journal/show.html")]
struct JournalReadPage {
    frame: PageFrame,
    id: Id,
    day: DateText,
    written: JournalEntry,
}

#[derive(Template, WebTemplate)]
#[template(path = "journal/edit.html")]
struct JournalEditPage {
    frame: PageFrame,
    id: Id,
    prompt: Option<String>,
    writing: DraftForm,
    fields: Fields,
    fault: Option<Fault>,
    /// What another tab kept meanwhile.
    theirs: Option<JournalEntry>,
}

impl JournalEditPage {
    fn new(member: &Member, id: Id, prompt: Option<String>, writing: DraftForm, fields: Fields) -> Self {
        Self {
            frame: PageFrame::of(member, NavSection::Notebook),
            id,
            prompt,
            writing,
            fields,
            fault: None,
            theirs: None,
        }
    }

    fn wrong(&self) -> &'static str {
        self.fault.map_or("", Fault::words)
    }
}

/// One page, to read.
pub async fn show(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let row =
        store::one::<JournalEntry>(&mut *app.db.read().await?, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let day = member.calendar().day_from(row.day, member.today());
    let written = row.open(member.keyring())?;
    Ok(JournalReadPage { frame: PageFrame::of(&member, NavSection::Notebook), id, day, written }.into_response())
}

/// The form of a page that is there.
pub async fn edit(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(named): Query<DraftQuery>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let row = store::one::<JournalEntry>(&mut read, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let written = row.open(member.keyring())?;
    let saved = Fields { words: written.words, revision: row.revision, ..Fields::default() };
    let begun = form::all(&mut read, &member).await?;
    let (writing, fields) = form::resume(&begun, &[&form_path(id)], &named);
    Ok(JournalEditPage::new(&member, id, written.prompt, writing, fields.unwrap_or(saved)).into_response())
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
    let row = store::kept::<JournalEntry>(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let earlier = row.open(member.keyring())?;
    let writing = named.again(&form_path(id));
    let written = match fields.understood(app.content::<Prompts>()?, earlier.at) {
        Ok(written) => JournalEntry { prompt: earlier.prompt, ..written },
        Err(fault) => {
            let page = JournalEditPage::new(&member, id, earlier.prompt, writing, fields);
            return Ok(
                (StatusCode::UNPROCESSABLE_ENTITY, JournalEditPage { fault: Some(fault), ..page }).into_response()
            );
        }
    };
    if let Some((theirs, revision)) = entries::change(&mut write, &member, id, fields.revision, &written).await? {
        let page = JournalEditPage::new(&member, id, written.prompt, writing, Fields { revision, ..fields });
        return Ok((StatusCode::CONFLICT, JournalEditPage { theirs: Some(theirs), ..page }).into_response());
    }
    named.sent(&mut write, &member, app.now()).await?;
    write.commit().await?;
    support::after_saving(&app, &member, &[&written.words], &format!("/journal/{id}")).await
}

fn form_path(id: Id) -> String {
    format!("/journal/{id}")
}
