//! Moments: small good things noticed, in a few words.

pub mod edit;
pub mod feature;
pub mod form;
pub mod pages;
pub mod paths;
pub mod random;

use serde::{Deserialize, Serialize};

use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::labelled::{EntryParts, PartLabel};
use crate::base::sealed::{Entry, Private};
use crate::base::words::typed::{all_fit, could_be_authored};

/// A moment as it was noticed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Moment {
    /// In their own words; may be empty where its kind says enough.
    pub words: String,
    /// Its kind as it was tapped, in the words that stood there; may be empty.
    #[serde(default)]
    pub kind: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Whether it stays with them, whatever of its kind they show to somebody.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kept_back: bool,
}

impl Private for Moment {
    const NAME: &'static str = "moments";
}

impl Bounded for Moment {
    fn within_limits(&self) -> bool {
        all_fit([self.words.as_str()]) && could_be_authored(&self.kind)
    }
}

impl Entry for Moment {
    const LIST_PATH: &'static str = paths::LIST;

    fn words(&self) -> Vec<&str> {
        [self.kind.as_str(), &self.words].into_iter().filter(|words| !words.is_empty()).collect()
    }

    fn same_content(&self, other: &Self) -> bool {
        (&self.words, &self.kind, self.kept_back) == (&other.words, &other.kind, other.kept_back)
    }

    fn parts(&self) -> Option<EntryParts> {
        let parts = [(PartLabel::Tapped, self.kind.as_str()), (PartLabel::Words, &self.words)];
        Some(EntryParts::of(self.at, self.kept_back, parts))
    }

    fn address(id: Id) -> String {
        paths::moment(id)
    }
}
