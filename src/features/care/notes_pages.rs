//! Writing a working note, and reading them again.

use std::collections::BTreeMap;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::working_notes::WorkingNote;
use super::{SupporterForm, parted, paths};
use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::base::words::typed;
use crate::members::roles::guard::{Admission, admission};
use crate::members::sessions::guard::Member;
use crate::records::connections::{Connection, store};
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, EntryList, ListQuery, removal};
use crate::records::form_context::{FilledForm, FormContext};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, id_or_new, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::{removed, saved};
use crate::web::route::Who;

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub id: String,
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Empty,
    Long,
}

impl Fault {
    const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Write a few words, or leave it.",
            Self::Long => "This is long. 10,000 letters is the most.",
        }
    }
}

/// A note in the list.
struct NoteItem {
    id: Id,
    day: DateText,
    words: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "care/notes.html")]
struct NotesPage {
    frame: PageFrame,
    id: Id,
    called: String,
    form: Id,
    writing: DraftForm,
    words: String,
    fault: Option<Fault>,
    notes: Vec<NoteItem>,
    asked: Asked,
}

impl NotesPage {
    fn wrong(&self) -> &'static str {
        self.fault.map_or("", Fault::words)
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "care/all_notes.html")]
struct AllNotesPage {
    frame: PageFrame,
    notes: EntryList<WorkingNote>,
    /// What those are called whom one still accompanies, by the connection.
    people: BTreeMap<Id, String>,
    /// What the others were called, where a note says so.
    parted: BTreeMap<Id, String>,
    /// Whether they are a supporter now.
    supports: bool,
    asked: Asked,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    removed: Option<Id>,
    saved: String,
}

/// How many notes one page holds.
const A_LIST: i64 = 50;

/// Every note, also on those one has parted from. It stays open to whoever is no supporter any more, with a way to part.
pub async fn all(
    State(app): State<App>,
    member: Member,
    Query(asked): Query<Asked>,
    Query(place): Query<ListQuery>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let connections = store::all_of_supporter(&mut read, member.id()).await?;
    let people: BTreeMap<_, _> = connections.iter().map(|one| (one.id, one.called(member.keyring()))).collect();
    let notes = entries::list(&mut read, &member, &place, A_LIST, |note: &WorkingNote| note.at).await?;
    // The latest name of each counts, and the latest note comes first.
    let named = notes.items.iter().rev().filter_map(|item| item.entry.as_ref());
    let named = named.filter(|note| !people.contains_key(&note.about) && !note.called.is_empty());
    let page = AllNotesPage {
        frame: PageFrame::of(&member, NavSection::You),
        parted: named.map(|note| (note.about, note.called.clone())).collect(),
        supports: admission(&member, Who::Supporter) == Admission::Granted,
        notes,
        people,
        asked,
    };
    Ok(page.into_response())
}

/// On whose page a note is removed or brought back; on the page of all of them, where it says nobody.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NotePlace {
    on: Option<Id>,
}

impl NotePlace {
    fn page(&self) -> String {
        self.on.map_or_else(|| paths::ALL_NOTES.to_owned(), paths::notes)
    }
}

/// Removes a note, and comes back to the page it was removed on.
pub async fn remove(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(place): Query<NotePlace>,
) -> PageResult {
    removal::mark::<WorkingNote>(&app, &member, id, Some(app.now()), &removed(&place.page(), id)).await
}

pub async fn restore(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(place): Query<NotePlace>,
) -> PageResult {
    removal::mark::<WorkingNote>(&app, &member, id, None, &place.page()).await
}

pub async fn list(SupporterForm(cx): SupporterForm, Path(id): Path<Id>, Query(asked): Query<Asked>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let form = cx.form(&mut read, &[&paths::notes(id)], Fields::default()).await?;
    let page = page(&cx, &mut read, id, form).await.map(|page| NotesPage { asked, ..page });
    drop(read);
    parted::page_or_words(&cx, &paths::notes(id), page).await
}

pub async fn save(SupporterForm(cx): SupporterForm, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let called = own(&mut *cx.app.db.read().await?, &cx.member, id).await?.called(cx.member.keyring());
    let fault = match typed::words(&fields.words) {
        Err(_) => Fault::Long,
        Ok(words) if words.is_empty() => Fault::Empty,
        Ok(words) => {
            cx.keep(&fields.id, &WorkingNote { about: id, words, called, at: cx.at() }).await?;
            return Ok(Redirect::to(&saved(&paths::notes(id), "kept")).into_response());
        }
    };
    let form = cx.redisplay(&paths::notes(id), fields);
    let page = page(&cx, &mut *cx.app.db.read().await?, id, form).await?;
    invalid(NotesPage { fault: Some(fault), ..page })
}

async fn own(read: &mut SqliteConnection, supporter: &Member, id: Id) -> PageResult<Connection> {
    store::of_supporter(read, supporter.id(), id).await?.ok_or(PageError::NotFound)
}

async fn page(
    cx: &FormContext,
    read: &mut SqliteConnection,
    id: Id,
    FilledForm { fields, draft }: FilledForm<Fields>,
) -> PageResult<NotesPage> {
    let connection = own(read, &cx.member, id).await?;
    Ok(NotesPage {
        frame: PageFrame::of(&cx.member, NavSection::You),
        id,
        called: connection.called(cx.member.keyring()),
        form: id_or_new(&fields.id),
        writing: draft,
        words: fields.words,
        fault: None,
        notes: notes(read, &cx.member, id).await?,
        asked: Asked::default(),
    })
}

/// The notes on one person, the latest first.
async fn notes(read: &mut SqliteConnection, supporter: &Member, about: Id) -> PageResult<Vec<NoteItem>> {
    let rows = entries::opened::<WorkingNote>(supporter, entries::store::all(read, supporter.id()).await?);
    let mut kept: Vec<_> = rows.into_iter().filter_map(|(row, note)| Some((row, note?))).collect();
    kept.retain(|(_, note)| note.about == about);
    kept.sort_by_key(|(_, note)| std::cmp::Reverse(note.at));
    Ok(kept
        .into_iter()
        .map(|(row, note)| NoteItem { id: row.id, day: supporter.day_text(row.day), words: note.words })
        .collect())
}
