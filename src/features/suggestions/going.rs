//! What was asked for comes back: some days after the asking, the looking up or the noting it is time to go. Pure.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::fitting::Fitting;
use super::history_rows::{PastDeed, PastOffer};
use crate::base::words::days_before;
use crate::model::steps::{Mark, OpenedBy, Opening, SizedStep, Step};

/// From how many days after the asking on, and until when, what was asked for is open.
const FROM: i32 = 2;
const UNTIL: i32 = 14;

/// On how many days it comes first, at most.
const SUGGESTED: usize = 2;

/// From how much on what it asks most of a side is too much of it for whoever said that the side is not possible now, and how
/// they say so.
const MUCH_OF_A_SIDE: f64 = 1.0;
const NOT_NOW: u8 = 0;

/// For how many days it can be said that it was nice, and from which presence on somebody was met.
const MET_FOR: i32 = 4;
const MET: f64 = 1.0;

impl Fitting<'_> {
    /// What is open since the asking was done and was not too much, whether it was gone to or not, as long as nothing larger
    /// of it was done.
    pub(super) fn opened(&self) -> BTreeMap<(u32, u8), OpenedBy> {
        self.each_opened().map(|(step, size, (by, _))| ((step.number, size.size.number()), by)).collect()
    }

    /// Those that were not gone to since, not suggested twice, and not turned down for a reason.
    pub(super) fn going(&self) -> BTreeMap<(u32, u8), OpenedBy> {
        let waits = |step: &Step, size: &SizedStep, since: Date| {
            let of_step = |offer: &&PastOffer| offer.step == step.number && offer.day >= since;
            let turned_down = self.offers.iter().filter(of_step).any(PastOffer::was_turned_down);
            let of_it = |offer: &&PastOffer| (offer.step, offer.size) == (step.number, size.size) && offer.day > since;
            let suggested: BTreeSet<Date> =
                self.offers.iter().filter(of_it).map(|offer| offer.day).filter(|day| *day < self.day).collect();
            let went = |deed: &PastDeed| (deed.step, deed.size) == (step.number, size.size) && deed.day >= since;
            !turned_down
                && !self.is_not_possible_now(size)
                && suggested.len() < SUGGESTED
                && !self.done.iter().any(went)
        };
        let going = self.each_opened().filter(|(step, size, (_, since))| waits(step, size, *since));
        going.map(|(step, size, (by, _))| ((step.number, size.size.number()), by)).collect()
    }

    /// Whether it asks much of a side of which they said that it is not possible now.
    fn is_not_possible_now(&self, size: &SizedStep) -> bool {
        let sides = self.profile.possible.iter().zip(size.demand.sides());
        sides.into_iter().any(|(possible, asked)| *possible == Some(NOT_NOW) && asked >= MUCH_OF_A_SIDE)
    }

    /// What belongs to the days after somebody was met, where somebody they know was.
    pub(super) fn after_a_meeting(&self) -> BTreeSet<(u32, u8)> {
        let met = self.met_somebody_known();
        let after = self.library.sizes().filter(|(_, size)| met && size.is(Mark::AfterMeeting));
        after.map(|(step, size)| (step.number, size.size.number())).collect()
    }

    /// Whether some time was spent with somebody they know only days ago, in a step that was done: not only asked for.
    fn met_somebody_known(&self) -> bool {
        let since = days_before(self.day, MET_FOR);
        self.done.iter().filter(|deed| deed.day > since && !deed.was_too_much()).any(|deed| {
            let size = self.library.step(deed.step).and_then(|step| step.size(deed.size));
            size.is_some_and(|size| {
                !size.inner && !size.reply && size.demand.presence >= MET && !size.is_with_nobody_known()
            })
        })
    }

    fn each_opened(&self) -> impl Iterator<Item = (&Step, &SizedStep, (OpenedBy, Date))> {
        let can_be = self.library.sizes().filter(|(_, size)| !size.opened_by.is_empty());
        let opened = can_be.filter_map(|(step, size)| Some((step, size, self.opening_of(step, size)?)));
        opened.filter(|(step, size, (_, since))| !self.went_further(step, size, *since))
    }

    /// Whether a larger size of the step was done since a day, other than what opens this one: then there is nothing left to
    /// go to.
    fn went_further(&self, step: &Step, size: &SizedStep, since: Date) -> bool {
        let opens = |deed: &PastDeed| size.opened_by.iter().any(|by| by.is(step, (deed.step, deed.size), self.library));
        let larger = |deed: &PastDeed| deed.step == step.number && deed.size > size.size && deed.day >= since;
        self.done.iter().any(|deed| larger(deed) && !opens(deed))
    }

    /// How a size was opened last, and on which day.
    fn opening_of(&self, step: &Step, size: &SizedStep) -> Option<(OpenedBy, Date)> {
        let within = days_before(self.day, UNTIL)..=days_before(self.day, FROM);
        let mut done = self.done.iter().rev().filter(|deed| within.contains(&deed.day) && !deed.was_too_much());
        done.find_map(|deed| {
            // Whoever asked or offered, and waits, was told neither yes nor no.
            let waits = |by: &&Opening| deed.unanswered && matches!(by.by, OpenedBy::Asked | OpenedBy::Offered);
            let opens = |by: &&Opening| !waits(by) && by.is(step, (deed.step, deed.size), self.library);
            Some((size.opened_by.iter().find(opens)?.by, deed.day))
        })
    }
}
