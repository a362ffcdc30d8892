//! Some months of one person with one policy. How often they ask, look further or guess is ours.

use handrail::model::scheduler::{Declined, Energy, Felt, Guess, Outcome, Rung, Today};

use super::answers::word_for;
use super::human::Human;
use super::policies::{Choice, Policy};
use super::populations::Population;

pub const DAYS: i32 = 120;
/// How long the look at what leads outward lasts, and a month of it.
pub const LONG: i32 = 180;
pub const MONTH: i32 = 30;

/// How long somebody is looked at.
#[derive(Clone, Copy)]
pub struct Span {
    pub days: i32,
    pub stays: bool,
}

/// What came of it.
#[derive(Default)]
pub struct Life {
    pub nourishment: f64,
    pub growth: f64,
    pub offers: u32,
    pub first_taken: u32,
    pub steps: u32,
    pub too_much: u32,
    pub too_much_offered: u32,
    pub too_much_early: bool,
    pub dropped_out: bool,
    /// The first suggestions of days that were not low, by month.
    pub months: [Month; 6],
    /// Each guess about a step that was offered and done, with how it really felt.
    pub guesses: Vec<(Guess, Felt)>,
}

/// How far the suggestions of a month led.
#[derive(Default, Clone, Copy)]
pub struct Month {
    pub offers: u32,
    pub with_others: u32,
    pub reached: u32,
    /// In a larger size than the smallest of their step.
    pub larger: u32,
}

impl Month {
    fn count(&mut self, rung: &Rung) {
        self.offers += 1;
        self.with_others += u32::from(!rung.inner);
        self.reached += u32::from(rung.reaches());
        self.larger += u32::from(rung.size > 0);
    }
}

impl Life {
    fn month(&mut self, day: i32) -> &mut Month {
        let last = self.months.len() - 1;
        let month = usize::try_from(day / MONTH).unwrap_or(0).min(last);
        &mut self.months[month]
    }

    /// Nourishment, and ten times the growth, less twice each time it was too much.
    pub fn welfare(&self) -> f64 {
        self.nourishment + 10.0 * self.growth - 2.0 * f64::from(self.too_much)
    }
}

/// Lives it for so many days. `guesses` is how often they say beforehand how big a step feels; who `stays` never leaves
/// for good.
pub fn live(
    human: &mut Human,
    policy: &mut dyn Policy,
    rungs: &[Rung],
    guesses: f64,
    Span { days, stays }: Span,
) -> Life {
    let mut life = Life::default();
    let mut last_here = 0;
    let mut gone_until = 0;
    for day in 0..days {
        human.turns(day);
        human.sleep();
        if human.population == Population::AwayForWeeks && human.chance.happens(0.025) {
            gone_until = day + 15 + [0, 5, 10, 20][human.chance.index(4)];
        }
        if day < gone_until || !human.comes() {
            continue;
        }
        if human.drops_out() && !stays {
            life.dropped_out = true;
            break;
        }
        let away_days = if day - last_here >= 14 { day - last_here } else { 0 };
        last_here = day;
        human.wearies();
        let today = Today { day, energy: human.says_energy(), away_days };
        policy.begin_day(&today);
        Visit { human, policy, rungs, today, guesses, life: &mut life }.happens();
    }
    life.growth = human.grown();
    life
}

/// One day on which someone is here.
struct Visit<'a> {
    human: &'a mut Human,
    policy: &'a mut dyn Policy,
    rungs: &'a [Rung],
    today: Today,
    guesses: f64,
    life: &'a mut Life,
}

