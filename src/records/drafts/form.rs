//! Words begun: kept while they are written, shown again on their form, over once it is sent.

use axum::http::Uri;
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

use super::store::DraftRow;
use super::{Draft, MOST, PRESSED, store};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::{NO_DAY, seal};
use crate::base::vault::{Instance, SessionId};
use crate::members::sessions::guard::Member;
use crate::records::registry::Registry;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::new_id;
use crate::web::frame::PageFrame;
use crate::web::paths;

/// What a form's address says of its draft. Text, so that one part that cannot be read does not hide the others.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DraftQuery {
    /// The draft of this page as it was given out; each page has its own.
    draft: String,
    /// The draft whose words it shows,
    from: String,
    /// in which revision.
    seen: String,
    /// The how-manieth save of the page this is.
    turn: String,
    /// `later`, or `now` from the script: to be kept, not sent.
    keep: String,
    /// What was put aside just before.
    aside: String,
    /// What its page says of the session it was made for.
    page: String,
}

/// A draft as its owner finds it; one that does not open has no form.
pub struct OpenedDraft {
    /// Its id.
    pub id: Id,
    /// Counts its saves.
    pub revision: i64,
    /// When it was kept.
    pub kept_at: Timestamp,
    /// The form.
    pub draft: Option<Draft>,
}

/// What a form needs to keep its words; `components/writing.html` puts it in place.
#[derive(Clone, Debug)]
pub struct DraftForm {
    pub(crate) path: String,
    pub(crate) id: Id,
    pub(crate) from: Option<(Id, i64)>,
    /// Whose words it shows, as of which save of its page.
    pub(crate) shows: Option<(Id, u32)>,
    pub(crate) others: bool,
    pub(crate) aside: Option<Id>,
}

/// What became of a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftSave {
    /// It is kept.
    Kept,
    /// Nothing is written in it, so nothing is kept.
    Nothing,
    /// The draft is over, or holds later words.
    Superseded,
}

impl DraftQuery {
    /// What an address says.
    pub fn of(uri: &Uri) -> Self {
        axum::extract::Query::try_from_uri(uri).map(|axum::extract::Query(query)| query).unwrap_or_default()
    }

    /// One that names a draft and nothing else.
    pub fn only(draft: Id) -> Self {
        Self { draft: draft.to_string(), ..Self::default() }
    }

    /// The page's draft.
    pub fn draft(&self) -> Option<Id> {
        self.draft.parse().ok()
    }

    /// Whether the form is to be kept rather than sent.
    pub const fn wants_keeping(&self) -> bool {
        !self.keep.is_empty()
    }

    /// Whether the script keeps it, rather than a button.
    pub fn is_autosave(&self) -> bool {
        self.keep == "now"
    }

    /// The session its page was made for, if it says so.
    pub fn session(&self, instance: &Instance) -> Option<SessionId> {
        instance.session_of(&self.page)
    }

    /// The how-manieth save of its page this is. What somebody pressed a button for comes after all of the script's.
    pub fn save_number(&self) -> u32 {
        self.turn.parse().unwrap_or(PRESSED)
    }

    /// The same page again, because its form could not be taken as it was.
    pub fn redisplay(&self, path: &str) -> DraftForm {
        let id = self.draft().unwrap_or_else(new_id);
        DraftForm { path: path.to_owned(), id, from: self.shown(), shows: None, others: false, aside: None }
    }

    /// The form is sent, so its draft is over; what another tab wrote meanwhile is not.
    pub async fn finish(&self, write: &mut Write, member: &Member, now: Timestamp) -> PageResult<()> {
        if let Some(id) = self.draft() {
            store::finish(write, member.id(), id, now).await?;
        }
        self.replaced(write, member, now).await
    }

    /// What it shows goes on elsewhere.
    async fn replaced(&self, write: &mut Write, member: &Member, now: Timestamp) -> PageResult<()> {
        if let Some((id, revision)) = self.shown() {
            store::finish_seen(write, member.id(), id, revision, now).await?;
        }
        Ok(())
    }

    fn shown(&self) -> Option<(Id, i64)> {
        Some((self.from.parse().ok()?, self.seen.parse().ok()?))
    }
}

impl DraftForm {
    /// Whether it shows words that were begun before.
    pub const fn goes_on(&self) -> bool {
        self.from.is_some()
    }

    /// The same where none of those words are shown, and so none are replaced.
    pub fn afresh(self) -> Self {
        Self { from: None, shows: None, ..self }
    }

    /// Where the form is sent from this page.
    pub fn action(&self, frame: &PageFrame) -> String {
        let from = self.from.map(|(id, revision)| format!("&from={id}&seen={revision}")).unwrap_or_default();
        frame.with_page_token(paths::with_draft(&self.path, self.id) + &from)
    }

