//! Which sizes may be suggested to somebody on a day, before the scheduler chooses among them. Pure.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};

use super::history_rows::{PastDeed, PastOffer};
use crate::base::words::days_before;
use crate::model::history;
use crate::model::ladder::Ladder;
use crate::model::profile::Profile;
use crate::model::scheduler::{Nourished, Person, Rung, Today};
use crate::model::steps::{Approach, Around, Exclusion, Library, LifeNow, Mark, SizedStep, Step, StepKind};

/// How often, among the last offers, one may come from the kind that needs a therapist: one in seven.
const THERAPY_ONE_IN: usize = 7;

/// For how many days *nobody for this just now* is gone by.
const NOBODY_FOR: i32 = 14;

/// How many days somebody is new for, at least.
const FIRST_WEEK: i32 = 7;

/// How long, in days, what sets something up is not suggested again once it was done, what was not for them, and
/// what did them no good twice in a row.
pub(super) const SET_UP_FOR: i32 = 90;
/// The same for what was asked at a place or a scheme: it was answered.
const ENQUIRED_FOR: i32 = 365;
const NOT_FOR_ME: i32 = 120;
const NO_GOOD_FOR: i32 = 45;

/// For how many days the same is not asked of somebody again once it was done.
const SAME_ASK_AFTER: i32 = 10;

/// For how many days nothing is asked of anybody they know once something was: two fair days lie between.
const ASKS_APART: i32 = 3;

/// For how many days after a loss was told of nothing plays, goes back to earlier years or asks about being close.
const GRIEVING_FOR: i32 = 60;

/// The most minutes that a low day is asked for.
const LOW_DAY_MINUTES: u16 = 5;

/// Somebody on a day, as far as what may be suggested goes by it.
#[derive(Debug)]
pub struct Fitting<'a> {
    pub library: &'a Library,
    pub profile: &'a Profile,
    pub person: &'a Person,
    pub today: &'a Today,
    pub day: Date,
    /// What was suggested so far, in order.
    pub offers: &'a [PastOffer],
    /// The hour it is for them, 0 to 23.
    pub hour: i8,
    /// What was done, in order.
    pub done: &'a [PastDeed],
    /// What they came close to, and did not do.
    pub nearly: &'a [PastDeed],
    /// What they said how it felt of, done or nearly, in the order it was said.
    pub felt: &'a [PastDeed],
    /// What they feel today, where they said.
    pub feeling: Option<&'a str>,
    /// The last day on which they said that they are lonely.
    pub lonely_on: Option<Date>,
    pub ladder: &'a Ladder,
    /// Whether they keep people, and meet none of them in the flesh.
    pub far_away: bool,
}

