//! What was never tried begins small, and what came often steps back for longer each time. Pure.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::fitting::Fitting;
use super::history_rows::{PastDeed, PastOffer};
use crate::base::words::days_before;
use crate::model::scheduler::Rung;
use crate::model::steps::{Mark, SizedStep};

/// After how many of its kind that were easy or okay a step may begin at a larger size.
const KIND_WENT_WELL: usize = 3;

/// For how many days a size that was suggested is behind those that were not, for each time it was; and one that was left,
/// at least.
const SEEN_FOR: i32 = 21;
const LEFT_FOR: i32 = 45;

/// From how many times on a step is behind others in all its sizes, and for how many days, for each time it was suggested.
const OFTEN: i32 = 3;
const STEP_SEEN_FOR: i32 = 10;

impl Fitting<'_> {
    /// Whether it is a larger size of a step that was never tried, has a smaller one for such a day that can be done at will, and is
    /// of a kind that did not go well three times yet.
    pub(super) fn begins_too_large(&self, rung: &Rung) -> bool {
        let Some((step, size)) = self.library.sized(rung) else { return false };
        let of_step = |deed: &PastDeed| deed.step == rung.step;
        let alike =
            |one: &SizedStep| one.size < size.size && !one.occasion && one.is(Mark::LowDay) == size.is(Mark::LowDay);
        let smaller = step.sizes.iter().any(alike);
        let well = self.felt.iter().filter(|deed| deed.was_fine() && self.is_of_kind(deed.step, step.kind));
        smaller && !self.done.iter().chain(self.felt).any(of_step) && well.count() < KIND_WENT_WELL
    }

    /// Whether a size was suggested so lately that something else is to be had first: for longer the more often it was, or
    /// where it was left.
    pub fn was_seen(&self, rung: &Rung) -> bool {
        let of_step = || self.offers.iter().filter(|offer| offer.step == rung.step && offer.day < self.day);
        let same = || of_step().filter(|offer| offer.size.number() == rung.size);
        let (times, often) = (days_of(same()), days_of(of_step()));
        let within = |offer: &PastOffer, days| offer.day > days_before(self.day, days);
        same().any(|offer| within(offer, (SEEN_FOR * times).max(if offer.left { LEFT_FOR } else { 0 })))
            || (often >= OFTEN && of_step().any(|offer| within(offer, STEP_SEEN_FOR * often)))
    }

    /// Whether its step was never suggested.
    pub(super) fn is_unseen(&self, rung: &Rung) -> bool {
        !self.offers.iter().any(|offer| offer.step == rung.step)
    }
}

/// On how many days.
fn days_of<'a>(offers: impl Iterator<Item = &'a PastOffer>) -> i32 {
    let days: BTreeSet<Date> = offers.map(|offer| offer.day).collect();
    i32::try_from(days.len()).unwrap_or(i32::MAX)
}
