//! Every kind of entry there is, for what looks through all of them.

use serde_json::Value;

use super::Entry;
use super::store::Any;
use crate::composer::kept::Message;
use crate::export::tables::Table;
use crate::ids::Id;
use crate::journal::Written;
use crate::measures::Taken;
use crate::moments::Moment;
use crate::people::Person;
use crate::people::naming::Namings;
use crate::people::rhythms::Rhythm;
use crate::people::touch::Touch;
use crate::picture::Corrected;
use crate::plan::Plan;
use crate::practice::rehearsals::play::Played;
use crate::sealed::SealedRow;
use crate::steps::own::OwnStep;
use crate::story::besides::Besides;
use crate::thoughts::Thought;
use crate::vault::{Keyring, VaultError};

/// A kind of entry, without its type.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// The page that lists them.
    pub page: &'static str,
    /// The start of the address of one of them.
    pub each: &'static str,
    /// How it goes along in an export.
    pub table: Table,
    said: fn(Value) -> Vec<String>,
    /// Where one of them can be read.
    pub address: fn(Id) -> String,
    words: fn(Any, &Keyring) -> Result<Vec<String>, VaultError>,
}

/// All of them.
pub const ALL: &[Kind] = &[
    Kind::of::<Moment>(),
    Kind::of::<OwnStep>(),
    Kind::of::<Corrected>(),
    Kind::of::<Besides>(),
    Kind::of::<Taken>(),
    Kind::of::<Message>(),
    Kind::of::<Played>(),
    Kind::of::<Written>(),
    Kind::of::<Thought>(),
    Kind::of::<Plan>(),
    Kind::of::<Person>(),
    Kind::of::<Touch>(),
    Kind::of::<Rhythm>(),
    Kind::of::<Namings>(),
];

impl Kind {
    const fn of<T: Entry>() -> Self {
        Self {
            name: T::TABLE,
            page: T::PAGE,
            each: T::EACH,
            address: T::address,
            table: Table::of::<T>(),
            said: said::<T>,
            words: words::<T>,
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ALL.iter().copied().find(|kind| kind.name == name)
    }

    /// What they wrote in an entry of this kind, from its JSON form; nothing where it is none.
    #[must_use]
    pub fn said(self, body: Value) -> Vec<String> {
        (self.said)(body)
    }

    /// What they wrote in an entry of this kind.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] if it is somebody else's, was moved, or is damaged.
    pub fn words(self, entry: Any, keyring: &Keyring) -> Result<Vec<String>, VaultError> {
        (self.words)(entry, keyring)
    }
}

fn words<T: Entry>(entry: Any, keyring: &Keyring) -> Result<Vec<String>, VaultError> {
    Ok(owned(&SealedRow::<T>::from(entry.row).open(keyring)?))
}

fn said<T: Entry>(body: Value) -> Vec<String> {
    serde_json::from_value::<T>(body).map_or_else(|_| Vec::new(), |entry| owned(&entry))
}

fn owned(entry: &impl Entry) -> Vec<String> {
    entry.words().into_iter().map(ToOwned::to_owned).collect()
}
