//! A steadying plan: what is easier to think of before a heavy time than in it. There is one at the most; the latest counts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::bounded::Bounded;
use crate::base::sealed::Private;
use crate::base::words::typed::{all_fit, could_be_authored};

/// More sections than a plan will ever have.
const PARTS_MOST: usize = 20;

/// A plan as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Plan {
    /// The country whose help lines stand on it, as its code; empty where none was chosen.
    pub country: String,
    /// What is written, by the section's key. Empty sections are left out.
    pub parts: BTreeMap<String, String>,
    /// When it was last changed, in milliseconds since 1970.
    pub at: i64,
}

impl Private for Plan {
    const NAME: &'static str = "plans";
}

impl Bounded for Plan {
    fn within_limits(&self) -> bool {
        could_be_authored(&self.country)
            && self.parts.len() <= PARTS_MOST
            && self.parts.keys().all(|key| could_be_authored(key))
            && all_fit(self.parts.values().map(String::as_str))
    }
}

impl Plan {
    /// What stands in a section; empty where nothing does.
    pub fn part(&self, key: &str) -> &str {
        self.parts.get(key).map_or("", String::as_str)
    }
}