impl Visit<'_> {
    fn happens(&mut self) {
        if self.human.population == Population::SelfChosen {
            return self.chooses();
        }
        let mut asked = false;
        let mut choice = self.policy.offer(self.human, self.rungs, &self.today, false);
        if choice.is_none() && self.human.chance.happens(0.08) {
            asked = true;
            choice = self.policy.offer(self.human, self.rungs, &self.today, true);
        }
        let Some(Choice { main, smaller, other }) = choice else { return };
        self.life.offers += 1;
        if self.today.energy != Some(Energy::Low) {
            self.life.month(self.today.day).count(&self.rungs[main]);
        }
        let Err(looks) = self.considers(main, asked) else {
            self.life.first_taken += 1;
            return;
        };
        // Something smaller is wished for where it looked big, something else anywhere.
        let wish = if looks > 0.15 { 0.5 } else { 0.1 };
        let smaller = smaller.filter(|_| self.human.chance.happens(wish));
        let other = other.filter(|_| smaller.is_none() && self.human.chance.happens(0.4));
        if smaller.is_some() {
            self.policy.asked_smaller(main, self.rungs, &self.today);
        } else {
            self.leaves(main, looks);
        }
        if let Some(next) = smaller.or(other)
            && let Err(looks) = self.considers(next, asked)
        {
            self.leaves(next, looks);
        }
    }

    /// Someone who only ever picks a step themselves: what looks all right, now and then.
    fn chooses(&mut self) {
        if self.human.chance.happens(0.5) {
            return;
        }
        let looked_at: Vec<_> = (0..5).map(|_| self.human.chance.index(self.rungs.len())).collect();
        for at in looked_at {
            if self.takes(at).is_ok() {
                return self.does(at, false);
            }
        }
    }

    /// How hard a rung looks: to somebody who takes it, or who does not.
    fn takes(&mut self, at: usize) -> Result<f64, f64> {
        let looks = self.human.anticipates(at, &self.rungs[at]);
        self.human.sees(looks);
        let likely = self.human.would_take(looks, at, &self.rungs[at], self.today.day);
        if self.human.chance.happens(likely) { Ok(looks) } else { Err(looks) }
    }

    /// Shows a rung, which is taken or, looking this hard, not.
    fn considers(&mut self, at: usize, asked: bool) -> Result<(), f64> {
        self.policy.shown(at, self.rungs, &self.today, asked);
        let looks = self.takes(at)?;
        if self.human.chance.happens(self.guesses) {
            let word = self.human.reports(word_for(looks));
            self.policy.placed(at, self.rungs, word);
        }
        self.does(at, true);
        Ok(())
    }

    /// Tries it: now and then no occasion comes, or they nearly do it.
    fn does(&mut self, at: usize, offered: bool) {
        let rung = &self.rungs[at];
        if self.human.chance.happens(0.05) {
            return self.reflects(at, Outcome::Left(Declined::NoOccasion), offered);
        }
        if self.human.chance.happens(0.05) {
            return self.reflects(at, Outcome::Nearly, offered);
        }
        let guess = self.policy.guess(at, self.rungs, &self.today);
        let lived = self.human.does(at, rung, self.today.day);
        let too_much = lived.felt == Felt::TooMuch;
        self.life.nourishment += lived.value;
        self.life.steps += 1;
        self.life.too_much += u32::from(too_much);
        if offered {
            self.life.too_much_offered += u32::from(too_much);
            self.life.too_much_early |= too_much && self.life.offers <= 3;
            self.life.guesses.extend(guess.map(|guess| (guess, lived.felt)));
        }
        let told = self.human.chance.happens(0.8);
        let outcome = Outcome::Done {
            felt: told.then(|| self.human.reports(lived.felt)),
            nourished: told.then(|| self.human.reports_good(lived.value)),
        };
        self.reflects(at, outcome, offered);
    }

    /// Leaves it, for a reason or without one.
    fn leaves(&mut self, at: usize, looks: f64) {
        self.human.leaves();
        let tired = self.today.energy == Some(Energy::Low);
        let hard = looks > 0.6;
        let chance = &mut self.human.chance;
        let why = match chance.uniform() {
            _ if tired && chance.happens(0.4) => Declined::NoEnergy,
            _ if hard && chance.happens(0.4) => Declined::TooBig,
            draw if draw < 0.15 => Declined::Rest,
            draw if draw < 0.25 => Declined::NoOccasion,
            draw if draw < 0.28 => Declined::NotForMe,
            _ => Declined::Unsaid,
        };
        self.reflects(at, Outcome::Left(why), true);
    }

    fn reflects(&mut self, at: usize, outcome: Outcome, offered: bool) {
        self.policy.reflect(at, self.rungs, &self.today, outcome, offered);
    }
}
