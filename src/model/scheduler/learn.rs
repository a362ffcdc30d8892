//! What an offer and its answer change. Silence, rest and "not today" never lower the picture of
//! what someone can do.

use super::observation::Observation;
use super::person::{Run, ShownRung, TooMuch};
use super::rung::HIGHEST_NOTCH;
use super::{Declined, Felt, Guess, Nourished, Outcome, Person, Rung, Today};

/// After this many *easy* in a row, more of them say less, and only every so many open a notch.
const USUAL_RUN: u32 = 3;
const OPENS_EVERY: u32 = 4;

/// How often *too much* is said by chance, whatever the step: at first `.6` in 20 answers, at most `.35` of all.
const CHANCE_AT_FIRST: f64 = 0.6;
const ANSWERS_AT_FIRST: f64 = 20.0;
const MOST_CHANCE: f64 = 0.35;
/// From which one in a row on it is believed whole.
const TOO_MUCH_AGAIN: u32 = 3;

/// How much what went well makes one able to carry, at an even margin.
const PRACTICE: f64 = 0.06;

const LIKING_NOISE: f64 = 0.2;
/// Tastes change: each answer leaves the liking of a kind a little more open.
const TASTE_DRIFT: f64 = 0.002;
const NOT_LIKED: f64 = -0.5;

/// How fast uptake follows, as the weight of the latest answer.
const UPTAKE_WEIGHT: f64 = 0.12;

impl Person {
    /// Notes that a rung was shown: as the suggestion, or as the smaller or other one.
    pub fn shown(&mut self, rung: usize, rungs: &[Rung], today: &Today, asked: bool) {
        let Some(rung) = rungs.get(rung) else { return };
        self.offers = self.offers.saturating_add(1);
        self.count_outward(rung, today);
        self.count_larger(rung);
        let Rung { step, size, kind, .. } = *rung;
        self.recent.push(ShownRung { day: today.day, step, size, kind, asked });
    }

    /// Learns from a wish for something smaller than this rung.
    pub fn asked_smaller(&mut self, rung: usize, rungs: &[Rung], today: &Today) {
        if let Some(rung) = rungs.get(rung) {
            let guess = self.guess_of(rung, today.energy);
            self.hear(rung, &guess, Observation::HESITATION);
        }
    }

    /// Learns from how big a rung looks beforehand: the sort of cards, or a guess given with an attempt. It speaks of no
    /// particular day, so energy counts as unknown; and how much harder things look than they turn out is learnt too.
    pub fn placed(&mut self, rung: usize, rungs: &[Rung], felt: Felt) {
        let Some(rung) = rungs.get(rung) else { return };
        let guess = self.guess_of(rung, None);
        let placed = Observation::placed(felt);
        let error = placed.error(guess.margin - self.looks.mean);
        let noise = placed.noise * (1.0 + f64::from(self.excess()));
        let total = guess.sd.powi(2) + self.looks.var + noise;
        self.learn(rung, &guess, error, total, placed.most);
        self.looks.learn(-error, 1.0, total, placed.most);
    }

