//! Moments: small good things noticed, in a few words.

pub mod pages;

use serde::{Deserialize, Serialize};

use crate::entries::Entry;
use crate::sealed::Private;

/// A moment as it was noticed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// In their own words.
    pub words: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

impl Private for Moment {
    const TABLE: &'static str = "moments";
}

impl Entry for Moment {
    const PAGE: &'static str = "/moments";

    fn words(&self) -> Vec<&str> {
        vec![&self.words]
    }

    fn says_the_same(&self, other: &Self) -> bool {
        self.words == other.words
    }
}
