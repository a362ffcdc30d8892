//! Taking something away at once and for good: one thing, or all that was removed. Whatever else holds its words goes with
//! it, and nothing of it stays in the file.

use jiff::Timestamp;

use crate::base::ids::Id;
use crate::base::sealed::{Private as _, SealedRow};
use crate::base::words::DateText;
use crate::features::drafts::{left, pages as draft_pages};
use crate::members::sessions::guard::Member;
use crate::model::reflection::Reflection;
use crate::records::drafts::form;
use crate::records::received::Received;
use crate::records::registry::Registry;
use crate::records::{copies, drafts, entries, late_forms, personal_library, reflections};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};

use super::traces::Traces;
use super::{paths, store};

/// Something that may go, as its page says what it is. One that does not open has no words.
pub struct Removable {
    pub id: Id,
    pub name: String,
    pub day: Option<DateText>,
    pub words: Vec<String>,
    /// Where it is.
    pub place: String,
    /// Whether somebody gave it to them, who may have it too.
    pub given: bool,
}

impl Removable {
    /// What tells, in a form, whether it still says what its page showed.
    pub fn mark(&self, member: &Member) -> Id {
        let said: Vec<u8> = self.words.iter().flat_map(|words| [words.as_bytes(), &[0]].concat()).collect();
        Id::half_of(&member.keyring().lasting_mac("what is to go", &said))
    }
}

/// What has this id and is theirs.
///
/// # Errors
/// [`PageError::NotFound`] if there is nothing, or it is somebody else's.
pub async fn find(app: &App, member: &Member, id: Id) -> PageResult<Removable> {
    if let Some(kept) = kept(app, member, id).await? {
        return Ok(kept);
    }
    match look_back(app, member, id).await? {
        Some(told) => Ok(told),
        None => begun(app, member, id).await?.ok_or(PageError::NotFound),
    }
}

async fn kept(app: &App, member: &Member, id: Id) -> PageResult<Option<Removable>> {
    let Some(entry) = entries::untyped::store::of_any_kind(&mut *app.db.read().await?, member.id(), id).await? else {
        return Ok(None);
    };
    let kind = app.content::<Registry>()?.kind(&entry.kind).ok_or(PageError::NotFound)?;
    let place = if entry.removed { paths::LIST.to_owned() } else { (kind.address)(id) };
    Ok(Some(Removable {
        id,
        name: kind.one.to_owned(),
        day: Some(member.day_text(entry.row.day())),
        words: kind.words(entry, member.keyring()).unwrap_or_default(),
        place,
        given: kind.name == Received::NAME,
    }))
}

async fn look_back(app: &App, member: &Member, id: Id) -> PageResult<Option<Removable>> {
    let mut read = app.db.read().await?;
    let Some(pair) = reflections::store::pair(&mut read, member.id(), id).await? else { return Ok(None) };
    let Some(row) = pair.reflection else { return Ok(None) };
    let library = personal_library::library(app, &mut read, member).await?;
    let attempted = pair.attempt.open(member.keyring()).ok();
    let title = attempted.and_then(|attempted| library.heading(&attempted).map(ToOwned::to_owned));
    let place = if pair.removed { paths::LIST } else { crate::features::reflections::paths::LIST };
    Ok(Some(Removable {
        id,
        name: title.unwrap_or_default(),
        day: Some(member.day_text(row.day)),
        words: note(&row, member).into_iter().collect(),
        place: place.to_owned(),
        given: false,
    }))
}

/// What was written on a look back, if anything was.
fn note(row: &SealedRow<Reflection>, member: &Member) -> Option<String> {
    row.open(member.keyring()).ok().map(|told| told.note).filter(|note| !note.is_empty())
}

