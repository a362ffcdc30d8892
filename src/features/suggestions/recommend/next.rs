//! Which suggestion is next.

use std::collections::BTreeSet;

use super::{Recommender, leaning};
use crate::model::scheduler::{Felt, Offer, Rung, Why};
use crate::model::steps::NeededHour;
use crate::model::suggestion::{PriorAnswer, Suggestion};

/// From how much presence on some time is spent with somebody.
const IN_COMPANY: f64 = 0.9;

/// How surely what has somebody living in it must be manageable, where it is more than time for that: as sure as the smallest
/// step with others must be by the scheduler's own rule.
const SURE_OF_SOMEBODY: f64 = 0.65;

impl Recommender {
    /// The next suggestion, or why there is none. After something that was too much, nothing that takes longer is next.
    pub fn offer(&self, asked: bool, at: i64) -> Result<Suggestion, Why> {
        if self.enough && !asked {
            return Err(Why::FewerWanted);
        }
        let turns = self.turns();
        let outward = if self.outward { reaching(&turns) } else { Vec::new() };
        let met: Vec<Vec<Rung>> = turns.iter().map(|rungs| self.met_at_last(rungs)).collect();
        let going = [self.going()];
        let (main, rungs, why) = self
            .first_of(&going, asked)
            .or_else(|why| or_else(why, || self.surest_known(&going, |_, low| low >= SURE_OF_SOMEBODY)))
            .or_else(|why| or_else(why, || self.first_of(&met, asked)))
            .or_else(|why| or_else(why, || self.surest_known(&met, |rung, low| rung.tiny() && low >= SURE_OF_SOMEBODY)))
            .or_else(|why| or_else(why, || self.first_of(&outward, asked)))
            .or_else(|why| or_else(why, || self.surest_outward(&outward)))
            .or_else(|why| or_else(why, || self.first_of(&turns, asked)))?;
        let next = self.suggest(main, rungs, why, at).ok_or(Why::LowEnergy)?;
        let after = self.told.map(|(after, _)| after).filter(|after| after.was_too_much());
        Ok(Suggestion { after, asked, ..next })
    }

