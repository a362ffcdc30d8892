//! What contact with somebody costs and gives, as looking back on it tells. Pure.

use super::{Amount, CostBenefit};
use crate::model::reflection::Reflection;
use crate::model::scheduler::{Felt, Nourished};

/// How often it must have been told before anything is said.
const ENOUGH: u32 = 3;

/// What was learnt from looking back on time with one person.
pub fn learnt<'a>(looks: impl IntoIterator<Item = &'a Reflection>) -> CostBenefit {
    let (mut cost, mut gift) = (AmountTally::default(), AmountTally::default());
    for look in looks {
        cost.add(look.felt.map(|felt| match felt {
            Felt::Easy => 0,
            Felt::Okay => 1,
            Felt::Stretch => 2,
            Felt::TooMuch => 3,
        }));
        gift.add(look.nourishing.map(|nourished| match nourished {
            Nourished::No => 0,
            Nourished::ALittle => 1,
            Nourished::Yes => 2,
        }));
    }
    // Mostly easy costs little, mostly okay some; half a yes or more gives much.
    CostBenefit { costs: cost.amount(3, 7), gives: gift.amount(3, 6) }
}

#[derive(Default)]
struct AmountTally {
    sum: u32,
    count: u32,
}

impl AmountTally {
    fn add(&mut self, told: Option<u32>) {
        if let Some(told) = told {
            self.sum = self.sum.saturating_add(told);
            self.count = self.count.saturating_add(1);
        }
    }

    /// Little below the first quarter, much from the second on.
    fn amount(&self, some: u32, much: u32) -> Option<Amount> {
        let mean = |quarters: u32| self.sum.saturating_mul(4) < quarters.saturating_mul(self.count);
        match self.count {
            0..ENOUGH => None,
            _ if mean(some) => Some(Amount::Little),
            _ if mean(much) => Some(Amount::Some),
            _ => Some(Amount::Much),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::reflection::AttemptOutcome;

    const FELT: [Felt; 4] = [Felt::Easy, Felt::Okay, Felt::Stretch, Felt::TooMuch];

    fn look(felt: Option<Felt>, nourishing: Option<Nourished>) -> Reflection {
        let (outcome, note) = (AttemptOutcome::Did, String::new());
        Reflection {
            outcome,
            expected: None,
            felt,
            nourishing,
            which: std::collections::BTreeSet::new(),
            note,
            at: 0,
            reply: None,
            with: None,
            kept_back: false,
        }
    }

    #[test]
    fn three_times_say_something() {
        let easy = look(Some(Felt::Easy), Some(Nourished::Yes));
        assert_eq!(learnt([&easy, &easy]), CostBenefit::default());
        let known = CostBenefit { costs: Some(Amount::Little), gives: Some(Amount::Much) };
        assert_eq!(learnt([&easy, &easy, &easy]), known);
        let hard = look(Some(Felt::TooMuch), None);
        assert_eq!(learnt([&hard, &hard, &hard]), CostBenefit { costs: Some(Amount::Much), gives: None });
    }

    proptest! {
        #[test]
        fn what_was_harder_never_costs_less(felt in prop::collection::vec(0usize..4, 3..20), at in 0usize..20) {
            let of = |felt: &[usize]| {
                let looks: Vec<Reflection> = felt.iter().map(|felt| look(Some(FELT[*felt]), None)).collect();
                learnt(&looks).costs.unwrap()
            };
            let mut harder = felt.clone();
            let at = at % felt.len();
            harder[at] = (harder[at] + 1).min(3);
            prop_assert!(of(&harder) >= of(&felt));
        }
    }
}
