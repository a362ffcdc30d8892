//! Reading a page again, and changing it.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;

use super::form::{Fault, Fields};
use super::prompts::Prompts;
use super::{JournalEntry, paths};
use jiff::civil::Date;

use crate::base::ids::Id;
use crate::base::sealed::{Entry as _, Private as _};
use crate::base::words::DateText;
use crate::base::words::typed::ticked;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::records::copies::marks::{self, SharedMarks};
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, Conflict};
use crate::records::form_context::{FilledForm, FormContext};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, invalid, overtaken};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "journal/show.html")]
struct JournalReadPage {
    frame: PageFrame,
    id: Id,
    day: DateText,
    written: JournalEntry,
    marks: SharedMarks,
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
    theirs: Option<(DateText, JournalEntry)>,
    today: Date,
    /// Who will see it.
    seen_by: Vec<String>,
    /// Who sees its words on the list of what to bring.
    seen_brought: Vec<String>,
}

impl JournalEditPage {
    fn new(member: &Member, id: Id, prompt: Option<String>, form: FilledForm<Fields>) -> Self {
        Self {
            frame: PageFrame::of(member, NavSection::Notebook),
            id,
            prompt,
            writing: form.draft,
            fields: form.fields,
            fault: None,
            theirs: None,
            today: member.today(),
            seen_by: Vec::new(),
            seen_brought: Vec::new(),
        }
    }

    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", Fault::words)
    }
}

/// One page, to read.
pub async fn show(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let mut read = app.db.read().await?;
    let (row, written) = entries::one::<JournalEntry>(&mut read, &member, id).await?;
    let marks = marks::of(&mut read, &member, id).await?;
    let (frame, day) = (PageFrame::of(&member, NavSection::Notebook), member.day_text(row.day));
    Ok(JournalReadPage { frame, id, day, written, marks }.into_response())
}

/// The form of a page that is there.
pub async fn edit(cx: FormContext, Path(id): Path<Id>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let (row, written) = entries::one::<JournalEntry>(&mut read, &cx.member, id).await?;
    let seen_by = marks::will_see_change(&mut read, &cx.member, (JournalEntry::NAME, id), written.at).await?;
    let seen_brought = marks::seen_brought(&mut read, &cx.member, id).await?;
    let saved = Fields {
        words: written.words,
        day: row.day.to_string(),
        revision: row.revision,
        kept_back: ticked(written.kept_back),
        ..Fields::default()
    };
    let form = cx.form(&mut read, &[&paths::page(id)], saved).await?;
    Ok(JournalEditPage { seen_by, seen_brought, ..JournalEditPage::new(&cx.member, id, written.prompt, form) }
        .into_response())
}

/// Keeps the change, unless another tab was quicker; then both are shown.
pub async fn save(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let earlier = entries::even_removed::<JournalEntry>(&mut read, &cx.member, id).await?;
    let seen_by = marks::will_see_change(&mut read, &cx.member, (JournalEntry::NAME, id), earlier.at).await?;
    let seen_brought = marks::seen_brought(&mut read, &cx.member, id).await?;
    drop(read);
    let page = |fields| {
        let form = cx.redisplay(&paths::page(id), fields);
        JournalEditPage {
            seen_by: seen_by.clone(),
            seen_brought: seen_brought.clone(),
            ..JournalEditPage::new(&cx.member, id, earlier.prompt.clone(), form)
        }
    };
    let chosen = fields.chosen_day(cx.member.today());
    let understood = fields.understood(cx.app.content::<Prompts>()?, earlier.at);
    let (written, day) = match understood.and_then(|written| Ok((written, chosen?))) {
        Ok((written, day)) => (JournalEntry { prompt: earlier.prompt.clone(), ..written }, day),
        Err(fault) => return invalid(JournalEditPage { fault: Some(fault), ..page(fields) }),
    };
    if let Some(Conflict { theirs, revision, day }) = cx.change_for(id, fields.revision, day, &written).await? {
        let theirs = Some((cx.member.day_text(day), theirs));
        return overtaken(JournalEditPage { theirs, ..page(Fields { revision, ..fields }) });
    }
    support::after_saving(&cx, id, &written.words(), &paths::page(id)).await
}
