//! Letters: copies that their author keeps and named others can open. What somebody shows is *lent*: its letter ends with the
//! consent it was written by.

pub mod store;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::{MemberPair, PinnedKey, SealContext, Sealed, VaultError, system_rng};
use crate::members::sessions::guard::Member;
use crate::records::connections::{Connection, pair};
use crate::web::error::PageResult;
use crate::web::form::new_id;

/// What was shown by a consent, as a kind of letter.
pub const SHOWN: &str = "shown";

/// Where a shown letter is put, in the vault.
const SHOWN_TABLE: &str = "letters.shown";

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
    let at = SealContext { table: SHOWN_TABLE, row: *id.as_bytes(), revision };
    let (sealed, keys) = member.keyring().write_letter(&mut system_rng(), &at, shown, &pair, &[reader])?;
    let letter = store::NewLetter {
        id,
        author: member.id(),
        place: connection.id,
        kind: SHOWN,
        granted: Some(place.grant),
        about: Some(place.about),
        day: place.day,
        made_at: member.asked_at(),
        revision,
    };
    store::put(write, &letter, &sealed).await?;
    store::remove_keys(write, member.id(), id).await?;
    for key in &keys {
        store::add_key(write, connection.supporter, connection.id, id, &key.sealed).await?;
    }
    Ok(true)
}

/// Takes back every copy of an own row, by whichever consent it was shown. How many there were.
pub async fn hide(write: &mut Write, author: MemberId, about: Id) -> PageResult<u64> {
    Ok(store::remove_about(write, author, about).await?)
}

/// A letter as its reader's page finds it, with the key that only they can open.
#[derive(Debug)]
pub struct ReceivedLetter {
    pub id: Id,
    pub grant: Option<Id>,
    pub day: Date,
    pub made_at: Timestamp,
    revision: i64,
    key: Vec<u8>,
    body: Vec<u8>,
}

impl ReceivedLetter {
    /// What its author shows.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] where it was not written by the holder of that key to this reader, or is damaged.
    pub fn open_shown<T: DeserializeOwned>(
        &self,
        reader: &Member,
        pair: &MemberPair,
        from: &PinnedKey,
    ) -> Result<T, VaultError> {
        let at = SealContext { table: SHOWN_TABLE, row: *self.id.as_bytes(), revision: self.revision };
        reader.keyring().read_letter(pair, from, &at, &self.key, &self.body)
    }
}

/// The same letter as its author finds it.
#[derive(Debug)]
pub struct WrittenLetter {
    pub id: Id,
    pub grant: Option<Id>,
    pub about: Option<Id>,
    pub day: Date,
    pub made_at: Timestamp,
    revision: i64,
    key: Vec<u8>,
    body: Vec<u8>,
}

impl WrittenLetter {
    /// What it shows.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] for anybody but its author, or where it is damaged.
    pub fn open_shown<T: DeserializeOwned>(&self, author: &Member) -> Result<T, VaultError> {
        let at = SealContext { table: SHOWN_TABLE, row: *self.id.as_bytes(), revision: self.revision };
        author.keyring().open(&at, &Sealed::from_stored(self.key.clone(), self.body.clone()))
    }
}