    /// Where it is sent to be kept for later.
    pub fn later(&self, frame: &PageFrame) -> String {
        format!("{}&keep=later", self.action(frame))
    }
}

/// Everything somebody has begun, the latest first.
pub async fn open_drafts(read: &mut SqliteConnection, member: &Member) -> PageResult<Vec<OpenedDraft>> {
    opened(store::list(read, member.id(), None).await?, member).await
}

/// What somebody has put aside since `long_ago`, the latest first.
pub async fn removed_drafts(
    read: &mut SqliteConnection,
    member: &Member,
    long_ago: Timestamp,
) -> PageResult<Vec<OpenedDraft>> {
    opened(store::list(read, member.id(), Some(long_ago)).await?, member).await
}

/// More of them, in bytes, than pages should be kept waiting for.
const LONG: usize = 256 * 1024;

/// Opens them, on a thread of its own where that takes longer than a page should.
async fn opened(rows: Vec<DraftRow>, member: &Member) -> PageResult<Vec<OpenedDraft>> {
    let open = |rows: Vec<DraftRow>, member: &Member| rows.into_iter().map(|row| row.opened(member)).collect();
    if rows.iter().map(DraftRow::size).sum::<usize>() <= LONG {
        return Ok(open(rows, member));
    }
    let member = member.clone();
    tokio::task::spawn_blocking(move || open(rows, &member)).await.map_err(|error| PageError::Broken(error.into()))
}

/// What was begun for a form that is sent to the first of `paths`, or one of the others: the draft that is query, or the
/// latest.
pub fn resume<F: DeserializeOwned>(
    begun: &[OpenedDraft],
    paths: &[&str],
    query: &DraftQuery,
) -> (DraftForm, Option<F>) {
    let is_here = |one: &&OpenedDraft| one.draft.as_ref().is_some_and(|draft| paths.contains(&draft.path.as_str()));
    let mut here = begun.iter().filter(is_here);
    let chosen = here.clone().find(|one| Some(one.id) == query.draft()).or_else(|| here.clone().next());
    let fields = chosen.and_then(|one| one.draft.as_ref()?.read());
    let chosen = chosen.filter(|_| fields.is_some());
    let writing = DraftForm {
        path: paths.first().copied().unwrap_or_default().to_owned(),
        id: new_id(),
        from: chosen.map(|one| (one.id, one.revision)),
        shows: chosen.and_then(|one| Some((one.id, one.draft.as_ref()?.turn))),
        others: here.nth(1).is_some(),
        aside: query.aside.parse().ok(),
    };
    (writing, fields)
}

/// Keeps a form for later, and gives the id it has. What somebody pressed a button for is kept even where the page's own draft
/// is over.
pub async fn keep(app: &App, member: &Member, query: &DraftQuery, draft: Draft) -> PageResult<(DraftSave, Id)> {
    let draft = Draft { turn: query.save_number(), ..draft };
    let registry = app.content::<Registry>()?;
    let mut id = query.draft().unwrap_or_else(new_id);
    let mut write = app.db.write().await?;
    let mut saved =
        save(registry, &mut write, member, &DraftQuery { draft: id.to_string(), ..query.clone() }, &draft, app.now())
            .await?;
    if saved == DraftSave::Superseded && !query.is_autosave() {
        id = new_id();
        saved = save(registry, &mut write, member, &DraftQuery::only(id), &draft, app.now()).await?;
    }
    write.commit().await?;
    Ok((saved, id))
}

/// Stores a draft under the id that is named, in place of its earlier words and of those it was begun from.
async fn save(
    registry: &Registry,
    write: &mut Write,
    member: &Member,
    query: &DraftQuery,
    draft: &Draft,
    at: Timestamp,
) -> PageResult<DraftSave> {
    let (owner, Some(id)) = (member.id(), query.draft()) else { return Ok(DraftSave::Superseded) };
    let earlier = store::draft(write, owner, id).await?;
    if earlier.as_ref().is_some_and(|row| row.is_over() || row.turn(member) > draft.turn) {
        return Ok(DraftSave::Superseded);
    }
    if draft.is_blank(registry) {
        store::put_aside(write, owner, id, Some(at)).await?;
        return Ok(DraftSave::Nothing);
    }
    let revision = earlier.as_ref().map_or(1, |row| row.revision() + 1);
    let sealed = seal(member.keyring(), id, NO_DAY, revision, draft)?;
    if !store::put(write, owner, id, revision, &sealed, at).await? {
        return Ok(DraftSave::Superseded);
    }
    if earlier.is_none() {
        query.replaced(write, member, at).await?;
    }
    store::keep_newest(write, owner, MOST, at).await?;
    Ok(DraftSave::Kept)
}
