//! What was left again and again: it stays away, or comes last. Pure. It says nothing of what somebody can do.

use std::collections::BTreeSet;

use super::fitting::Fitting;
use super::history_rows::PastOffer;
use crate::base::words::days_before;
use crate::model::scheduler::{Energy, Rung};
use crate::model::steps::{Around, Mark, Size, SizedStep, Step, StepKind};

/// After how many in a row that were not taken up a step stays away, and for how many days; for how many days a kind comes
/// last.
const IN_A_ROW: usize = 3;
const STEP_AWAY_FOR: i32 = 45;
const KIND_LAST_FOR: i32 = 14;

/// For how many days a kind comes last of which two were not for them.
const NOT_FOR_ME_FOR: i32 = 60;

/// For how many days a size stays away where there was no occasion for it, and from which time on for how many more.
const NO_OCCASION_FOR: i32 = 14;
const NO_OCCASION: usize = 2;
const AGAIN_NO_OCCASION_FOR: i32 = 120;

/// After how many of a kind in a row, in how many days, others come first.
const SAME_IN_A_ROW: usize = 2;
const SAME_WITHIN: i32 = 4;

/// After how many first ones of a day that reached nobody whatever reaches somebody comes before all others.
const REACHED_NOBODY: usize = 2;

/// Up to how much starting something is no more than a tap, and for how many days somebody who wrote to people writes to them.
const TAPPED: f64 = 0.6;
const WRITES_WITHIN: i32 = 60;

/// How often at most, in days, something to do alone comes by itself on a day that is fair, in the first week. After it others come first.
const ALONE_EVERY: i32 = 7;
/// From how many minutes on it comes after all others.
const LONG_ALONE: u16 = 10;

