//! Small groups. Everybody in one keeps, sealed for themselves, what it says of itself and whom it is made of, with their keys:
//! whoever looks after it lets people in, and nobody writes to anybody else or believes them. What is written is a letter to
//! those who are there that day.

pub mod care_log;
pub mod facts;
pub mod invitations;
pub mod list;
pub mod notes;
pub mod posts;
pub mod store;

use std::collections::BTreeSet;

use sqlx::SqliteConnection;

pub use list::{GroupItem, items, may_lead};
pub use notes::{GroupNotes, Membership, seal_notes};

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::{MemberPair, PinnedKey, PublicKey, system_rng};
use crate::members::sessions::guard::Member;
use crate::model::group::{GroupFacts, GroupPerson};
use crate::records::connections::pair;
use crate::records::letters::LetterKind;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};

/// A group that somebody is in, with what they need to read and write there. Only [`open`] makes one.
#[derive(Debug)]
pub struct OpenGroup {
    place: Id,
    me: Id,
    asleep: bool,
    revision: i64,
    /// Whether they have not kept yet what is new of it.
    has_news: bool,
    pub notes: GroupNotes,
    /// Who has a place in it in the file, let in or not,
    present: BTreeSet<Id>,
    /// and who of them may look after a group at all.
    may_lead: BTreeSet<Id>,
    pair: MemberPair,
}

/// A group that somebody looks after. Only [`lead`] makes one.
#[derive(Debug)]
pub struct LedGroup(OpenGroup);

impl LedGroup {
    pub const fn group(&self) -> &OpenGroup {
        &self.0
    }
}

/// Opens a group, with what is new of it since.
///
/// # Errors
/// [`PageError::NotFound`] where there is none, or they are not in it.
pub async fn open(read: &mut SqliteConnection, member: &Member, place: Id) -> PageResult<OpenGroup> {
    let row = store::membership(read, member.id(), place).await?.filter(|row| !row.ended).ok_or(PageError::NotFound)?;
    let mut group = OpenGroup {
        place,
        me: member.id().0,
        asleep: row.asleep,
        revision: row.revision,
        has_news: false,
        notes: row.open(member)?,
        present: store::present(read, place).await?.into_iter().collect(),
        may_lead: store::may_lead(read, place).await?.into_iter().collect(),
        pair: pair::kept(read, member).await?.ok_or(PageError::Shut)?,
    };
    facts::take_in(read, member, &mut group).await?;
    Ok(group)
}

/// Opens a group for whoever was let in, while it is awake or to whoever may wake it.
///
/// # Errors
/// Those of [`open`], and [`PageError::NotFound`] for whoever waits.
pub async fn inside(read: &mut SqliteConnection, member: &Member, place: Id) -> PageResult<OpenGroup> {
    let group = open(read, member, place).await?;
    if group.is_in() && (!group.asleep || group.may_be_woken_by(member)) { Ok(group) } else { Err(PageError::NotFound) }
}

/// Opens a group and keeps what is new of it; whoever looks after it lets in who came with one of their invitations.
///
/// # Errors
/// Those of [`open`].
pub async fn visit(app: &App, write: &mut Write, member: &Member, place: Id) -> PageResult<OpenGroup> {
    let mut led = LedGroup(open(write, member, place).await?);
    if led.0.is_led_by(member) {
        facts::let_in(app, write, member, &mut led).await?;
    }
    if led.0.has_news {
        led.0.keep(write, member).await?;
    }
    Ok(led.0)
}

/// Visits a group that they look after.
///
/// # Errors
/// [`PageError::NotFound`] also where they do not look after it, or may not.
pub async fn lead(app: &App, write: &mut Write, member: &Member, place: Id) -> PageResult<LedGroup> {
    let group = visit(app, write, member, place).await?;
    if group.is_led_by(member) { Ok(LedGroup(group)) } else { Err(PageError::NotFound) }
}

impl OpenGroup {
    pub const fn place(&self) -> Id {
        self.place
    }

    pub const fn me(&self) -> Id {
        self.me
    }

    pub const fn is_asleep(&self) -> bool {
        self.asleep
    }

    pub const fn facts(&self) -> &GroupFacts {
        &self.notes.facts
    }

    /// Whether somebody who looks after it has let them in.
    pub fn is_in(&self) -> bool {
        self.facts().person(self.me).is_some()
    }

    pub fn is_facilitator(&self) -> bool {
        self.facts().is_facilitator(self.me)
    }

    /// Whether they look after it, and may: by their role here, with a second factor.
    pub fn is_led_by(&self, member: &Member) -> bool {
        self.is_facilitator() && may_lead(member)
    }

