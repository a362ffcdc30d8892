//! The list of it. Bringing something back is up to the room it came from.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use super::paths;
use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::features::drafts::pages as draft_pages;
use crate::features::drafts::pages::DraftItem;
use crate::members::sessions::guard::Member;
use crate::model::reflection::{Attempt, Reflection};
use crate::model::scheduler::Felt;
use crate::model::steps::Library;
use crate::records::drafts::form;
use crate::records::entries::untyped::{UntypedEntry, store};
use crate::records::kind::EntryKind;
use crate::records::portion::FirstRows;
use crate::records::reflections::store::AttemptPair;
use crate::records::registry::Registry;
use crate::records::{personal_library, reflections, removed};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Query;
use crate::web::frame::{NavSection, PageFrame};

/// An entry of any kind; one that does not open has no words.
struct RemovedEntry {
    id: Id,
    kind: EntryKind,
    day: DateText,
    words: Option<Vec<String>>,
}

/// A look back; one that does not open has no `told`.
struct RemovedReflection<'a> {
    id: Id,
    day: DateText,
    title: Option<&'a str>,
    told: Option<(Attempt, Reflection)>,
}

impl RemovedReflection<'_> {
    fn guess(&self) -> Option<Felt> {
        let (attempted, reflected) = self.told.as_ref()?;
        attempted.guess(reflected)
    }
}

/// How many of each to leave out, and whether something just went for good.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    look_backs: i64,
    entries: i64,
    gone: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "removed/list.html")]
struct RemovedPage<'a> {
    frame: PageFrame,
    look_backs: Vec<RemovedReflection<'a>>,
    entries: Vec<RemovedEntry>,
    begun: Vec<DraftItem<'a>>,
    /// Where those are that were removed before them.
    more_look_backs: Option<String>,
    more_entries: Option<String>,
    /// Whether it starts with the latest.
    latest: bool,
    gone: bool,
}

/// Lists what can be brought back, of every kind.
pub async fn list(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let Asked { look_backs: from_look_back, entries: from_entry, gone } = asked;
    let registry = app.content::<Registry>()?;
    let mut read = app.db.read().await?;
    let library = personal_library::library(&app, &mut read, &member).await?;
    let long_ago = removed::long_ago(app.now());
    let begun = form::removed_drafts(&mut read, &member, long_ago).await?;
    let kept = store::removed(&mut read, member.id(), long_ago, from_entry).await?;
    let look_backs = reflections::store::removed(&mut read, member.id(), long_ago, from_look_back).await?;
    let page = RemovedPage {
        frame: PageFrame::of(&member, NavSection::Notebook),
        more_look_backs: further(&look_backs, from_look_back).map(|from| paths::further_back(from, from_entry)),
        more_entries: further(&kept, from_entry).map(|from| paths::further_back(from_look_back, from)),
        gone: !gone.is_empty(),
        latest: from_look_back == 0 && from_entry == 0,
        look_backs: look_backs.rows.into_iter().filter_map(|pair| look_back(&library, &member, pair)).collect(),
        entries: kept.rows.into_iter().filter_map(|entry| removed_entry(registry, &member, entry)).collect(),
        begun: draft_pages::entries(registry, &library, &mut read, &member, begun).await?,
    };
    Ok(page.into_response())
}

/// From which on the list goes on after these, if it does.
fn further<T>(shown: &FirstRows<T>, from: i64) -> Option<i64> {
    shown.more.then(|| from.saturating_add(i64::try_from(shown.rows.len()).unwrap_or(i64::MAX)))
}

fn removed_entry(registry: &Registry, member: &Member, entry: UntypedEntry) -> Option<RemovedEntry> {
    let (id, kind, day) = (entry.row.id, registry.kind(&entry.kind)?, member.day_text(entry.row.day()));
    Some(RemovedEntry { id, kind, day, words: kind.words(entry, member.keyring()).ok() })
}

fn look_back<'a>(library: &'a Library, member: &Member, pair: AttemptPair) -> Option<RemovedReflection<'a>> {
    let row = pair.reflection?;
    let told = pair.attempt.open(member.keyring()).ok().zip(row.open(member.keyring()).ok());
    let title = told.as_ref().and_then(|(attempted, _)| library.heading(attempted));
    Some(RemovedReflection { id: row.id, day: member.day_text(row.day), title, told })
}
