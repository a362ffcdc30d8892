//! What it is time for, and then comes first where any of it fits: somebody they know, a place where the same people meet
//! again, letting somebody in, what honours a loss. Pure.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};

use super::fitting::{Fitting, SET_UP_FOR};
use super::history_rows::{PastDeed, PastOffer};
use super::sequels::is_larger;
use crate::base::words::days_before;
use crate::model::outward::{self, Reached};
use crate::model::scheduler::{Energy, Rung};
use crate::model::steps::{Around, Library, Mark, OpenedBy, Size, SizedStep, Step, StepKind};
use crate::model::surroundings::Surroundings;

/// After how many days, or how many suggestions, without anybody they know it is time for somebody they know.
const KNOWN_EVERY: i32 = 7;
const KNOWN_AMONG: usize = 4;
/// And after how many where they said lately that there was nobody for one: there may be somebody else.
const KNOWN_AMONG_OTHERS: usize = 2;

/// From which day on whoever has nobody is led to a place where the same people meet again, how often, and from which day
/// on without having asked first.
const PLACE_FROM: i32 = 30;
const PLACE_EVERY: i32 = 7;
const PLACE_UNASKED_FROM: i32 = 56;

/// After how many fair days without anybody living who answers or is met it is time for one, for whoever has hardly anyone,
/// and after how many it is more than time.
const MET_EVERY: usize = 6;
const MET_AT_LAST: usize = 9;

/// How often at most, in days, letting somebody in comes first, and after how many good ones in a row with others.
const CLOSER_EVERY: i32 = 14;
const CLOSER_AFTER: usize = 3;

/// The part of the library in which one lets somebody in.
const CLOSER_BAND: u8 = 5;

/// How often, in days, what honours a loss comes first, and from which day on.
const LOSS_EVERY: i32 = 24;
const LOSS_FROM: i32 = 7;

/// From how many days after a loss was told on help after one comes first, once, and how often then.
const HELP_FROM: i32 = 10;
const HELP_EVERY: i32 = 60;

/// From which day on, and how often, something out of the house comes first.
const OUT_FROM: i32 = 10;
const OUT_EVERY: i32 = 14;

/// How often, in days, what is made for days as they told of comes first, and what is with a group or with colleagues
/// they told of.
const DAYS_EVERY: i32 = 12;
const GROUP_EVERY: i32 = 18;
const COLLEAGUES_EVERY: i32 = 18;

/// What it is time for.
#[derive(Clone, Debug, Default)]
pub struct Due {
    around: Surroundings,
    loss: bool,
    help: bool,
    out: bool,
    known: bool,
    /// Whether it is time for somebody living who answers or is met, and more than time.
    met: bool,
    met_at_last: bool,
    /// Whether all that reached somebody lately stayed with a helper.
    beyond: bool,
    /// Whether they said lately that there was nobody for one.
    had_nobody: bool,
    place: bool,
    closer: bool,
    days: bool,
    group: bool,
    colleagues: bool,
    /// What follows where something went well, and whether it is time for something larger.
    sequels: BTreeSet<(u32, u8)>,
    larger: bool,
    open: BTreeSet<(u32, u8)>,
    /// What was asked for, and was not gone to so far: it comes before all else.
    going: BTreeMap<(u32, u8), OpenedBy>,
}

impl Due {
    pub fn of(fitting: &Fitting) -> Self {
        let around = &fitting.profile.surroundings;
        let fair = !fitting.today.is_low();
        let unmet = if fair && around.have_hardly_anyone() { fitting.fair_days_unmet() } else { 0 };
        Self {
            around: around.clone(),
            loss: fitting.profile.recent_loss && fitting.today.energy != Some(Energy::Plenty) && fitting.loss_is_due(),
            help: fair && fitting.help_after_a_loss_is_due(),
            out: fair && around.have(&[Around::Anyone].into()) && fitting.out_is_due(),
            known: around.tell_of_somebody() && fair && fitting.somebody_known_is_due(),
            met: unmet >= MET_EVERY,
            met_at_last: unmet >= MET_AT_LAST,
            beyond: fair && fitting.stays_with_helper(),
            had_nobody: fitting.had_nobody().next().is_some(),
            place: around.are_lonely() && fair && fitting.place_is_due(),
            closer: fitting.today.energy == Some(Energy::Plenty) && fitting.closer_is_due(),
            days: fitting.is_due(DAYS_EVERY, |size| is_for_days(around, size)),
            group: fair
                && around.are_with(Around::Group)
                && fitting.is_due(GROUP_EVERY, |size| is_among(Around::Group, size)),
            colleagues: fair && around.people.contains(&Around::Colleagues) && fitting.colleagues_are_due(),
            sequels: fitting.sequels(),
            larger: fitting.larger_is_due(),
            open: fitting.waits_for_nothing(),
            going: if fair { fitting.going() } else { BTreeMap::new() },
        }
    }

