//! What an offer and its answer change. Silence, rest and "not today" never lower the picture of
//! what someone can do.

use super::person::{Run, ShownRung, TooMuch};
use super::rung::HIGHEST_NOTCH;
use super::{Declined, Energy, Felt, Guess, Nourished, Outcome, Person, Rung, Today};

/// How far one answer about a step that was done may move a belief.
const MOST: f64 = 0.5;
/// After this many identical answers in a row, more of them say less.
const USUAL_RUN: u32 = 5;

const LIKING_NOISE: f64 = 0.2;
/// Tastes change: each answer leaves the liking of a kind a little more open.
const TASTE_DRIFT: f64 = 0.002;
const NOT_LIKED: f64 = -0.5;

/// How fast uptake follows, as the weight of the latest answer.
const UPTAKE_WEIGHT: f64 = 0.12;

/// Something said about how big a rung is.
#[derive(Clone, Copy)]
struct Observation {
    /// The margin it speaks for.
    margin: f64,
    /// How loosely, as a variance.
    noise: f64,
    /// How far it may move a belief.
    most: f64,
    counts: Counts,
}

/// In which direction something can be evidence: one can be no better than at ease.
#[derive(Clone, Copy)]
enum Counts {
    BothWays,
    Upward,
    Downward,
}

impl Observation {
    const TOO_BIG: Self = Self { margin: -0.8, noise: 1.5, most: 0.35, counts: Counts::Downward };
    /// Nearly done, or wished smaller.
    const HESITATION: Self = Self { margin: -0.3, noise: 2.0, most: 0.25, counts: Counts::Downward };

    fn felt(felt: Felt) -> Self {
        let (margin, noise, counts) = match felt {
            Felt::Easy => (1.7, 0.8, Counts::Upward),
            Felt::Okay => (0.6, 0.8, Counts::BothWays),
            Felt::Stretch => (-0.5, 0.8, Counts::BothWays),
            Felt::TooMuch => (-1.5, 0.5, Counts::Downward),
        };
        Self { margin, noise, most: MOST, counts }
    }

    fn placed(felt: Felt) -> Self {
        Self { noise: 2.0, most: 0.25, ..Self::felt(felt) }
    }

    fn error(&self, guess: &Guess) -> f64 {
        let error = self.margin - guess.margin;
        match self.counts {
            Counts::BothWays => error,
            Counts::Upward => error.max(0.0),
            Counts::Downward => error.min(0.0),
        }
    }
}

impl Person {
    /// Notes that a rung was shown: as the suggestion, or as the smaller or other one.
    pub fn shown(&mut self, rung: usize, rungs: &[Rung], today: &Today, asked: bool) {
        let Some(rung) = rungs.get(rung) else { return };
        let Rung { step, size, kind, .. } = *rung;
        self.offers = self.offers.saturating_add(1);
        self.recent.push(ShownRung { day: today.day, step, size, kind, asked });
    }

    /// Learns from a wish for something smaller than this rung.
    pub fn asked_smaller(&mut self, rung: usize, rungs: &[Rung], today: &Today) {
        if let Some(rung) = rungs.get(rung) {
            self.hear(rung, today.energy, Observation::HESITATION);
        }
    }

    /// Learns from how big a rung feels beforehand: the sort of cards, or a guess given with an
    /// attempt. It speaks of no particular day, so energy counts as unknown.
    pub fn placed(&mut self, rung: usize, rungs: &[Rung], felt: Felt) {
        if let Some(rung) = rungs.get(rung) {
            self.hear(rung, None, Observation::placed(felt));
        }
    }