impl Fitting<'_> {
    /// Whether the last times it was suggested, in whatever size, it was not taken up.
    pub(super) fn was_left_in_a_row(&self, step: &Step) -> bool {
        self.untaken_in_a_row(STEP_AWAY_FOR, |offer| offer.step == step.number)
    }

    /// Whether there was no occasion for a size not long ago, or again and again.
    pub(super) fn had_no_occasion_for(&self, step: &Step, size: &SizedStep) -> bool {
        let same = |offer: &&PastOffer| offer.no_occasion && (offer.step, offer.size) == (step.number, size.size);
        let (times, last) = (self.offers.iter().filter(same).count(), self.offers.iter().rfind(same));
        let days = if times >= NO_OCCASION { AGAIN_NO_OCCASION_FOR } else { NO_OCCASION_FOR };
        last.is_some_and(|offer| offer.day > days_before(self.day, days))
    }

    /// The sizes that come after all others: of kinds they turn from or had just now, larger ones of what was never tried, and
    /// what is done alone, or before nobody they know, on a day that is fair.
    pub fn last_of_all(&self, rungs: &[Rung]) -> BTreeSet<(u32, u8)> {
        let kinds: BTreeSet<u8> =
            StepKind::ALL.into_iter().filter(|kind| self.turn_from(*kind)).map(|kind| kind as u8).collect();
        let (fair, settled) = (self.is_fair() && !self.is_sore_still(), !self.is_early());
        let enough_alone = settled || self.had_enough_alone();
        let alone = |rung: &Rung| self.is_alone(rung) && (enough_alone || self.is_long(rung));
        let nameless = |rung: &Rung| settled && self.is_a_nameless_tap(rung);
        let outward = self.is_led_outward();
        let turned_from = |rung: &Rung| !(outward && rung.reaches()) && kinds.contains(&rung.kind);
        let less = |rung: &Rung| turned_from(rung) || (fair && (alone(rung) || nameless(rung)));
        let last = |rung: &&Rung| {
            self.begins_too_large(rung) || less(rung) || self.is_too_far(rung) || self.is_too_little(rung)
        };
        rungs.iter().filter(last).map(|rung| (rung.step, rung.size)).collect()
    }

    /// Whether one would meet somebody close for it, and they meet none of those they keep.
    fn is_too_far(&self, rung: &Rung) -> bool {
        let meets = |(step, size): (&Step, &SizedStep)| {
            let meant = step.meant(size);
            meant.means_meeting(step.kind) && meant.around.contains(&Around::Close)
        };
        self.far_away && self.library.sized(rung).is_some_and(meets)
    }

    /// Whether it is a tap under something, on a day of plenty, and they write to people they know.
    fn is_too_little(&self, rung: &Rung) -> bool {
        let plenty = self.today.energy == Some(Energy::Plenty);
        let tap = |(_, size): (&Step, &SizedStep)| {
            let still = size.demand.presence <= 0.0 && size.demand.initiation <= TAPPED;
            size.size == Size::Smaller && !size.inner && !size.reply && !size.is(Mark::Out) && still
        };
        plenty && self.library.sized(rung).is_some_and(tap) && self.writes_to_people()
    }

    fn writes_to_people(&self) -> bool {
        let since = days_before(self.day, WRITES_WITHIN);
        self.done.iter().filter(|deed| deed.day > since).any(|deed| {
            let size = self.library.step(deed.step).and_then(|step| step.size(deed.size));
            size.is_some_and(|size| size.reply && !size.is_with_nobody_known())
        })
    }

    fn turn_from(&self, kind: StepKind) -> bool {
        let of_kind = |offer: &PastOffer| self.is_of_kind(offer.step, kind);
        let since = days_before(self.day, NOT_FOR_ME_FOR);
        let not_for_me = self.offers.iter().filter(|offer| offer.not_for_me && offer.day > since && of_kind(offer));
        self.had_enough_of(kind) || not_for_me.count() >= 2 || self.untaken_in_a_row(KIND_LAST_FOR, of_kind)
    }

    /// Whether the last two before today, of these days, were of this kind.
    fn had_enough_of(&self, kind: StepKind) -> bool {
        let since = days_before(self.day, SAME_WITHIN);
        let last: Vec<_> = self.offers.iter().rev().filter(|offer| offer.day < self.day).take(SAME_IN_A_ROW).collect();
        last.len() == SAME_IN_A_ROW && last.iter().all(|offer| offer.day > since && self.is_of_kind(offer.step, kind))
    }

    /// Whether the last ones of these were left or passed over, the very last not longer ago than so many days. One that
    /// was made smaller went on as another.
    fn untaken_in_a_row(&self, days: i32, fits: impl Fn(&PastOffer) -> bool) -> bool {
        let over = |offer: &&PastOffer| offer.left || (!offer.turned_from && (offer.answered || offer.day < self.day));
        let mut last = self.offers.iter().rev().filter(over).filter(|offer| fits(offer)).take(IN_A_ROW).peekable();
        let lately = last.peek().is_some_and(|offer| offer.day > days_before(self.day, days));
        lately && last.map(|offer| usize::from(offer.left || !offer.answered)).sum::<usize>() == IN_A_ROW
    }

    fn had_enough_alone(&self) -> bool {
        let since = days_before(self.day, ALONE_EVERY);
        let alone = |offer: &PastOffer| {
            !offer.low && offer.day > since && self.rung_of(offer).is_some_and(|rung| self.is_alone(rung))
        };
        self.offers.iter().any(alone)
    }

    /// Whether the first ones of the last days, low days aside, reached nobody, and today may lead towards people: then
    /// what reaches somebody comes first, be it of a sort that else comes last.
    pub fn is_led_outward(&self) -> bool {
        let mut firsts: Vec<&PastOffer> = Vec::new();
        for offer in self.offers.iter().filter(|offer| !offer.low && offer.day < self.day) {
            if firsts.last().is_none_or(|first| first.day != offer.day) {
                firsts.push(offer);
            }
        }
        let last = firsts.iter().rev().take(REACHED_NOBODY).filter_map(|offer| self.rung_of(offer));
        let alone = last.filter(|rung| !rung.reaches()).count() == REACHED_NOBODY;
        alone && !self.today.is_low() && !self.person.is_new() && !self.is_sore_still()
    }

    fn rung_of(&self, offer: &PastOffer) -> Option<&Rung> {
        self.library.rungs().get(self.library.rung(offer.step, offer.size)?)
    }

    fn is_fair(&self) -> bool {
        !self.today.is_low() && !self.person.is_new() && !self.is_soft()
    }

    fn is_long(&self, rung: &Rung) -> bool {
        self.library.sized(rung).is_some_and(|(_, size)| size.minutes > LONG_ALONE)
    }

    /// Whether it is among the smallest, on a screen, and before nobody they know, where they told of somebody.
    fn is_a_nameless_tap(&self, rung: &Rung) -> bool {
        let around = &self.profile.surroundings;
        let on_a_screen = |size: &SizedStep| size.around.contains(&Around::Online) && !around.know(&size.around);
        let tap = rung.size == 0 && self.library.sized(rung).is_some_and(|(_, size)| on_a_screen(size));
        tap && around.tell_of_somebody()
    }

    /// Whether it is done with nobody, and prepares nothing with anybody.
    fn is_alone(&self, rung: &Rung) -> bool {
        rung.inner && self.library.sized(rung).is_some_and(|(_, size)| size.leads_to.is_none())
    }
}
