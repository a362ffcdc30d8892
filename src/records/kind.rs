//! A kind of entry without its type, for what looks through all of them.

use serde_json::value::RawValue;

use super::entries::untyped::UntypedEntry;
use super::table::Table;
use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::labelled::EntryParts;
use crate::base::sealed::{Described, Entry};
use crate::base::vault::{Keyring, VaultError};

/// A kind of entry, without its type.
#[derive(Clone, Copy, Debug)]
pub struct EntryKind {
    pub name: &'static str,
    /// What one of them is called.
    pub one: &'static str,
    /// What several are called.
    pub many: &'static str,
    pub page: &'static str,
    /// The start of the address of one of them.
    pub each: &'static str,
    pub table: Table,
    /// Whether everything of it can be shown to somebody, by one consent.
    pub can_be_shown: bool,
    /// How many of it one person can have, where that is bounded.
    pub most: Option<i64>,
    said: fn(&RawValue) -> Vec<String>,
    pub address: fn(Id) -> String,
    words: fn(UntypedEntry, &Keyring) -> Result<Vec<String>, VaultError>,
    parts: fn(UntypedEntry, &Keyring) -> Result<Option<EntryParts>, VaultError>,
}

impl EntryKind {
    /// The kind of `T`, with what one of them and several are called.
    pub const fn of<T: Entry + Bounded + Described>(one: &'static str, many: &'static str) -> Self {
        Self {
            name: T::NAME,
            one,
            many,
            page: T::LIST_PATH,
            each: T::PATH,
            address: T::address,
            table: Table::of::<T>(),
            said: said::<T>,
            words: words::<T>,
            parts: |entry, keyring| Ok(entry.typed::<T>().open(keyring)?.parts()),
            can_be_shown: false,
            most: None,
        }
    }

    /// A kind that can be shown whole.
    pub const fn can_be_shown(self) -> Self {
        Self { can_be_shown: true, ..self }
    }

    /// A kind of which one person can have no more than this, in forms and in files.
    pub const fn at_most(self, most: i64) -> Self {
        Self { most: Some(most), ..self }
    }

    /// What of an entry of this kind somebody else can be shown.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] if it is somebody else's, was moved, or is damaged.
    pub fn parts(self, entry: UntypedEntry, keyring: &Keyring) -> Result<Option<EntryParts>, VaultError> {
        (self.parts)(entry, keyring)
    }

    /// What they wrote in an entry of this kind, from its JSON form; nothing where it is none.
    pub fn said(self, body: &RawValue) -> Vec<String> {
        (self.said)(body)
    }

    /// # Errors
    /// [`VaultError::Unopenable`] if it is somebody else's, was moved, or is damaged.
    pub fn words(self, entry: UntypedEntry, keyring: &Keyring) -> Result<Vec<String>, VaultError> {
        (self.words)(entry, keyring)
    }
}

fn words<T: Entry>(entry: UntypedEntry, keyring: &Keyring) -> Result<Vec<String>, VaultError> {
    Ok(owned(&entry.typed::<T>().open(keyring)?))
}

fn said<T: Entry>(body: &RawValue) -> Vec<String> {
    serde_json::from_str::<T>(body.get()).map_or_else(|_| Vec::new(), |entry| owned(&entry))
}

fn owned(entry: &impl Entry) -> Vec<String> {
    entry.words().into_iter().map(ToOwned::to_owned).collect()
}
