//! What is to be read first of what somebody shows: enough for three minutes, and no number or rate of anybody. Pure.

use jiff::civil::Date;

use super::looking::ShownItem;
use crate::base::words::days_before;
use crate::model::outward;
use crate::model::reflection::AttemptOutcome;
use crate::model::scheduler::{Felt, Nourished};
use crate::model::shown::{Shown, ShownEntry, ShownLadder, ShownReflection};

/// How many of a sort are read first.
const A_FEW: usize = 3;
/// How many looks back count as lately.
const LATELY: usize = 6;

/// All that is shown, sorted by what it is good for. Everything the latest first.
#[derive(Default)]
pub struct Overview<'a> {
    /// Words for the next talk.
    pub to_bring: Vec<&'a ShownEntry>,
    /// What came or changed since the last look, but for words to bring.
    pub new: Vec<&'a Shown>,
    /// What was done lately, nearly done, and where rest was chosen.
    pub tried: Vec<&'a str>,
    pub nearly: Vec<&'a str>,
    pub rested: Vec<&'a str>,
    /// Guesses that can be held beside what came.
    pub guesses: Vec<&'a ShownReflection>,
    /// What did them good.
    pub nourished: Vec<&'a ShownReflection>,
    /// What came close or was too much.
    pub stuck: Vec<&'a ShownReflection>,
    pub ladder: Option<&'a ShownLadder>,
    /// Whatever else there is, and was there before.
    pub others: Vec<&'a Shown>,
    /// Whether all that reached somebody lately stayed with a helper.
    pub stays_with_helper: bool,
    /// Whether something does not open.
    pub shut: bool,
}

impl<'a> Overview<'a> {
    pub fn of(items: &'a [ShownItem], today: Date) -> Self {
        let mut all = Self { shut: items.iter().any(|item| item.shown.is_none()), ..Self::default() };
        for (shown, new) in items.iter().filter_map(|item| Some((item.shown.as_ref()?, item.new))) {
            match shown {
                Shown::ToBring(entry) => all.to_bring.push(entry),
                Shown::Ladder(ladder) => all.ladder = Some(ladder),
                _ if new => all.new.push(shown),
                _ => all.others.push(shown),
            }
        }
        let told: Vec<&ShownReflection> = items.iter().filter_map(ShownItem::reflection).collect();
        all.lately(&told);
        let since = days_before(today, outward::LOOKED_BACK);
        let recent = told.iter().filter(|one| one.day >= since);
        all.stays_with_helper = outward::stays_with_helper(recent.filter_map(|one| one.reached));
        all.guesses = first(&told, |one| one.guess.is_some() && one.felt.is_some());
        all.nourished = first(&told, |one| one.nourishing == Some(Nourished::Yes));
        all.stuck = first(&told, |one| one.outcome == AttemptOutcome::Nearly || one.felt == Some(Felt::TooMuch));
        all
    }

    fn lately(&mut self, told: &[&'a ShownReflection]) {
        for one in told.iter().take(LATELY) {
            let Some(title) = one.title.as_deref() else { continue };
            match one.outcome {
                AttemptOutcome::Did | AttemptOutcome::NoReplyYet => self.tried.push(title),
                AttemptOutcome::Nearly => self.nearly.push(title),
                AttemptOutcome::Rested => self.rested.push(title),
            }
        }
    }

    /// Whether nothing at all is shown.
    pub const fn is_empty(&self) -> bool {
        self.to_bring.is_empty() && self.new.is_empty() && self.others.is_empty() && self.ladder.is_none() && !self.shut
    }

    /// Whether there is something to say of lately.
    pub const fn has_lately(&self) -> bool {
        !(self.tried.is_empty() && self.nearly.is_empty() && self.rested.is_empty())
    }
}

impl ShownItem {
    const fn reflection(&self) -> Option<&ShownReflection> {
        match &self.shown {
            Some(Shown::Reflection(told)) => Some(told),
            _ => None,
        }
    }
}

fn first<'a>(told: &[&'a ShownReflection], is: impl Fn(&ShownReflection) -> bool) -> Vec<&'a ShownReflection> {
    told.iter().copied().filter(|one| is(one)).take(A_FEW).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;

    use super::*;
    use crate::model::steps::Size;

    const TODAY: Date = date(2026, 11, 30);

    fn told(title: &str, outcome: AttemptOutcome, felt: Option<Felt>) -> ShownItem {
        let told = ShownReflection {
            day: date(2026, 11, 20),
            title: Some(title.into()),
            size: Size::Smaller,
            outcome,
            reply: None,
            guess: Some(Felt::Stretch),
            felt,
            nourishing: felt.map(|_| Nourished::Yes),
            reached: None,
            which: BTreeSet::new(),
            note: String::new(),
        };
        ShownItem { shown: Some(Shown::Reflection(told)), new: false }
    }

    #[test]
    fn says_what_was_tried_what_came_close_and_where_rest_was_chosen() {
        let items = [
            told("a hello", AttemptOutcome::Did, Some(Felt::Easy)),
            told("a call", AttemptOutcome::Nearly, None),
            told("a walk", AttemptOutcome::Rested, None),
            told("a meal", AttemptOutcome::NoReplyYet, Some(Felt::TooMuch)),
        ];
        let overview = Overview::of(&items, TODAY);
        assert_eq!(overview.tried, ["a hello", "a meal"]);
        assert_eq!(
            (overview.nearly.as_slice(), overview.rested.as_slice()),
            (["a call"].as_slice(), ["a walk"].as_slice())
        );
        let stuck: Vec<_> = overview.stuck.iter().filter_map(|one| one.title.as_deref()).collect();
        assert_eq!(stuck, ["a call", "a meal"]);
        assert_eq!(overview.guesses.len(), 2, "only where something came");
    }

    #[test]
    fn a_few_are_read_first_and_what_does_not_open_is_said() {
        let mut items: Vec<_> = (0..9).map(|at| told(&at.to_string(), AttemptOutcome::Did, Some(Felt::Okay))).collect();
        items.push(ShownItem { shown: None, new: true });
        let overview = Overview::of(&items, TODAY);
        assert_eq!((overview.guesses.len(), overview.nourished.len(), overview.tried.len()), (3, 3, 6));
        assert!(overview.shut && !overview.is_empty());
        assert!(Overview::of(&[], TODAY).is_empty());
    }
}
