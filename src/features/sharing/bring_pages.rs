//! Writing down what to bring, and striking what was brought.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::bring::{Fault, Fields, ToBring};
use super::paths;
use crate::base::ids::Id;
use crate::base::sealed::{Entry as _, Private as _};
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::records::copies::marks::{self, ShareOffer};
use crate::records::copies::seen::SeenThings;
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, EntryItem, EntryList, ListQuery};
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::letters::given::away::{self, AwayItem};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, Query, id_or_new, invalid};
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
    seen: SeenThings,
    /// and who sees the list, but may not see one that was taken off and came back.
    readers: Vec<ShareOffer>,
    /// Who could, and does not.
    not_shown: Vec<ShareOffer>,
    /// Who is away.
    away: Vec<AwayItem>,
    fault: Option<Fault>,
    done: Asked,
}

impl ToBringPage {
    /// What is on the list, or was talked about. What cannot be read stays on it.
    fn items(&self, talked_about: bool) -> impl Iterator<Item = &EntryItem<ToBring>> {
        self.list
            .items
            .iter()
            .filter(move |item| item.entry.as_ref().is_some_and(|one| one.talked_about) == talked_about)
    }

    /// Who sees the list, and not this.
    fn missing(&self, id: &Id) -> impl Iterator<Item = &ShareOffer> {
        self.readers.iter().filter(|one| !self.seen.is_seen_by(id, &one.name))
    }

    fn wrong(&self) -> &'static str {
        self.fault.map_or("", Fault::words)
    }
}

/// What the address says happened just before: something was put there, came back, or was talked about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    brought: String,
    back: String,
    talked: String,
}

pub async fn list(cx: FormContext, Query(asked): Query<ListQuery>, Query(done): Query<Asked>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let form = cx.form(&mut read, &[paths::BRING], Fields::default()).await?;
    let page = page(&cx, &mut read, &asked, form).await?;
    Ok(ToBringPage { done, ..page }.into_response())
}

/// What is sent with it: nothing, or that it is on the list again.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Talk {
    back: String,
}

/// Says that something was talked about, or puts it on the list again.
pub async fn talked_about(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(talk): Form<Talk>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let (row, earlier) = entries::one::<ToBring>(&mut write, &member, id).await?;
    let changed = ToBring { talked_about: talk.back.is_empty(), ..earlier };
    entries::change(&mut write, &member, id, row.revision, &changed).await?;
    write.commit().await?;
    let next = if changed.talked_about { paths::TALKED.to_owned() } else { paths::back(id) };
    Ok(Redirect::to(&next).into_response())
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
        done: Asked::default(),
    })
}