impl Fitting<'_> {
    /// The sizes that may be suggested. What is on the table today stays in sight, so that it can be made smaller.
    pub fn rungs(&self) -> Vec<Rung> {
        let (barred, helped_lately) = (self.nobody_there(), self.therapy_was_offered());
        let mut rungs = self.library.rungs().to_vec();
        rungs.retain(|rung| {
            let Some((step, size)) = self.library.sized(rung) else { return false };
            self.is_for_them(step, size)
                && (self.is_shown_today(rung)
                    || (self.is_its_hour(size) && !self.was_too_much(step, size) && !self.hurts_again(step, size)))
                && (self.is_on_the_table(step.number)
                    || !(self.may_sting(step, size)
                        || self.belongs_to_another_day(step, size)
                        || self.is_set_up(step, size)
                        || self.was_not_for_them(step)
                        || self.was_no_good(step)
                        || self.was_left_in_a_row(step)
                        || self.had_nobody_for(step)
                        || self.had_no_occasion_for(step, size)
                        || self.was_asked_lately(step, size)
                        || self.only_passes_the_time(step, size)
                        || self.was_beyond(step, size)
                        || self.says_more_than_they_did(step, size)
                        || self.asked_just_now(step, size)
                        || self.needs_only(&barred, step, size)
                        || (helped_lately && step.kind == StepKind::Therapy)))
        });
        if self.person.is_new() { self.as_sure_without_cards(rungs) } else { rungs }
    }

    /// Whether it is for somebody like them. What they put on their ladder is, whatever need it is for.
    fn is_for_them(&self, step: &Step, size: &SizedStep) -> bool {
        match self.library.size_left_out(step, size, self.profile) {
            None => true,
            Some(Exclusion::Need) => self.ladder.place(step.number).is_some(),
            Some(_) => false,
        }
    }

    /// In the first days only what is as sure without the cards, unless there is no such thing.
    fn as_sure_without_cards(&self, rungs: Vec<Rung>) -> Vec<Rung> {
        let untold = history::untold(self.profile, self.library);
        let sure = |at: &usize| untold.allowed(*at, &rungs, self.today);
        let sure: Vec<Rung> = (0..rungs.len()).filter(sure).map(|at| rungs[at]).collect();
        if sure.is_empty() { rungs } else { sure }
    }

    /// Whether these are the first days: the first suggestions, and at least a week.
    pub(super) fn is_early(&self) -> bool {
        let first = self.offers.first().map(|offer| offer.day);
        self.person.is_new() || first.is_none_or(|first| first > days_before(self.day, FIRST_WEEK))
    }

    fn is_on_the_table(&self, step: u32) -> bool {
        self.offers.iter().any(|offer| offer.step == step && offer.day == self.day)
    }

    fn is_shown_today(&self, rung: &Rung) -> bool {
        let same = |offer: &PastOffer| (offer.step, offer.size.number()) == (rung.step, rung.size);
        self.offers.iter().any(|offer| offer.day == self.day && same(offer))
    }

    /// Whether it can be done at this hour. Who is up at night may write then.
    fn is_its_hour(&self, size: &SizedStep) -> bool {
        size.needed_hour().is_at(self.day, self.hour, self.profile.surroundings.life.contains(&LifeNow::Nights))
    }

    pub(super) fn is_of_kind(&self, step: u32, kind: StepKind) -> bool {
        self.library.step(step).is_some_and(|step| step.kind == kind)
    }

    /// Whether what is on the table fits the day as it is now.
    pub fn suits_the_day(&self, step: &Step, size: &SizedStep) -> bool {
        self.is_for_its_energy(step, size) && self.is_its_hour(size) && !self.jars(step, size)
    }

    /// Whether it may sting after a loss that nobody was told of, on a day on which that would weigh, or soon after something
    /// was too much.
    fn may_sting(&self, step: &Step, size: &SizedStep) -> bool {
        let unknown = !self.profile.knows_what_could_hurt() && (self.is_early() || self.today.is_low());
        (unknown || self.is_raw()) && self.library.may_sting(step, size)
    }

    fn belongs_to_another_day(&self, step: &Step, size: &SizedStep) -> bool {
        let feels_otherwise =
            |feeling: &str| !size.feelings.is_empty() && !size.feelings.iter().any(|one| one == feeling);
        let off_work = matches!(self.day.weekday(), Weekday::Saturday | Weekday::Sunday)
            && size.around.iter().eq(&[Around::Colleagues])
            && size.has_somebody_there();
        let turned = self.offers.iter().any(|offer| offer.day == self.day && offer.turned_from);
        let too_heavy = size.is(Mark::Heavy) && (self.today.is_low() || self.is_raw() || turned);
        let stings = [Mark::Playful, Mark::LongAgo, Mark::Closeness];
        let too_soon = self.is_grieving() && stings.into_iter().any(|mark| size.is(mark));
        !self.is_for_its_energy(step, size)
            || (self.is_raw() && size.is_for_a_fair_day())
            || off_work
            || too_heavy
            || too_soon
            || self.feeling.is_some_and(feels_otherwise)
            || self.jars(step, size)
    }

    fn is_for_its_energy(&self, step: &Step, size: &SizedStep) -> bool {
        if self.today.is_low() {
            self.suits_a_low_day(step, size) && !self.was_last_too_much(step, size)
        } else {
            !size.is(Mark::LowDay)
        }
    }

    /// Whether a loss was told of not long ago, or nobody knows when.
    fn is_grieving(&self) -> bool {
        let lately = |told: Date| told > days_before(self.day, GRIEVING_FOR);
        self.profile.recent_loss && self.profile.loss_told_on.is_none_or(lately)
    }

    /// A low day asks for little, at home: rest, or a sign to people one knows; and it does not joke about a loss.
    fn suits_a_low_day(&self, step: &Step, size: &SizedStep) -> bool {
        let smallest = step.sizes.first().is_some_and(|smallest| smallest.size == size.size);
        let little = (smallest || size.is(Mark::LowDay)) && size.minutes <= LOW_DAY_MINUTES;
        let known = || self.profile.surroundings.know_whom_they_meet(&size.around);
        let to_strangers = !size.inner && !size.around.is_empty() && !known();
        let jokes = self.profile.recent_loss && size.is(Mark::Playful);
        let meets = !size.inner && size.has_somebody_there() && !size.is(Mark::LowDay);
        little && !meets && !size.is_for_a_fair_day() && !size.is(Mark::Out) && !to_strangers && !jokes
    }

    /// Whether it was set up, in this size or a larger one: what was prepared or asked is not asked again for long.
    fn is_set_up(&self, step: &Step, size: &SizedStep) -> bool {
        let since = days_before(self.day, if size.enquires() { ENQUIRED_FOR } else { SET_UP_FOR });
        let already = |deed: &PastDeed| deed.step == step.number && deed.size >= size.size && !deed.was_too_much();
        size.sets_up() && self.done.iter().any(|deed| already(deed) && deed.day > since)
    }

    /// Whether they did the very same with somebody they know only days ago, and it does not stand on their own ladder.
    fn was_asked_lately(&self, step: &Step, size: &SizedStep) -> bool {
        let since = days_before(self.day, SAME_ASK_AFTER);
        let with_somebody = !size.inner && !size.is_with_nobody_known();
        let same = |deed: &PastDeed| (deed.step, deed.size) == (step.number, size.size) && deed.day > since;
        with_somebody && self.ladder.place(step.number).is_none() && self.done.iter().any(same)
    }

    /// Whether it asks something of somebody they know, and they asked something just now, or within days the same step.
    fn asked_just_now(&self, step: &Step, size: &SizedStep) -> bool {
        let asks = |step: &Step, size: &SizedStep| {
            matches!(size.approach(step.kind), Some(Approach::Asked | Approach::Meeting | Approach::Called))
        };
        let did = |deed: &PastDeed| {
            let same = deed.step == step.number;
            let asked = self.library.step(deed.step).and_then(|step| Some((step, step.size(deed.size)?)));
            deed.day > days_before(self.day, if same { SAME_ASK_AFTER } else { ASKS_APART })
                && asked.is_some_and(|(step, size)| asks(step, size))
        };
        asks(step, size) && self.ladder.place(step.number).is_none() && self.done.iter().chain(self.nearly).any(did)
    }

    /// Whether the last two times they did it, it did them no good.
    fn was_no_good(&self, step: &Step) -> bool {
        let mut told = self.done.iter().rev().filter(|deed| deed.step == step.number && deed.nourished.is_some());
        let no_good = |deed: &PastDeed| deed.nourished == Some(Nourished::No);
        let lately = told.next().is_some_and(|last| no_good(last) && last.day > days_before(self.day, NO_GOOD_FOR));
        lately && told.next().is_some_and(no_good)
    }

    fn was_not_for_them(&self, step: &Step) -> bool {
        let since = days_before(self.day, NOT_FOR_ME);
        self.offers.iter().any(|offer| offer.not_for_me && offer.step == step.number && offer.day > since)
    }

    /// What was answered lately with that there is nobody for it.
    pub(super) fn had_nobody(&self) -> impl Iterator<Item = &PastOffer> {
        let since = days_before(self.day, NOBODY_FOR);
        self.offers.iter().filter(move |offer| offer.nobody && offer.day > since)
    }

    fn had_nobody_for(&self, step: &Step) -> bool {
        self.had_nobody().any(|offer| offer.step == step.number)
    }

    /// Those of whom they said lately that there is nobody. Where that would be all of several sorts they named, the first
    /// of them in the order of closeness that was not set aside before stays.
    fn nobody_there(&self) -> BTreeSet<Around> {
        let named = self.profile.surroundings.people.iter().filter(|one| !one.is_stranger());
        let named: BTreeSet<Around> = named.copied().collect();
        let around = self.had_nobody().filter_map(|offer| {
            let step = self.library.step(offer.step)?;
            Some(step.around(step.size(offer.size)?))
        });
        around.fold(BTreeSet::new(), |mut barred, around| {
            let before = barred.clone();
            barred.extend(around.iter().filter(|one| !one.is_stranger()));
            if named.len() > 1 && named.is_subset(&barred) {
                let stays = named.difference(&before).next().copied();
                barred.retain(|one| Some(*one) != stays);
            }
            barred
        })
    }

    /// Whether, without these, there is nobody for it.
    fn needs_only(&self, barred: &BTreeSet<Around>, step: &Step, size: &SizedStep) -> bool {
        let around = step.around(size);
        let known: BTreeSet<_> = around.difference(barred).filter(|one| !one.is_stranger()).copied().collect();
        !around.is_disjoint(barred) && (known.is_empty() || !self.profile.surroundings.have(&known))
    }

    /// Whether one of the last six offers was of the kind that needs a therapist.
    fn therapy_was_offered(&self) -> bool {
        let is_therapy = |step: u32| self.library.step(step).is_some_and(|step| step.kind == StepKind::Therapy);
        self.offers.iter().rev().take(THERAPY_ONE_IN - 1).any(|offer| is_therapy(offer.step))
    }
}

#[cfg(test)]
mod tests;
