//! What somebody told of each step: the only thing a reason may speak of. Pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::scheduler::{Felt, Nourished, Rung, Why};
use super::steps::{Around, OpenedBy, Size};

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
    /// The last time they said, this size did them good.
    DidGood,
    /// This size of another step of its kind did them good.
    LikeOne {
        /// The other step's number.
        step: u32,
        /// In which size.
        size: Size,
    },
    /// The last one of its kind was easy.
    KindWasEasy,
    /// The last one of its kind was okay.
    KindWasOkay,
    /// Another size of this step, which is the same act, went well before, and this one was not begun.
    AnotherSize,
    /// The last time they said, this size was too much.
    WasTooMuch,
    /// What opens it was done some days ago.
    Opened(OpenedBy),
    /// It is with people they told of.
    Around(Around),
    /// It is made for days as they told of.
    Days,
    /// They never began it, in any size, and it was never suggested.
    New,
    /// They never began it, in any size, and it was suggested before.
    NotTried,
}

impl Ground {
    /// Whether it is of what they told of a step they did.
    pub const fn tells_of_steps(self) -> bool {
        matches!(self, Self::WasEasy | Self::WasOkay | Self::SmallerWentWell | Self::DidGood | Self::LikeOne { .. })
    }

    /// Whether it says that nothing of it was tried so far.
    pub const fn is_untried(self) -> bool {
        matches!(self, Self::New | Self::NotTried)
    }
}

/// What was told of one size: the latest word each.
#[derive(Clone, Copy, Debug, Default)]
struct SizeRecord {
    kind: u8,
    begun: bool,
    felt: Option<(i64, Felt)>,
    /// How it felt when they last said, be it done or nearly.
    said: Option<(i64, Felt)>,
    nourished: Option<(i64, Nourished)>,
    /// When they last came close and did not do it.
    nearly: Option<i64>,
}

impl SizeRecord {
    fn say(&mut self, at: i64, felt: Option<Felt>) {
        if let Some(felt) = felt.filter(|_| self.said.is_none_or(|(then, _)| then <= at)) {
            self.said = Some((at, felt));
        }
    }

    /// Whether, as they said last, it did them no good: then it does not speak for anything.
    fn did_no_good(&self) -> bool {
        matches!(self.nourished, Some((_, Nourished::No)))
    }

    /// The latest that was told of it: when, and how it felt where it was done.
    fn latest(&self) -> Option<(i64, Option<Felt>)> {
        let done = self.felt.map(|(at, felt)| (at, Some(felt)));
        done.into_iter().chain(self.nearly.map(|at| (at, None))).max_by_key(|(at, _)| *at)
    }

    fn went_well(&self) -> bool {
        matches!(self.latest(), Some((_, Some(Felt::Easy | Felt::Okay))))
    }
}

/// What was told of each size that was begun.
#[derive(Clone, Debug, Default)]
pub struct StepRecords {
    sizes: BTreeMap<(u32, u8), SizeRecord>,
    /// When something of a kind was suggested or begun last.
    shown: BTreeMap<u8, i64>,
}

impl StepRecords {
    /// Notes that a size was shown, and when.
    pub fn shown(&mut self, rung: &Rung, at: i64) {
        self.sizes.entry((rung.step, rung.size)).or_default().kind = rung.kind;
        self.shown.entry(rung.kind).and_modify(|last| *last = at.max(*last)).or_insert(at);
    }

    /// Notes that a size was begun, and when.
    pub fn begun(&mut self, rung: &Rung, at: i64) {
        self.shown(rung, at);
        self.sizes.entry((rung.step, rung.size)).or_default().begun = true;
    }

    /// Notes what was told of it, and when.
    pub fn told(&mut self, rung: &Rung, at: i64, felt: Option<Felt>, nourished: Option<Nourished>) {
        let record = self.sizes.entry((rung.step, rung.size)).or_default();
        (record.kind, record.begun) = (rung.kind, true);
        let newer = |then: Option<i64>| then.is_none_or(|then| then <= at);
        if let Some(felt) = felt.filter(|_| newer(record.felt.map(|one| one.0))) {
            record.felt = Some((at, felt));
        }
        record.say(at, felt);
        if let Some(good) = nourished.filter(|_| newer(record.nourished.map(|one| one.0))) {
            record.nourished = Some((at, good));
        }
    }

    /// Notes that they came close to it, when, and how that felt.
    pub fn nearly(&mut self, rung: &Rung, at: i64, felt: Option<Felt>) {
        let record = self.sizes.entry((rung.step, rung.size)).or_default();
        (record.kind, record.begun) = (rung.kind, true);
        record.nearly = record.nearly.max(Some(at));
        record.say(at, felt);
    }

