//! What somebody told of each step: the only thing a reason may speak of. Pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::scheduler::{Felt, Nourished, Rung, Why};

/// What was told that speaks for a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Ground {
    /// The last time this size was easy.
    WasEasy,
    /// The last time this size was okay.
    WasOkay,
    /// The next smaller size was easy or okay the last time, and this one was not tried.
    SmallerWentWell,
    /// The last time they said, this step did them good.
    DidGood,
    /// Another step of its kind did them good.
    KindDidGood,
    /// They never began this step.
    New,
}

/// What was told of one size: the latest word each.
#[derive(Clone, Copy, Debug, Default)]
struct SizeRecord {
    kind: u8,
    felt: Option<(i64, Felt)>,
    nourished: Option<(i64, Nourished)>,
}

/// What was told of each size that was begun.
#[derive(Clone, Debug, Default)]
pub struct StepRecords {
    sizes: BTreeMap<(u32, u8), SizeRecord>,
}

impl StepRecords {
    /// Notes that a size was begun.
    pub fn begun(&mut self, rung: &Rung) {
        self.sizes.entry((rung.step, rung.size)).or_default().kind = rung.kind;
    }

    /// Notes what was told of it, and when.
    pub fn told(&mut self, rung: &Rung, at: i64, felt: Option<Felt>, nourished: Option<Nourished>) {
        self.begun(rung);
        let record = self.sizes.entry((rung.step, rung.size)).or_default();
        let newer = |then: Option<i64>| then.is_none_or(|then| then <= at);
        if let Some(felt) = felt.filter(|_| newer(record.felt.map(|one| one.0))) {
            record.felt = Some((at, felt));
        }
        if let Some(good) = nourished.filter(|_| newer(record.nourished.map(|one| one.0))) {
            record.nourished = Some((at, good));
        }
    }

    /// What speaks for a size that is suggested for this reason.
    pub fn ground(&self, rung: &Rung, why: Why) -> Option<Ground> {
        let did_good = || self.did_good(rung).then_some(Ground::DidGood);
        let went_well = || self.went_well(rung);
        match why {
            Why::Liked => did_good().or_else(|| self.kind_did_good(rung).then_some(Ground::KindDidGood)),
            Why::SmallStretch => self.smaller_went_well(rung).then_some(Ground::SmallerWentWell),
            _ => None,
        }
        .or_else(went_well)
        .or_else(|| self.smaller_went_well(rung).then_some(Ground::SmallerWentWell))
        .or_else(did_good)
        .or_else(|| self.of_step(rung).next().is_none().then_some(Ground::New))
    }

    fn of_step(&self, rung: &Rung) -> impl DoubleEndedIterator<Item = (u8, &SizeRecord)> {
        self.sizes.range((rung.step, 0)..=(rung.step, u8::MAX)).map(|((_, size), record)| (*size, record))
    }

    fn went_well(&self, rung: &Rung) -> Option<Ground> {
        match self.sizes.get(&(rung.step, rung.size))?.felt?.1 {
            Felt::Easy => Some(Ground::WasEasy),
            Felt::Okay => Some(Ground::WasOkay),
            Felt::Stretch | Felt::TooMuch => None,
        }
    }

    fn smaller_went_well(&self, rung: &Rung) -> bool {
        let Some(below) = rung.size.checked_sub(1) else { return false };
        let here = self.sizes.contains_key(&(rung.step, rung.size));
        let below = self.sizes.get(&(rung.step, below)).and_then(|record| record.felt);
        !here && matches!(below, Some((_, Felt::Easy | Felt::Okay)))
    }

    fn did_good(&self, rung: &Rung) -> bool {
        let last = self.of_step(rung).filter_map(|(_, record)| record.nourished).max_by_key(|(at, _)| *at);
        matches!(last, Some((_, Nourished::Yes)))
    }

    fn kind_did_good(&self, rung: &Rung) -> bool {
        let others = self.sizes.iter().filter(|((step, _), record)| *step != rung.step && record.kind == rung.kind);
        others.into_iter().any(|(_, record)| matches!(record.nourished, Some((_, Nourished::Yes))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rung(step: u32, size: u8) -> Rung {
        Rung { step, size, kind: 3, demand: [0.5; 5], effort: 0.1, nourish: 0.3, inner: false }
    }

    #[test]
    fn a_reason_speaks_of_this_step_first_and_of_nothing_that_was_not_told() {
        let mut records = StepRecords::default();
        let ground = |records: &StepRecords, size, why| records.ground(&rung(1, size), why);
        assert_eq!(ground(&records, 0, Why::Known), Some(Ground::New));
        assert_eq!(ground(&records, 0, Why::Liked), Some(Ground::New));
        records.begun(&rung(1, 0));
        assert_eq!(ground(&records, 0, Why::Known), None, "begun, and nothing told");
        records.told(&rung(2, 0), 5, Some(Felt::Okay), Some(Nourished::Yes));
        assert_eq!(ground(&records, 0, Why::Liked), Some(Ground::KindDidGood));
        records.told(&rung(1, 0), 6, Some(Felt::Okay), Some(Nourished::Yes));
        assert_eq!(ground(&records, 0, Why::Liked), Some(Ground::DidGood));
        assert_eq!(ground(&records, 0, Why::Known), Some(Ground::WasOkay));
        assert_eq!(ground(&records, 1, Why::SmallStretch), Some(Ground::SmallerWentWell));
        records.told(&rung(1, 1), 7, Some(Felt::Stretch), None);
        assert_eq!(ground(&records, 1, Why::SmallStretch), Some(Ground::DidGood), "this size was tried since");
        records.told(&rung(1, 0), 9, Some(Felt::TooMuch), Some(Nourished::No));
        assert_eq!(ground(&records, 0, Why::Known), None);
        assert_eq!(ground(&records, 0, Why::Liked), Some(Ground::KindDidGood));
    }

    #[test]
    fn the_latest_word_counts_whenever_it_is_told() {
        let mut records = StepRecords::default();
        records.told(&rung(1, 0), 9, Some(Felt::Easy), None);
        records.told(&rung(1, 0), 5, Some(Felt::TooMuch), None);
        assert_eq!(records.ground(&rung(1, 0), Why::Known), Some(Ground::WasEasy));
    }
}
