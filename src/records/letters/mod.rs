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
    let (sealed, keys) =
        member.keyring().write_letter(&mut system_rng(), &shown_place(id, revision), shown, &pair, &[reader])?;
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
    pub grant: Option<Id>,
    pub about: Option<Id>,
    pub day: Date,
    pub made_at: Timestamp,
    revision: i64,
    key: Vec<u8>,
    body: Vec<u8>,
}

impl StoredLetter {
    /// What its author shows, to its author.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] for anybody else, or where it is damaged.
    pub fn open_own<T: DeserializeOwned>(&self, author: &Member) -> Result<T, VaultError> {
        author.keyring().open(&self.place(), &Sealed::from_stored(self.key.clone(), self.body.clone()))
    }

    /// What its author shows, to its reader.
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
        shown_place(self.id, self.revision)
    }
}

const fn shown_place(id: Id, revision: i64) -> SealContext {
    SealContext { table: SHOWN_TABLE, row: *id.as_bytes(), revision }
}
