//! Words to bring to the next talk.

use serde::{Deserialize, Serialize};

use super::paths;
use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::labelled::{EntryParts, PartLabel};
use crate::base::sealed::{Entry, Private};
use crate::base::words::typed::{TooLong, all_fit, words};
use crate::records::copies::TO_BRING;

/// Something to bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ToBring {
    /// In their own words.
    pub words: String,
    /// When it was written, in milliseconds since 1970.
    pub at: i64,
    /// Whether it was talked about since: then it is kept, and shown no more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub talked_about: bool,
}

impl Private for ToBring {
    const NAME: &'static str = TO_BRING;
}

impl Bounded for ToBring {
    fn within_limits(&self) -> bool {
        all_fit([self.words.as_str()])
    }
}

impl Entry for ToBring {
    const LIST_PATH: &'static str = paths::BRING;

    fn words(&self) -> Vec<&str> {
        vec![&self.words]
    }

    fn same_content(&self, other: &Self) -> bool {
        self.words == other.words
    }

    fn after_restore(id: Id) -> String {
        paths::back(id)
    }

    fn address(id: Id) -> String {
        paths::to_bring(id)
    }

    fn parts(&self) -> Option<EntryParts> {
        Some(EntryParts::of(self.at, self.talked_about, [(PartLabel::Words, self.words.as_str())]))
    }
}

/// What was sent, as it was sent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The id of the row it will make.
    pub id: String,
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Empty,
    Long,
}

impl Fault {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Write a few words first. One is enough.",
            Self::Long => "That is longer than fits here. 10,000 letters is the most.",
        }
    }
}

impl Fields {
    pub fn understood(&self, at: i64) -> Result<ToBring, Fault> {
        let words = words(&self.words).map_err(|TooLong| Fault::Long)?;
        if words.is_empty() { Err(Fault::Empty) } else { Ok(ToBring { words, at, talked_about: false }) }
    }
}
