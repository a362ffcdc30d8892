//! Who is connected with whom. Each side pins the other's public key; without both pins nothing is sealed to anybody.

pub mod links;
pub mod pair;
pub mod store;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::base::bounded::Bounded;
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::{Entry, Private};
use crate::base::vault::{Keyring, PinnedKey, PublicKey, SealContext, Sealed, VaultError, system_rng};
use crate::base::words::form_words;
use crate::base::words::typed::{all_fit, fits};
use crate::members::sessions::guard::Member;
use crate::model::given::GivenAway;
use crate::web::error::{PageError, PageResult};

/// The longest name somebody introduces themselves by, in characters,
pub const NAME_MOST: usize = 80;
/// and the longest line on when they look and answer.
pub const LINE_MOST: usize = 200;

form_words! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ConnectionState {
        Joined = "joined",
        /// One of them has begun anew: nothing opens until both have taken the other's new key.
        Asleep = "asleep",
    }
}

form_words! {
    /// What sort of company a supporter offers.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum SupporterKind {
        #[default]
        Therapist = "therapist",
        Facilitator = "facilitator",
        Friend = "friend",
    }
}

/// How a supporter introduces themselves, as it was when it was agreed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Introduction {
    /// What they are called.
    pub name: String,
    pub kind: SupporterKind,
    /// On which days they read, in their own words; may be empty.
    pub days: String,
    /// How soon they answer, in their own words; may be empty.
    pub answers: String,
    /// When they read nothing, where they have said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away: Option<GivenAway>,
}

impl Private for Introduction {
    const NAME: &'static str = "introduction";
}

impl Bounded for Introduction {
    fn within_limits(&self) -> bool {
        let away = self.away.as_ref().is_none_or(|away| all_fit([away.words.as_str()]));
        away && fits(&self.name, NAME_MOST) && fits(&self.days, LINE_MOST) && fits(&self.answers, LINE_MOST)
    }
}

impl Entry for Introduction {
    const LIST_PATH: &'static str = "/care/introduction";

    fn words(&self) -> Vec<&str> {
        [&self.name, &self.days, &self.answers]
            .into_iter()
            .chain(self.away.as_ref().map(|away| &away.words))
            .map(String::as_str)
            .filter(|words| !words.is_empty())
            .collect()
    }

    fn same_content(&self, other: &Self) -> bool {
        self == other
    }

    fn after_restore(_: Id) -> String {
        Self::LIST_PATH.to_owned()
    }
}

/// What a member keeps of a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberNotes {
    pub introduction: Introduction,
    /// Which version of the page on what happens in danger they agreed to.
    pub agreed: i64,
}

impl Private for MemberNotes {
    const NAME: &'static str = "connections.member";
}

/// What a supporter keeps of a connection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupporterNotes {
    /// What they call this person; their sign-in name where it is empty.
    pub called: String,
    /// When they next meet, if they wrote it down.
    pub next: Option<Date>,
    /// Up to which look they have seen everything, in milliseconds since 1970.
    pub seen_at: i64,
}

impl Private for SupporterNotes {
    const NAME: &'static str = "connections.supporter";
}

/// Who has compared the numbers that stand for both keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumbersCompared {
    /// Not whoever asks.
    No,
    You,
    Both,
}

/// A connection as one of its two sides finds it.
#[derive(Debug)]
pub struct Connection {
    pub id: Id,
    pub member: MemberId,
    pub supporter: MemberId,
    /// The sign-in name of the member, which is readable.
    pub member_name: String,
    /// The sign-in name of the supporter.
    pub supporter_sign_in: String,
    pub state: ConnectionState,
    pub since: Date,
    /// Whether the supporter is one now: a host can take that role away.
    pub supports: bool,
    pub(super) member_pin: Option<Vec<u8>>,
    pub(super) supporter_pin: Option<Vec<u8>>,
    pub(super) member_compared: Option<Vec<u8>>,
    pub(super) supporter_compared: Option<Vec<u8>>,
    pub(super) member_notes: Sealed<MemberNotes>,
    pub(super) supporter_notes: Option<(i64, Sealed<SupporterNotes>)>,
}

impl Connection {
    /// Whether something can be shown in it now.
    pub fn is_open(&self) -> bool {
        self.supports && !self.is_asleep()
    }

    pub fn is_asleep(&self) -> bool {
        self.state == ConnectionState::Asleep
    }

    /// What the member keeps of it.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] for anybody else, or once they began anew.
    pub fn member_notes(&self, keyring: &Keyring) -> Result<MemberNotes, VaultError> {
        keyring.open(&notes_place::<MemberNotes>(self.id, 1), &self.member_notes)
    }

    /// What the supporter keeps of it; nothing where they have not written anything down, or it does not open any more.
    pub fn supporter_notes(&self, keyring: &Keyring) -> SupporterNotes {
        let Some((revision, sealed)) = &self.supporter_notes else { return SupporterNotes::default() };
        keyring.open(&notes_place::<SupporterNotes>(self.id, *revision), sealed).unwrap_or_default()
    }

    /// What the supporter said they are called; their sign-in name where that does not open, as the member began anew: nobody
    /// is let in without a name.
    pub fn supporter_name(&self, keyring: &Keyring) -> String {
        self.member_notes(keyring).map_or_else(|_| self.supporter_sign_in.clone(), |notes| notes.introduction.name)
    }

    /// What the supporter calls the member.
    pub fn called(&self, keyring: &Keyring) -> String {
        let SupporterNotes { called, .. } = self.supporter_notes(keyring);
        if called.is_empty() { self.member_name.clone() } else { called }
    }

