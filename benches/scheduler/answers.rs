//! The words people say: about their energy, themselves, a card, a step.

use handrail::model::scheduler::{Energy, Felt, Nourished, Rung, SIDES};

use super::human::Human;
use super::populations::Population;

const WORDS: [Felt; 4] = [Felt::Easy, Felt::Okay, Felt::Stretch, Felt::TooMuch];

/// The word for how hard something was.
pub fn word_for(strain: f64) -> Felt {
    match strain {
        strain if strain < -1.2 => Felt::Easy,
        strain if strain < 0.15 => Felt::Okay,
        strain if strain < 1.0 => Felt::Stretch,
        _ => Felt::TooMuch,
    }
}

fn one_harder(felt: Felt) -> Felt {
    let at = WORDS.iter().position(|&word| word == felt).unwrap_or(0);
    WORDS[(at + 1).min(3)]
}

impl Human {
    /// The word for today's energy, if they check in (how often, and where words change: ours).
    pub fn says_energy(&mut self) -> Option<Energy> {
        let word = match self.energy {
            energy if energy < -0.8 => Energy::Low,
            energy if energy > 0.8 => Energy::Plenty,
            _ => Energy::Some,
        };
        self.chance.happens(0.85).then_some(word)
    }

    /// How easy each side feels, 0..3; half of them say so (ours).
    pub fn says_intake(&mut self) -> Option<[u8; SIDES]> {
        let capacity = self.capacity;
        self.chance.happens(0.5).then(|| {
            capacity.map(|side| {
                let said = ((side - 0.5) / 0.8 + self.chance.normal(0.0, 0.6)).round();
                (0..=3)
                    .min_by(|a, b| (f64::from(*a) - said).abs().total_cmp(&(f64::from(*b) - said).abs()))
                    .unwrap_or(1)
            })
        })
    }

    /// How big a rung feels beforehand, on no particular day.
    pub fn sorts(&mut self, at: usize, rung: &Rung) -> Felt {
        let energy = std::mem::replace(&mut self.energy, 0.0);
        let looks = self.anticipates(at, rung);
        self.energy = energy;
        self.reports(word_for(looks))
    }

    /// The word they report.
    pub fn reports(&mut self, felt: Felt) -> Felt {
        match self.population {
            Population::AlwaysOkay => Felt::Okay,
            Population::AlwaysEasy => Felt::Easy,
            Population::RandomAnswers => *self.chance.of(&WORDS),
            Population::Steady => felt,
            Population::Cautious => one_harder(felt),
            of if self.chance.happens(of.too_much_anyway()) => Felt::TooMuch,
            _ if self.chance.happens(0.12) => {
                let at = WORDS.iter().position(|&word| word == felt).unwrap_or(1);
                let up = if self.chance.happens(0.5) { at + 1 } else { at.saturating_sub(1) };
                WORDS[up.min(3)]
            }
            _ => felt,
        }
    }

    /// Whether it did them good (where words change: ours).
    pub fn reports_good(&mut self, value: f64) -> Nourished {
        match value + self.chance.normal(0.0, 0.1) {
            good if good < 0.15 => Nourished::No,
            good if good < 0.4 => Nourished::ALittle,
            _ => Nourished::Yes,
        }
    }
}
