//! Who has outgrown the smallest sizes: on a day of plenty when things go well, or of what went well twice. Pure.

use std::collections::BTreeSet;

use super::fitting::Fitting;
use super::history_rows::PastDeed;
use crate::base::words::days_before;
use crate::model::scheduler::{Energy, Rung};
use crate::model::steps::Size;

/// After how many in a row that were easy or okay the smallest give way, and after how many a larger one of its kind is next.
const GIVE_WAY: usize = 2;
const HANDED_OVER: usize = 3;

/// For how many days a larger size of a kind that was shown is enough.
const SHOWN_WITHIN: i32 = 7;

/// What is ready to grow.
#[derive(Clone, Debug, Default)]
pub struct OutgrownSizes {
    /// The smallest size of whatever has a larger one.
    all: bool,
    steps: BTreeSet<u32>,
    kinds: BTreeSet<u8>,
    handed_over: BTreeSet<u8>,
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
        let since = days_before(fitting.day, SHOWN_WITHIN);
        let larger = fitting.offers.iter().filter(|offer| offer.day > since && offer.size > Size::Smaller);
        let shown: BTreeSet<u8> = larger.filter_map(|offer| kind(offer.step)).collect();
        Self {
            all: fitting.today.energy == Some(Energy::Plenty) && went_well(fitting.felt.iter(), GIVE_WAY),
            steps: tried.iter().filter(|step| well(&|deed| deed.step == **step, GIVE_WAY)).copied().collect(),
            handed_over: of_kinds(HANDED_OVER).difference(&shown).copied().collect(),
            kinds: of_kinds(GIVE_WAY),
        }
    }

    /// Without the smallest sizes that give way to a larger one of their step that is sure.
    pub fn without_outgrown(&self, rungs: &[Rung], is_sure: impl Fn(usize) -> bool) -> Vec<Rung> {
        let larger = (0..rungs.len()).filter(|at| rungs[*at].size > 0 && is_sure(*at));
        let larger: BTreeSet<u32> = larger.map(|at| rungs[at].step).collect();
        let gives_way = |rung: &&Rung| rung.size == 0 && larger.contains(&rung.step) && self.is_ready(rung);
        rungs.iter().filter(|rung| !gives_way(rung)).copied().collect()
    }

    /// The usual sizes of kinds of which the smallest went well again and again.
    pub fn handed_over(&self, rungs: &[Rung]) -> Vec<Rung> {
        let usual = |rung: &&Rung| rung.size == Size::Regular.number() && rung.reaches();
        rungs.iter().filter(usual).filter(|rung| self.handed_over.contains(&rung.kind)).copied().collect()
    }

    fn is_ready(&self, rung: &Rung) -> bool {
        self.all || self.steps.contains(&rung.step) || self.kinds.contains(&rung.kind)
    }
}

/// Whether the last so many were easy or okay.
fn went_well<'a>(deeds: impl DoubleEndedIterator<Item = &'a PastDeed>, times: usize) -> bool {
    let last: Vec<_> = deeds.rev().take(times).collect();
    last.len() == times && last.iter().all(|deed| deed.was_fine())
}
