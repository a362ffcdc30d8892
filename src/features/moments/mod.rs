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
        (&self.words, &self.kind) == (&other.words, &other.kind)
    }

    fn address(id: Id) -> String {
        paths::moment(id)
    }
}
