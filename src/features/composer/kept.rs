//! Words for a message that somebody kept, to use them again.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::paths;
use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::sealed::{Entry, Private};
use crate::base::words::typed::all_fit;
use crate::base::words::typed::words;
use crate::features::support;
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, EntryList, ListQuery};
use crate::records::form_context::{FilledForm, FormContext};
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, id_or_new, invalid};
use crate::web::frame::{NavSection, PageFrame};

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

impl Bounded for Message {
    fn within_limits(&self) -> bool {
        all_fit(self.words())
    }
}

impl Entry for Message {
    const LIST_PATH: &'static str = paths::MESSAGES;

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

/// What happened just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kept: Option<Id>,
}

#[derive(Template, WebTemplate)]
#[template(path = "composer/kept.html")]
struct KeptPage {
    frame: PageFrame,
    messages: EntryList<Message>,
    asked: Asked,
    form: Id,
    writing: DraftForm,
    words: String,
    fault: Option<Fault>,
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

impl Fields {
    fn understood(&self, at: i64) -> Result<Message, Fault> {
        let words = words(&self.words).map_err(|_| Fault::Long)?;
        if words.is_empty() { Err(Fault::Empty) } else { Ok(Message { words, at }) }
    }
}

/// Lists what was kept, the latest first.
pub async fn list(cx: FormContext, Query(list): Query<ListQuery>, Query(asked): Query<Asked>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let form = cx.form(&mut read, &[paths::MESSAGES], Fields::default()).await?;
    Ok(KeptPage { asked, ..page(&cx, &mut read, &list, form).await? }.into_response())
}

/// Keeps words for a message.
pub async fn save(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    match fields.understood(cx.at()) {
        Ok(message) => {
            let id = cx.keep(&fields.id, &message).await?;
            support::after_saving(&cx, id, &message.words(), &paths::kept(id)).await
        }
        Err(fault) => {
            let form = cx.redisplay(paths::MESSAGES, fields);
            let page = page(&cx, &mut *cx.app.db.read().await?, &ListQuery::default(), form).await?;
            invalid(KeptPage { fault: Some(fault), ..page })
        }
    }
}

async fn page(
    cx: &FormContext,
    read: &mut SqliteConnection,
    list: &ListQuery,
    form: FilledForm<Fields>,
) -> PageResult<KeptPage> {
    Ok(KeptPage {
        frame: PageFrame::of(&cx.member, NavSection::Notebook),
        messages: entries::list(read, &cx.member, list, A_LIST, |message: &Message| message.at).await?,
        asked: Asked::default(),
        form: id_or_new(&form.fields.id),
        writing: form.draft,
        words: form.fields.words,
        fault: None,
    })
}
