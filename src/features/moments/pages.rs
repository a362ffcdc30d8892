//! Keeping a moment, and reading them again.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{Moment, paths};
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::base::words::typed::words;
use crate::features::journal::prompts::{Prompts, QuickMoment};
use crate::features::support;
use crate::features::today::paths as today_paths;
use crate::records::drafts::form::{self, DraftForm, DraftQuery, OpenedDraft};
use crate::records::entries::{self, EntryList, ListQuery};
use crate::records::form_context::{FilledForm, FormContext};
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, id_or_new, invalid};
use crate::web::frame::{NavSection, PageFrame};

/// How many moments one page holds.
const A_PAGE: i64 = 50;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    id: String,
    words: String,
    /// The kind that was tapped.
    kind: String,
}

/// Why a moment was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Empty,
    Long,
}

/// The form of a moment as a page shows it.
pub struct MomentForm {
    /// The id the moment will have.
    pub id: Id,
    pub writing: DraftForm,
    pub words: String,
}

impl MomentForm {
    /// With the words that were begun, where some were.
    pub fn resumed(begun: &[OpenedDraft], query: &DraftQuery) -> Self {
        let (draft, fields) = form::resume::<Fields>(begun, &[paths::LIST], query);
        Self::from(FilledForm { draft, fields: fields.unwrap_or_default() })
    }
}

impl From<FilledForm<Fields>> for MomentForm {
    fn from(FilledForm { fields, draft }: FilledForm<Fields>) -> Self {
        Self { id: id_or_new(&fields.id), writing: draft, words: fields.words }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "moments/list.html")]
struct MomentsPage<'a> {
    frame: PageFrame,
    noticing: MomentForm,
    kinds: &'a [QuickMoment],
    moments: EntryList<Moment>,
    fault: Option<Fault>,
}

impl Fault {
    const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Write a few words first.",
            Self::Long => "That is longer than fits here. 10,000 letters is the most.",
        }
    }
}

impl Fields {
    fn understood(&self, prompts: &Prompts, at: i64) -> Result<Moment, Fault> {
        let kind = prompts.moment(&self.kind).map(|kind| kind.text.clone()).unwrap_or_default();
        let words = words(&self.words).map_err(|_| Fault::Long)?;
        if words.is_empty() && kind.is_empty() { Err(Fault::Empty) } else { Ok(Moment { words, kind, at }) }
    }
}

/// Lists the moments, the latest first.
pub async fn list(cx: FormContext, Query(asked): Query<ListQuery>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let form = cx.form(&mut read, &[paths::LIST], Fields::default()).await?;
    Ok(page(&cx, &mut read, &asked, form).await?.into_response())
}

/// Keeps a moment.
pub async fn save(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    match fields.understood(cx.app.content()?, cx.at()) {
        Ok(moment) => {
            let id = cx.keep(&fields.id, &moment).await?;
            support::after_saving(&cx, &moment.words(), &today_paths::with_moment(id)).await
        }
        Err(fault) => {
            let form = cx.redisplay(paths::LIST, fields);
            let page = page(&cx, &mut *cx.app.db.read().await?, &ListQuery::default(), form).await?;
            invalid(MomentsPage { fault: Some(fault), ..page })
        }
    }
}

async fn page<'a>(
    cx: &'a FormContext,
    read: &mut SqliteConnection,
    asked: &ListQuery,
    form: FilledForm<Fields>,
) -> PageResult<MomentsPage<'a>> {
    Ok(MomentsPage {
        frame: PageFrame::of(&cx.member, NavSection::Notebook),
        noticing: form.into(),
        kinds: &cx.app.content::<Prompts>()?.moments,
        moments: entries::list(read, &cx.member, asked, A_PAGE, |moment: &Moment| moment.at).await?,
        fault: None,
    })
}
