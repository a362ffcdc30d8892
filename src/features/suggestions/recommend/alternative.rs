//! What comes in place of something that was turned from.

use super::{Recommender, is_of, leaning, position};
use crate::model::scheduler::Rung;
use crate::model::suggestion::{PriorAnswer, Suggestion};

/// After how many refusals on a low day nothing larger follows.
const TWICE: usize = 2;

impl Recommender {
    /// What to show in place of `present`, after it was answered: for something smaller the smaller size of the same step,
    /// where it is with the same people. For something smaller, too big or too tiring, and after two refusals on a low day,
    /// only what asks no more of anything; nothing longer, unless there is energy to spare. What waits for an occasion only
    /// where nothing else does.
    pub fn alternative_to(&self, present: &Suggestion, after: PriorAnswer, at: i64) -> Option<Suggestion> {
        let shown = *self.rungs.get(position(&self.rungs, present)?)?;
        let smaller = if after == PriorAnswer::AskedSmaller { self.same_but_smaller(&shown) } else { None };
        let (to, rungs) =
            smaller.map(|to| (to, self.rungs.clone())).or_else(|| self.another(&shown, present, after))?;
        let why = self.person.why_of(to, &rungs, &self.today)?;
        let next = self.suggest(to, &rungs, why, at)?;
        Some(Suggestion { after: Some(after), ..next })
    }

    /// The largest of the smaller sizes that is lighter and is for the same people, or prepares what was shown. Where that
    /// was with nobody known, any of them will do.
    fn same_but_smaller(&self, shown: &Rung) -> Option<usize> {
        let lighter = self.no_longer_than(shown, &leaning::lighter(&self.rungs, shown));
        let sizes = lighter.iter().filter(|rung| rung.step == shown.step && rung.size < shown.size);
        let with_nobody_known = self.library.sized(shown).is_some_and(|(_, size)| size.is_with_nobody_known());
        let the_same = sizes.filter(|rung| with_nobody_known || self.are_for_the_same(rung, shown));
        let the_same = the_same.max_by_key(|rung| rung.size)?;
        let at = self.rungs.iter().position(|rung| (rung.step, rung.size) == (the_same.step, the_same.size))?;
        self.person.may_stand(at, &self.rungs, &self.today).then_some(at)
    }

    /// Whether two sizes can be done with somebody who is the same, or both need nobody.
    fn are_for_the_same(&self, one: &Rung, other: &Rung) -> bool {
        let sized = |rung: &Rung| self.library.sized(rung).map(|(step, size)| step.around(size));
        sized(one).zip(sized(other)).is_some_and(|(one, other)| one == other || !one.is_disjoint(other))
    }

    /// Something else, with the rungs among which it was found.
    fn another(&self, shown: &Rung, present: &Suggestion, after: PriorAnswer) -> Option<(usize, Vec<Rung>)> {
        let all = self.no_more_than(shown, after, &self.rungs);
        let mut at_will = self.at_will(&all);
        if position(&at_will, present).is_none() {
            at_will.push(*shown);
        }
        let only = |rungs: &[Rung], fits: &dyn Fn(&Rung) -> bool| -> Vec<Rung> {
            rungs.iter().filter(|rung| fits(rung) || is_of(rung, present)).copied().collect()
        };
        let new = only(&at_will, &|rung| !self.was_seen(rung));
        let [named, seen] = [&new, &at_will].map(|rungs| self.due.without_the_nameless(&self.library, rungs));
        // Somebody who turns from a step with others is not sent home, unless it was too much of anything.
        let stays = after == PriorAnswer::AskedSmaller || !after.asks_less();
        let mut turns = Vec::new();
        if stays && !shown.inner {
            turns.extend([&named, &seen].map(|rungs| only(rungs, &|rung| self.are_for_the_same(rung, shown))));
        }
        if stays && (!shown.inner || self.has_plenty()) {
            turns.extend([&named, &seen].map(|rungs| only(rungs, &|rung| !rung.inner)));
        }
        turns.extend([named, new, at_will, all]);
        turns.into_iter().find_map(|rungs| {
            let here = position(&rungs, present)?;
            let beside = self.person.alternatives(here, &rungs, &self.today, self.seed);
            let to = match after {
                PriorAnswer::AskedSmaller => beside.smaller.or(beside.other),
                _ => beside.other.or(beside.smaller),
            }?;
            Some((to, rungs))
        })
    }

    /// What may follow something that was turned from: nothing that asks more, where less is wished for or it is the second
    /// time on a low day; nothing longer, unless there is energy to spare.
    pub(super) fn no_more_than(&self, shown: &Rung, after: PriorAnswer, rungs: &[Rung]) -> Vec<Rung> {
        let asks_less = after.asks_less() || (self.today.is_low() && self.turned_from >= TWICE);
        let lighter = if asks_less { leaning::lighter(rungs, shown) } else { rungs.to_vec() };
        if asks_less || !self.has_plenty() { self.no_longer_than(shown, &lighter) } else { lighter }
    }
}
