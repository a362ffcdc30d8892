//! Who has outgrown the smaller sizes: on a day of plenty when things go well, or of what went well twice. Pure.

use std::collections::BTreeSet;

use super::fitting::Fitting;
use super::history_rows::PastDeed;
use super::leaning;
use crate::base::words::days_before;
use crate::model::scheduler::{Energy, Felt, Person, Rung, Today, Why};
use crate::model::steps::Size;

/// After how many in a row that were easy or okay the smallest give way, and after how many a larger one of its kind is next.
const GIVE_WAY: usize = 2;
const HANDED_OVER: usize = 3;

/// After how many of a kind that were done in one size, a stretch at the most, its next size is due.
const DONE: usize = 2;

/// For how many days something too much keeps the next size of its kind from being due.
const HURT_FOR: i32 = 14;

/// How many too much, of the last they told, are so often that nothing grows by what was a stretch.
const OFTEN: usize = 2;
const OF_THE_LAST: usize = 10;

/// How surely the next size must be manageable where nothing of what is due is as sure as usual: whoever finds everything a
/// stretch is never that sure of anything.
const SURE_ENOUGH: f64 = 0.4;

/// For how many days a larger size of a kind that was shown is enough.
const SHOWN_WITHIN: i32 = 7;

/// What is ready to grow.
#[derive(Clone, Debug, Default)]
pub struct OutgrownSizes {
    /// The smallest size of whatever has a larger one.
    all: bool,
    steps: BTreeSet<u32>,
    kinds: BTreeSet<u8>,
    /// The sizes of kinds that are next, and which of them are so by what was a stretch at the most.
    due: BTreeSet<(u8, u8)>,
    stretched: BTreeSet<(u8, u8)>,
    /// On a day of plenty, the kinds of which a larger size went well: there the smallest come after all else.
    larger_went_well: BTreeSet<u8>,
}

impl OutgrownSizes {
    pub fn of(fitting: &Fitting) -> Self {
        if fitting.today.is_low() || fitting.is_soft() {
            return Self::default();
        }
        let kind = |step: u32| fitting.library.step(step).map(|step| step.kind as u8);
        let smallest = || fitting.felt.iter().filter(|deed| deed.size == Size::Smaller);
        let well = |fits: &dyn Fn(&PastDeed) -> bool, times| went_well(smallest().filter(|deed| fits(deed)), times);
        let tried: BTreeSet<u32> = smallest().map(|deed| deed.step).collect();
        let kinds: BTreeSet<u8> = tried.iter().filter_map(|step| kind(*step)).collect();
        let of_kinds = |times| -> BTreeSet<u8> {
            let well = |one: &&u8| well(&|deed| kind(deed.step) == Some(**one), times);
            kinds.iter().filter(well).copied().collect()
        };
        let plenty = fitting.today.energy == Some(Energy::Plenty);
        let larger = fitting.felt.iter().filter(|deed| plenty && deed.size > Size::Smaller && deed.was_fine());
        let larger_went_well = larger.filter_map(|deed| kind(deed.step)).collect();
        let since = days_before(fitting.day, SHOWN_WITHIN);
        let larger = fitting.offers.iter().filter(|offer| offer.day > since && offer.size > Size::Smaller);
        let shown: BTreeSet<u8> = larger.filter_map(|offer| kind(offer.step)).collect();
        let handed_over = of_kinds(HANDED_OVER).into_iter().map(|kind| (kind, Size::Regular.number()));
        let mut stretched = after_a_stretch(fitting);
        stretched.retain(|(kind, _)| !shown.contains(kind));
        let due = handed_over.filter(|(kind, _)| !shown.contains(kind)).chain(stretched.iter().copied());
        Self {
            all: plenty && went_well(fitting.felt.iter(), GIVE_WAY),
            steps: tried.iter().filter(|step| well(&|deed| deed.step == **step, GIVE_WAY)).copied().collect(),
            due: due.collect(),
            stretched,
            kinds: of_kinds(GIVE_WAY),
            larger_went_well,
        }
    }

