//! The ladder: one's own order of steps, the gentlest first. Pure but for its pages and store.

use serde::{Deserialize, Serialize};

use super::scheduler::Rung;
use super::steps::{Exclusion, Library, Size, Step};
use crate::base::bounded::Bounded;
use crate::base::sealed::Private;

/// Somebody's own order of steps, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Ladder {
    steps: Vec<u32>,
}

impl Private for Ladder {
    const NAME: &'static str = "ladders";
}

impl Bounded for Ladder {
    fn within_limits(&self) -> bool {
        self.steps.len() <= MOST
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One place nearer to the start.
    Up,
    /// One place further on.
    Down,
    /// To this place, counted from 0; at most to the end.
    To(usize),
}

impl Move {
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "up" => Some(Self::Up),
            "down" => Some(Self::Down),
            place => place.parse().ok().map(Self::To),
        }
    }
}

/// How many steps a ladder holds at most: more than anyone can look over.
const MOST: usize = 100;
/// How much more weight a step on one's own ladder has when the next suggestion is chosen, and the one that would come
/// next on it: a person's own choice speaks, the rules on what is too much stay as they are. Our own judgement.
const CHOSEN: f64 = 1.25;
const NEXT: f64 = 1.6;

impl Ladder {
    pub fn steps(&self) -> &[u32] {
        &self.steps
    }

    pub fn place(&self, step: u32) -> Option<usize> {
        self.steps.iter().position(|one| *one == step)
    }

    /// Puts a step at the end, or back at `place`. One that is there already stays where it is.
    pub fn put(&mut self, step: u32, place: Option<usize>) {
        if self.place(step).is_none() && self.steps.len() < MOST {
            let place = place.unwrap_or(self.steps.len()).min(self.steps.len());
            self.steps.insert(place, step);
        }
    }

    /// Takes a step off, and says where it stood.
    pub fn take_off(&mut self, step: u32) -> Option<usize> {
        let place = self.place(step)?;
        self.steps.remove(place);
        Some(place)
    }

    /// Moves a step. One that is not there, or has nowhere to go, changes nothing.
    pub fn shift(&mut self, step: u32, to: Move) {
        let Some(from) = self.place(step) else { return };
        let to = match to {
            Move::Up => from.saturating_sub(1),
            Move::Down => from + 1,
            Move::To(place) => place,
        };
        let step = self.steps.remove(from);
        self.steps.insert(to.min(self.steps.len()), step);
    }

    /// Puts what is on it in this order. What the order does not name stays at its place, and nothing is put on or taken off.
    pub fn follow(&mut self, order: &[u32]) {
        let mut named: Vec<u32> = Vec::new();
        for step in order.iter().copied().filter(|step| self.place(*step).is_some()) {
            if !named.contains(&step) {
                named.push(step);
            }
        }
        let mut next = named.iter().copied();
        let in_order = |step: &u32| if named.contains(step) { next.next() } else { Some(*step) };
        self.steps = self.steps.iter().filter_map(in_order).collect();
    }

    pub fn after(&self, step: u32) -> Option<u32> {
        self.steps.get(self.place(step)? + 1).copied()
    }

    /// The one that would come next: the first that has not gone well yet.
    pub fn next(&self, went_well: impl Fn(u32) -> bool) -> Option<u32> {
        self.steps.iter().copied().find(|step| !went_well(*step))
    }

    /// Lets the person's own choice weigh when the next suggestion is chosen.
    pub fn weigh(&self, rungs: &mut [Rung], went_well: impl Fn(u32) -> bool) {
        let next = self.next(went_well);
        for rung in rungs.iter_mut().filter(|rung| self.place(rung.step).is_some()) {
            let weight = if next == Some(rung.step) { NEXT } else { CHOSEN };
            rung.weigh(weight);
        }
    }
}

/// How much a step asks as it is usually meant, as the scheduler measures it.
fn load(step: &Step) -> f64 {
    let usual = step.rungs().find(|rung| rung.size == Size::Regular.number()).or_else(|| step.rungs().next());
    usual.map_or(0.0, |rung| rung.load())
}

/// What could come after a step: those of its kind, or asking most of the same side, that ask a little more. The
/// gentlest first, at most `most`.
pub fn beyond<'a>(
    library: &'a Library,
    step: &Step,
    left_out: impl Fn(&Step) -> Option<Exclusion>,
    most: usize,
) -> Vec<&'a Step> {
    let here = load(step);
    let mut further: Vec<(f64, &Step)> = library
        .steps()
        .filter(|other| other.number != step.number && left_out(other).is_none())
        .filter(|other| other.kind == step.kind || hardest(other) == hardest(step))
        .map(|other| (load(other), other))
        .filter(|(load, _)| *load > here + A_LITTLE)
        .collect();
    further.sort_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| one.number.cmp(&other.number)));
    further.into_iter().take(most).map(|(_, step)| step).collect()
}

/// What counts as asking a little more, on the scale of loads.
const A_LITTLE: f64 = 0.15;

fn hardest(step: &Step) -> Option<usize> {
    let usual = step.rungs().nth(1).or_else(|| step.rungs().next())?;
    let sides = usual.demand.iter().enumerate().filter(|(_, demand)| **demand > 0.0);
    sides.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(side, _)| side)
}

/// A ladder to begin with: `count` steps that ask little to more, each of another kind than the one before it, none of
/// them left out. `ask` tells how hard a step is thought to be for this person.
pub fn to_begin_with(
    library: &Library,
    left_out: impl Fn(&Step) -> Option<Exclusion>,
    ask: impl Fn(&Step) -> f64,
    count: usize,
) -> Ladder {
    let mut steps: Vec<(f64, &Step)> =
        library.steps().filter(|step| left_out(step).is_none()).map(|step| (ask(step), step)).collect();
    steps.sort_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| one.number.cmp(&other.number)));
    let mut ladder = Ladder::default();
    let mut kind = None;
    for place in 0..count {
        let from = place * steps.len() / count.max(1);
        let free = |(_, step): &&(f64, &Step)| ladder.place(step.number).is_none();
        let rest = steps.get(from..).unwrap_or_default();
        let next =
            rest.iter().filter(free).find(|(_, step)| Some(step.kind) != kind).or_else(|| rest.iter().find(free));
        if let Some((_, step)) = next {
            kind = Some(step.kind);
            ladder.put(step.number, None);
        }
    }
    ladder
}

#[cfg(test)]
mod tests;
