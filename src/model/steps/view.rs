//! A step as it is shown to somebody.

use super::{Exclusion, Flag, Library, Size, SizedStep, StarterUse, Step, StepKind};
use crate::model::profile::Profile;
use crate::model::reflection::Attempt;

pub struct StepView<'a> {
    pub step: &'a Step,
    pub size: &'a SizedStep,
    /// Why this size is not suggested to them, if it is not.
    pub left_out: Option<Exclusion>,
    /// What to be careful about, with the flag's key.
    pub notes: Vec<(&'a str, &'a Flag)>,
    /// Words for what gets in this person's way.
    pub adapted: Vec<&'a str>,
}

impl<'a> StepView<'a> {
    /// The step with this number in this size; none if the library has lost it.
    pub fn of(library: &'a Library, profile: &Profile, number: u32, size: Size) -> Option<Self> {
        let step = library.step(number)?;
        let size = step.size(size)?;
        Some(Self {
            step,
            size,
            notes: library.flags_of(step, size).collect(),
            left_out: library.size_left_out(step, size, profile),
            adapted: adapted_to(step, size, profile),
        })
    }

    /// The same for what is being tried; in the first size there is, where a step of one's own has lost this one.
    pub fn tried(library: &'a Library, profile: &Profile, attempted: &Attempt) -> Option<Self> {
        let of = |size| Self::of(library, profile, attempted.step, size);
        of(attempted.size).or_else(|| Size::ALL.into_iter().find_map(of))
    }

    /// Whether what one does is more than the title says already, as it may not be for a step of one's own.
    pub fn says_more(&self) -> bool {
        self.size.does.trim_end_matches('.') != self.size.title.trim_end_matches('.')
    }

    /// Whether its words are a message to send.
    pub fn sends(&self) -> bool {
        self.size.used == Some(StarterUse::Send)
    }

    /// Whether words for it can be found in the composer.
    pub fn wants_words(&self) -> bool {
        !self.size.inner && needs_words(self.step.kind)
    }

    /// What to be careful about in this size only.
    pub fn own_notes(&self) -> Vec<(&'a str, &'a Flag)> {
        let of_all = |key: &str| self.step.flags.iter().any(|flag| flag == key);
        self.notes.iter().filter(|(key, _)| !of_all(key)).copied().collect()
    }

    /// What is to be said first of what to be careful about, if anything matters so much in this size.
    pub fn caution(&self) -> Option<&'a Flag> {
        self.notes.iter().find(|(_, flag)| flag.matters(self.size, None)).map(|(_, flag)| *flag)
    }

    /// What is good to know of it: of this size, or else of the step.
    pub fn good_to_know(&self) -> Option<&str> {
        let of_step = self.step.good_to_know.as_deref().filter(|_| speaks_of(self.step, self.size));
        self.size.good_to_know.as_deref().or(of_step)
    }

    pub fn has_care(&self) -> bool {
        !self.notes.is_empty() || self.good_to_know().is_some()
    }

    /// Whether there is more to it than what one does.
    pub fn has_more(&self) -> bool {
        self.has_care() || !self.adapted.is_empty() || !self.size.starters.is_empty()
    }

    /// Whether a reply may come to it later.
    pub const fn waits(&self) -> bool {
        self.size.reply
    }
}

/// Whether what is said of a step holds for this size: the smallest of several often asks something else.
fn speaks_of(step: &Step, size: &SizedStep) -> bool {
    step.sizes.len() == 1 || size.size != Size::Smaller
}

/// Words for what gets in this person's way, of a size: its own, or else the step's where they speak of it.
fn adapted_to<'a>(step: &'a Step, size: &'a SizedStep, profile: &Profile) -> Vec<&'a str> {
    let of_step = |barrier| step.adapt.words(barrier).filter(|_| speaks_of(step, size));
    profile.barriers_by_weight().filter_map(|barrier| size.adapt.words(barrier).or_else(|| of_step(barrier))).collect()
}

/// Words for what gets in this person's way, of a step and of each of its sizes.
pub fn adapted<'a>(step: &'a Step, profile: &Profile) -> Vec<&'a str> {
    let of_all = |barrier| {
        let of_sizes = step.sizes.iter().filter_map(move |size| size.adapt.words(barrier));
        step.adapt.words(barrier).into_iter().chain(of_sizes)
    };
    profile.barriers_by_weight().flat_map(of_all).collect()
}

/// Whether one of a step's sizes is done with words that can be found here.
pub fn has_words(step: &Step) -> bool {
    needs_words(step.kind) && step.sizes.iter().any(|size| !size.inner)
}

/// Whether steps of this kind are done with words that can be found here.
pub const fn needs_words(kind: StepKind) -> bool {
    matches!(
        kind,
        StepKind::Message
            | StepKind::Share
            | StepKind::DoTogether
            | StepKind::AskHelp
            | StepKind::BeHonest
            | StepKind::Repair
    )
}
