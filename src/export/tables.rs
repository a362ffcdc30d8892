//! Every table and kind of private row that goes along, without its type.

use serde_json::Value;

use crate::entries::kinds;
use crate::ids::Id;
use crate::ladder::Ladder;
use crate::reflections::{Attempted, Reflected};
use crate::sealed::{Private, SealedRow, Stored, seal};
use crate::suggestions::{CheckIn, Suggested};
use crate::vault::{Keyring, VaultError};

/// A table of private rows, or a kind among the entries.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    open: fn(&Keyring, Stored) -> Result<Value, VaultError>,
    seal: fn(&Keyring, Id, Value) -> Result<Shut, VaultError>,
}

/// A row sealed anew, in its first revision.
#[derive(Debug)]
pub struct Shut {
    /// The wrapped row key.
    pub key: Vec<u8>,
    /// The sealed body.
    pub body: Vec<u8>,
}

/// The tables that are no entries, each after what its rows belong to.
const TABLES: [Table; 5] = [
    Table::of::<CheckIn>(),
    Table::of::<Suggested>(),
    Table::of::<Attempted>(),
    Table::of::<Reflected>(),
    Table::of::<Ladder>(),
];

impl Table {
    /// The table or kind of `T`.
    #[must_use]
    pub const fn of<T: Private>() -> Self {
        Self { name: T::TABLE, open: open::<T>, seal: shut::<T> }
    }

    /// All of them, each after what its rows belong to.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLES.into_iter().chain(kinds::ALL.iter().copied().map(|kind| kind.table))
    }

    /// The one with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|table| table.name == name)
    }

    /// Opens a row of it.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] if it is somebody else's, was moved, or is damaged.
    pub fn open(self, keyring: &Keyring, row: Stored) -> Result<Value, VaultError> {
        (self.open)(keyring, row)
    }

    /// Seals what an export says, if it has the shape of this table's rows.
    pub fn seal(self, keyring: &Keyring, id: Id, body: Value) -> Result<Shut, VaultError> {
        (self.seal)(keyring, id, body)
    }
}

fn open<T: Private>(keyring: &Keyring, row: Stored) -> Result<Value, VaultError> {
    let opened = SealedRow::<T>::from(row).open(keyring)?;
    serde_json::to_value(opened).map_err(|_| VaultError::Unopenable)
}

fn shut<T: Private>(keyring: &Keyring, id: Id, body: Value) -> Result<Shut, VaultError> {
    let typed: T = serde_json::from_value(body).map_err(|_| VaultError::Unsealable)?;
    let sealed = seal(keyring, id, 1, &typed)?;
    Ok(Shut { key: sealed.key().to_vec(), body: sealed.body().to_vec() })
}