    /// The sizes that wait for no occasion any more.
    pub const fn open(&self) -> &BTreeSet<(u32, u8)> {
        &self.open
    }

    /// How a size was opened that it is time to go to.
    pub fn going(&self, rung: &Rung) -> Option<OpenedBy> {
        self.going.get(&(rung.step, rung.size)).copied()
    }

    /// What comes first of these, the most pressing before the others. While things are kept soft nobody is led further.
    pub fn first(&self, library: &Library, rungs: &[Rung], soft: bool) -> Vec<Vec<Rung>> {
        let those = |due: bool, fits: &dyn Fn(&Step, &SizedStep) -> bool| {
            let fit = |rung: &&Rung| library.sized(rung).is_some_and(|(step, size)| fits(step, size));
            if due { rungs.iter().filter(fit).copied().collect() } else { Vec::new() }
        };
        vec![
            those(self.help, &|step, size| helps_after_a_loss(step, size)),
            those(self.loss, &|_, size| size.honours_a_loss()),
            those(self.met && !soft, &|_, size| size.is_answered_or_met()),
            those(self.beyond, &|step, size| Reached::by(step, size.size) == Reached::Others),
            those(self.known && self.had_nobody, &|_, size| self.is_known(size)),
            those(self.closer && !soft, &|step, size| step.band == CLOSER_BAND && self.is_known(size)),
            those(self.place && !soft, &|_, size| size.is(Mark::SamePeople) && size.size < Size::More),
            those(self.out && !soft, &|_, size| size.is(Mark::Out)),
            those(self.days, &|_, size| is_for_days(&self.around, size)),
            those(self.group && !soft, &|_, size| is_among(Around::Group, size)),
            those(self.colleagues && !soft, &|_, size| is_among(Around::Colleagues, size)),
            those(self.larger && !soft, &|_, size| is_larger(size)),
            those(!soft, &|step, size| self.sequels.contains(&(step.number, size.size.number()))),
            those(self.known, &|_, size| self.is_known(size)),
        ]
    }

    /// Where it is more than time for it: those in which somebody living answers or is met.
    pub fn met_at_last(&self, library: &Library, rungs: &[Rung]) -> Vec<Rung> {
        let met = |rung: &&Rung| library.sized(rung).is_some_and(|(_, size)| size.is_answered_or_met());
        rungs.iter().filter(|rung| self.met_at_last && met(rung)).copied().collect()
    }

    /// Those with people they know and those that need nobody: whoever told of somebody meets strangers on a screen last.
    pub fn without_the_nameless(&self, library: &Library, rungs: &[Rung]) -> Vec<Rung> {
        let nameless = |rung: &&Rung| {
            let size = library.sized(rung).map(|(_, size)| size);
            size.is_some_and(|size| self.around.meet_on_a_screen_only(&size.around))
        };
        let some = self.around.tell_of_somebody();
        rungs.iter().filter(|rung| !(some && nameless(rung))).copied().collect()
    }

    fn is_known(&self, size: &SizedStep) -> bool {
        self.around.know_whom_they_meet(&size.around)
    }
}

/// Whether it is with those who are there for people after a loss.
fn helps_after_a_loss(step: &Step, size: &SizedStep) -> bool {
    step.kind == StepKind::AskHelp && size.honours_a_loss()
}

fn is_for_days(around: &Surroundings, size: &SizedStep) -> bool {
    !size.inner && !around.life.is_disjoint(&size.made_for)
}

/// Whether it is with people of this sort, and not as well with those closest, or with whoever is there or on a screen.
fn is_among(one: Around, size: &SizedStep) -> bool {
    size.around.contains(&one) && !size.around.iter().any(|around| around.is_stranger() || *around == Around::Close)
}

