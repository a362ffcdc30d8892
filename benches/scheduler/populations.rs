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
    Steady,
    Cautious,
    TooMuch20,
    TooMuch30,
    FiveBarriers,
    Collapse,
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

    /// Those whom means of everybody hide: who answer in ways that could keep them small, or whose lives turn.
    pub const HIDDEN: [Self; 6] =
        [Self::Steady, Self::Cautious, Self::TooMuch20, Self::TooMuch30, Self::FiveBarriers, Self::Collapse];

    /// How often they say *too much* whatever a step was like.
    pub const fn too_much_anyway(self) -> f64 {
        match self {
            Self::TooMuch20 | Self::FiveBarriers => 0.2,
            Self::TooMuch30 => 0.3,
            _ => 0.0,
        }
    }

    pub fn barriers(self, chance: &mut Chance) -> Vec<Barrier> {
        use Barrier::{Anxiety, DifferentStyle, LowEnergy, MissingPractice, Protective};
        match self {
            Self::Mild => vec![],
            Self::Depressed => vec![LowEnergy],
            Self::Anxious | Self::TooMuch20 => vec![Anxiety],
            Self::FiveBarriers => vec![LowEnergy, Anxiety, MissingPractice, Protective, DifferentStyle],
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
