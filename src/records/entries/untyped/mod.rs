//! An entry of whatever kind, as the database holds it.

pub mod store;

use crate::base::ids::Id;
use crate::base::sealed::{SealedRow, StoredRow};

/// An entry of whatever kind, not opened yet.
#[derive(Clone, Debug)]
pub struct UntypedEntry {
    pub kind: String,
    pub row: StoredRow,
    /// Whether it was removed, and can still be brought back.
    pub removed: bool,
}

impl UntypedEntry {
    /// The same as one of its kind.
    pub fn typed<T>(self) -> SealedRow<T> {
        SealedRow::from(self.row).removed_if(self.removed)
    }
}

/// The same as a query reads it.
pub(super) struct UntypedEntryRow {
    pub(super) id: Id,
    pub(super) kind: String,
    pub(super) day: String,
    pub(super) revision: i64,
    pub(super) key: Vec<u8>,
    pub(super) body: Vec<u8>,
    pub(super) removed: bool,
}

impl From<UntypedEntryRow> for UntypedEntry {
    fn from(row: UntypedEntryRow) -> Self {
        let UntypedEntryRow { id, kind, day, revision, key, body, removed } = row;
        Self { kind, row: StoredRow { id, day, revision, key, body }, removed }
    }
}
