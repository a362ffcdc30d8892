//! What comes in place of something that was turned from.

use super::{Recommender, is_of, leaning, position};
use crate::model::scheduler::{Declined, Rung};
use crate::model::steps::{Mark, Opening};
use crate::model::suggestion::{PriorAnswer, Suggestion};

/// After how many refusals on a low day nothing larger follows.
const TWICE: usize = 2;

/// That it was too big.
const TOO_BIG: PriorAnswer = PriorAnswer::Left(Declined::TooBig);

/// From how much less on what weighs less in itself is clearly lighter.
const CLEARLY: f64 = 0.2;

impl Recommender {
    /// What to show in place of `present`, after it was answered: for something smaller the smaller size of the same step,
    /// where it is with the same people, or else something lighter. For too big or too tiring only what is clearly less.
    /// After two refusals on a low day nothing that asks more; nothing longer, unless there is energy to spare. What waits
    /// for an occasion only where nothing else does.
    pub fn alternative_to(&self, present: &Suggestion, after: PriorAnswer, at: i64) -> Option<Suggestion> {
        let shown = *self.rungs.get(position(&self.rungs, present)?)?;
        let (to, rungs) = if after == PriorAnswer::AskedSmaller {
            self.smaller_than(&shown, present)?
        } else {
            let less = self.no_more_than(&shown, after, &self.rungs);
            let another = self.another(&shown, present, after, &less);
            another.or_else(|| if after == TOO_BIG { self.next_to_nothing(&shown) } else { None })?
        };
        let why = self.person.why_of(to, &rungs, &self.today)?;
        let next = self.suggest(to, &rungs, why, at)?;
        Some(Suggestion { after: Some(after), softer: self.is_plainly_less(rungs.get(to)?, &shown), ..next })
    }

    /// The same made smaller, or something lighter. Once, where there is nothing lighter, another that is as small.
    fn smaller_than(&self, shown: &Rung, present: &Suggestion) -> Option<(usize, Vec<Rung>)> {
        let after = PriorAnswer::AskedSmaller;
        let no_more = self.no_more_than(shown, after, &self.rungs);
        let as_small_was_shown = present.after == Some(after) && !present.softer;
        let same = self.same_but_smaller(shown).map(|to| (to, self.rungs.clone()));
        same.or_else(|| self.another(shown, present, after, &self.less_than(shown, &no_more)))
            .or_else(|| self.another(shown, present, after, &no_more).filter(|_| !as_small_was_shown))
    }

    /// The largest of the smaller sizes that is lighter and is for the same people, or prepares what was shown. Where that
    /// was with nobody known, any of them will do. It waits for no yes that nobody gave, and does not ask again for what
    /// was asked for.
    fn same_but_smaller(&self, shown: &Rung) -> Option<usize> {
        let mut lighter = self.no_longer_than(shown, &leaning::lighter(&self.at_will(&self.rungs), shown));
        lighter.retain(|rung| !self.is_hurt(rung) && !self.led_to(shown, rung));
        let sizes = lighter.iter().filter(|rung| rung.step == shown.step && rung.size < shown.size);
        let with_nobody_known = self.library.sized(shown).is_some_and(|(_, size)| size.is_with_nobody_known());
        let the_same = sizes.filter(|rung| with_nobody_known || self.are_for_the_same(rung, shown));
        let the_same = the_same.max_by_key(|rung| rung.size)?;
        let at = self.rungs.iter().position(|rung| (rung.step, rung.size) == (the_same.step, the_same.size))?;
        self.person.may_stand(at, &self.rungs, &self.today).then_some(at)
    }

    /// Whether what was shown follows on from this.
    fn led_to(&self, shown: &Rung, from: &Rung) -> bool {
        self.library.sized(shown).zip(self.library.sized(from)).is_some_and(|((step, size), (before, asked))| {
            let is = |by: &Opening| by.is(step, (before.number, asked.size), &self.library);
            self.due.going(shown).is_some() && size.opened_by.iter().any(is)
        })
    }

    /// The surest of what is done alone in next to no time and asks even less, seen of late or not: whoever said that
    /// something was too big did not ask to rest.
    fn next_to_nothing(&self, shown: &Rung) -> Option<(usize, Vec<Rung>)> {
        let rungs = self.no_longer_than(shown, &leaning::lighter(&self.at_will(&self.rungs), shown));
        let shorter = |rung: &Rung| self.minutes(rung) < self.minutes(shown);
        let less = |rung: &Rung| shorter(rung) || (rung.load() < shown.load() && rung.effort < shown.effort);
        let low = |at: usize| self.person.guess(at, &rungs, self.today.energy).low;
        let may = (0..rungs.len()).filter(|at| {
            let rung = &rungs[*at];
            let fits = rung.inner && rung.tiny() && less(rung) && !self.is_hurt(rung) && self.is_light(rung);
            fits && self.person.may_stand(*at, &rungs, &self.today)
        });
        let surest = may.max_by(|one, other| low(*one).total_cmp(&low(*other)))?;
        Some((surest, rungs))
    }

    /// Whether two sizes can be done with somebody who is the same, or both need nobody.
    fn are_for_the_same(&self, one: &Rung, other: &Rung) -> bool {
        let sized = |rung: &Rung| self.library.sized(rung).map(|(step, size)| step.around(size));
        sized(one).zip(sized(other)).is_some_and(|(one, other)| one == other || !one.is_disjoint(other))
    }

