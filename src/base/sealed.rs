//! What every private row has in common: an id, a local day, a revision, and a body that only its owner opens.

use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::clock::day_number;
use super::ids::Id;
use super::labelled::EntryParts;
use super::vault::{Beside, Keyring, SealContext, Sealed, VaultError, system_rng};

/// What the published schema of exports can be made from. Only a test makes it, so that the program carries nothing of it.
#[cfg(test)]
pub use schemars::JsonSchema as Described;

#[cfg(not(test))]
pub trait Described {}

#[cfg(not(test))]
impl<T> Described for T {}

/// What a private row opens to.
pub trait Private: Serialize + DeserializeOwned {
    /// The table its rows are in or, where they are entries, their kind. It is part of what the seal is bound to.
    const NAME: &'static str;
}

/// One kind of entry. [`Private::NAME`] is its name among the others.
pub trait Entry: Private {
    const LIST_PATH: &'static str;
    /// The start of the address of one of them.
    const PATH: &'static str = Self::LIST_PATH;

    /// Everything in it that they wrote, in the order it is read, to be searched and to be known again by.
    fn words(&self) -> Vec<&str>;

    /// Whether another one says the same, whenever it was sent.
    fn same_content(&self, other: &Self) -> bool;

    /// What of it somebody else can be shown, if its writer lets them. None for a kind that is nobody else's business.
    fn parts(&self) -> Option<EntryParts> {
        None
    }

    fn address(id: Id) -> String {
        Self::after_restore(id)
    }

    /// Where to go once this one was brought back.
    fn after_restore(id: Id) -> String {
        format!("{}#{id}", Self::LIST_PATH)
    }
}

/// The day of a row that belongs to none.
pub const NO_DAY: Date = Date::constant(1970, 1, 1);

/// A private row as the database holds it.
#[derive(Debug)]
pub struct SealedRow<T> {
    pub id: Id,
    /// The local day it belongs to.
    pub day: Date,
    /// Counts its edits.
    pub revision: i64,
    /// Whether it was removed, and can still be brought back.
    pub removed: bool,
    sealed: Sealed<T>,
}

/// The columns every private row has, as a query reads them.
#[derive(Clone, Debug)]
pub struct StoredRow {
    pub id: Id,
    /// The local day it belongs to, as `YYYY-MM-DD`.
    pub day: String,
    pub revision: i64,
    /// The wrapped row key.
    pub key: Vec<u8>,
    pub body: Vec<u8>,
}

impl StoredRow {
    /// One that cannot be read, as in a damaged file, counts as none.
    pub fn day(&self) -> Date {
        self.day.parse().unwrap_or(NO_DAY)
    }
}

impl<T> From<StoredRow> for SealedRow<T> {
    fn from(row: StoredRow) -> Self {
        let day = row.day();
        let sealed = Sealed::from_stored(row.key, row.body);
        Self { id: row.id, day, revision: row.revision, removed: false, sealed }
    }
}

impl<T> SealedRow<T> {
    /// The same from a query that finds removed ones too.
    pub fn removed_if(self, removed: bool) -> Self {
        Self { removed, ..self }
    }
}

impl<T: Private> SealedRow<T> {
    /// # Errors
    /// [`VaultError::Unopenable`] if it is somebody else's, is damaged, or was moved, in the file, to another place, another
    /// day, or among what was removed.
    pub fn open(&self, keyring: &Keyring) -> Result<T, VaultError> {
        keyring.open_beside(&place::<T>(self.id, self.revision), beside(self.day, self.removed), &self.sealed)
    }

    /// Its wrapped key once it is removed, or is no longer.
    pub fn key_if_removed(&self, keyring: &Keyring, removed: bool) -> Result<Vec<u8>, VaultError> {
        let (from, to) = (beside(self.day, self.removed), beside(self.day, removed));
        let place = place::<T>(self.id, self.revision);
        keyring.move_beside(&mut system_rng(), &place, (from, to), &self.sealed)
    }
}

/// Seals a row of this day that is not removed.
pub fn seal<T: Private>(
    keyring: &Keyring,
    id: Id,
    day: Date,
    revision: i64,
    value: &T,
) -> Result<Sealed<T>, VaultError> {
    keyring.seal_beside(&mut system_rng(), &place::<T>(id, revision), beside(day, false), value)
}

/// The same, in its first revision, for one that may have been removed where it comes from.
pub fn seal_new<T: Private>(
    keyring: &Keyring,
    id: Id,
    day: Date,
    removed: bool,
    value: &T,
) -> Result<Sealed<T>, VaultError> {
    keyring.seal_beside(&mut system_rng(), &place::<T>(id, 1), beside(day, removed), value)
}

const fn place<T: Private>(id: Id, revision: i64) -> SealContext {
    SealContext { table: T::NAME, row: *id.as_bytes(), revision }
}

/// Its day, counted from 1970, and whether it was removed.
fn beside(day: Date, removed: bool) -> Beside {
    let [a, b, c, d] = day_number(day).to_be_bytes();
    [a, b, c, d, u8::from(removed)]
}
