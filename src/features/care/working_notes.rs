//! A supporter's own note on somebody they accompany: sealed to them, kept and taken along like everything they write.

use serde::{Deserialize, Serialize};

use super::paths;
use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::sealed::{Entry, Private};
use crate::base::words::typed::{all_fit, fits};
use crate::records::connections::NAME_MOST;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WorkingNote {
    /// The connection it is about; it stays when that has ended.
    pub about: Id,
    pub words: String,
    /// What they called whom it is about, as it stays when they have parted; may be empty.
    #[serde(default)]
    pub called: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

impl Private for WorkingNote {
    const NAME: &'static str = "working_notes";
}

impl Bounded for WorkingNote {
    fn within_limits(&self) -> bool {
        all_fit([self.words.as_str()]) && fits(&self.called, NAME_MOST)
    }
}

impl Entry for WorkingNote {
    const LIST_PATH: &'static str = paths::ALL_NOTES;
    const PATH: &'static str = paths::EACH;

    fn words(&self) -> Vec<&str> {
        vec![&self.words]
    }

    fn same_content(&self, other: &Self) -> bool {
        (self.about, &self.words) == (other.about, &other.words)
    }

    fn after_restore(_: Id) -> String {
        paths::ALL_NOTES.to_owned()
    }
}