    /// What the scheduler chooses from the first of these in which there is anything.
    fn first_of<'a>(&self, turns: &'a [Vec<Rung>], asked: bool) -> Result<(usize, &'a [Rung], Why), Why> {
        let mut resting = Why::LowEnergy;
        for rungs in turns {
            match self.person.offer(rungs, &self.today, asked, self.seed) {
                Offer::Rest(Why::LowEnergy)
                    if let Some((main, why)) = self.growth.surest(&self.person, rungs, &self.today) =>
                {
                    return Ok((main, rungs, why));
                }
                Offer::Rest(why) => resting = why,
                Offer::Steps { main, why, .. } => return Ok((main, rungs, why)),
            }
        }
        Err(resting)
    }

    /// The surest of those that ask next to nothing, however sure: somebody who finds everything hard is not left alone.
    fn surest_outward<'a>(&self, turns: &'a [Vec<Rung>]) -> Result<(usize, &'a [Rung], Why), Why> {
        let next_to_nothing = |rung: &Rung, _| rung.notch() == 0 && rung.tiny();
        self.surest(turns, next_to_nothing, |_, _| Some(Why::Outward))
    }

    /// The surest of what it is more than time for, or was asked for: it need not be as sure as what comes out of the blue.
    fn surest_known<'a>(
        &self,
        turns: &'a [Vec<Rung>],
        fits: impl Fn(&Rung, f64) -> bool,
    ) -> Result<(usize, &'a [Rung], Why), Why> {
        self.surest(turns, fits, |at, rungs| self.person.why_of(at, rungs, &self.today))
    }

    fn surest<'a>(
        &self,
        turns: &'a [Vec<Rung>],
        fits: impl Fn(&Rung, f64) -> bool,
        why: impl Fn(usize, &[Rung]) -> Option<Why>,
    ) -> Result<(usize, &'a [Rung], Why), Why> {
        let surest = turns.iter().find_map(|rungs| {
            let at = leaning::surest(&self.person, rungs, &self.today, &fits)?;
            Some((at, rungs.as_slice(), why(at, rungs)?))
        });
        surest.ok_or(Why::LowEnergy)
    }

    /// What was asked for and is to be gone to, seen of late or not. While things are kept soft nobody is led anywhere.
    fn going(&self) -> Vec<Rung> {
        if self.soft {
            return Vec::new();
        }
        self.what_may_follow().into_iter().filter(|rung| self.due.going(rung).is_some()).collect()
    }

    fn met_at_last(&self, rungs: &[Rung]) -> Vec<Rung> {
        if self.soft { Vec::new() } else { self.due.met_at_last(&self.library, rungs) }
    }

    /// Among which sizes it is chosen, the first that have one: what it is time for, what is larger where things go well,
    /// what was not seen of late, and then whatever there is.
    fn turns(&self) -> Vec<Vec<Rung>> {
        let rungs = self.what_may_follow();
        let unseen: Vec<Rung> = rungs.iter().filter(|rung| !self.was_seen(rung)).copied().collect();
        let new = self.grown_into(&unseen);
        let new: Vec<Rung> = new.iter().filter(|rung| !self.comes_last(rung)).copied().collect();
        let named = self.due.without_the_nameless(&self.library, &new);
        let mut turns = self.due.first(&self.library, &new, self.soft);
        if self.has_plenty() && self.rested && !self.soft {
            turns.extend([&named, &unseen].map(|rungs| self.company(rungs)));
        }
        turns.extend([&named, &new].map(|rungs| self.person.grown(rungs, &self.today, self.soft)));
        if !self.soft {
            turns.push(self.growth.handed_over(&named));
        }
        if self.has_plenty() && !self.soft {
            turns.extend([leaning::with_others(&named), leaning::with_others(&new)]);
        }
        turns.extend([named, new, unseen, rungs]);
        turns
    }

    /// Some time with somebody they know, or what arranges it.
    fn company(&self, rungs: &[Rung]) -> Vec<Rung> {
        let with = |rung: &&Rung| {
            let around = self.library.sized(rung).map(|(_, size)| &size.around);
            rung.demand[leaning::PRESENCE_SIDE] >= IN_COMPANY
                && around.is_some_and(|one| self.surroundings.know_whom_they_meet(one))
        };
        rungs.iter().filter(with).copied().collect()
    }

    /// What can come by itself after what was told last.
    fn what_may_follow(&self) -> Vec<Rung> {
        let mut rungs = self.at_will(&self.rungs);
        if self.soft {
            rungs = leaning::those(&leaning::smallest(&rungs), |rung| !self.is_an_errand(rung));
        }
        if let Some((PriorAnswer::Did(Some(Felt::TooMuch)), tried)) = &self.told {
            rungs = leaning::softer(&self.no_longer_than(tried, &rungs), tried);
            rungs = leaning::those(&rungs, |rung| self.is_light(rung));
        }
        if let Some((after @ (PriorAnswer::Left(_) | PriorAnswer::Nobody), tried)) = &self.told
            && self.turned_from > 0
        {
            rungs = self.no_more_than(tried, *after, &rungs);
        }
        rungs
    }

    /// Without the smallest sizes that give way to larger ones.
    pub(super) fn grown_into(&self, rungs: &[Rung]) -> Vec<Rung> {
        self.growth.without_outgrown(rungs, |at| self.person.is_sure(at, rungs, &self.today))
    }

    /// Whether it was suggested of late, and does not stand on their own ladder.
    pub(super) fn was_seen(&self, rung: &Rung) -> bool {
        self.is_of(&self.lately, rung)
    }

    /// Whether all others come first, and it does not stand on their own ladder.
    pub(super) fn comes_last(&self, rung: &Rung) -> bool {
        self.is_of(&self.last_of_all, rung)
    }

    fn is_of(&self, sizes: &BTreeSet<(u32, u8)>, rung: &Rung) -> bool {
        sizes.contains(&(rung.step, rung.size)) && self.ladder.place(rung.step).is_none()
    }

    /// Whether it neither prepares anything nor is before strangers on a screen.
    pub(super) fn is_light(&self, rung: &Rung) -> bool {
        self.library
            .sized(rung)
            .is_some_and(|(_, size)| size.leads_to.is_none() && !self.surroundings.meet_on_a_screen_only(&size.around))
    }

    fn is_an_errand(&self, rung: &Rung) -> bool {
        self.library.sized(rung).is_some_and(|(_, size)| size.needed_hour() == NeededHour::Shop)
    }
}

/// What is looked at next where there was nothing for so little energy; any other reason to rest stands.
fn or_else<T>(why: Why, next: impl FnOnce() -> Result<T, Why>) -> Result<T, Why> {
    if why == Why::LowEnergy { next() } else { Err(why) }
}

/// What reaches somebody, of each of these.
fn reaching(turns: &[Vec<Rung>]) -> Vec<Vec<Rung>> {
    let reaching = |rungs: &Vec<Rung>| rungs.iter().filter(|rung| rung.reaches()).copied().collect();
    turns.iter().map(reaching).collect()
}
