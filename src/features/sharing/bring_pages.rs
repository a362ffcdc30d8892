//! Writing down what to bring, and striking what was brought.

use std::collections::BTreeMap;

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::bring::{Fault, Fields, ToBring};
use super::paths;
use crate::base::ids::Id;
use crate::base::sealed::{Entry as _, Private as _};
use crate::features::support;
use crate::records::copies::marks::{self, ShareOffer};
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, EntryList, ListQuery};
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::letters::given::away::{self, AwayItem};
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, id_or_new, invalid};
use crate::web::frame::{NavSection, PageFrame};

/// How many one page holds.
const A_LIST: i64 = 50;

#[derive(Template, WebTemplate)]
#[template(path = "sharing/bring.html")]
struct ToBringPage {
    frame: PageFrame,
    id: Id,
    writing: DraftForm,
    words: String,
    list: EntryList<ToBring>,
    /// Who sees what is written here.
    seen_by: Vec<String>,
    /// Who sees each of them,
    seen: BTreeMap<Id, Vec<String>>,
    /// and who sees the list, but may not see one that was taken off and came back.
    readers: Vec<ShareOffer>,
    /// Who could, and does not.
    not_shown: Vec<ShareOffer>,
    /// Who is away.
    away: Vec<AwayItem>,
    fault: Option<Fault>,
    /// Whether something was put there just before.
    brought: bool,
    /// Whether something came back just before.
    back: bool,
}

impl ToBringPage {
    /// Who sees the list, and not this.
    fn missing(&self, id: &Id) -> impl Iterator<Item = &ShareOffer> {
        let seen = self.seen.get(id).map(Vec::as_slice).unwrap_or_default();
        self.readers.iter().filter(|one| !seen.contains(&one.name))
    }

    fn wrong(&self) -> &'static str {
        self.fault.map_or("", Fault::words)
    }
}

/// What the address says happened just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    brought: String,
    back: String,
}

pub async fn list(
    cx: FormContext,
    Query(asked): Query<ListQuery>,
    Query(Asked { brought, back }): Query<Asked>,
) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let form = cx.form(&mut read, &[paths::BRING], Fields::default()).await?;
    let page = page(&cx, &mut read, &asked, form).await?;
    Ok(ToBringPage { brought: !brought.is_empty(), back: !back.is_empty(), ..page }.into_response())
}

pub async fn save(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    match fields.understood(cx.at()) {
        Ok(entry) => {
            let id = cx.keep(&fields.id, &entry).await?;
            support::after_saving(&cx, id, &entry.words(), paths::BRING).await
        }
        Err(fault) => {
            let form = cx.redisplay(paths::BRING, fields);
            let page = page(&cx, &mut *cx.app.db.read().await?, &ListQuery::default(), form).await?;
            invalid(ToBringPage { fault: Some(fault), ..page })
        }
    }
}

async fn page(
    cx: &FormContext,
    read: &mut SqliteConnection,
    asked: &ListQuery,
    form: FilledForm<Fields>,
) -> PageResult<ToBringPage> {
    let seen_by = marks::will_see(read, &cx.member, ToBring::NAME).await?;
    let names = marks::names(read, &cx.member).await?.into_iter().filter(|(_, name)| seen_by.contains(name));
    Ok(ToBringPage {
        frame: PageFrame::of(&cx.member, NavSection::You),
        id: id_or_new(&form.fields.id),
        writing: form.draft,
        words: form.fields.words,
        list: entries::list(read, &cx.member, asked, A_LIST, |one: &ToBring| one.at).await?,
        seen: marks::all(read, &cx.member).await?,
        readers: names.map(|(connection, name)| ShareOffer { connection, name }).collect(),
        seen_by,
        not_shown: marks::not_shown(read, &cx.member, ToBring::NAME).await?,
        away: away::all(read, &cx.member).await?,
        fault: None,
        brought: false,
        back: false,
    })
}
