//! A table of private rows without its type, for what takes all of them along.

use jiff::civil::Date;
use serde_json::value::RawValue;

use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::sealed::{Described, Private, SealedRow, StoredRow, seal_new};
use crate::base::vault::{Keyring, VaultError};

/// A table of private rows, or a kind among the entries.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    #[cfg(test)]
    pub schema: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
    open: fn(&Keyring, StoredRow, bool) -> Result<Box<RawValue>, VaultError>,
    is_sound: fn(&RawValue) -> bool,
    seal: fn(&Keyring, NewRow, &RawValue) -> Result<SealedParts, VaultError>,
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
    pub const fn of<T: Private + Bounded + Described>() -> Self {
        Self {
            name: T::NAME,
            open: open::<T>,
            is_sound: |body| understood::<T>(body).is_some(),
            seal: shut::<T>,
            #[cfg(test)]
            schema: schemars::SchemaGenerator::subschema_for::<T>,
        }
    }

    /// The JSON form of a row.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] if it is somebody else's, was moved, or is damaged.
    pub fn open(self, keyring: &Keyring, row: StoredRow, removed: bool) -> Result<Box<RawValue>, VaultError> {
        (self.open)(keyring, row, removed)
    }

    /// Whether what a file says has the shape of this table's rows, and no more in it than a form lets through.
    pub fn is_sound(self, body: &RawValue) -> bool {
        (self.is_sound)(body)
    }

    /// Seals what a file says.
    ///
    /// # Errors
    /// [`VaultError::Unsealable`] if it is not sound.
    pub fn seal(self, keyring: &Keyring, row: NewRow, body: &RawValue) -> Result<SealedParts, VaultError> {
        (self.seal)(keyring, row, body)
    }
}

fn open<T: Private>(keyring: &Keyring, row: StoredRow, removed: bool) -> Result<Box<RawValue>, VaultError> {
    let opened = SealedRow::<T>::from(row).removed_if(removed).open(keyring)?;
    serde_json::value::to_raw_value(&opened).map_err(|_| VaultError::Unopenable)
}

fn understood<T: Private + Bounded>(body: &RawValue) -> Option<T> {
    serde_json::from_str(body.get()).ok().filter(T::within_limits)
}

fn shut<T: Private + Bounded>(keyring: &Keyring, row: NewRow, body: &RawValue) -> Result<SealedParts, VaultError> {
    let sealed =
        seal_new(keyring, row.id, row.day, row.removed, &understood::<T>(body).ok_or(VaultError::Unsealable)?)?;
    Ok(SealedParts { key: sealed.key().to_vec(), body: sealed.body().to_vec() })
}
