//! What an answer says about how big a rung is.

use super::Felt;

/// Something said about how big a rung is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Observation {
    /// The margins it speaks for: anything among them is no news.
    margin: (f64, f64),
    /// How loosely, as a variance.
    pub noise: f64,
    /// How far it may move a belief.
    pub most: f64,
    counts: Counts,
}

/// In which direction something can be evidence: one can be no better than at ease.
#[derive(Debug, Clone, Copy)]
enum Counts {
    BothWays,
    Upward,
    Downward,
}

impl Observation {
    pub const TOO_BIG: Self = Self { margin: (-0.8, -0.8), noise: 1.5, most: 0.35, counts: Counts::Downward };
    /// Nearly done, or wished smaller.
    pub const HESITATION: Self = Self { margin: (-0.3, -0.3), noise: 2.0, most: 0.25, counts: Counts::Downward };

    /// How it felt. *Okay* is what people say of much that is easy, so it speaks for a whole stretch.
    pub const fn felt(felt: Felt) -> Self {
        let (margin, counts) = match felt {
            Felt::Easy => ((1.7, 1.7), Counts::Upward),
            Felt::Okay => ((0.6, 1.2), Counts::BothWays),
            Felt::Stretch => ((-0.5, -0.5), Counts::BothWays),
            Felt::TooMuch => ((-1.5, -1.5), Counts::Downward),
        };
        Self { margin, noise: 0.5, most: 0.5, counts }
    }

    /// How big it looks beforehand.
    pub const fn placed(felt: Felt) -> Self {
        Self { noise: 1.2, most: 0.25, ..Self::felt(felt) }
    }

    /// How far what was said lies from what was expected.
    pub fn error(&self, expected: f64) -> f64 {
        let (least, most) = self.margin;
        let error = expected.clamp(least, most) - expected;
        match self.counts {
            Counts::BothWays => error,
            Counts::Upward => error.max(0.0),
            Counts::Downward => error.min(0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Observation;
    use crate::model::scheduler::Felt;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn each_word_speaks_for_its_margin_and_only_in_its_direction() {
        let error = |felt, expected| Observation::felt(felt).error(expected);
        assert!(near(error(Felt::Easy, 1.0), 0.7) && near(error(Felt::Easy, 3.0), 0.0));
        assert!(near(error(Felt::Stretch, 0.5), -1.0) && near(error(Felt::Stretch, -1.0), 0.5));
        assert!(near(error(Felt::TooMuch, 0.0), -1.5) && near(error(Felt::TooMuch, -2.0), 0.0));
        assert!(near(Observation::TOO_BIG.error(0.0), -0.8) && near(Observation::TOO_BIG.error(-1.0), 0.0));
        assert!(near(Observation::HESITATION.error(0.0), -0.3) && near(Observation::HESITATION.error(-1.0), 0.0));
    }

    #[test]
    fn okay_says_nothing_new_of_what_was_thought_fairly_easy() {
        let error = |expected| Observation::felt(Felt::Okay).error(expected);
        for (expected, news) in [(0.0, 0.6), (0.6, 0.0), (0.9, 0.0), (1.2, 0.0), (2.0, -0.8)] {
            assert!(near(error(expected), news), "{expected}");
        }
    }
}