    /// What speaks for a size that is suggested for this reason. `alike` says which other sizes are like it.
    pub fn ground(&self, rung: &Rung, why: Why, alike: impl Fn((u32, Size)) -> bool) -> Option<Ground> {
        let did_good = || self.did_good(rung).then_some(Ground::DidGood);
        let went_well = || self.went_well(rung);
        match why {
            Why::Liked => did_good().or_else(|| self.like_one(rung, alike)),
            Why::SmallStretch => self.smaller_went_well(rung).then_some(Ground::SmallerWentWell),
            _ => None,
        }
        .or_else(went_well)
        .or_else(|| self.smaller_went_well(rung).then_some(Ground::SmallerWentWell))
        .or_else(did_good)
    }

    /// Whether, as they said last, this size was too much, done or nearly.
    pub fn was_too_much(&self, rung: &Rung) -> bool {
        let record = self.sizes.get(&(rung.step, rung.size));
        matches!(record.and_then(|record| record.said), Some((_, Felt::TooMuch)))
    }

    /// Whether some size of its step was suggested before.
    pub fn was_shown(&self, rung: &Rung) -> bool {
        self.sizes.keys().any(|(step, _)| *step == rung.step)
    }

    /// Whether no size of its step was begun.
    pub fn is_new(&self, rung: &Rung) -> bool {
        !self.sizes.iter().any(|((step, _), record)| *step == rung.step && record.begun)
    }

    /// Whether another size of its step went well that is the same act, and this one was not begun.
    pub fn another_size(&self, rung: &Rung, is_the_same: impl Fn(Size) -> bool) -> bool {
        let other = |(step, size): &(u32, u8)| {
            *step == rung.step && *size != rung.size && Size::from_number(*size).is_some_and(&is_the_same)
        };
        let well = |record: &SizeRecord| record.went_well() && !record.did_no_good();
        let begun = self.sizes.get(&(rung.step, rung.size)).is_some_and(|record| record.begun);
        !begun && self.sizes.iter().any(|(size, record)| other(size) && well(record))
    }

    /// What the last one of its kind was like, where that speaks for it, and nothing speaks against its own step. `alike`
    /// says which other sizes are like it.
    pub fn of_its_kind(&self, rung: &Rung, alike: impl Fn((u32, Size)) -> bool) -> Option<Ground> {
        let of_kind = self.sizes.iter().filter(|(_, record)| record.kind == rung.kind);
        let told = of_kind.filter_map(|(size, record)| Some((record.latest()?, size, record)));
        let ((_, felt), (step, size), record) = told.max_by_key(|((at, _), ..)| *at)?;
        let alike = !record.did_no_good() && alike((*step, Size::from_number(*size)?));
        let speaks = alike && self.step_went_well_if_tried(rung.step);
        match felt {
            Some(Felt::Easy) if speaks => Some(Ground::KindWasEasy),
            Some(Felt::Okay) if speaks => Some(Ground::KindWasOkay),
            _ => None,
        }
    }

    /// Whether the latest try of a step, in whatever size, was easy or okay, if there was one.
    fn step_went_well_if_tried(&self, step: u32) -> bool {
        let of_step = self.sizes.iter().filter(|((of, _), _)| *of == step);
        let told = of_step.filter_map(|(_, record)| Some((record.latest()?.0, record)));
        told.max_by_key(|(at, _)| *at).is_none_or(|(_, record)| record.went_well())
    }

    fn went_well(&self, rung: &Rung) -> Option<Ground> {
        let record = self.sizes.get(&(rung.step, rung.size))?;
        match record.latest()?.1 {
            _ if record.did_no_good() => None,
            Some(Felt::Easy) => Some(Ground::WasEasy),
            Some(Felt::Okay) => Some(Ground::WasOkay),
            Some(Felt::Stretch | Felt::TooMuch) | None => None,
        }
    }

    fn smaller_went_well(&self, rung: &Rung) -> bool {
        let Some(below) = rung.size.checked_sub(1) else { return false };
        let here = self.sizes.get(&(rung.step, rung.size)).is_some_and(|record| record.begun);
        let below = self.sizes.get(&(rung.step, below)).filter(|below| !below.did_no_good());
        !here && below.is_some_and(SizeRecord::went_well)
    }

    fn did_good(&self, rung: &Rung) -> bool {
        let record = self.sizes.get(&(rung.step, rung.size));
        matches!(record.and_then(|record| record.nourished), Some((_, Nourished::Yes)))
    }

    /// The latest of another step of its kind that did them good, where nothing of the kind was suggested since: said
    /// again and again it would be worn.
    fn like_one(&self, rung: &Rung, alike: impl Fn((u32, Size)) -> bool) -> Option<Ground> {
        let others = self.sizes.iter().filter(|((step, _), record)| *step != rung.step && record.kind == rung.kind);
        let good = others.filter_map(|((step, size), record)| match record.nourished {
            Some((at, Nourished::Yes)) => Some((at, *step, Size::from_number(*size)?)),
            _ => None,
        });
        let since = self.shown.get(&rung.kind).copied().unwrap_or(i64::MIN);
        good.filter(|(at, ..)| *at > since)
            .filter(|(_, step, size)| alike((*step, *size)))
            .max_by_key(|(at, ..)| *at)
            .map(|(_, step, size)| Ground::LikeOne { step, size })
    }
}

#[cfg(test)]
mod tests;