    /// Everybody who was let in and is still there, oneself among them.
    pub fn people(&self) -> impl Iterator<Item = &GroupPerson> {
        self.facts().people.iter().filter(|one| self.present.contains(&one.id))
    }

    /// Who looks after it, and can.
    pub fn leaders(&self) -> impl Iterator<Item = &GroupPerson> {
        self.people().filter(|one| self.facts().is_facilitator(one.id) && self.may_lead.contains(&one.id))
    }

    /// Whether they may open it again after a backup: whoever looks after it or, where nobody does, anybody in it.
    pub fn may_be_woken_by(&self, member: &Member) -> bool {
        self.asleep && self.is_in() && (self.is_led_by(member) || self.leaders().next().is_none())
    }

    /// Who reads what is written now.
    pub fn others(&self) -> impl Iterator<Item = &GroupPerson> {
        self.people().filter(|one| one.id != self.me)
    }

    /// What they are called.
    pub fn names_of_others(&self) -> Vec<String> {
        self.others().map(|one| one.called.clone()).collect()
    }

    pub fn other(&self, id: Id) -> PageResult<&GroupPerson> {
        self.others().find(|one| one.id == id).ok_or(PageError::NotFound)
    }

    /// Who has a place and waits to be let in.
    pub fn waiting(&self) -> impl Iterator<Item = Id> {
        self.present.iter().copied().filter(|id| self.facts().person(*id).is_none())
    }

    /// What stands for all who would read something now: another one once somebody came, went, or has another key.
    pub fn readers_mark(&self, member: &Member) -> String {
        let all: Vec<u8> = self.others().flat_map(|one| [one.id.as_bytes().as_slice(), &one.key].concat()).collect();
        let mac = member.keyring().mac("readers", &[self.place.as_bytes().as_slice(), &all].concat());
        data_encoding::HEXLOWER.encode(&mac)
    }

    /// Keeps what they keep of it.
    pub async fn keep(&mut self, write: &mut Write, member: &Member) -> PageResult<()> {
        (self.revision, self.has_news) = (self.revision.saturating_add(1), false);
        let sealed = seal_notes(member, self.place, self.revision, &self.notes)?;
        Ok(store::change_membership(write, member.id(), self.place, self.revision, &sealed).await?)
    }
}

/// The key of somebody who was let in.
fn known(member: &Member, of: &GroupPerson) -> PageResult<PinnedKey> {
    let owner = MemberId(of.id).owner();
    let pin = member.keyring().pin(&mut system_rng(), owner, &PublicKey::from_stored(of.key))?;
    Ok(member.keyring().pinned(owner, &pin)?)
}

/// Takes somebody's place away, with all that they could open there. `false` if they had none.
pub async fn forget(write: &mut Write, member: MemberId, place: Id) -> PageResult<bool> {
    invitations::store::forget_waiting_of(write, member, place).await?;
    posts::store::forget_keys(write, member, place).await?;
    let had = store::remove_membership(write, member, place).await?;
    store::remove_if_empty(write, place).await?;
    Ok(had)
}

/// Removes somebody, and leaves them word why. What they wrote stays with those who can read it.
pub async fn end(
    write: &mut Write,
    member: &Member,
    led: &mut LedGroup,
    who: &GroupPerson,
    why: &str,
) -> PageResult<()> {
    let group = &mut led.0;
    posts::store::forget_keys(write, MemberId(who.id), group.place).await?;
    store::end_membership(write, MemberId(who.id), group.place).await?;
    let post = posts::NewPost { kind: LetterKind::Farewell, about: None, says: &why };
    posts::write_to(write, member, group, &post, &[who]).await?;
    group.present.remove(&who.id);
    facts::publish(write, member, led, |_| ()).await
}

/// What somebody who was removed was told: by whom, and why. None where that does not open.
pub async fn farewell(
    read: &mut SqliteConnection,
    member: &Member,
    row: &Membership,
) -> PageResult<Option<(String, String)>> {
    let (Ok(notes), Some(pair)) = (row.open(member), pair::kept(read, member).await?) else { return Ok(None) };
    for letter in posts::store::written_to(read, member.id(), row.place, LetterKind::Farewell).await? {
        let by = notes.facts.facilitators().find(|one| one.id == letter.author);
        let Some(by) = by else { continue };
        if let Some(why) = posts::read_from::<String>(member, &pair, &known(member, by)?, &letter) {
            return Ok(Some((by.called.clone(), why)));
        }
    }
    Ok(None)
}