    /// The supporter's key, as the member pinned it. None while the connection is asleep.
    pub fn supporter_key(&self, keyring: &Keyring) -> Option<PinnedKey> {
        self.pinned(keyring, self.supporter, self.member_pin.as_deref())
    }

    /// The same even while it is asleep, once the member said yes to it: what is sealed by then opens as soon as both have.
    pub fn taken_supporter_key(&self, keyring: &Keyring) -> Option<PinnedKey> {
        keyring.pinned(self.supporter.owner(), self.member_pin.as_deref()?).ok()
    }

    /// The member's key, as the supporter pinned it. None while the connection is asleep.
    pub fn member_key(&self, keyring: &Keyring) -> Option<PinnedKey> {
        self.pinned(keyring, self.member, self.supporter_pin.as_deref())
    }

    /// The same of the member's.
    pub fn taken_member_key(&self, keyring: &Keyring) -> Option<PinnedKey> {
        keyring.pinned(self.member.owner(), self.supporter_pin.as_deref()?).ok()
    }

    fn pinned(&self, keyring: &Keyring, of: MemberId, pin: Option<&[u8]>) -> Option<PinnedKey> {
        (self.state == ConnectionState::Joined).then_some(())?;
        keyring.pinned(of.owner(), pin?).ok()
    }

    /// Who has compared the numbers of the two keys there are now. Of whoever asks it is certain; that the other has too is what
    /// the file says.
    pub fn compared(&self, side: &Member, own: &PublicKey) -> NumbersCompared {
        let is_member = side.id() == self.member;
        let (mut yes, mut other) = (&self.member_compared, &self.supporter_compared);
        if !is_member {
            std::mem::swap(&mut yes, &mut other);
        }
        let is_own = self.yes(side, own).is_some_and(|mac| yes.as_deref() == Some(mac.as_slice()));
        match (is_own, other.is_some()) {
            (false, _) => NumbersCompared::No,
            (true, false) => NumbersCompared::You,
            (true, true) => NumbersCompared::Both,
        }
    }

    /// What a side keeps as its own yes to the numbers; none where it has not the other's key.
    fn yes(&self, side: &Member, own: &PublicKey) -> Option<[u8; 32]> {
        let keyring = side.keyring();
        let theirs = if side.id() == self.member { self.supporter_key(keyring) } else { self.member_key(keyring) };
        let keys = [self.id.as_bytes().as_slice(), own.as_bytes(), theirs?.key().as_bytes()].concat();
        Some(keyring.lasting_mac("numbers compared", &keys))
    }

    /// Whether this side has taken the other's key since somebody began anew.
    pub fn has_pinned(&self, side: MemberId) -> bool {
        if side == self.member { self.member_pin.is_some() } else { self.supporter_pin.is_some() }
    }
}

/// Seals what a side keeps of a connection.
pub fn seal_notes<T: Private>(keyring: &Keyring, id: Id, revision: i64, notes: &T) -> Result<Sealed<T>, VaultError> {
    keyring.seal(&mut system_rng(), &notes_place::<T>(id, revision), notes)
}

const fn notes_place<T: Private>(id: Id, revision: i64) -> SealContext {
    SealContext { table: T::NAME, row: *id.as_bytes(), revision }
}

/// Changes what a supporter keeps of a connection.
pub async fn change_supporter_notes(
    write: &mut Write,
    supporter: &Member,
    id: Id,
    change: impl FnOnce(&mut SupporterNotes),
) -> PageResult<()> {
    let connection = store::of_supporter(write, supporter.id(), id).await?.ok_or(PageError::NotFound)?;
    let mut notes = connection.supporter_notes(supporter.keyring());
    change(&mut notes);
    let next = connection.supporter_notes.as_ref().map_or(1, |(revision, _)| revision.saturating_add(1));
    let sealed = seal_notes(supporter.keyring(), id, next, &notes)?;
    Ok(store::change_supporter_notes(write, supporter.id(), id, next, &sealed).await?)
}

/// Takes the other's key as it stands in the file, once somebody said yes to it, after one of both began anew. Once both have,
/// they are joined again. `false` where the other has no key yet.
pub async fn take_new_key(write: &mut Write, side: &Member, connection: &Connection) -> PageResult<bool> {
    pair::own(write, side).await?;
    let other = if side.id() == connection.member { connection.supporter } else { connection.member };
    let Some(key) = pair::public_key(write, other).await? else { return Ok(false) };
    let pin = side.keyring().pin(&mut system_rng(), other.owner(), &key)?;
    if side.id() == connection.member {
        store::pin_supporter(write, side.id(), connection.id, &pin).await?;
    } else {
        store::pin_member(write, side.id(), connection.id, &pin).await?;
    }
    store::wake(write, side.id(), connection.id).await?;
    Ok(true)
}

/// Keeps this side's own yes to the numbers. Where there are none, there is nothing to say yes to.
pub async fn mark_compared(write: &mut Write, side: &Member, connection: &Connection) -> PageResult<()> {
    let own = pair::kept(write, side).await?.map(|pair| pair.public());
    if let Some(yes) = own.and_then(|own| connection.yes(side, &own)) {
        store::mark_compared(write, side.id(), connection.id, &yes).await?;
    }
    Ok(())
}

/// Ends a connection from either side, in every state, with all that was shown and written in it. `false` if there is none.
pub async fn part(write: &mut Write, side: MemberId, id: Id) -> PageResult<bool> {
    store::remove_letters(write, side, id).await?;
    Ok(store::part(write, side, id).await?)
}
