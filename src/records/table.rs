//! A table of private rows without its type, for what takes all of them along.

use jiff::civil::Date;
use serde_json::Value;

use crate::base::ids::Id;
use crate::base::sealed::{Described, Private, SealedRow, StoredRow, seal_new};
use crate::base::vault::{Keyring, VaultError};

/// A table of private rows, or a kind among the entries.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    #[cfg(test)]
    pub schema: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
    open: fn(&Keyring, StoredRow, bool) -> Result<Value, VaultError>,
    seal: fn(&Keyring, NewRow, Value) -> Result<SealedParts, VaultError>,
}

/// Where a row that is taken in is to stand.
#[derive(Clone, Copy, Debug)]
pub struct NewRow {
    pub id: Id,
    pub day: Date,
    /// Whether it was removed where it comes from.
    pub removed: bool,
}

/// A row sealed anew, in its first revision.
#[derive(Debug)]
pub struct SealedParts {
    /// The wrapped row key.
    pub key: Vec<u8>,
    pub body: Vec<u8>,
}

impl Table {
    pub const fn of<T: Private + Described>() -> Self {
        Self {
            name: T::NAME,
            open: open::<T>,
            seal: shut::<T>,
            #[cfg(test)]
            schema: schemars::SchemaGenerator::subschema_for::<T>,
        }
    }

    /// # Errors
    /// [`VaultError::Unopenable`] if it is somebody else's, was moved, or is damaged.
    pub fn open(self, keyring: &Keyring, row: StoredRow, removed: bool) -> Result<Value, VaultError> {
        (self.open)(keyring, row, removed)
    }

    /// Seals what an export says, if it has the shape of this table's rows.
    pub fn seal(self, keyring: &Keyring, row: NewRow, body: Value) -> Result<SealedParts, VaultError> {
        (self.seal)(keyring, row, body)
    }
}

fn open<T: Private>(keyring: &Keyring, row: StoredRow, removed: bool) -> Result<Value, VaultError> {
    let opened = SealedRow::<T>::from(row).removed_if(removed).open(keyring)?;
    serde_json::to_value(opened).map_err(|_| VaultError::Unopenable)
}

fn shut<T: Private>(keyring: &Keyring, row: NewRow, body: Value) -> Result<SealedParts, VaultError> {
    let typed: T = serde_json::from_value(body).map_err(|_| VaultError::Unsealable)?;
    let sealed = seal_new(keyring, row.id, row.day, row.removed, &typed)?;
    Ok(SealedParts { key: sealed.key().to_vec(), body: sealed.body().to_vec() })
}