    /// Learns from what became of a rung. `offered` is false for a step they chose themselves, or asked for and then left:
    /// neither says anything about how welcome offers are.
    pub fn reflect(&mut self, rung: usize, rungs: &[Rung], today: &Today, outcome: Outcome, offered: bool) {
        let Some(rung) = rungs.get(rung) else { return };
        if offered {
            self.follow_uptake(outcome);
        }
        let guess = self.guess_of(rung, today.energy);
        match outcome {
            Outcome::Done { felt, nourished } => {
                if let Some(felt) = felt {
                    self.done(rung, &guess, today, felt);
                }
                match nourished {
                    Some(Nourished::No) => self.like(rung, NOT_LIKED),
                    Some(Nourished::ALittle) => self.like(rung, 0.0),
                    Some(Nourished::Yes) => self.like(rung, 0.5),
                    None => {}
                }
            }
            Outcome::Nearly => self.hear(rung, &guess, Observation::HESITATION),
            Outcome::Left(Declined::TooBig) => self.hear(rung, &guess, Observation::TOO_BIG),
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

    /// The same, with what may still be found out about it: something barely known may be liked more than it seems.
    pub(super) fn hopes(&self, rung: &Rung) -> f64 {
        let kind = rung.kind().map_or(0.0, |kind| self.kinds[kind].var);
        self.likes(rung) + 0.5 * (kind + self.known(rung).liking.var).sqrt()
    }

    fn done(&mut self, rung: &Rung, guess: &Guess, today: &Today, felt: Felt) {
        self.lengthen_run(felt);
        self.count_fine(rung, felt);
        let mut heard = Observation::felt(felt);
        heard.noise *= self.looseness(felt, guess);
        self.answers = self.answers.saturating_add(1);
        self.hear(rung, guess, heard);
        match felt {
            Felt::TooMuch => self.was_too_much(rung, today, guess),
            Felt::Easy | Felt::Okay => self.went_fine(rung, guess),
            Felt::Stretch => self.opens(rung.notch()),
        }
    }

    /// How much more loosely than usual an answer is taken. One in a long run of *easy* says less. *Too much* of a step
    /// that was thought well within reach may speak of the day, or of bad luck; three in a row do not.
    fn looseness(&mut self, felt: Felt, guess: &Guess) -> f64 {
        if felt != Felt::TooMuch {
            return 1.0 + f64::from(self.excess());
        }
        if self.run.is_some_and(|run| run.length >= TOO_MUCH_AGAIN) {
            return 1.0;
        }
        let chance = (CHANCE_AT_FIRST + self.by_chance) / (ANSWERS_AT_FIRST + f64::from(self.answers));
        let chance = chance.min(MOST_CHANCE);
        let too_much = 1.0 - guess.manageable;
        let news = (1.0 - chance) * too_much / (chance + (1.0 - chance) * too_much);
        self.by_chance += 1.0 - news;
        1.0 / news
    }

    fn was_too_much(&mut self, rung: &Rung, today: &Today, guess: &Guess) {
        let notch = rung.notch();
        self.too_much.push(TooMuch { day: today.day, notch, side: guess.hardest_side(), open: true });
        self.frontier = self.frontier.min(notch).max(1);
        self.pause_rung(rung, today);
        self.went_badly(rung.step);
    }

    /// What went well is practice, unless it says little; `guess` is from before.
    fn went_fine(&mut self, rung: &Rung, guess: &Guess) {
        let excess = self.excess();
        let further = u8::from(excess.is_multiple_of(OPENS_EVERY));
        self.opens(rung.notch() + further);
        let known = self.known_mut(rung);
        known.went_well = known.went_well.saturating_add(1);
        if excess == 0 {
            let gain = PRACTICE * (-guess.margin.powi(2) / 1.28).exp();
            for (side, share) in self.capacity.iter_mut().zip(guess.share) {
                side.mean += gain * share;
            }
        }
    }

    /// Opens the notches up to this one, since something was done that was not too much.
    fn opens(&mut self, notch: u8) {
        for event in &mut self.too_much {
            event.open = false;
        }
        self.frontier = self.frontier.max(notch.min(HIGHEST_NOTCH));
    }

    /// Counts identical answers in a row, this one included.
    fn lengthen_run(&mut self, felt: Felt) {
        let before = self.run.filter(|run| run.felt == felt).map_or(0, |run| run.length);
        self.run = Some(Run { felt, length: before.saturating_add(1) });
    }

    /// How many *easy* in a row there are beyond the usual.
    fn excess(&self) -> u32 {
        self.run.filter(|run| run.felt == Felt::Easy).map_or(0, |run| run.length.saturating_sub(USUAL_RUN))
    }

    fn hear(&mut self, rung: &Rung, guess: &Guess, heard: Observation) {
        let total = guess.sd.powi(2) + heard.noise;
        self.learn(rung, guess, heard.error(guess.margin), total, heard.most);
    }

    /// Shifts each side by its share in what made the rung hard, and the ease of its step and of itself.
    fn learn(&mut self, rung: &Rung, guess: &Guess, error: f64, total: f64, most: f64) {
        for (side, share) in self.capacity.iter_mut().zip(guess.share) {
            side.learn(error, share, total, most);
        }
        self.step_ease_mut(rung).learn(error, 1.0, total, most);
        self.known_mut(rung).ease.learn(error, 1.0, total, most);
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
