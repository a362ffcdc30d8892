//! What was too much, and what that keeps away, and for how long. Pure. The scheduler's own rule stands below this; nothing
//! here lowers what somebody is thought able to do.

use jiff::civil::Date;

use super::fitting::Fitting;
use super::history_rows::PastDeed;
use crate::base::words::days_before;
use crate::model::scheduler::Rung;
use crate::model::steps::{Size, SizedStep, Step, StepKind};

/// For how many days a size that was too much, and what is larger of its step, does not come by itself.
const TOO_MUCH_FOR: i32 = 60;

/// For how many more one that was not the smallest waits until a smaller one went well.
const TOO_MUCH_WAITS: i32 = 120;

/// For how many days what they came close to, or called too big, and what is larger of its step, waits for the same.
const BEYOND_FOR: i32 = 60;

/// For how many days after something too much no largest size comes.
const NOT_THE_LARGEST_FOR: i32 = 7;

/// For how many days the larger sizes of a kind stay away once one of it was too much, and once two were.
const SORE_FOR: i32 = 21;
const TWICE_SORE_FOR: i32 = 60;

/// After how many days without anything too much a day of plenty has room for company, and what went well leads on.
pub(super) const RESTED_AFTER: i32 = 7;

/// For how many days, that one counted, nobody is led anywhere after something too much.
const SORE_STILL_FOR: i32 = 2;

/// For how many days after something too much nothing looks at what hurts.
const RAW_FOR: i32 = 3;

impl Fitting<'_> {
    /// Whether things are kept soft: something was too much, and nothing was easy or okay since.
    pub fn is_soft(&self) -> bool {
        let since = self.felt.iter().rev().take_while(|deed| !deed.was_too_much());
        self.person.softened(self.today) && !since.into_iter().any(PastDeed::was_fine)
    }

    /// Whether this size, or a smaller one of its step, was too much, or its kind is to stay small for some time.
    pub(super) fn was_too_much(&self, step: &Step, size: &SizedStep) -> bool {
        let hurt = |deed: &PastDeed| deed.step == step.number && deed.size <= size.size;
        let waits = |deed: &PastDeed| {
            hurt(deed) && deed.size > Size::Smaller && !self.smaller_went_well(deed.step, deed.size, deed.day)
        };
        self.too_much_within(TOO_MUCH_FOR).any(hurt)
            || self.too_much_within(TOO_MUCH_WAITS).any(waits)
            || (size.size > Size::Smaller && self.is_sore(step.kind))
            || (size.size == Size::More && self.was_too_much_within(NOT_THE_LARGEST_FOR))
    }

    /// Whether they came close to this size of a step, or a smaller one, or called it too big, and nothing smaller went
    /// well since.
    pub(super) fn was_beyond(&self, step: &Step, size: &SizedStep) -> bool {
        let since = days_before(self.day, BEYOND_FOR);
        let close = self.nearly.iter().map(|deed| (deed.step, deed.size, deed.day));
        let too_big = self.offers.iter().filter(|offer| offer.too_big).map(|offer| (offer.step, offer.size, offer.day));
        close.chain(too_big).any(|(of, at, day)| {
            of == step.number && at <= size.size && day > since && !self.smaller_went_well(of, at, day)
        })
    }

    /// Whether a smaller size of a step, or this one itself, went well since a day.
    fn smaller_went_well(&self, step: u32, size: Size, since: Date) -> bool {
        self.felt.iter().any(|deed| deed.step == step && deed.size <= size && deed.day > since && deed.was_fine())
    }

    /// Whether it was too much when they last said, or a smaller size of its step was and nothing of its kind that asks as
    /// little went well since.
    pub(super) fn was_last_too_much(&self, step: &Step, size: &SizedStep) -> bool {
        let last = |one: Size| self.felt.iter().rev().find(|deed| deed.step == step.number && deed.size == one);
        let sizes = step.sizes.iter().filter(|one| one.size <= size.size);
        let mut hurt = sizes.filter_map(|one| last(one.size)).filter(|deed| deed.was_too_much());
        hurt.any(|deed| deed.size == size.size || !self.as_little_went_well(deed, step.kind))
    }

    /// Whether it was too much when they last said, and things are hard: energy is low, anything was too much within a week,
    /// or they turned from something today.
    pub(super) fn hurts_again(&self, step: &Step, size: &SizedStep) -> bool {
        let turned = || self.offers.iter().any(|offer| offer.day == self.day && offer.turned_from);
        let hard = self.today.is_low() || self.was_too_much_within(RESTED_AFTER) || turned();
        hard && self.was_last_too_much(step, size)
    }

    fn as_little_went_well(&self, hurt: &PastDeed, kind: StepKind) -> bool {
        let load = |deed: &PastDeed| self.library.rungs().get(self.library.rung(deed.step, deed.size)?).map(Rung::load);
        let as_little = |deed: &PastDeed| load(deed).zip(load(hurt)).is_some_and(|(this, that)| this <= that);
        let mut since = self.felt.iter().filter(|deed| deed.at > hurt.at && deed.was_fine());
        since.any(|deed| self.is_of_kind(deed.step, kind) && as_little(deed))
    }

    /// Whether something was too much only days ago.
    pub(super) fn is_raw(&self) -> bool {
        self.was_too_much_within(RAW_FOR)
    }

    /// Whether what was told last was too much, or something was today or yesterday.
    pub(super) fn is_sore_still(&self) -> bool {
        self.felt.last().is_some_and(PastDeed::was_too_much) || self.was_too_much_within(SORE_STILL_FOR)
    }

    /// Whether something was told, and nothing was too much for a week.
    pub(super) fn is_rested(&self) -> bool {
        !self.felt.is_empty() && !self.was_too_much_within(RESTED_AFTER)
    }

    pub(super) fn was_too_much_within(&self, days: i32) -> bool {
        self.too_much_within(days).next().is_some()
    }

    fn is_sore(&self, kind: StepKind) -> bool {
        let of_kind = |deed: &&PastDeed| self.is_of_kind(deed.step, kind);
        let lately = self.too_much_within(SORE_FOR).any(|deed| of_kind(&deed));
        lately || self.too_much_within(TWICE_SORE_FOR).filter(of_kind).nth(1).is_some()
    }

    fn too_much_within(&self, days: i32) -> impl Iterator<Item = &PastDeed> {
        let since = days_before(self.day, days);
        self.felt.iter().filter(move |deed| deed.was_too_much() && deed.day > since)
    }
}
