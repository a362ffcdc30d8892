//! Writing a thought down, and finding the others.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::form::{Fault, Fields};
use super::{BeliefStrength, Thought};
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::base::words::DateText;
use crate::features::journal::opening;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::records::drafts::form::{self, DraftForm, DraftQuery};
use crate::records::entries;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, id_or_new};
use crate::web::frame::{NavSection, PageFrame};

/// Where the form is sent.
const PATH: &str = "/thoughts";
/// How many thoughts one list holds.
const A_LIST: i64 = 30;

/// From which thought on to list, and what was removed just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    from: i64,
    removed: Option<Id>,
}

/// A thought in the list; one that does not open is none.
struct ThoughtItem {
    id: Id,
    day: DateText,
    thought: Option<Thought>,
}

impl ThoughtItem {
    fn opening(&self) -> Option<(&str, bool)> {
        self.thought.as_ref().map(|thought| opening(&thought.thought))
    }

    fn was_looked_at(&self) -> bool {
        self.thought.as_ref().is_some_and(Thought::was_looked_at)
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "thoughts/list.html")]
struct ThoughtsPage {
    frame: PageFrame,
    id: Id,
    writing: DraftForm,
    fields: Fields,
    faults: Vec<Fault>,
    entries: Vec<ThoughtItem>,
    removed: Option<Id>,
    earlier: Option<i64>,
}

impl ThoughtsPage {
    fn wrong(&self) -> &'static str {
        self.faults.first().map_or("", |fault| fault.words())
    }
}

/// A thought to write down, and those written before.
pub async fn list(
    State(app): State<App>,
    member: Member,
    Query(asked): Query<Asked>,
    Query(named): Query<DraftQuery>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let begun = form::all(&mut read, &member).await?;
    let (writing, fields) = form::resume(&begun, &[PATH], &named);
    Ok(page(&mut read, &member, asked, writing, fields.unwrap_or_default()).await?.into_response())
}

/// Keeps a thought; a closer look can follow at once or later.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Query(named): Query<DraftQuery>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let now = app.now();
    let thought = match fields.understood(now.as_millisecond()) {
        Ok((thought, _)) => thought,
        Err(faults) => {
            let mut read = app.db.read().await?;
            let page = page(&mut read, &member, Asked::default(), named.again(PATH), fields).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, ThoughtsPage { faults, ..page }).into_response());
        }
    };
    let mut write = app.db.write().await?;
    let id = entries::keep(&mut write, &member, id_or_new(&fields.id), member.today(), &thought).await?;
    named.sent(&mut write, &member, now).await?;
    write.commit().await?;
    let next = if fields.then == "look" { format!("/thoughts/{id}/look") } else { format!("/thoughts/{id}") };
    support::after_saving(&app, &member, &thought.words(), &next).await
}

async fn page(
    read: &mut SqliteConnection,
    member: &Member,
    asked: Asked,
    writing: DraftForm,
    fields: Fields,
) -> PageResult<ThoughtsPage> {
    let today = member.today();
    let latest = entries::latest::<Thought>(read, member, (asked.from, A_LIST), |thought| thought.at).await?;
    let entries = latest.entries.into_iter().map(|(row, thought)| ThoughtItem {
        id: row.id,
        day: member.calendar().day_from(row.day, today),
        thought,
    });
    Ok(ThoughtsPage {
        frame: PageFrame::of(member, NavSection::Notebook),
        id: id_or_new(&fields.id),
        writing,
        fields,
        faults: Vec::new(),
        entries: entries.collect(),
        removed: asked.removed,
        earlier: latest.earlier,
    })
}
