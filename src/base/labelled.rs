//! What somebody keeps, cut into parts that each say what they are. What is shown to somebody else is made of these, so that
//! no page of theirs has to know every kind there is.

use serde::{Deserialize, Serialize};

/// What a part is; how it is called stands where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartLabel {
    /// Words that need no heading.
    Words,
    /// A word that was tapped, as it stood there.
    Tapped,
    /// The prompt that was asked for.
    Prompt,
    Thought,
    Believed,
    Situation,
    Feeling,
    SpeaksFor,
    Against,
    Friend,
    Finding,
    Fairer,
    BelievedNow,
    Expected,
}

impl PartLabel {
    /// Whether such a part is in somebody's own words, rather than a choice or a prompt of ours.
    pub const fn is_written(self) -> bool {
        !matches!(self, Self::Tapped | Self::Prompt | Self::Believed | Self::Finding | Self::BelievedNow)
    }
}

/// One part. Where it is a choice, its words are the choice's own word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelledPart {
    pub label: PartLabel,
    pub words: String,
}

/// An entry as somebody else can be shown it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryParts {
    /// When it was first written, in milliseconds since 1970.
    pub written_at: i64,
    /// Whether its writer keeps it to themselves, whatever they show of its kind.
    pub kept_back: bool,
    pub parts: Vec<LabelledPart>,
}

impl EntryParts {
    /// The parts that have words.
    pub fn of<'a>(written_at: i64, kept_back: bool, parts: impl IntoIterator<Item = (PartLabel, &'a str)>) -> Self {
        let parts = parts.into_iter().filter(|(_, words)| !words.is_empty());
        let parts = parts.map(|(label, words)| LabelledPart { label, words: words.to_owned() }).collect();
        Self { written_at, kept_back, parts }
    }
}
