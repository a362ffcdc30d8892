//! What every private row has in common: an id, a local day, a revision, and a body that only its owner opens.

use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ids::Id;
use crate::vault::{Keyring, Place, Sealed, VaultError, system_rng};

/// What a private row opens to.
pub trait Private: Serialize + DeserializeOwned {
    /// The table its rows are in or, where they are entries, their kind. It is part of what the seal is bound to.
    const TABLE: &'static str;
}

/// A private row as the database holds it.
#[derive(Debug)]
pub struct SealedRow<T> {
    /// Its random id.
    pub id: Id,
    /// The local day it belongs to.
    pub day: Date,
    /// Counts its edits.
    pub revision: i64,
    sealed: Sealed<T>,
}

/// The columns every private row has, as a query reads them.
#[derive(Debug)]
pub struct Stored {
    /// Its random id.
    pub id: Id,
    /// The local day it belongs to, as `YYYY-MM-DD`.
    pub day: String,
    /// Counts its edits.
    pub revision: i64,
    /// The wrapped row key.
    pub key: Vec<u8>,
    /// The sealed body.
    pub body: Vec<u8>,
}

impl Stored {
    /// Its local day. One that cannot be read, which only a damaged file has, counts as 1970.
    #[must_use]
    pub fn day(&self) -> Date {
        self.day.parse().unwrap_or(Date::constant(1970, 1, 1))
    }
}

impl<T> From<Stored> for SealedRow<T> {
    fn from(row: Stored) -> Self {
        let day = row.day();
        Self { id: row.id, day, revision: row.revision, sealed: Sealed::from_stored(row.key, row.body) }
    }
}

impl<T: Private> SealedRow<T> {
    /// What it says, to its owner.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] if it is somebody else's, was moved, or is damaged.
    pub fn open(&self, keyring: &Keyring) -> Result<T, VaultError> {
        keyring.open(&place::<T>(self.id, self.revision), &self.sealed)
    }
}

/// Seals a row's body for its owner.
pub fn seal<T: Private>(keyring: &Keyring, id: Id, revision: i64, value: &T) -> Result<Sealed<T>, VaultError> {
    keyring.seal(&mut system_rng(), &place::<T>(id, revision), value)
}

const fn place<T: Private>(id: Id, revision: i64) -> Place {
    Place { table: T::TABLE, row: *id.as_bytes(), revision }
}
