//! What is said to speak for a suggestion: what they told of it, or else what is true and was not said of late.

use std::mem::discriminant;

use super::Recommender;
use crate::model::scheduler::{Rung, Why};
use crate::model::step_records::Ground;

/// Among how many suggestions a ground that is no record of the size itself is said once.
const SAID_ONCE_IN: usize = 3;
const NEW_ONCE_IN: usize = 6;

impl Recommender {
    pub(super) fn ground(&self, rung: &Rung, why: Why) -> Option<Ground> {
        let own = self.records.ground(rung, why, |other| self.are_alike(rung, other));
        let own = own.filter(|ground| *ground != Ground::SmallerWentWell || self.is_more_of_the_same(rung));
        let others = [
            self.records.of_its_kind(rung, |other| self.are_alike(rung, other)),
            self.records.another_size(rung).then_some(Ground::AnotherSize),
            self.told_of(rung),
            self.records.is_new(rung).then_some(Ground::New),
        ];
        own.or_else(|| others.into_iter().flatten().find(|ground| !self.was_said(*ground)))
    }

    /// Whether the next smaller size is the same act: both are with somebody, or both without, and it prepares nothing.
    fn is_more_of_the_same(&self, rung: &Rung) -> bool {
        let size = self.library.sized(rung);
        let below = size.and_then(|(step, size)| step.sizes.iter().rfind(|one| one.size < size.size));
        let size = size.map(|(_, size)| size);
        size.zip(below).is_some_and(|(size, below)| size.inner == below.inner && below.leads_to.is_none())
    }

    /// Whether the same was said of one of the last suggestions.
    fn was_said(&self, ground: Ground) -> bool {
        let within = match ground {
            Ground::New | Ground::Around(_) | Ground::Days => NEW_ONCE_IN,
            _ => SAID_ONCE_IN,
        };
        let same = |said: &Ground| discriminant(said) == discriminant(&ground);
        self.said.iter().rev().take(within - 1).flatten().any(same)
    }

    /// What they told of who is around or what their days are like, that it fits.
    fn told_of(&self, rung: &Rung) -> Option<Ground> {
        let (_, size) = self.library.sized(rung)?;
        let of_days = || (!self.surroundings.life.is_disjoint(&size.made_for)).then_some(Ground::Days);
        // What a stranger will do for as well is not with those they told of.
        let known = size.around.iter().filter(|_| !size.around.iter().any(|one| one.is_stranger()));
        let known = known.into_iter().find(|one| self.surroundings.people.contains(one));
        known.copied().map(Ground::Around).or_else(of_days)
    }
}
