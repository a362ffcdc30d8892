//! Which of the allowed rungs, and why.

use std::cmp::Ordering;

use super::guess::sigma;
use super::{Energy, Guess, Offer, Person, Rung, SIDES, Today, Why};
use crate::base::split_mix;

/// How surely a rung must be manageable to be offered, and to be offered when nothing else is.
pub(super) const SURE: f64 = 0.87;
const SURE_ALONE: f64 = 0.8;

/// How much easier a smaller size must be, and how much easier another kind in its stead.
const EASIER_SIZE: f64 = 0.5;
pub(super) const EASIER_KIND: f64 = 1.0;
/// How much harder something else may be.
pub(super) const HARDER_OTHER: f64 = 0.2;

/// How much more a larger size is worth on a day with room to spare, and where the size below it went well this often.
const ROOM_TO_GROW: f64 = 0.2;
const WENT_WELL: u32 = 3;

/// From which liking on it is a reason, and below which margin a step is a stretch.
const LIKED: f64 = 0.15;
const STRETCH: f64 = 0.5;

/// A rung that may be offered.
pub(super) struct Candidate<'a> {
    pub(super) at: usize,
    pub(super) rung: &'a Rung,
    pub(super) guess: Guess,
    score: f64,
}

impl Person {
    /// What to suggest today. Asking always works; unasked, it rests until the interval of their
    /// uptake has passed. `seed` breaks near-ties differently from person to person.
    pub fn offer(&self, rungs: &[Rung], today: &Today, asked: bool, seed: u64) -> Offer {
        if !asked && self.too_soon(today) {
            return Offer::Rest(Why::FewerWanted);
        }
        let allowed = |rung: &Rung| self.allows(rung, today);
        let candidates: Vec<_> = self.candidates(rungs, today, seed, allowed).collect();

        let sure = || candidates.iter().filter(|one| one.guess.low >= SURE);
        let outward = self.leads_outward(&candidates, today);
        let Some(main) = outward.or_else(|| best(sure())) else { return self.surest_alone(&candidates, today) };
        let of_another_kind = |than: [u8; 2], margin: f64| {
            let fits = |one: &&Candidate| !than.contains(&one.rung.kind) && one.guess.margin >= margin;
            best(sure().filter(fits))
        };
        let (kind, margin) = (main.rung.kind, main.guess.margin);
        let smaller = smaller_size(sure(), main).or_else(|| of_another_kind([kind; 2], margin + EASIER_KIND));
        let second = smaller.map_or(kind, |smaller| smaller.rung.kind);
        let other = of_another_kind([kind, second], margin - HARDER_OTHER);

        Offer::Steps {
            main: main.at,
            smaller: smaller.map(|one| one.at),
            other: other.map(|one| one.at),
            why: self.why(main.rung, &main.guess, today, outward.is_some()),
        }
    }