    /// Learns from what became of a rung. `offered` is false for a step they chose themselves, or asked for and then left:
    /// neither says anything about how welcome offers are.
    pub fn reflect(&mut self, rung: usize, rungs: &[Rung], today: &Today, outcome: Outcome, offered: bool) {
        let Some(rung) = rungs.get(rung) else { return };
        if offered {
            self.follow_uptake(outcome);
        }
        match outcome {
            Outcome::Done { felt, nourished } => {
                if let Some(felt) = felt {
                    self.done(rung, today, felt);
                }
                match nourished {
                    Some(Nourished::No) => self.like(rung, NOT_LIKED),
                    Some(Nourished::ALittle) => self.like(rung, 0.0),
                    Some(Nourished::Yes) => self.like(rung, 0.5),
                    None => {}
                }
            }
            Outcome::Nearly => self.hear(rung, today.energy, Observation::HESITATION),
            Outcome::Left(Declined::TooBig) => self.hear(rung, today.energy, Observation::TOO_BIG),
            Outcome::Left(Declined::NotForMe) => {
                self.like(rung, NOT_LIKED);
                self.pause_step(rung, today);
            }
            Outcome::Left(Declined::Unsaid | Declined::Rest | Declined::NoEnergy | Declined::NoOccasion) => {}
        }
    }

    /// How much someone likes a rung: as its kind, and in itself.
    pub(super) fn likes(&self, rung: &Rung) -> f64 {
        let kind = rung.kind().map_or(0.0, |kind| self.kinds[kind].mean);
        kind + self.known(rung).liking.mean
    }

    fn done(&mut self, rung: &Rung, today: &Today, felt: Felt) {
        let excess = self.lengthen_run(felt).saturating_sub(USUAL_RUN);
        let guess = self.guess_of(rung, today.energy);
        let mut heard = Observation::felt(felt);
        if felt != Felt::TooMuch {
            heard.noise *= 1.0 + f64::from(excess);
        }
        self.hear(rung, today.energy, heard);

        let notch = rung.notch();
        if felt == Felt::TooMuch {
            let side = guess.hardest_side();
            self.too_much.push(TooMuch { day: today.day, notch, side, open: true });
            self.frontier = self.frontier.min(notch).max(1);
            self.pause_rung(rung, today);
        } else {
            for event in &mut self.too_much {
                event.open = false;
            }
            let opens_next = felt != Felt::Stretch && excess == 0;
            let opens = if opens_next { notch + 1 } else { notch };
            self.frontier = self.frontier.max(opens.min(HIGHEST_NOTCH));
        }
    }

    /// Counts identical answers in a row, this one included.
    fn lengthen_run(&mut self, felt: Felt) -> u32 {
        let before = self.run.filter(|run| run.felt == felt).map_or(0, |run| run.length);
        let length = before.saturating_add(1);
        self.run = Some(Run { felt, length });
        length
    }

    /// Shifts each side by its share in what made the rung hard, and the rung's own ease.
    fn hear(&mut self, rung: &Rung, energy: Option<Energy>, heard: Observation) {
        let guess = self.guess_of(rung, energy);
        let error = heard.error(&guess);
        let total = guess.sd.powi(2) + heard.noise;
        for (side, share) in self.capacity.iter_mut().zip(guess.share) {
            side.learn(error, share, total, heard.most);
        }
        self.known_mut(rung).ease.learn(error, 1.0, total, heard.most);
    }

    /// Shares a liking between the rung and its kind.
    fn like(&mut self, rung: &Rung, liking: f64) {
        let error = liking - self.likes(rung);
        let own = self.known(rung).liking;
        let kind = rung.kind().map(|kind| &mut self.kinds[kind]);
        let total = own.var + kind.as_ref().map_or(0.0, |kind| kind.var) + LIKING_NOISE;
        if let Some(kind) = kind {
            kind.learn(error, 1.0, total, f64::INFINITY);
            kind.widen(TASTE_DRIFT, f64::INFINITY);
        }
        self.known_mut(rung).liking.learn(error, 1.0, total, f64::INFINITY);
    }

    /// Follows how often offers are taken up.
    fn follow_uptake(&mut self, outcome: Outcome) {
        let taken = match outcome {
            Outcome::Done { .. } | Outcome::Nearly => 1.0,
            Outcome::Left(Declined::Rest | Declined::NoOccasion) => return,
            Outcome::Left(_) => 0.0,
        };
        self.uptake += UPTAKE_WEIGHT * (taken - self.uptake);
    }
}

#[cfg(test)]
mod tests;