/// Something begun, or left without a session.
async fn begun(app: &App, member: &Member, id: Id) -> PageResult<Option<Removable>> {
    let (registry, mut read) = (app.content::<Registry>()?, app.db.read().await?);
    let library = personal_library::library(app, &mut read, member).await?;
    let drafts = drafts::store::draft(&mut read, member.id(), id).await?.filter(|row| !row.is_over());
    let drafts = drafts.map(|row| row.opened(member)).into_iter().collect();
    let mut found = draft_pages::entries(registry, &library, &mut read, member, drafts).await?;
    for removed in [false, true] {
        for one in left::items(app, &library, &mut read, member, removed).await? {
            found.extend(std::iter::once(one.latest).chain(one.earlier));
        }
    }
    Ok(found.into_iter().find(|one| one.id == id).map(|one| {
        let (name, words) = one.found.map(|found| (found.name.to_owned(), found.words)).unwrap_or_default();
        Removable { id, name, day: None, words, place: crate::features::drafts::paths::LIST.to_owned(), given: false }
    }))
}

/// What was removed goes however long ago that was, shown or not.
const EVER: Timestamp = Timestamp::MIN;

/// Takes one thing away, and what else holds its words.
pub async fn take_one(app: &App, member: &Member, leaving: Removable) -> PageResult<()> {
    let mut traces = Traces::default();
    traces.add(leaving.id, leaving.words);
    take(app, member, vec![leaving.id], &traces).await?;
    app.db.truncate_log().await;
    Ok(())
}

/// Takes all that was removed away, in parts.
pub async fn take_all(app: &App, member: &Member) -> PageResult<()> {
    let registry = app.content::<Registry>()?;
    loop {
        let (mut ids, mut traces, mut read) = (Vec::new(), Traces::default(), app.db.read().await?);
        for entry in entries::untyped::store::removed(&mut read, member.id(), EVER, 0).await?.rows {
            let (id, kind) = (entry.row.id, registry.kind(&entry.kind));
            traces.add(id, kind.and_then(|kind| kind.words(entry, member.keyring()).ok()).unwrap_or_default());
            ids.push(id);
        }
        for row in reflections::store::removed(&mut read, member.id(), EVER, 0).await?.rows {
            let Some(row) = row.reflection else { continue };
            traces.add(row.id, note(&row, member));
            ids.push(row.id);
        }
        ids.extend(form::removed_drafts(&mut read, member, EVER).await?.into_iter().map(|draft| draft.id));
        for page in late_forms::left_pages(app, &mut read, member, true).await? {
            ids.extend(page.forms().map(|form| form.id));
        }
        drop(read);
        if ids.is_empty() {
            app.db.truncate_log().await;
            return Ok(());
        }
        take(app, member, ids, &traces).await?;
    }
}

async fn take(app: &App, member: &Member, mut ids: Vec<Id>, traces: &Traces) -> PageResult<()> {
    ids.extend(holding(app, member, traces).await?);
    let mut write = app.db.write().await?;
    for id in ids {
        copies::gone(&mut write, member, id).await?;
        store::take_away(&mut write, member.id(), id, app.now()).await?;
    }
    copies::ladder::changed(app, &mut write, member).await?;
    write.commit().await?;
    Ok(())
}

/// What was begun or left, put aside or not, that holds what is to go.
async fn holding(app: &App, member: &Member, traces: &Traces) -> PageResult<Vec<Id>> {
    let mut read = app.db.read().await?;
    let mut drafts = form::open_drafts(&mut read, member).await?;
    drafts.extend(form::removed_drafts(&mut read, member, EVER).await?);
    let mut found: Vec<_> = drafts.into_iter().map(|one| (one.id, one.draft)).collect();
    for removed in [false, true] {
        for page in late_forms::left_pages(app, &mut read, member, removed).await? {
            found.extend(page.earlier.into_iter().chain([page.latest]).map(|form| (form.id, form.draft)));
        }
    }
    let holds = |(id, draft): (Id, Option<drafts::Draft>)| draft.filter(|draft| traces.are_in(draft)).map(|_| id);
    Ok(found.into_iter().filter_map(holds).collect())
}
