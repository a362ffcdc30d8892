//! What Handrail believes of somebody, in plain sentences that can each be corrected.

pub mod feature;
pub mod pages;
pub mod paths;

use crate::base::ids::Id;
use crate::base::sealed::Entry;
use crate::model::picture::CorrectionEntry;

impl Entry for CorrectionEntry {
    const LIST_PATH: &'static str = paths::PICTURE;

    /// It is chosen, not written.
    fn words(&self) -> Vec<&str> {
        Vec::new()
    }

    fn same_content(&self, other: &Self) -> bool {
        self.what == other.what
    }

    fn address(_: Id) -> String {
        paths::PICTURE.to_owned()
    }

    fn after_restore(id: Id) -> String {
        paths::changed(id)
    }
}
