//! Writing a page, and finding the others.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::form::{Fault, Fields};
use super::prompts::{Prompt, Prompts};
use super::{JournalEntry, opening};
use crate::base::clock::day_number;
use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::records::drafts::form::{self, DraftForm, DraftQuery};
use crate::records::entries;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, id_or_new};
use crate::web::frame::{NavSection, PageFrame};

/// Where the form is sent.
const PATH: &str = "/journal";
/// How many pages one list holds.
const A_LIST: i64 = 30;

/// From which page on to list, and what was removed just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    from: i64,
    removed: Option<Id>,
}

/// A page in the list; one that does not open has no words.
struct JournalItem {
    id: Id,
    day: DateText,
    words: Option<String>,
}

impl JournalItem {
    fn opening(&self) -> Option<(&str, bool)> {
        self.words.as_deref().map(opening)
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "journal/list.html")]
struct JournalPage<'a> {
    frame: PageFrame,
    id: Id,
    writing: DraftForm,
    fields: Fields,
    prompt: Option<&'a Prompt>,
    pages: Vec<JournalItem>,
    removed: Option<Id>,
    earlier: Option<i64>,
    fault: Option<Fault>,
}

impl JournalPage<'_> {
    fn wrong(&self) -> &'static str {
        self.fault.map_or("", Fault::words)
    }
}

/// A blank page, or the words that were begun, and the pages before it.
pub async fn list(
    State(app): State<App>,
    member: Member,
    Query(asked): Query<Asked>,
    Query(named): Query<DraftQuery>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let begun = form::all(&mut read, &member).await?;
    let (writing, fields) = form::resume(&begun, &[PATH], &named);
    Ok(page(&app, &mut read, &member, asked, writing, fields.unwrap_or_default()).await?.into_response())
}

/// Keeps a page, or gives another prompt and leaves the words where they are.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Query(named): Query<DraftQuery>,
    Form(fields): Form<Fields>,
) -> PageResult {
    if !fields.another.is_empty() {
        let fields = prompted(app.content()?, &member, fields);
        let mut read = app.db.read().await?;
        return Ok(page(&app, &mut read, &member, Asked::default(), named.again(PATH), fields).await?.into_response());
    }
    let now = app.now();
    let written = match fields.understood(app.content::<Prompts>()?, now.as_millisecond()) {
        Ok(written) => written,
        Err(fault) => {
            let mut read = app.db.read().await?;
            let page = page(&app, &mut read, &member, Asked::default(), named.again(PATH), fields).await?;
            let page = JournalPage { fault: Some(fault), ..page };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let mut write = app.db.write().await?;
    let id = entries::keep(&mut write, &member, id_or_new(&fields.id), member.today(), &written).await?;
    named.sent(&mut write, &member, now).await?;
    write.commit().await?;
    support::after_saving(&app, &member, &[&written.words], &format!("/journal/{id}")).await
}

/// The form with the prompt that was asked for, or with none.
fn prompted(prompts: &Prompts, member: &Member, fields: Fields) -> Fields {
    let another = || prompts.after(&fields.prompt, member.is_low(), day_number(member.today()));
    let prompt = if fields.another == "none" { None } else { another() };
    Fields { prompt: prompt.map(|prompt| prompt.id.clone()).unwrap_or_default(), ..fields }
}

async fn page<'a>(
    app: &'a App,
    read: &mut SqliteConnection,
    member: &Member,
    asked: Asked,
    writing: DraftForm,
    fields: Fields,
) -> PageResult<JournalPage<'a>> {
    let today = member.today();
    let latest = entries::latest::<JournalEntry>(read, member, (asked.from, A_LIST), |written| written.at).await?;
    let pages = latest.entries.into_iter().map(|(row, written)| JournalItem {
        id: row.id,
        day: member.calendar().day_from(row.day, today),
        words: written.map(|written| written.words),
    });
    Ok(JournalPage {
        frame: PageFrame::of(member, NavSection::Notebook),
        id: id_or_new(&fields.id),
        writing,
        prompt: app.content::<Prompts>()?.named(&fields.prompt),
        fields,
        pages: pages.collect(),
        removed: asked.removed,
        earlier: latest.earlier,
        fault: None,
    })
}
