//! Writing a page, and finding the others.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;
use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::form::{Fault, Fields};
use super::prompts::{Prompt, Prompts};
use super::{JournalEntry, paths};
use crate::base::clock::day_number;
use crate::base::ids::Id;
use crate::base::sealed::{Entry as _, Private as _};
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::records::copies::marks;
use crate::records::copies::seen::SeenThings;
use crate::records::drafts::form::DraftForm;
use crate::records::entries::ListQuery;
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::months::{self, MonthlyList};
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, id_or_new, invalid};
use crate::web::frame::{NavSection, PageFrame};

/// How many pages one list holds.
const A_LIST: i64 = 30;

#[derive(Template, WebTemplate)]
#[template(path = "journal/list.html")]
struct JournalPage<'a> {
    frame: PageFrame,
    id: Id,
    writing: DraftForm,
    fields: Fields,
    prompt: Option<&'a Prompt>,
    pages: MonthlyList<JournalEntry>,
    /// Who sees each of them, and who will see this one.
    seen: SeenThings,
    seen_by: Vec<String>,
    fault: Option<Fault>,
    today: Date,
}

impl JournalPage<'_> {
    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", Fault::words)
    }
}

/// A blank page, or the words that were begun, and the pages before it.
pub async fn list(cx: FormContext, Query(asked): Query<ListQuery>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let form = cx.form(&mut read, &[paths::LIST], Fields::default()).await?;
    Ok(page(&cx, &mut read, &asked, form).await?.into_response())
}

/// Keeps a page, or gives another prompt and leaves the words where they are.
pub async fn save(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let prompts = cx.app.content::<Prompts>()?;
    if !fields.another.is_empty() {
        return Ok(again(&cx, prompted(prompts, &cx.member, fields)).await?.into_response());
    }
    let chosen = fields.chosen_day(cx.member.today());
    match fields.understood(prompts, cx.at()).and_then(|written| Ok((written, chosen?))) {
        Ok((written, day)) => {
            let id = cx.keep_for(&fields.id, day, &written).await?;
            support::after_saving(&cx, id, &written.words(), &paths::page(id)).await
        }
        Err(fault) => invalid(JournalPage { fault: Some(fault), ..again(&cx, fields).await? }),
    }
}

/// The form with the prompt that was asked for, or with none.
fn prompted(prompts: &Prompts, member: &Member, fields: Fields) -> Fields {
    let another = || prompts.after(&fields.prompt, member.is_low(), day_number(member.today()));
    let prompt = if fields.another == "none" { None } else { another() };
    Fields { prompt: prompt.map(|prompt| prompt.id.clone()).unwrap_or_default(), ..fields }
}

async fn again(cx: &FormContext, fields: Fields) -> PageResult<JournalPage<'_>> {
    page(cx, &mut *cx.app.db.read().await?, &ListQuery::default(), cx.redisplay(paths::LIST, fields)).await
}

async fn page<'a>(
    cx: &'a FormContext,
    read: &mut SqliteConnection,
    asked: &ListQuery,
    form: FilledForm<Fields>,
) -> PageResult<JournalPage<'a>> {
    Ok(JournalPage {
        frame: PageFrame::of(&cx.member, NavSection::Notebook),
        id: id_or_new(&form.fields.id),
        today: cx.member.today(),
        prompt: cx.app.content::<Prompts>()?.named(&form.fields.prompt),
        fields: form.fields,
        writing: form.draft,
        pages: months::list(read, &cx.member, asked, A_LIST, |written: &JournalEntry| written.at, paths::until).await?,
        seen: marks::all(read, &cx.member).await?,
        seen_by: marks::will_see(read, &cx.member, JournalEntry::NAME).await?,
        fault: None,
    })
}
