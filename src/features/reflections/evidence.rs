//! Kind evidence: what somebody guessed before, and what it was like. Pure. It says nothing until there are five, gives no
//! verdict on a hard one, and follows no trend.

use jiff::civil::Date;

use crate::model::reflection::{Attempt, AttemptOutcome, Reflection, Reply};
use crate::model::scheduler::Felt;
use crate::model::steps::StepKind;

/// From how many on there is something to say: below that, one odd day would say it all.
pub const ENOUGH: usize = 5;
/// How many the picture shows, the latest ones: as many as stand apart on a small phone.
pub const PICTURED: usize = 10;

/// How many looks back it goes by, the latest ones: who somebody is by now, and no longer to read than a page may take.
pub const LATEST: usize = 200;

/// A step that was looked back on, in the order of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookBack {
    /// The local day of the look back.
    pub day: Date,
    /// What sort of step it was; none if the library has lost it.
    pub kind: Option<StepKind>,
    pub attempted: Attempt,
    pub reflected: Reflection,
}

/// A guess and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// The local day of the look back.
    pub day: Date,
    /// When it was told, in milliseconds since 1970.
    pub at: i64,
    /// The step's number.
    pub step: u32,
    pub kind: Option<StepKind>,
    pub guess: Felt,
    pub was: Felt,
}

impl LookBack {
    /// The guess and what came of it, where both were told. Coming close is an answer like any other. Resting says what
    /// rest was like, not the step.
    pub fn forecast(&self) -> Option<Forecast> {
        let Self { day, kind, attempted, reflected } = self;
        if reflected.outcome == AttemptOutcome::Rested {
            return None;
        }
        let guess = attempted.guess(reflected)?;
        Some(Forecast { day: *day, at: reflected.at, step: attempted.step, kind: *kind, guess, was: reflected.felt? })
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GuessTally {
    pub gentler: usize,
    pub as_guessed: usize,
    pub harder: usize,
}

impl GuessTally {
    /// Counts them; none if there are not enough to say anything.
    fn of<'a>(forecasts: impl Iterator<Item = &'a Forecast>) -> Option<Self> {
        Some(Self::counted(forecasts)).filter(|tally| tally.all() >= ENOUGH)
    }

    /// Counts them, however many there are.
    pub fn counted<'a>(forecasts: impl Iterator<Item = &'a Forecast>) -> Self {
        let mut tally = Self::default();
        for one in forecasts {
            match (one.was as u8).cmp(&(one.guess as u8)) {
                std::cmp::Ordering::Less => tally.gentler += 1,
                std::cmp::Ordering::Equal => tally.as_guessed += 1,
                std::cmp::Ordering::Greater => tally.harder += 1,
            }
        }
        tally
    }

    pub const fn all(&self) -> usize {
        self.gentler + self.as_guessed + self.harder
    }
}

/// Guesses beside what came of them, where there are enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecasts {
    pub whole: GuessTally,
    /// The kinds of step that have enough of their own.
    pub kinds: Vec<(StepKind, GuessTally)>,
    /// The latest, in the order of time.
    pub latest: Vec<Forecast>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Guesses beside what came of them, where there are enough.
    pub forecasts: Option<Forecasts>,
    /// How many had no reply at first.
    pub quiet: usize,
    /// Of these, how many had one later.
    pub replied: usize,
    pub nearly: usize,
    pub rested: usize,
    /// Whether there were more than these, longer ago.
    pub is_latest: bool,
}

impl Evidence {
    /// What these show, in whatever order they come.
    pub fn of(told: &[LookBack]) -> Self {
        let count = |is: fn(&Reflection) -> bool| told.iter().filter(|one| is(&one.reflected)).count();
        let replied = count(|one| one.reply == Some(Reply::Came));
        Self {
            forecasts: forecasts(told),
            quiet: replied + count(|one| one.outcome == AttemptOutcome::NoReplyYet),
            replied,
            nearly: count(|one| one.outcome == AttemptOutcome::Nearly),
            rested: count(|one| one.outcome == AttemptOutcome::Rested),
            is_latest: told.len() >= LATEST,
        }
    }
}

