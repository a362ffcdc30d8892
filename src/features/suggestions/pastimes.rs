//! What passes the time: nobody is in it, and it is no rest either. Once in a while is often enough. Pure.

use super::fitting::Fitting;
use super::history_rows::PastOffer;
use crate::base::words::days_before;
use crate::model::steps::{Mark, SizedStep, Step};

/// For how many days one of them does not come again, and among how many suggestions there is one at most.
const AGAIN_AFTER: i32 = 120;
const ONE_AMONG: usize = 20;

impl Fitting<'_> {
    /// Whether it passes the time, and there is something better: people they told of, on a day that is not low, or else
    /// anything that was not there lately. What stands on their ladder may come.
    pub(super) fn only_passes_the_time(&self, step: &Step, size: &SizedStep) -> bool {
        let at_hand = self.profile.surroundings.tell_of_somebody() && !self.today.is_low();
        let since = days_before(self.day, AGAIN_AFTER);
        let same = |offer: &PastOffer| (offer.step, offer.size) == (step.number, size.size) && offer.day > since;
        size.is(Mark::Pastime)
            && self.ladder.place(step.number).is_none()
            && (at_hand || self.offers.iter().any(same) || self.passed_the_time_lately())
    }

    fn passed_the_time_lately(&self) -> bool {
        let is_pastime = |offer: &PastOffer| {
            let size = self.library.step(offer.step).and_then(|step| step.size(offer.size));
            size.is_some_and(|size| size.is(Mark::Pastime))
        };
        self.offers.iter().rev().take(ONE_AMONG - 1).any(is_pastime)
    }
}
