//! What is said to speak for a suggestion: what they told of it, or else what is true and was not said of late.

use std::mem::discriminant;

use super::Recommender;
use crate::model::scheduler::{Rung, Why};
use crate::model::step_records::Ground;
use crate::model::steps::{LifeNow, Mark, Size, SizedStep};

/// Among how many suggestions a ground that is no record of the size itself is said once.
const SAID_ONCE_IN: usize = 3;
const NEW_ONCE_IN: usize = 6;
/// And once in how many where nothing else is to be said but what the size is.
const TWICE: usize = 2;

/// Up to how much more presence a size is still the same act: a call for a message is another.
const AS_NEAR: f64 = 0.85;

impl Recommender {
    pub(super) fn ground(&self, rung: &Rung, why: Why) -> Option<Ground> {
        let own = self.records.ground(rung, why, |other| self.are_alike(rung, other));
        let own = own.filter(|ground| *ground != Ground::SmallerWentWell || self.is_more_of_the_same(rung));
        let others = [
            self.records.of_its_kind(rung, |other| self.are_alike(rung, other)),
            self.records.another_size(rung, |other| self.is_the_same_act(rung, other)).then_some(Ground::AnotherSize),
            self.told_of(rung),
            self.untried(rung),
        ];
        let first = |within: &dyn Fn(Ground) -> usize| {
            others.iter().flatten().find(|ground| !self.was_said(**ground, within(**ground))).copied()
        };
        let too_much = self.records.was_too_much(rung).then_some(Ground::WasTooMuch);
        let opened = self.due.going(rung).map(Ground::Opened);
        too_much.or(opened).or(own).or_else(|| first(&said_once_in)).or_else(|| first(&said_again_in))
    }

    /// That they never began it, where that is so: whoever was shown it and turned it down told something of it.
    fn untried(&self, rung: &Rung) -> Option<Ground> {
        let untried = self.records.is_new(rung) && !self.says_again(rung);
        untried.then(|| if self.records.was_shown(rung) { Ground::NotTried } else { Ground::New })
    }

    fn says_again(&self, rung: &Rung) -> bool {
        self.library.sized(rung).is_some_and(|(_, size)| size.is(Mark::Again))
    }

    /// Whether the next smaller size is the same act.
    fn is_more_of_the_same(&self, rung: &Rung) -> bool {
        let below = rung.size.checked_sub(1).and_then(Size::from_number);
        below.is_some_and(|below| self.is_the_same_act(rung, below))
    }

    /// Whether another size of its step is recognised as the same: with company of the same sort, or both without, done
    /// in the same way and about as near, and neither prepares anything.
    fn is_the_same_act(&self, rung: &Rung, other: Size) -> bool {
        let Some((step, this)) = self.library.sized(rung) else { return false };
        step.size(other).is_some_and(|other| {
            let company = this.around == other.around || !this.around.is_disjoint(&other.around);
            let way = |size: &SizedStep| (size.inner, size.used, size.is(Mark::Out), size.by_call);
            let near = (this.demand.presence - other.demand.presence).abs() <= AS_NEAR;
            company && near && way(this) == way(other) && this.leads_to.or(other.leads_to).is_none()
        })
    }

    /// Whether the same was said of one of so many suggestions, with this one.
    fn was_said(&self, ground: Ground, within: usize) -> bool {
        let untried = ground.is_untried();
        let same = |said: &Ground| discriminant(said) == discriminant(&ground) || (untried && said.is_untried());
        self.said.iter().rev().take(within - 1).flatten().any(same)
    }

    /// What they told of who is around or what their days are like, that it fits.
    fn told_of(&self, rung: &Rung) -> Option<Ground> {
        let (_, size) = self.library.sized(rung)?;
        // What merely goes well with such days is not recognised as fitting them.
        let is_for =
            |life: &LifeNow| size.made_for.contains(life) && size.only_for.iter().any(|word| word == life.word());
        let of_days = || self.surroundings.life.iter().any(is_for).then_some(Ground::Days);
        // What a stranger will do for as well is not with those they told of.
        let known = size.around.iter().filter(|_| !size.around.iter().any(|one| one.is_stranger()));
        let known = known.into_iter().next().filter(|one| self.surroundings.people.contains(one));
        known.copied().map(Ground::Around).or_else(of_days)
    }
}

const fn said_once_in(ground: Ground) -> usize {
    match ground {
        Ground::New | Ground::NotTried | Ground::Around(_) | Ground::Days => NEW_ONCE_IN,
        _ => SAID_ONCE_IN,
    }
}

/// That it is new wears soonest.
const fn said_again_in(ground: Ground) -> usize {
    match ground {
        Ground::New | Ground::NotTried => NEW_ONCE_IN,
        _ => TWICE,
    }
}