fn forecasts(told: &[LookBack]) -> Option<Forecasts> {
    let mut all: Vec<Forecast> = told.iter().filter_map(LookBack::forecast).collect();
    all.sort_by_key(|one| (one.at, one.step, one.kind, one.guess as u8, one.was as u8));
    let whole = GuessTally::of(all.iter())?;
    let kinds = StepKind::ALL.into_iter().filter_map(|kind| {
        let tally = GuessTally::of(all.iter().filter(|one| one.kind == Some(kind)))?;
        Some((kind, tally))
    });
    let kinds = kinds.collect();
    Some(Forecasts { whole, kinds, latest: all.split_off(all.len().saturating_sub(PICTURED)) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::steps::Size;

    const FELT: [Felt; 4] = [Felt::Easy, Felt::Okay, Felt::Stretch, Felt::TooMuch];
    const OUTCOMES: [AttemptOutcome; 4] =
        [AttemptOutcome::Did, AttemptOutcome::Nearly, AttemptOutcome::Rested, AttemptOutcome::NoReplyYet];

    fn felt() -> impl Strategy<Value = Option<Felt>> {
        prop::option::weighted(0.8, prop::sample::select(FELT.to_vec()))
    }

    prop_compose! {
        fn told()(at in 0..50_i64, kind in 0..3_usize, outcome in prop::sample::select(OUTCOMES.to_vec()),
                  before in felt(), after in felt(), felt in felt(), came in any::<bool>()) -> LookBack {
            let reply = (outcome == AttemptOutcome::Did && came).then_some(Reply::Came);
            LookBack {
                day: Date::constant(2026, 11, 22),
                kind: StepKind::ALL.get(kind).copied(),
                attempted: Attempt { step: 25, size: Size::Regular, expected: before, offered: true, at },
                reflected: Reflection { outcome, expected: after, felt, nourishing: None, which: std::collections::BTreeSet::new(), note: String::new(), at, reply, with: None, kept_back: false },
            }
        }
    }

    fn guessed(guess: Felt, was: Felt) -> LookBack {
        let attempted = Attempt { step: 25, size: Size::Regular, expected: Some(guess), offered: true, at: 0 };
        let (outcome, note) = (AttemptOutcome::Did, String::new());
        let reflected = Reflection {
            outcome,
            expected: None,
            felt: Some(was),
            nourishing: None,
            which: std::collections::BTreeSet::new(),
            note,
            at: 0,
            reply: None,
            with: None,
            kept_back: false,
        };
        LookBack { day: Date::constant(2026, 11, 22), kind: Some(StepKind::Message), attempted, reflected }
    }

    #[test]
    fn four_say_nothing_and_five_do() {
        let mut told = vec![guessed(Felt::Stretch, Felt::Okay); 4];
        assert_eq!(Evidence::of(&told).forecasts, None);
        told.push(guessed(Felt::Easy, Felt::TooMuch));
        let forecasts = Evidence::of(&told).forecasts.unwrap();
        let tally = GuessTally { gentler: 4, as_guessed: 0, harder: 1 };
        assert_eq!((forecasts.whole, forecasts.kinds), (tally, vec![(StepKind::Message, tally)]));
    }

    #[test]
    fn the_guess_from_before_counts_rather_than_the_one_told_later() {
        let mut told = guessed(Felt::TooMuch, Felt::Okay);
        told.reflected.expected = Some(Felt::Easy);
        assert_eq!(told.forecast().unwrap().guess, Felt::TooMuch);
        told.reflected.outcome = AttemptOutcome::Rested;
        assert_eq!(told.forecast(), None);
    }

    proptest! {
        #[test]
        fn every_guess_is_counted_once(told in prop::collection::vec(told(), 0..60)) {
            let guesses = told.iter().filter(|one| one.forecast().is_some()).count();
            let Some(forecasts) = Evidence::of(&told).forecasts else {
                prop_assert!(guesses < ENOUGH);
                return Ok(());
            };
            prop_assert_eq!(forecasts.whole.all(), guesses);
            prop_assert_eq!(forecasts.latest.len(), guesses.min(PICTURED));
            prop_assert!(forecasts.latest.is_sorted_by_key(|one| one.at));
            prop_assert!(forecasts.kinds.iter().all(|(_, tally)| tally.all() >= ENOUGH));
            let of_kinds: usize = forecasts.kinds.iter().map(|(_, tally)| tally.all()).sum();
            prop_assert!(of_kinds <= guesses);
        }

        #[test]
        fn the_order_they_come_in_makes_no_difference(
            (told, shuffled) in prop::collection::vec(told(), 0..40)
                .prop_flat_map(|told| (Just(told.clone()), Just(told).prop_shuffle())),
        ) {
            prop_assert_eq!(Evidence::of(&told), Evidence::of(&shuffled));
        }

        #[test]
        fn more_replies_than_silences_there_cannot_be(told in prop::collection::vec(told(), 0..40)) {
            let evidence = Evidence::of(&told);
            prop_assert!(evidence.replied <= evidence.quiet && evidence.quiet <= told.len());
        }
    }
}
