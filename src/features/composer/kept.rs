//! Words for a message that somebody kept, to use them again.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::base::ids::Id;
use crate::base::sealed::{Entry, Private};
use crate::base::words::DateText;
use crate::base::words::typed::words;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::records::drafts::form::{self, DraftForm, DraftQuery};
use crate::records::entries;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, id_or_new};
use crate::web::frame::{NavSection, PageFrame};

/// Where the form is sent.
const PATH: &str = "/messages";
/// How many one list holds.
const A_LIST: i64 = 30;

/// Words for a message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Message {
    /// As they would send it.
    pub words: String,
    /// When they kept it, in milliseconds since 1970.
    pub at: i64,
}

impl Private for Message {
    const NAME: &'static str = "kept_words";
}

impl Entry for Message {
    const LIST_PATH: &'static str = PATH;

    fn words(&self) -> Vec<&str> {
        vec![&self.words]
    }

    fn same_content(&self, other: &Self) -> bool {
        self.words == other.words
    }
}

/// The form that keeps them.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    id: String,
    words: String,
}

/// Why words were not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Empty,
    Long,
}

/// From which on to list, and what happened just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    from: i64,
    kept: Option<Id>,
    removed: Option<Id>,
}

/// A message in the list; one that does not open has none.
struct MessageItem {
    id: Id,
    day: DateText,
    message: Option<Message>,
}

#[derive(Template, WebTemplate)]
#[template(path = "composer/kept.html")]
struct KeptPage {
    frame: PageFrame,
    entries: Vec<MessageItem>,
    asked: Asked,
    form: Id,
    writing: DraftForm,
    words: String,
    fault: Option<Fault>,
    earlier: Option<i64>,
}

impl Fault {
    /// What to say of it.
    const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Write a few words first.",
            Self::Long => "That is longer than fits here. 10,000 letters is the most.",
        }
    }
}

/// Lists what was kept, the latest first.
pub async fn list(
    State(app): State<App>,
    member: Member,
    Query(asked): Query<Asked>,
    Query(named): Query<DraftQuery>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let begun = form::all(&mut read, &member).await?;
    let (writing, fields) = form::resume::<Fields>(&begun, &[PATH], &named);
    Ok(page(&mut read, &member, asked, writing, fields.unwrap_or_default()).await?.into_response())
}

/// Keeps words for a message.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Query(named): Query<DraftQuery>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let fault = match words(&fields.words) {
        Ok(words) if words.is_empty() => Fault::Empty,
        Err(_) => Fault::Long,
        Ok(words) => {
            let (id, now) = (id_or_new(&fields.id), app.now());
            let message = Message { words, at: now.as_millisecond() };
            let mut write = app.db.write().await?;
            let id = entries::keep(&mut write, &member, id, member.today(), &message).await?;
            named.sent(&mut write, &member, now).await?;
            write.commit().await?;
            return support::after_saving(&app, &member, &message.words(), &format!("{PATH}?kept={id}")).await;
        }
    };
    let mut read = app.db.read().await?;
    let page = page(&mut read, &member, Asked::default(), named.again(PATH), fields).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, KeptPage { fault: Some(fault), ..page }).into_response())
}

async fn page(
    read: &mut SqliteConnection,
    member: &Member,
    asked: Asked,
    writing: DraftForm,
    fields: Fields,
) -> PageResult<KeptPage> {
    let today = member.today();
    let latest = entries::latest::<Message>(read, member, (asked.from, A_LIST), |message| message.at).await?;
    let entries = latest.entries.into_iter().map(|(row, message)| MessageItem {
        id: row.id,
        day: member.calendar().day_from(row.day, today),
        message,
    });
    Ok(KeptPage {
        frame: PageFrame::of(member, NavSection::Notebook),
        entries: entries.collect(),
        asked,
        form: id_or_new(&fields.id),
        writing,
        words: fields.words,
        fault: None,
        earlier: latest.earlier,
    })
}