impl Fitting<'_> {
    fn offered(&self, offer: &PastOffer) -> Option<(&Step, &SizedStep)> {
        let step = self.library.step(offer.step)?;
        Some((step, step.size(offer.size)?))
    }

    /// Whether nothing that fits was suggested for some days, today left out.
    fn none_for(&self, days: i32, fits: impl Fn(&Step, &SizedStep) -> bool) -> bool {
        let since = days_before(self.day, days);
        let lately = self.offers.iter().filter(|offer| offer.day > since);
        !lately.filter_map(|offer| self.offered(offer)).any(|(step, size)| fits(step, size))
    }

    /// Whether they have been here for so many days.
    fn here_for(&self, days: i32) -> bool {
        self.offers.first().is_some_and(|first| first.day <= days_before(self.day, days))
    }

    fn stays_with_helper(&self) -> bool {
        let since = days_before(self.day, outward::LOOKED_BACK);
        let lately = self.done.iter().filter(|deed| deed.day >= since);
        outward::stays_with_helper(
            lately.filter_map(|deed| Some(Reached::by(self.library.step(deed.step)?, deed.size))),
        )
    }

    /// For how many fair days on which something was suggested nobody living would have answered or been met.
    fn fair_days_unmet(&self) -> usize {
        let met = |offer: &&PastOffer| self.offered(offer).is_some_and(|(_, size)| size.is_answered_or_met());
        let since = self.offers.iter().rfind(met).map_or(Date::MIN, |offer| offer.day);
        let fair = self.offers.iter().filter(|offer| !offer.low && offer.day > since && offer.day < self.day);
        fair.map(|offer| offer.day).collect::<BTreeSet<Date>>().len()
    }

    fn is_due(&self, every: i32, fits: impl Fn(&SizedStep) -> bool) -> bool {
        !self.person.is_new() && self.none_for(every, |_, size| fits(size))
    }

    fn loss_is_due(&self) -> bool {
        self.here_for(LOSS_FROM) && self.none_for(LOSS_EVERY, |_, size| size.honours_a_loss())
    }

    fn help_after_a_loss_is_due(&self) -> bool {
        let told = |told: Date| told <= days_before(self.day, HELP_FROM);
        let long_enough = self.here_for(HELP_FROM) && self.profile.loss_told_on.is_none_or(told);
        self.profile.recent_loss && long_enough && self.none_for(HELP_EVERY, helps_after_a_loss)
    }

    fn out_is_due(&self) -> bool {
        self.here_for(OUT_FROM) && self.none_for(OUT_EVERY, |_, size| size.is(Mark::Out))
    }

    fn somebody_known_is_due(&self) -> bool {
        let known = |size: &SizedStep| self.profile.surroundings.know_whom_they_meet(&size.around);
        let among = if self.had_nobody().next().is_some() { KNOWN_AMONG_OTHERS } else { KNOWN_AMONG };
        let fair: Vec<_> = self.offers.iter().rev().filter(|offer| !offer.low).take(among).collect();
        let with_them = |offer: &PastOffer| !offer.nobody && self.offered(offer).is_some_and(|(_, size)| known(size));
        let row = fair.len() == among && !fair.into_iter().any(with_them);
        !self.person.is_new() && (row || self.none_for(KNOWN_EVERY, |_, size| known(size)))
    }

    fn colleagues_are_due(&self) -> bool {
        let off_work = matches!(self.day.weekday(), Weekday::Saturday | Weekday::Sunday);
        !off_work && self.is_due(COLLEAGUES_EVERY, |size| is_among(Around::Colleagues, size))
    }

    fn place_is_due(&self) -> bool {
        self.here_for(PLACE_FROM) && self.none_for(PLACE_EVERY, |_, size| size.is(Mark::SamePeople))
    }

    /// Whether the last ones with others that were more than the smallest went well, and nobody was let in of late.
    fn closer_is_due(&self) -> bool {
        let with_others = |deed: &&PastDeed| {
            let size = self.library.step(deed.step).and_then(|step| step.size(deed.size));
            deed.size > Size::Smaller && size.is_some_and(|size| !size.inner)
        };
        let last: Vec<_> = self.done.iter().rev().filter(with_others).take(CLOSER_AFTER).collect();
        let well = last.len() == CLOSER_AFTER && last.iter().all(|deed| deed.was_fine());
        well && self.none_for(CLOSER_EVERY, |step, size| step.band == CLOSER_BAND && !size.inner)
    }

    /// What needs no occasion now: places that are open, what was asked for, and what follows a meeting.
    fn waits_for_nothing(&self) -> BTreeSet<(u32, u8)> {
        let mut open = self.open_places();
        open.extend(self.opened().into_keys());
        open.extend(self.after_a_meeting());
        open
    }

    /// Places where the same people meet again, where what comes before was done, or somebody with nobody has been here
    /// for some weeks: one can go there on any day it is open.
    fn open_places(&self) -> BTreeSet<(u32, u8)> {
        let unasked = self.profile.surroundings.are_lonely() && self.here_for(PLACE_UNASKED_FROM);
        let since = days_before(self.day, SET_UP_FOR);
        let before = |step: &Step, size: &SizedStep| {
            let asked = |deed: &PastDeed| deed.step == step.number && deed.size < size.size && !deed.was_too_much();
            self.done.iter().any(|deed| asked(deed) && deed.day > since)
        };
        let sizes = self.library.sizes();
        let places = sizes.filter(|(_, size)| size.is(Mark::SamePeople));
        let open = places.filter(|(step, size)| before(step, size) || (unasked && size.size < Size::More));
        open.map(|(step, size)| (step.number, size.size.number())).collect()
    }
}

#[cfg(test)]
mod tests;
