//! Who the synthetic people are.

use handrail::model::scheduler::Barrier;

use super::chance::Chance;

/// The kinds of people the bench simulates, in equal numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Population {
    Depressed,
    Anxious,
    MissingPractice,
    Protective,
    DifferentStyle,
    Mixed,
    Mild,
    AlwaysOkay,
    AlwaysEasy,
    RandomAnswers,
    AwayForWeeks,
    SelfChosen,
    InCrisis,
}

impl Population {
    pub const ALL: [Self; 13] = [
        Self::Depressed,
        Self::Anxious,
        Self::MissingPractice,
        Self::Protective,
        Self::DifferentStyle,
        Self::Mixed,
        Self::Mild,
        Self::AlwaysOkay,
        Self::AlwaysEasy,
        Self::RandomAnswers,
        Self::AwayForWeeks,
        Self::SelfChosen,
        Self::InCrisis,
    ];

    pub fn barriers(self, chance: &mut Chance) -> Vec<Barrier> {
        use Barrier::{Anxiety, DifferentStyle, LowEnergy, MissingPractice, Protective};
        match self {
            Self::Mild => vec![],
            Self::Depressed => vec![LowEnergy],
            Self::Anxious => vec![Anxiety],
            Self::MissingPractice => vec![MissingPractice],
            Self::Protective => vec![Protective],
            Self::DifferentStyle => vec![DifferentStyle],
            Self::InCrisis => vec![LowEnergy, Anxiety],
            _ => {
                let all = [LowEnergy, Anxiety, MissingPractice, Protective, DifferentStyle];
                let mut some: Vec<_> = all.into_iter().filter(|_| chance.happens(0.4)).collect();
                if some.is_empty() {
                    some.push(*chance.of(&all));
                }
                some
            }
        }
    }
}

/// How much lower someone with this barrier can really go, on average, as the design assumes too.
pub const fn lowers(barrier: Barrier) -> [f64; 5] {
    match barrier {
        Barrier::LowEnergy => [0.14; 5],
        Barrier::Anxiety => [0.2, 0.1, 0.3, 0.1, 0.4],
        Barrier::MissingPractice => [0.55, 0.15, 0.35, 0.1, 0.3],
        Barrier::Protective => [0.1, 0.1, 0.6, 0.6, 0.1],
        Barrier::DifferentStyle => [0.15, 0.3, 0.1, 0.1, 0.5],
    }
}
