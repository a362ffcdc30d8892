//! Which sizes may be suggested to somebody on a day, before the scheduler chooses among them. Pure.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::history_rows::PastOffer;
use crate::base::words::days_before;
use crate::model::history;
use crate::model::ladder::Ladder;
use crate::model::profile::Profile;
use crate::model::scheduler::{Energy, Person, Rung, Today};
use crate::model::steps::{Around, Library, StepKind};

/// How often, among the last offers, one may come from the kind that needs a therapist: one in seven.
const THERAPY_ONE_IN: usize = 7;

/// How many days somebody is new for, at least.
const FIRST_WEEK: i32 = 7;

/// For how many days *nobody for this just now* is gone by.
const NOBODY_FOR: i32 = 14;

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
}

impl Fitting<'_> {
    /// The sizes that may be suggested. What is on the table today stays in sight, so that it can be made smaller.
    pub fn rungs(&self) -> Vec<Rung> {
        let Self { library, profile, person, today, .. } = self;
        let mut rungs = library.rungs_for(profile);
        if !profile.knows_what_could_hurt() && (self.is_early() || today.energy == Some(Energy::Low)) {
            rungs.retain(|rung| library.sized(rung).is_none_or(|(step, size)| !library.may_sting(step, size)));
        }
        let barred = self.nobody_there();
        let helped_lately = self.therapy_was_offered();
        let helps = |rung: &Rung| helped_lately && rung.kind == StepKind::Therapy as u8;
        rungs.retain(|rung| self.is_on_the_table(rung.step) || !(helps(rung) || self.needs_only(&barred, rung)));
        if person.is_new() {
            let untold = history::untold(profile, library);
            let all = library.rungs();
            let sure = |rung: &Rung| {
                let at = all.iter().position(|one| (one.step, one.size) == (rung.step, rung.size));
                at.is_some_and(|at| untold.allowed(at, all, today))
            };
            if rungs.iter().any(sure) {
                rungs.retain(sure);
            }
        }
        rungs
    }

    /// Whether these are the first days: the first suggestions, and at least a week.
    fn is_early(&self) -> bool {
        let first = self.offers.first().map(|offer| offer.day);
        self.person.is_new() || first.is_none_or(|first| first > days_before(self.day, FIRST_WEEK))
    }

    fn is_on_the_table(&self, step: u32) -> bool {
        self.offers.iter().any(|offer| offer.step == step && offer.day == self.day)
    }

    /// Those of whom they said lately that there is nobody.
    fn nobody_there(&self) -> BTreeSet<Around> {
        let since = days_before(self.day, NOBODY_FOR);
        let said = self.offers.iter().filter(|offer| offer.nobody && offer.day > since);
        let around = said.filter_map(|offer| {
            let step = self.library.step(offer.step)?;
            Some(step.around(step.size(offer.size)?).iter().copied())
        });
        around.flatten().filter(|one| !matches!(one, Around::Online | Around::Anyone)).collect()
    }

    fn needs_only(&self, barred: &BTreeSet<Around>, rung: &Rung) -> bool {
        let around = self.library.sized(rung).map(|(step, size)| step.around(size));
        around.is_some_and(|around| !around.is_empty() && around.is_subset(barred))
    }

    /// Whether one of the last six offers was of the kind that needs a therapist.
    fn therapy_was_offered(&self) -> bool {
        let is_therapy = |step: u32| self.library.step(step).is_some_and(|step| step.kind == StepKind::Therapy);
        self.offers.iter().rev().take(THERAPY_ONE_IN - 1).any(|offer| is_therapy(offer.step))
    }
}

/// Those that can be done at will, or that stand on somebody's own ladder: only these come by themselves. What waits for
/// an occasion can still be turned to.
pub fn at_will(library: &Library, ladder: &Ladder, rungs: &[Rung]) -> Vec<Rung> {
    let waits = |rung: &Rung| library.sized(rung).is_some_and(|(_, size)| size.occasion);
    rungs.iter().filter(|rung| !waits(rung) || ladder.place(rung.step).is_some()).copied().collect()
}
