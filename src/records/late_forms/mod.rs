//! What arrives for somebody without their session: after it has ended, from a page of theirs that was left open, or along
//! with a sign-in. No key is at hand then, so it is sealed to its owner's public key. Somebody else at the same screen may
//! have written it. So it is only ever added, stands apart from what its owner writes, and becomes a draft of theirs when
//! they say so.

pub mod left_page;
pub mod room;
pub mod store;

use jiff::Timestamp;
use secrecy::ExposeSecret as _;
use sqlx::SqliteConnection;

use self::left_page::{LeftPage, by_page};
use self::store::LateFormRow;
use super::drafts::{self, Draft};
use super::registry::Registry;
use super::removed::long_ago;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::{NO_DAY, seal};
use crate::base::vault::{MemberPair, PublicKey, Purpose, SessionId, system_rng};
use crate::members::resets;
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::new_id;

/// How a form came without its owner's session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// From a page of theirs, by whoever had it before them.
    Page,
    /// With the cookie of a session that had ended.
    Session,
    /// Along with the sign-in page, from somebody who was nobody yet.
    SignIn,
}

/// Somebody a form can be left for.
#[derive(Clone, Copy, Debug)]
pub struct Addressee {
    pub owner: MemberId,
    /// Their public key.
    pub key: PublicKey,
}

/// How a form came, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    pub came: Came,
    pub session: Option<SessionId>,
    /// The draft that its page was given out with.
    pub page: Option<Id>,
    /// Whether the script sent it, rather than a button.
    pub by_script: bool,
}

/// What became of a form that was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LateSave {
    Kept,
    /// Nothing is written in it.
    Nothing,
    /// Nothing gives way to it; its sender may try again in so many seconds.
    NoRoom {
        wait: u64,
    },
}

/// A form that was left, as its owner finds it; one that does not open has no draft.
pub struct OpenedLateForm {
    pub id: Id,
    pub kept_at: Timestamp,
    pub came: Came,
    pub session: Option<Vec<u8>>,
    pub page: Option<Id>,
    pub draft: Option<Draft>,
}

/// What became of taking one in.
#[derive(Debug, PartialEq, Eq)]
pub enum TakenIn {
    /// It is a draft now, under this id; with the page where it can be written on.
    As(Id, Option<String>),
    /// There are as many drafts as there can be, and none gives way.
    NoRoom,
}

impl Came {
    const fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Session => "session",
            Self::SignIn => "sign-in",
        }
    }

    fn from_word(word: &str) -> Self {
        [Self::Session, Self::SignIn].into_iter().find(|came| came.word() == word).unwrap_or(Self::Page)
    }
}

impl OpenedLateForm {
    /// Whether `next` goes on where the script saved this.
    fn leads_to(&self, next: &Self) -> bool {
        let (Some(draft), Some(next_draft)) = (&self.draft, &next.draft) else { return false };
        let same = (self.came, &self.session, self.page) == (next.came, &next.session, next.page);
        same && self.page.is_some() && draft.path == next_draft.path && draft.turn != drafts::PRESSED
    }
}

/// Seals a form to its owner's public key and adds it to what waits for them.
pub async fn leave(app: &App, to: Addressee, origin: &Origin, draft: &Draft) -> PageResult<LateSave> {
    if draft.is_blank(app.content::<Registry>()?) {
        return Ok(LateSave::Nothing);
    }
    let id = new_id();
    let plain = serde_json::to_vec(draft).map_err(|error| PageError::Broken(error.into()))?;
    let row = LateFormRow {
        id,
        kept_at: app.now().as_second(),
        came: origin.came.word().to_owned(),
        session: origin.session.map(|session| session.as_bytes().to_vec()),
        page: origin.page,
        body: to.key.seal(&mut system_rng(), &purpose(app, to.owner, id), b"", &plain)?,
    };
    let mut write = app.db.write().await?;
    let waiting = store::waiting(&mut write, to.owner, &row.came, row.session.as_deref(), row.page).await?;
    let size = i64::try_from(row.body.len()).unwrap_or(i64::MAX);
    if let Err(wait) = waiting.admits(size, origin.by_script, row.kept_at) {
        return Ok(LateSave::NoRoom { wait });
    }
    store::add(&mut write, to.owner, &row).await?;
    write.commit().await?;
    Ok(LateSave::Kept)
}

/// What was left for a member and waits for them, or was let go by them, the latest first.
pub async fn left_pages(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    removed: bool,
) -> PageResult<Vec<LeftPage>> {
    let rows = store::list(read, member.id(), removed.then(|| long_ago(app.now()))).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let secrets = resets::store::secret_keys(read, member.id()).await?;
    let (app, member) = (app.clone(), member.clone());
    let opening = tokio::task::spawn_blocking(move || by_page(opened(&app, &member, rows, &secrets)));
    opening.await.map_err(|error| PageError::Broken(error.into()))
}

