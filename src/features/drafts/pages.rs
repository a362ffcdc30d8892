//! Finding again what was begun, putting it aside, and taking it up again.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::left::{self, LeftItem};
use super::paths;
use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::model::steps::Library;
use crate::records::drafts::form::{self, DraftQuery, OpenedDraft};
use crate::records::drafts::{Draft, DraftField, store};
use crate::records::registry::Registry;
use crate::records::removed::{can_come_back, long_ago};
use crate::records::{personal_library, reflections};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::{removed, with_aside, with_draft};

/// Something begun, as a list shows it; one that does not open has no `found`.
pub struct DraftItem<'a> {
    pub id: Id,
    pub found: Option<DraftContent<'a>>,
    kept: DateText,
}

pub struct DraftContent<'a> {
    /// Where its form is sent, which tells what it is; none where that is no form of ours.
    pub action: Option<String>,
    /// What it is: the step it is about, or what its form is called.
    pub name: &'a str,
    /// Where it can be written on.
    pub page: Option<String>,
    /// What is written in it.
    pub words: Vec<String>,
    sent: bool,
    fields: Vec<DraftField>,
}

impl DraftItem<'_> {
    /// Where it can be gone on with: on its own page, or among the others.
    pub fn address(&self) -> Option<String> {
        let found = self.found.as_ref()?;
        Some(found.page.as_ref().map_or_else(|| paths::LIST.to_owned(), |page| with_draft(page, self.id)))
    }
}

/// What happened just before: what was put aside, what that had been left was let go, and whether there was no room to
/// take something in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    removed: Option<Id>,
    left: Option<Id>,
    full: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "drafts/list.html")]
struct DraftsPage<'a> {
    frame: PageFrame,
    entries: Vec<DraftItem<'a>>,
    aside: Vec<DraftItem<'a>>,
    /// What others may have left, or they themselves.
    left: Vec<LeftItem<'a>>,
    left_aside: Vec<LeftItem<'a>>,
    asked: Asked,
}

/// Lists what was begun, and what was put aside.
pub async fn list(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let mut read = app.db.read().await?;
    let library = personal_library::library(&app, &mut read, &member).await?;
    let begun = form::open_drafts(&mut read, &member).await?;
    let aside = form::removed_drafts(&mut read, &member, long_ago(app.now())).await?;
    let registry = app.content::<Registry>()?;
    let page = DraftsPage {
        frame: PageFrame::of(&member, NavSection::Today),
        entries: entries(registry, &library, &mut read, &member, begun).await?,
        aside: entries(registry, &library, &mut read, &member, aside).await?,
        left: left::items(&app, &library, &mut read, &member, false).await?,
        left_aside: left::items(&app, &library, &mut read, &member, true).await?,
        asked,
    };
    Ok(page.into_response())
}

pub async fn entries<'a>(
    registry: &Registry,
    library: &'a Library,
    read: &mut SqliteConnection,
    member: &Member,
    begun: Vec<OpenedDraft>,
) -> PageResult<Vec<DraftItem<'a>>> {
    let mut entries = Vec::with_capacity(begun.len());
    for one in begun {
        let found = match one.draft {
            Some(draft) => found(registry, library, read, member, draft).await?,
            None => None,
        };
        entries.push(DraftItem {
            id: one.id,
            kept: member.calendar().moment_from(one.kept_at, member.zone(), member.day_of(one.kept_at), member.today()),
            found,
        });
    }
    Ok(entries)
}

/// How many letters of what is begun its list shows; its form has the rest.
const SHOWN: usize = 2_000;

/// What a form of taps says, in bytes, at the most; what is longer was none of ours.
const TAPS: usize = 4 * 1024;

fn beginnings(words: Vec<String>) -> Vec<String> {
    let mut left = SHOWN;
    let begin = |words: String| {
        let mut shown: String = words.chars().take(left).collect();
        left -= shown.chars().count();
        if shown.len() < words.len() {
            shown.push('…');
        }
        shown
    };
    words.into_iter().map(begin).filter(|shown| shown != "…").collect()
}

async fn found<'a>(
    registry: &Registry,
    library: &'a Library,
    read: &mut SqliteConnection,
    member: &Member,
    draft: Draft,
) -> PageResult<Option<DraftContent<'a>>> {
    let title = match draft.path.trim_start_matches('/').split('/').collect::<Vec<_>>().as_slice() {
        ["attempts", id, _] | ["reflections", id] => reflections::title(library, read, member, id).await?,
        _ => None,
    };
    let fields = draft.fields();
    let form = registry.form(&draft.path);
    let (name, page) = form.as_ref().map_or(("", None), |form| (form.name(), form.page()));
    Ok(fields.map(|fields| DraftContent {
        words: beginnings(draft.words()),
        action: form.map(|form| form.action()),
        name: title.unwrap_or(name),
        page,
        sent: draft.sent && draft.body.len() <= TAPS,
        fields,
    }))
}

/// The form that puts a draft aside or takes it up again. With a path it leads back to that form's page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    path: String,
}

impl Fields {
    fn page(&self, registry: &Registry) -> Option<String> {
        registry.form(&self.path)?.page()
    }
}

/// Puts a draft aside; it can be taken up again for 30 days. A page that starts afresh puts aside what it has kept since
/// as well.
pub async fn remove(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(query): Query<DraftQuery>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let mut gone = None;
    for id in [Some(id), query.draft()].into_iter().flatten() {
        if store::put_aside(&mut write, member.id(), id, Some(app.now())).await? {
            gone = Some(id);
        }
    }
    if gone.is_none() && store::draft(&mut write, member.id(), id).await?.is_none() {
        return Err(PageError::NotFound);
    }
    write.commit().await?;
    let gone = gone.map(|id| id.to_string()).unwrap_or_default();
    let to = match fields.page(app.content()?) {
        Some(page) => with_aside(&page, gone),
        None => removed(paths::LIST, gone),
    };
    Ok(Redirect::to(&to).into_response())
}

pub async fn restore(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    can_come_back(&app, &mut write, &member, id).await?;
    if !store::put_aside(&mut write, member.id(), id, None).await? {
        return Err(PageError::NotFound);
    }
    write.commit().await?;
    let to = fields.page(app.content()?).map_or_else(|| paths::LIST.to_owned(), |page| with_draft(&page, id));
    Ok(Redirect::to(&to).into_response())
}
