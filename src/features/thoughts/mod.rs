//! Looking at a thought from a few sides. Nothing here says that a thought is wrong; whoever has it looks for themselves.

pub mod experiment;
pub mod feature;
pub mod form;
pub mod look;
pub mod pages;
pub mod paths;

use serde::{Deserialize, Serialize};

use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::labelled::{EntryParts, PartLabel};
use crate::base::sealed::{Entry, Private};
use crate::base::words::form_words;
use crate::base::words::typed::all_fit;

form_words! {
    /// How much somebody believes a thought.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum BeliefStrength {
        /// Not at all.
        Not = "not",
        /// A little.
        ALittle = "a-little",
        /// Half.
        Half = "half",
        /// Mostly.
        Mostly = "mostly",
        /// Fully.
        Fully = "fully",
    }
}

form_words! {
    /// What somebody finds when they ask of a thought: is it true, is it useful, or both?
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum ThoughtVerdict {
        /// True.
        True = "true",
        /// Useful.
        Useful = "useful",
        /// True and useful.
        Both = "both",
        /// Neither.
        Neither = "neither",
        /// Not sure.
        Unsure = "not-sure",
    }
}

/// A thought, and what was found on looking at it. Everything but the thought may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Thought {
    /// The thought itself.
    pub thought: String,
    /// How much they believed it at first.
    pub believed: Option<BeliefStrength>,
    /// What was going on.
    pub situation: String,
    /// What they felt.
    pub feeling: String,
    /// What speaks for it.
    pub speaks_for: String,
    /// What speaks against it.
    pub against: String,
    /// What they would tell a friend.
    pub friend: String,
    /// True, useful, both?
    pub finding: Option<ThoughtVerdict>,
    /// A fairer thought.
    pub fairer: String,
    /// How much they believe the first one now.
    pub now: Option<BeliefStrength>,
    /// What they think will happen when they try it out.
    pub expected: String,
    /// The step of their own that tries it out.
    pub step: Option<Id>,
    /// When it was first written, in milliseconds since 1970.
    pub at: i64,
    /// Whether it stays with them, whatever of its kind they show to somebody.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub kept_back: bool,
}

impl Private for Thought {
    const NAME: &'static str = "thoughts";
}

impl Bounded for Thought {
    fn within_limits(&self) -> bool {
        all_fit(self.words())
    }
}

impl Entry for Thought {
    const LIST_PATH: &'static str = paths::LIST;

    fn words(&self) -> Vec<&str> {
        let parts = [
            &self.thought,
            &self.situation,
            &self.feeling,
            &self.speaks_for,
            &self.against,
            &self.friend,
            &self.fairer,
            &self.expected,
        ];
        parts.into_iter().map(String::as_str).filter(|words| !words.is_empty()).collect()
    }

    fn same_content(&self, other: &Self) -> bool {
        *self == Self { at: self.at, ..other.clone() }
    }

    fn parts(&self) -> Option<EntryParts> {
        let parts = [
            (PartLabel::Thought, self.thought.as_str()),
            (PartLabel::Believed, self.believed.map_or("", BeliefStrength::word)),
            (PartLabel::Situation, &self.situation),
            (PartLabel::Feeling, &self.feeling),
            (PartLabel::SpeaksFor, &self.speaks_for),
            (PartLabel::Against, &self.against),
            (PartLabel::Friend, &self.friend),
            (PartLabel::Finding, self.finding.map_or("", ThoughtVerdict::word)),
            (PartLabel::Fairer, &self.fairer),
            (PartLabel::BelievedNow, self.now.map_or("", BeliefStrength::word)),
            (PartLabel::Expected, &self.expected),
        ];
        Some(EntryParts::of(self.at, self.kept_back, parts))
    }

    fn after_restore(id: Id) -> String {
        paths::thought(id)
    }
}

impl Thought {
    /// Whether there is more to read than the thought.
    pub fn was_looked_at(&self) -> bool {
        self.words().len() > 1 || self.finding.is_some() || self.now.is_some() || self.step.is_some()
    }
}