    /// Without the smallest sizes that give way to a larger one of their step that is sure.
    pub fn without_outgrown(&self, rungs: &[Rung], is_sure: impl Fn(usize) -> bool) -> Vec<Rung> {
        let larger = (0..rungs.len()).filter(|at| rungs[*at].size > 0 && is_sure(*at));
        let larger: BTreeSet<u32> = larger.map(|at| rungs[at].step).collect();
        let gives_way = |rung: &&Rung| {
            let outgrown = larger.contains(&rung.step) && self.is_ready(rung);
            rung.size == 0 && (outgrown || self.larger_went_well.contains(&rung.kind))
        };
        rungs.iter().filter(|rung| !gives_way(rung)).copied().collect()
    }

    /// What is due of kinds that went well again and again.
    pub fn handed_over(&self, rungs: &[Rung]) -> Vec<Rung> {
        rungs.iter().filter(|rung| rung.reaches() && self.is_due(rung)).copied().collect()
    }

    /// The surest of what was handed over after a stretch, where none is as sure as usual. What must not be offered still is
    /// not.
    pub fn surest(&self, person: &Person, rungs: &[Rung], today: &Today) -> Option<(usize, Why)> {
        if !rungs.iter().all(|rung| self.is_due(rung)) {
            return None;
        }
        let stretched = |rung: &Rung| self.stretched.contains(&(rung.kind, rung.size));
        let surest = leaning::surest(person, rungs, today, |rung, low| stretched(rung) && low >= SURE_ENOUGH)?;
        Some((surest, person.why_of(surest, rungs, today)?))
    }

    fn is_due(&self, rung: &Rung) -> bool {
        self.due.contains(&(rung.kind, rung.size))
    }

    fn is_ready(&self, rung: &Rung) -> bool {
        self.all || self.steps.contains(&rung.step) || self.kinds.contains(&rung.kind)
    }
}

/// The next sizes of kinds of which the last two of a size were done and a stretch at the most, unless its kind was too much
/// not long ago, or anything was often. To find things a stretch, and to do them, is to go well.
fn after_a_stretch(fitting: &Fitting) -> BTreeSet<(u8, u8)> {
    let too_much = |deed: &&PastDeed| deed.was_too_much();
    if fitting.felt.iter().rev().take(OF_THE_LAST).filter(too_much).count() >= OFTEN {
        return BTreeSet::new();
    }
    let kind = |deed: &PastDeed| fitting.library.step(deed.step).map(|step| step.kind as u8);
    let since = days_before(fitting.day, HURT_FOR);
    let hurt = fitting.felt.iter().filter(too_much).filter(|deed| deed.day > since);
    let hurt: BTreeSet<u8> = hurt.filter_map(kind).collect();
    let told = || fitting.done.iter().filter(|deed| deed.felt.is_some() && deed.size < Size::More);
    let sizes: BTreeSet<(u8, Size)> = told().filter_map(|deed| Some((kind(deed)?, deed.size))).collect();
    let done = |(of, size): &(u8, Size)| {
        let last = told().rev().filter(|deed| kind(deed) == Some(*of) && deed.size == *size);
        let last: Vec<_> = last.take(DONE).collect();
        last.len() == DONE && last.iter().all(|deed| deed.was_fine() || deed.felt == Some(Felt::Stretch))
    };
    let due = sizes.into_iter().filter(|one| !hurt.contains(&one.0) && done(one));
    due.map(|(kind, size)| (kind, size.number() + 1)).collect()
}

/// Whether the last so many were easy or okay.
fn went_well<'a>(deeds: impl DoubleEndedIterator<Item = &'a PastDeed>, times: usize) -> bool {
    let last: Vec<_> = deeds.rev().take(times).collect();
    last.len() == times && last.iter().all(|deed| deed.was_fine())
}
