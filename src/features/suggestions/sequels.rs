//! What follows where something went well: its next size within two weeks, and on days of plenty now and then something larger
//! for whoever finds things okay for months. Pure.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::fitting::Fitting;
use super::history_rows::{PastDeed, PastOffer};
use super::strain::RESTED_AFTER;
use crate::base::words::days_before;
use crate::model::scheduler::{Energy, Nourished};
use crate::model::steps::{Size, SizedStep, Step};

/// From how many days after it went well on, and until when, the next size of a step is its sequel.
const FROM: i32 = 4;
const UNTIL: i32 = 14;

/// For how many days things must have gone well, and how many of the last they told, before something larger has its turn.
const MONTHS: i32 = 60;
const OF_THE_LAST: usize = 10;
const WELL: usize = 7;

/// On how many of the last fair days there was nothing larger, where it is time for it; and from more than how many minutes on
/// something is larger.
const DAYS_WITHOUT: usize = 2;
const MINUTES: u16 = 5;

impl Fitting<'_> {
    /// The next sizes of what went well with others, each until it was suggested or done.
    pub(super) fn sequels(&self) -> BTreeSet<(u32, u8)> {
        if self.today.is_low() || self.is_soft() || self.was_too_much_within(RESTED_AFTER) {
            return BTreeSet::new();
        }
        let within = days_before(self.day, UNTIL)..=days_before(self.day, FROM);
        let well = self.done.iter().filter(|deed| within.contains(&deed.day) && went_well(deed));
        let next = well.filter_map(|deed| Some((self.library.step(deed.step)?, deed)));
        next.filter_map(|(step, deed)| {
            let this = step.size(deed.size).filter(|size| !size.inner)?;
            let next = step.sizes.iter().find(|size| size.size > this.size && !size.inner)?;
            self.waits_since(step, next, deed.day).then_some((step.number, next.size.number()))
        })
        .collect()
    }

    /// Whether nothing of a step as large was suggested or done since a day.
    fn waits_since(&self, step: &Step, next: &SizedStep, since: Date) -> bool {
        let suggested = |offer: &PastOffer| {
            offer.step == step.number && offer.size >= next.size && offer.day >= since && offer.day < self.day
        };
        let done = |deed: &PastDeed| deed.step == step.number && deed.size >= next.size && deed.day >= since;
        !self.offers.iter().any(suggested) && !self.done.iter().any(done)
    }

    /// Whether it is time for something larger: things were okay for months, it is a day of plenty, and the last fair days
    /// had nothing larger.
    pub(super) fn larger_is_due(&self) -> bool {
        let plenty = self.today.energy == Some(Energy::Plenty);
        let since = days_before(self.day, MONTHS);
        let months = self.felt.iter().any(|deed| deed.day <= since);
        let well = self.felt.iter().rev().take(OF_THE_LAST).filter(|deed| deed.was_fine()).count() >= WELL;
        plenty
            && months
            && well
            && !self.is_soft()
            && !self.was_too_much_within(RESTED_AFTER)
            && self.had_nothing_larger()
    }

    fn had_nothing_larger(&self) -> bool {
        let mut days: BTreeMap<Date, bool> = BTreeMap::new();
        for offer in self.offers.iter().filter(|offer| !offer.low && offer.day < self.day) {
            let size = self.library.step(offer.step).and_then(|step| step.size(offer.size));
            *days.entry(offer.day).or_default() |= size.is_some_and(is_larger);
        }
        days.values().rev().take(DAYS_WITHOUT).all(|larger| !larger)
    }
}

/// Whether it is no smallest size, or takes more than a few minutes.
pub(super) fn is_larger(size: &SizedStep) -> bool {
    !size.inner && (size.size > Size::Smaller || size.minutes > MINUTES)
}

fn went_well(deed: &PastDeed) -> bool {
    deed.was_fine() || (deed.nourished == Some(Nourished::Yes) && !deed.was_too_much())
}
