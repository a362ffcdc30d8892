//! A table of private rows without its type, for what takes all of them along.

use serde_json::Value;

use crate::base::ids::Id;
use crate::base::sealed::{Described, Private, SealedRow, StoredRow, seal};
use crate::base::vault::{Keyring, VaultError};

/// A table of private rows, or a kind among the entries.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    #[cfg(test)]
    pub schema: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
    open: fn(&Keyring, StoredRow) -> Result<Value, VaultError>,
    seal: fn(&Keyring, Id, Value) -> Result<SealedParts, VaultError>,
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
    pub fn open(self, keyring: &Keyring, row: StoredRow) -> Result<Value, VaultError> {
        (self.open)(keyring, row)
    }

    /// Seals what an export says, if it has the shape of this table's rows.
    pub fn seal(self, keyring: &Keyring, id: Id, body: Value) -> Result<SealedParts, VaultError> {
        (self.seal)(keyring, id, body)
    }
}

fn open<T: Private>(keyring: &Keyring, row: StoredRow) -> Result<Value, VaultError> {
    let opened = SealedRow::<T>::from(row).open(keyring)?;
    serde_json::to_value(opened).map_err(|_| VaultError::Unopenable)
}

fn shut<T: Private>(keyring: &Keyring, id: Id, body: Value) -> Result<SealedParts, VaultError> {
    let typed: T = serde_json::from_value(body).map_err(|_| VaultError::Unsealable)?;
    let sealed = seal(keyring, id, 1, &typed)?;
    Ok(SealedParts { key: sealed.key().to_vec(), body: sealed.body().to_vec() })
}
