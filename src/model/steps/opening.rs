//! What was asked, offered, looked up, noted or written opens the size that goes there: that it was done is the occasion. Pure.

use serde::{Deserialize, Serialize};

use super::{Library, Size, Step};

/// How a size was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OpenedBy {
    /// It was asked for.
    Asked,
    /// It was offered.
    Offered,
    /// It was looked up, or found out.
    Found,
    /// It was noted.
    Noted,
    /// Words for it were written.
    Written,
}

/// What opens a size, once it was done.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// The other step, where it is of another.
    pub step: Option<String>,
    /// In which size.
    pub size: Size,
    pub by: OpenedBy,
}

impl Opening {
    /// Whether this is what was done, for a size of a step.
    pub fn is(&self, of: &Step, (step, size): (u32, Size), library: &Library) -> bool {
        let number = || self.step.as_deref().map_or(Some(of.number), |slug| Some(library.by_slug(slug)?.number));
        self.size == size && number() == Some(step)
    }
}