    /// Whether it is alone, preparing nothing with somebody they would know, or among strangers without starting much.
    fn needs_nobody_known(&self, rung: &Rung) -> bool {
        self.library.sized(rung).is_some_and(|(step, size)| {
            let known = step.around(size).iter().any(|one| !one.is_stranger());
            !known && size.demand.initiation <= leaning::LITTLE
        })
    }

    /// Something else among these, with the rungs among which it was found.
    fn another(
        &self,
        shown: &Rung,
        present: &Suggestion,
        after: PriorAnswer,
        among: &[Rung],
    ) -> Option<(usize, Vec<Rung>)> {
        let with_shown = |rungs: &[Rung]| -> Vec<Rung> {
            let others = rungs.iter().filter(|rung| !is_of(rung, present));
            others.copied().chain([*shown]).collect()
        };
        let unasked: Vec<Rung> = among.iter().filter(|rung| !self.waits_to_be_asked_for(rung)).copied().collect();
        let (all, at_will) = (with_shown(&unasked), with_shown(&self.at_will(among)));
        let only = |rungs: &[Rung], fits: &dyn Fn(&Rung) -> bool| -> Vec<Rung> {
            rungs.iter().filter(|rung| fits(rung) || is_of(rung, present)).copied().collect()
        };
        let unseen = only(&at_will, &|rung| !self.was_seen(rung));
        let grown = if after.asks_less() { unseen.clone() } else { with_shown(&self.grown_into(&unseen)) };
        let new = only(&grown, &|rung| !self.comes_last(rung));
        let [named, seen] = [&new, &at_will].map(|rungs| self.due.without_the_nameless(&self.library, rungs));
        // Somebody who turns from a step with others is not sent home, unless it was too much of anything.
        let stays = after == PriorAnswer::AskedSmaller || !after.asks_less();
        let mut turns = Vec::new();
        // Whoever has nobody for it just now need know and write to nobody for what comes instead.
        let nobody = after == PriorAnswer::Nobody;
        if nobody {
            turns.extend([&named, &seen].map(|rungs| only(rungs, &|rung| self.needs_nobody_known(rung))));
        }
        if stays && !nobody && !shown.inner {
            turns.extend([&named, &seen].map(|rungs| only(rungs, &|rung| self.are_for_the_same(rung, shown))));
        }
        if stays && !nobody && (!shown.inner || self.has_plenty()) {
            turns.extend([&named, &seen].map(|rungs| only(rungs, &|rung| !rung.inner)));
        }
        turns.extend([named, new, unseen, at_will, all]);
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

    /// What may follow something that was turned from: what is clearly less where it was too big or too tiring, and nothing
    /// that asks more where less is wished for or it is the second time on a low day; nothing longer, unless there is
    /// energy to spare.
    pub(super) fn no_more_than(&self, shown: &Rung, after: PriorAnswer, rungs: &[Rung]) -> Vec<Rung> {
        let asks_less = after.asks_less() || (self.today.is_low() && self.turned_from >= TWICE);
        let mut lighter = if asks_less { leaning::lighter(rungs, shown) } else { rungs.to_vec() };
        // What was too much the last time is no answer to whoever turns from something.
        lighter.retain(|rung| !self.is_hurt(rung));
        // To turn from what needs nobody is to ask for less than somebody.
        lighter.retain(|rung| !(after.asks_less() && shown.inner && !rung.inner));
        let no_longer = if asks_less || !self.has_plenty() { self.no_longer_than(shown, &lighter) } else { lighter };
        let clearly = after.asks_less() && after != PriorAnswer::AskedSmaller;
        if clearly { self.less_than(shown, &no_longer) } else { no_longer }
    }

    /// Whether it was too much when they last said.
    pub(super) fn is_hurt(&self, rung: &Rung) -> bool {
        self.hurt.contains(&(rung.step, rung.size))
    }

    /// Whether it comes once they looked for it themselves, and not even in place of another.
    fn waits_to_be_asked_for(&self, rung: &Rung) -> bool {
        let on_asking = self.library.sized(rung).is_some_and(|(_, size)| size.is(Mark::OnAsking));
        on_asking && self.ladder.place(rung.step).is_none()
    }

    fn less_than(&self, shown: &Rung, rungs: &[Rung]) -> Vec<Rung> {
        rungs.iter().filter(|rung| self.is_less(rung, shown)).copied().collect()
    }

    /// Whether one asks no more of anything than another, and takes fewer minutes or clearly weighs less.
    fn is_less(&self, one: &Rung, other: &Rung) -> bool {
        let (minutes, of_other) = (self.minutes(one), self.minutes(other));
        let no_more = one.load() <= other.load() && one.effort <= other.effort && minutes <= of_other;
        let weighs_less = one.effort < other.effort && one.load() <= other.load() - CLEARLY;
        no_more && (minutes < of_other || weighs_less)
    }

    /// The same, and one would say so: it is of the same step, or a whole notch lighter.
    fn is_plainly_less(&self, one: &Rung, other: &Rung) -> bool {
        let lighter = one.notch() < other.notch() && one.load() < other.load();
        self.is_less(one, other) && (one.step == other.step || lighter)
    }

    /// It is less, and it is nothing that prepares or is before strangers, of which nobody would say so.
    pub(super) fn asks_less(&self, one: &Rung, other: &Rung) -> bool {
        self.is_less(one, other) && self.is_light(one)
    }
}
