//! What a rung would probably feel like today.

use super::{Energy, Guess, Person, Rung, SIDES};

/// How sharply the hardest side stands out among the others.
const SHARPNESS: f64 = 1.5;
/// How much the same step differs from one time to the next, as a variance.
const CHANCE: f64 = 0.64;

/// How far below an even margin a step becomes too much, and how far it stops being comfortable.
const TOO_MUCH_BELOW: f64 = 1.3;
const UNCOMFORTABLE_BELOW: f64 = 0.7;

impl Person {
    /// What is expected of a rung. An index outside the library promises nothing.
    pub fn guess(&self, rung: usize, rungs: &[Rung], energy: Option<Energy>) -> Guess {
        rungs.get(rung).map_or(Guess::NOTHING, |rung| self.guess_of(rung, energy))
    }

    pub(super) fn guess_of(&self, rung: &Rung, energy: Option<Energy>) -> Guess {
        let mut share = [0.0; SIDES];
        for ((part, demand), side) in share.iter_mut().zip(rung.demands()).zip(&self.capacity) {
            if demand > 0.0 {
                *part = (SHARPNESS * (demand - side.mean)).exp();
            }
        }
        let hard = (-4.5_f64).exp() + share.iter().sum::<f64>();
        share = share.map(|part| part / hard);

        let (step, own) = (self.step_ease(rung), self.known(rung).ease);
        let tiring = 0.8 * rung.effort() * self.energy(energy);
        let margin = -hard.ln() / SHARPNESS + step.mean + own.mean + tiring;
        let doubt = share.iter().zip(&self.capacity).map(|(part, side)| part * part * side.var);
        let variance = doubt.sum::<f64>() + step.var + own.var;

        let sd = variance.sqrt();
        let spread = (CHANCE + variance).sqrt();
        Guess {
            margin,
            sd,
            share,
            manageable: sigma(1.7 * (margin + TOO_MUCH_BELOW) / spread),
            low: sigma(1.7 * (margin - sd + TOO_MUCH_BELOW) / CHANCE.sqrt()),
            comfortable: sigma(1.7 * (margin + UNCOMFORTABLE_BELOW) / spread),
        }
    }

    /// How much energy there is for effort; for some, little of it weighs more.
    fn energy(&self, energy: Option<Energy>) -> f64 {
        let felt = match energy {
            Some(Energy::Low) => -1.2,
            Some(Energy::Some) => 0.0,
            Some(Energy::Plenty) => 0.8,
            None => -0.2,
        };
        if self.tires_sooner && felt < 0.0 { felt * 1.25 } else { felt }
    }
}

impl Guess {
    /// The guess about a rung that is not there.
    const NOTHING: Self =
        Self { margin: 0.0, sd: 0.0, share: [0.0; SIDES], manageable: 0.0, low: 0.0, comfortable: 0.0 };

    /// The side that makes it hardest (the first, if two do), for the sentence; none for a rung
    /// without demand.
    pub fn hardest_side(&self) -> Option<usize> {
        (0..SIDES).filter(|&side| self.share[side] > 0.0).min_by(|&a, &b| self.share[b].total_cmp(&self.share[a]))
    }
}

/// The logistic function.
pub(super) fn sigma(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use crate::model::scheduler::{Barrier, Energy, Person, Rung};

    const HELLO: Rung =
        Rung { step: 1, size: 1, kind: 1, demand: [1.1, 0.0, 0.4, 0.0, 0.0], effort: 0.15, nourish: 0.4, inner: false };

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 2e-6
    }

    #[test]
    fn a_hello_on_an_ordinary_day() {
        // e^(1.5 (1.1 - 1.5)) = .548812, e^(1.5 (.4 - 1.5)) = .192050, S = .751971
        let guess = Person::new(1, &[], None).guess(0, &[HELLO], Some(Energy::Some));
        assert!(near(guess.share[0], 0.729_831), "{guess:?}");
        assert!(near(guess.share[2], 0.255_396), "{guess:?}");
        assert!(near(guess.margin, 0.190_038), "{guess:?}"); // -ln .751971 / 1.5
        assert!(near(guess.sd * guess.sd, 0.505_144), "{guess:?}"); // .64 x .597880 + .1225
        assert!(near(guess.manageable, 0.914_284), "{guess:?}"); // sigma(1.7 x 1.490038 / 1.070114)
        assert!(near(guess.low, 0.839_703), "{guess:?}"); // sigma(1.7 x .779304 / .8)
        assert!(near(guess.comfortable, 0.804_385), "{guess:?}"); // sigma(1.7 x .890038 / 1.070114)
        assert_eq!(guess.hardest_side(), Some(0));
    }

    #[test]
    fn energy_weighs_on_effort() {
        let margin = |barriers: &[Barrier], energy| Person::new(1, barriers, None).guess(0, &[HELLO], energy).margin;
        let usual = margin(&[], Some(Energy::Some));
        assert!(near(margin(&[], Some(Energy::Low)) - usual, -0.144)); // .8 x .15 x -1.2
        assert!(near(margin(&[], Some(Energy::Plenty)) - usual, 0.096));
        assert!(near(margin(&[], None) - usual, -0.024));

        let usual = margin(&[Barrier::LowEnergy], Some(Energy::Some));
        assert!(near(margin(&[Barrier::LowEnergy], Some(Energy::Low)) - usual, -0.18));
        assert!(near(margin(&[Barrier::LowEnergy], Some(Energy::Plenty)) - usual, 0.096));
    }

    #[test]
    fn without_demand_there_is_a_margin_of_three() {
        let breath = Rung { demand: [0.0; 5], effort: 0.0, inner: true, ..HELLO };
        let guess = Person::new(1, &[], None).guess(0, &[breath], None);
        assert!(near(guess.margin, 3.0));
        assert!(near(guess.sd, 0.35));
        assert_eq!(guess.hardest_side(), None);
    }

    #[test]
    fn an_unknown_rung_promises_nothing() {
        let guess = Person::new(0, &[], None).guess(7, &[HELLO], None);
        assert!(guess.low <= 0.0 && guess.manageable <= 0.0 && guess.comfortable <= 0.0);
    }
}