fn opened(app: &App, member: &Member, rows: Vec<LateFormRow>, secrets: &[Vec<u8>]) -> Vec<OpenedLateForm> {
    let pairs: Vec<MemberPair> = secrets.iter().filter_map(|secret| member.keyring().open_pair(secret).ok()).collect();
    let one = |row: LateFormRow| OpenedLateForm {
        draft: open(app, member.id(), &pairs, row.id, &row.body),
        id: row.id,
        kept_at: Timestamp::from_second(row.kept_at).unwrap_or_default(),
        came: Came::from_word(&row.came),
        session: row.session,
        page: row.page,
    };
    rows.into_iter().map(one).collect()
}

/// What is to be taken in, looked through before the write begins, so that nobody waits for that.
struct TakingIn {
    draft: Draft,
    /// Where it can be written on.
    to: Option<String>,
    /// What the script had saved on the way to it.
    earlier: Vec<Id>,
    /// The draft of the same page all of whose words are in it, as where a session ended in the middle of a sentence; in this
    /// revision.
    gives_way: Option<(Id, i64)>,
}

impl TakingIn {
    /// None if there is no such form.
    async fn of(app: &App, member: &Member, id: Id) -> PageResult<Option<Self>> {
        let mut read = app.db.read().await?;
        let pages = left_pages(app, &mut read, member, false).await?;
        let page = pages.iter().find_map(|page| Some((page, page.forms().find(|form| form.id == id)?)));
        let Some((page, form)) = page else { return Ok(None) };
        let draft = form.draft.clone().ok_or(PageError::Shut)?;
        let same_page = match form.page {
            Some(page) => drafts::store::draft(&mut read, member.id(), page).await?.map(|row| row.opened(member)),
            None => None,
        };
        let goes_on = same_page.filter(|one| one.draft.as_ref().is_some_and(|begun| begun.goes_on_in(&draft)));
        let to = draft.page(app.content()?);
        Ok(Some(Self {
            // What has a page is looked over there before it counts as sent.
            draft: Draft { sent: draft.sent && to.is_none(), turn: 0, ..draft },
            to,
            earlier: page.forms().take_while(|form| form.id != id).map(|form| form.id).collect(),
            gives_way: goes_on.map(|one| (one.id, one.revision)),
        }))
    }
}

/// Makes a draft of one that was left, because its owner says so, and lets go of what the script had saved on the way to it.
/// None if there is no such form.
pub async fn take_in(app: &App, member: &Member, id: Id) -> PageResult<Option<TakenIn>> {
    let (owner, now) = (member.id(), app.now());
    let Some(taking) = TakingIn::of(app, member, id).await? else { return taken_before(app, member, id).await };
    let mut write = app.db.write().await?;
    if !store::remove(&mut write, owner, id).await? {
        drop(write);
        return taken_before(app, member, id).await;
    }
    let as_id = if drafts::store::draft(&mut write, owner, id).await?.is_some() { new_id() } else { id };
    let sealed = seal(member.keyring(), as_id, NO_DAY, 1, &taking.draft)?;
    if !drafts::MOST.has_room_for(sealed.body().len(), drafts::store::taken(&mut write, owner).await?) {
        return Ok(Some(TakenIn::NoRoom));
    }
    if !drafts::store::put(&mut write, owner, as_id, 1, &sealed, now).await? {
        return Err(PageError::Shut);
    }
    if let Some((begun, revision)) = taking.gives_way
        && drafts::store::draft(&mut write, owner, begun).await?.is_some_and(|row| row.revision() == revision)
    {
        drafts::store::put_aside(&mut write, owner, begun, Some(now)).await?;
    }
    for earlier in taking.earlier {
        store::set_removed(&mut write, owner, earlier, Some(now)).await?;
    }
    write.commit().await?;
    Ok(Some(TakenIn::As(as_id, taking.to)))
}

/// The draft that it has become already, as where the button was pressed twice.
async fn taken_before(app: &App, member: &Member, id: Id) -> PageResult<Option<TakenIn>> {
    let row = drafts::store::draft(&mut *app.db.read().await?, member.id(), id).await?;
    let draft = row.and_then(|row| row.opened(member).draft);
    let registry = app.content()?;
    Ok(draft.map(|draft| TakenIn::As(id, draft.page(registry))))
}

/// Lets go what was left on the page that this form came from, or brings it back. `false` if there is none to.
pub async fn set_removed(app: &App, member: &Member, id: Id, removed: bool) -> PageResult<bool> {
    let pages = left_pages(app, &mut *app.db.read().await?, member, !removed).await?;
    let Some(page) = pages.iter().find(|page| page.forms().any(|form| form.id == id)) else { return Ok(false) };
    let mut write = app.db.write().await?;
    for form in page.forms() {
        store::set_removed(&mut write, member.id(), form.id, removed.then(|| app.now())).await?;
    }
    write.commit().await?;
    Ok(true)
}

/// A pair opens what was sealed while it was theirs.
fn open(app: &App, owner: MemberId, pairs: &[MemberPair], id: Id, sealed: &[u8]) -> Option<Draft> {
    let plain = pairs.iter().find_map(|pair| pair.open(&purpose(app, owner, id), b"", sealed).ok())?;
    serde_json::from_slice(plain.expose_secret()).ok()
}

fn purpose(app: &App, owner: MemberId, id: Id) -> Purpose {
    Purpose::draft(app.instance.id(), owner.owner(), id.as_bytes())
}
