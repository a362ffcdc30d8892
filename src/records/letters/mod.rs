//! Letters: copies that their author keeps and named others can open. What somebody shows is *lent*: its letter ends with the
//! consent it was written by. What a supporter writes is *given*: whoever it is for takes it into their own things.

pub mod given;
pub mod store;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::{MemberPair, PinnedKey, SealContext, Sealed, VaultError, system_rng};
use crate::base::words::form_words;
use crate::members::sessions::guard::Member;
use crate::records::connections::{Connection, pair};
use crate::web::error::PageResult;
use crate::web::form::new_id;

form_words! {
    /// What a letter is. It can be read without a key.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum LetterKind {
        /// What was shown by a consent.
        Shown = "shown",
        Note = "note",
        Offer = "offer",
        Order = "order",
        Away = "away",
        Measure = "measure",
        /// What a group says of itself,
        Facts = "facts",
        /// how somebody wants to be called there,
        Hello = "hello",
        /// and what is written there.
        Round = "round",
        Warm = "warm",
        Idea = "idea",
        Buddy = "buddy",
        Report = "report",
        Farewell = "farewell",
    }
}

impl LetterKind {
    const fn is_of_a_group(self) -> bool {
        match self {
            Self::Shown | Self::Note | Self::Offer | Self::Order | Self::Away | Self::Measure => false,
            Self::Facts
            | Self::Hello
            | Self::Round
            | Self::Warm
            | Self::Idea
            | Self::Buddy
            | Self::Report
            | Self::Farewell => true,
        }
    }

    /// Where a letter of this kind is put, in the vault.
    const fn table(self) -> &'static str {
        match self {
            Self::Shown => "letters.shown",
            Self::Note => "letters.note",
            Self::Offer => "letters.offer",
            Self::Order => "letters.order",
            Self::Away => "letters.away",
            Self::Measure => "letters.measure",
            Self::Facts => "letters.facts",
            Self::Hello => "letters.hello",
            Self::Round => "letters.round",
            Self::Warm => "letters.warm",
            Self::Idea => "letters.idea",
            Self::Buddy => "letters.buddy",
            Self::Report => "letters.report",
            Self::Farewell => "letters.farewell",
        }
    }
}

/// What a copy is shown by, and of what.
#[derive(Clone, Copy, Debug)]
pub struct ShownPlace {
    /// The consent.
    pub grant: Id,
    /// The own row that the copy is made from, or what stands for it where it is made from several.
    pub about: Id,
    /// The day that row is of.
    pub day: Date,
}

/// Seals what is shown to whom the connection leads, in place of what was shown of the same before. `false` where nothing can
/// be shown, since one of both has begun anew.
pub async fn show<T: Serialize>(
    write: &mut Write,
    member: &Member,
    connection: &Connection,
    place: ShownPlace,
    shown: &T,
) -> PageResult<bool> {
    let Some(reader) = connection.taken_supporter_key(member.keyring()) else { return Ok(false) };
    let pair = pair::own(write, member).await?;
    let before = store::shown(write, member.id(), place.grant, place.about).await?;
    let (id, revision) = before.map_or_else(|| (new_id(), 1), |(id, revision)| (id, revision.saturating_add(1)));
    let seal = seal_context(LetterKind::Shown, id, revision);
    let (sealed, keys) = member.keyring().write_letter(&mut system_rng(), &seal, shown, &pair, &[reader])?;
    let letter = store::NewLetter {
        id,
        author: member.id(),
        place: connection.id,
        kind: LetterKind::Shown,
        granted: Some(place.grant),
        about: Some(place.about),
        day: place.day,
        made_at: member.asked_at(),
        revision,
    };
    store::put(write, &letter, &sealed).await?;
    for key in &keys {
        store::put_key(write, connection.supporter, connection.id, id, &key.sealed).await?;
    }
    Ok(true)
}

/// Takes back every copy of an own row, by whichever consent it was shown. How many there were.
pub async fn hide(write: &mut Write, author: MemberId, about: Id) -> PageResult<u64> {
    Ok(store::remove_about(write, author, about).await?)
}

/// A letter as the database holds it, with the key that whoever found it can open: its author, or its reader.
#[derive(Debug)]
pub struct StoredLetter {
    pub id: Id,
    pub kind: LetterKind,
    /// The connection it is written in.
    pub connection: Id,
    pub grant: Option<Id>,
    pub about: Option<Id>,
    pub day: Date,
    pub made_at: Timestamp,
    pub revision: i64,
    key: Vec<u8>,
    body: Vec<u8>,
}

impl StoredLetter {
    /// What it says, to its author.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] for anybody else, or where it is damaged.
    pub fn open_own<T: DeserializeOwned>(&self, author: &Member) -> Result<T, VaultError> {
        author.keyring().open(&self.place(), &Sealed::from_stored(self.key.clone(), self.body.clone()))
    }

    /// What it says, to its reader.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] where it was not written by the holder of that key to this reader, or is damaged.
    pub fn open_received<T: DeserializeOwned>(
        &self,
        reader: &Member,
        pair: &MemberPair,
        from: &PinnedKey,
    ) -> Result<T, VaultError> {
        reader.keyring().read_letter(pair, from, &self.place(), &self.key, &self.body)
    }

    fn place(&self) -> SealContext {
        if self.kind.is_of_a_group() {
            group_context(self.kind, self.id, (self.connection, self.about), self.revision)
        } else {
            seal_context(self.kind, self.id, self.revision)
        }
    }
}

const fn seal_context(kind: LetterKind, id: Id, revision: i64) -> SealContext {
    SealContext { table: kind.table(), row: *id.as_bytes(), revision }
}

/// The same for what is written in a group: it opens in no other, and about nothing else.
pub(super) fn group_context(kind: LetterKind, id: Id, (place, about): (Id, Option<Id>), revision: i64) -> SealContext {
    let about = about.unwrap_or(Id::from_bytes([0; 16]));
    SealContext::beside(kind.table(), id.as_bytes(), [place.as_bytes(), about.as_bytes()], revision)
}
