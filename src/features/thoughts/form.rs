//! The form of a thought, and what can be wrong with it. Pure.

use serde::Deserialize;

use super::{BeliefStrength, Thought, ThoughtVerdict};
use crate::base::words::typed::{ticked, words};
use crate::model::steps::Company;

/// What was sent, as it was sent, so that it can be shown again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The id of the row a new one will make.
    pub id: String,
    /// The revision a change is of.
    pub revision: i64,
    pub thought: String,
    pub believed: String,
    pub situation: String,
    pub feeling: String,
    pub speaks_for: String,
    pub against: String,
    /// What they would tell a friend.
    pub friend: String,
    /// True, useful, both?
    pub finding: String,
    pub fairer: String,
    /// How much they believe the first one now.
    pub now: String,
    /// The id of the step that a small test will make.
    pub step: String,
    pub test: String,
    pub who: String,
    pub expected: String,
    /// Whether it stays with them: *not this one*.
    pub kept_back: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Empty,
    /// The field with this name is longer than fits.
    Long(&'static str),
    NoCompany,
}

impl Fault {
    pub const fn field(self) -> &'static str {
        match self {
            Self::Empty => "thought",
            Self::Long(field) => field,
            Self::NoCompany => "who",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Write the thought down first, as it sounds to you. The rest can wait.",
            Self::Long(_) => "That is longer than fits here. 10,000 letters is the most.",
            Self::NoCompany => "Choose who it’s with. Just you is an answer too.",
        }
    }
}

impl Fields {
    /// The thought the form describes, not linked to a step yet, and the small test in it.
    pub fn understood(&self, at: i64) -> Result<(Thought, String), Vec<Fault>> {
        let mut faults = Vec::new();
        let mut read = |name: &'static str, typed: &str| {
            words(typed).unwrap_or_else(|_| {
                faults.push(Fault::Long(name));
                String::new()
            })
        };
        let thought = Thought {
            thought: read("thought", &self.thought),
            believed: BeliefStrength::from_word(&self.believed),
            situation: read("situation", &self.situation),
            feeling: read("feeling", &self.feeling),
            speaks_for: read("speaks_for", &self.speaks_for),
            against: read("against", &self.against),
            friend: read("friend", &self.friend),
            finding: ThoughtVerdict::from_word(&self.finding),
            fairer: read("fairer", &self.fairer),
            now: BeliefStrength::from_word(&self.now),
            expected: read("expected", &self.expected),
            step: None,
            at,
            kept_back: !self.kept_back.is_empty(),
        };
        let test = read("test", &self.test);
        if faults.is_empty() && thought.thought.is_empty() {
            faults.push(Fault::Empty);
        }
        if faults.is_empty() && !test.is_empty() && Company::from_word(&self.who).is_none() {
            faults.push(Fault::NoCompany);
        }
        if faults.is_empty() { Ok((thought, test)) } else { Err(faults) }
    }

    pub fn saying(thought: Thought, revision: i64) -> Self {
        Self {
            revision,
            thought: thought.thought,
            believed: thought.believed.map_or("", BeliefStrength::word).into(),
            situation: thought.situation,
            feeling: thought.feeling,
            speaks_for: thought.speaks_for,
            against: thought.against,
            friend: thought.friend,
            finding: thought.finding.map_or("", ThoughtVerdict::word).into(),
            fairer: thought.fairer,
            now: thought.now.map_or("", BeliefStrength::word).into(),
            expected: thought.expected,
            kept_back: ticked(thought.kept_back),
            ..Self::default()
        }
    }
}
