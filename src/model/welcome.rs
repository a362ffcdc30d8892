//! The first questions, and which of them still wait for somebody. Pure.

use serde::{Deserialize, Serialize};

use super::profile::Profile;

/// The first questions, in the order they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum WelcomeQuestion {
    /// What gets in the way.
    Way,
    /// What could hurt.
    Safety,
    /// Who is around.
    Around,
    /// What already feels possible.
    Possible,
    /// Company never to suggest.
    Company,
    /// How often, and when not.
    Pace,
    /// How big ten cards feel. They come last, since any number of them is enough.
    Cards,
}

impl WelcomeQuestion {
    pub const ALL: [Self; 7] =
        [Self::Way, Self::Safety, Self::Around, Self::Possible, Self::Company, Self::Pace, Self::Cards];

    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }

    pub fn before(self) -> Option<Self> {
        Self::ALL.get((self as usize).checked_sub(1)?).copied()
    }
}

impl Profile {
    /// Whether a question still waits: it was neither answered nor skipped, and nobody said that it is enough.
    pub fn waits(&self, question: WelcomeQuestion) -> bool {
        !self.asked && !self.gone_past.contains(&question)
    }

    /// The first question that waits.
    pub fn next_question(&self) -> Option<WelcomeQuestion> {
        WelcomeQuestion::ALL.into_iter().find(|question| self.waits(*question))
    }

    /// Whether the questions were begun and left halfway.
    pub fn is_halfway(&self) -> bool {
        !self.asked && !self.gone_past.is_empty()
    }

    /// Notes that a question was answered or skipped. With the last of them there is nothing more to ask.
    pub fn goes_past(&mut self, question: WelcomeQuestion) {
        self.gone_past.insert(question);
        self.asked |= self.gone_past.len() == WelcomeQuestion::ALL.len();
    }
}