    /// The allowed among `rungs`, with what is guessed of each and how good an offer it would be.
    pub(super) fn candidates<'a>(
        &'a self,
        rungs: &'a [Rung],
        today: &'a Today,
        seed: u64,
        allowed: impl Fn(&Rung) -> bool + 'a,
    ) -> impl Iterator<Item = Candidate<'a>> + 'a {
        let sizes = Sizes::of(rungs);
        rungs.iter().enumerate().filter(move |(_, rung)| allowed(rung)).map(move |(at, rung)| {
            let guess = self.guess_of(rung, today.energy);
            let up = self.up(rung, &sizes, today);
            Candidate { at, rung, guess, score: self.score(rung, &guess, up, today, seed) }
        })
    }

    /// Where nothing is sure enough: the surest allowed rung by itself, or rest. (In the first
    /// three offers rule 1 has already left nothing unsure.)
    fn surest_alone(&self, candidates: &[Candidate], today: &Today) -> Offer {
        surest(candidates.iter()).filter(|one| one.guess.low > SURE_ALONE).map_or(Offer::Rest(Why::LowEnergy), |one| {
            Offer::Steps { main: one.at, smaller: None, other: None, why: self.why(one.rung, &one.guess, today, false) }
        })
    }

    /// How good an offer it would be: likely to be taken, nourishing, at the edge of what feels
    /// all right, a little larger where there is room to grow, and not the same again.
    fn score(&self, rung: &Rung, guess: &Guess, up: f64, today: &Today, seed: u64) -> f64 {
        let worth = rung.nourish() * (1.0 + self.hopes(rung)).clamp(0.2, 2.5);
        let nourish = if rung.inner { 0.4 * worth } else { worth };

        let hard: f64 = guess.share.iter().sum();
        let near = (-((guess.margin - 0.5) / 0.7).powi(2) / 2.0).exp();
        let zone = near * hard * (1.0 + 0.5 * self.edge(guess));

        let (same, kind) = self.sameness(rung, today);
        let bored = 0.5 * (0.4 * kind + same);
        let take = sigma(0.6 + 0.5 * (worth - 0.3) + 1.3 * guess.margin.min(1.5) - bored);
        let good = 2.0 * nourish * (0.5 + 0.5 * guess.comfortable) + 0.6 * zone + up;
        let gain = good - 11.0 * (1.0 - guess.manageable);
        take * gain - 0.1 * (1.0 - take) - 0.1 * kind - 0.2 * same + 0.05 * chance(seed, today.day, rung)
    }

    /// How much more a size is worth because there is room to grow: on a day of plenty, or where the size below it went
    /// well often. Not for what involves nobody, nor on a low day or after too much.
    fn up(&self, rung: &Rung, sizes: &Sizes, today: &Today) -> f64 {
        let Some(below) = sizes.below(rung) else { return 0.0 };
        if rung.inner || today.is_low() || self.recovering(today) {
            return 0.0;
        }
        let room = [today.energy == Some(Energy::Plenty), self.went_well(rung.step, below) >= WENT_WELL];
        room.into_iter().filter(|room| *room).map(|_| ROOM_TO_GROW).sum()
    }

    /// Whether the hard sides are those where someone can carry less than elsewhere, -1..1.
    #[expect(clippy::cast_precision_loss, reason = "five sides")]
    fn edge(&self, guess: &Guess) -> f64 {
        let capacity = self.capacity();
        let mean = capacity.iter().sum::<f64>() / SIDES as f64;
        let edges = guess.share.iter().zip(capacity).map(|(part, side)| part * (mean - side));
        edges.sum::<f64>().clamp(-1.0, 1.0)
    }

    /// How much this step, and how much its kind, was shown of late.
    fn sameness(&self, rung: &Rung, today: &Today) -> (f64, f64) {
        let (mut same, mut kind) = (0.0, 0.0);
        for shown in &self.recent {
            let days = f64::from(shown.day.abs_diff(today.day));
            if shown.step == rung.step {
                same += (-days / 8.0).exp();
            }
            if shown.kind == rung.kind {
                kind += (-days / 4.0).exp();
            }
        }
        (same, kind.min(2.0))
    }

    /// Why a rung would be shown that somebody turned to themselves.
    pub fn why_of(&self, rung: usize, rungs: &[Rung], today: &Today) -> Option<Why> {
        let rung = rungs.get(rung)?;
        Some(self.why(rung, &self.guess_of(rung, today.energy), today, false))
    }

    fn why(&self, rung: &Rung, guess: &Guess, today: &Today, outward: bool) -> Why {
        if self.is_new() {
            Why::FirstDays
        } else if today.long_away() {
            Why::WelcomeBack
        } else if self.recovering(today) {
            Why::AfterTooMuch
        } else if outward {
            Why::Outward
        } else if today.is_low() {
            Why::LowEnergy
        } else if self.likes(rung) > LIKED {
            Why::Liked
        } else if guess.margin < STRETCH {
            Why::SmallStretch
        } else {
            Why::Known
        }
    }
}

/// The sizes there are of each step, in order.
struct Sizes(Vec<(u32, u8)>);

impl Sizes {
    fn of(rungs: &[Rung]) -> Self {
        let mut sizes: Vec<_> = rungs.iter().map(|rung| (rung.step, rung.size)).collect();
        sizes.sort_unstable();
        Self(sizes)
    }

    /// The next smaller size of the same step.
    fn below(&self, rung: &Rung) -> Option<u8> {
        let at = self.0.partition_point(|size| *size < (rung.step, rung.size));
        let (step, size) = *self.0.get(at.checked_sub(1)?)?;
        (step == rung.step).then_some(size)
    }
}

/// The best by score; ties go to the lower step, then the smaller size.
pub(super) fn best<'a>(all: impl Iterator<Item = &'a Candidate<'a>>) -> Option<&'a Candidate<'a>> {
    all.min_by(|a, b| b.score.total_cmp(&a.score).then_with(|| by_name(a, b)))
}

/// The one that is most surely manageable; ties as above.
pub(super) fn surest<'a>(all: impl Iterator<Item = &'a Candidate<'a>>) -> Option<&'a Candidate<'a>> {
    all.min_by(|a, b| b.guess.low.total_cmp(&a.guess.low).then_with(|| by_name(a, b)))
}

fn by_name(a: &Candidate, b: &Candidate) -> Ordering {
    (a.rung.step, a.rung.size).cmp(&(b.rung.step, b.rung.size))
}

/// The next smaller size of the same step, if it is clearly easier. (Rule 5 never bars it here:
/// if the step had been shown lately, `main` would not be allowed.)
fn smaller_size<'a>(sure: impl Iterator<Item = &'a Candidate<'a>>, main: &Candidate) -> Option<&'a Candidate<'a>> {
    sure.filter(|one| one.rung.step == main.rung.step && one.rung.size < main.rung.size)
        .max_by_key(|one| one.rung.size)
        .filter(|one| one.guess.margin >= main.guess.margin + EASIER_SIZE)
}

/// A number in 0..=1 that depends on nothing but these, and never on a rung's position.
fn chance(seed: u64, day: i32, rung: &Rung) -> f64 {
    let mix = |state: u64, word: u64| split_mix::next(state ^ word);
    let words = [u64::from(day.cast_unsigned()), u64::from(rung.step), u64::from(rung.size)];
    let hash = words.into_iter().fold(mix(0, seed), mix);
    let [a, b, c, d, ..] = hash.to_le_bytes();
    f64::from(u32::from_le_bytes([a, b, c, d])) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests;
