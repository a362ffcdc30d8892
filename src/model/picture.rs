//! What Handrail believes about a person, to be read and corrected by them.

use serde::{Deserialize, Serialize};

use super::scheduler::{Person, SIDES, Today};
use super::steps::{Library, Size, Step, StepKind};
use crate::base::bounded::Bounded;
use crate::base::sealed::Private;

/// What somebody said of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Correction {
    /// A side is easier, or harder, than believed.
    Side {
        /// In the scheduler's order.
        side: usize,
        /// Easier, or else harder.
        easier: bool,
    },
    /// A kind of step is liked more, or less.
    Kind {
        /// Which.
        kind: StepKind,
        /// More, or else less.
        more: bool,
    },
    /// A step that pauses may be suggested again.
    Again {
        /// Its number.
        step: u32,
    },
    /// The picture begins anew.
    Fresh,
}

/// The same, with when it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CorrectionEntry {
    /// What.
    pub what: Correction,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

impl Private for CorrectionEntry {
    const NAME: &'static str = "corrections";
}

impl Bounded for CorrectionEntry {
    fn within_limits(&self) -> bool {
        !matches!(self.what, Correction::Side { side, .. } if side >= SIDES)
    }
}

impl Correction {
    /// Tells it to the picture. Beginning anew is for whoever folds it.
    pub fn tell(self, person: &mut Person) {
        match self {
            Self::Side { side, easier } => person.correct_side(side, easier),
            Self::Kind { kind, more } => person.correct_kind(kind as usize, more),
            Self::Again { step } => person.lift_pause(step),
            Self::Fresh => {}
        }
    }

    /// The correction a form names: `side-2-easier`, `message-more`, `again-17`, `fresh`.
    pub fn from_word(word: &str) -> Option<Self> {
        if word == "fresh" {
            return Some(Self::Fresh);
        }
        let (of, how) = word.rsplit_once('-')?;
        match (of, how) {
            ("again", step) => Some(Self::Again { step: step.parse().ok()? }),
            (side, "easier" | "harder") => {
                let side = side.strip_prefix("side-")?.parse().ok().filter(|side| *side < SIDES)?;
                Some(Self::Side { side, easier: how == "easier" })
            }
            (kind, "more" | "less") => Some(Self::Kind { kind: StepKind::from_word(kind)?, more: how == "more" }),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideEase {
    ALot,
    Courage,
    /// Small ones are within reach.
    Small,
    /// It is mostly all right.
    Mostly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureSide {
    /// In the scheduler's order.
    pub side: usize,
    pub ease: SideEase,
    /// Whether answers have made it surer than it was at the start.
    pub learnt: bool,
}

#[derive(Debug)]
pub struct PausedStep<'a> {
    pub step: &'a Step,
    /// Which of its sizes, where it is only one.
    pub size: Option<Size>,
    /// Days until it may be suggested again.
    pub days: u32,
}

#[derive(Debug)]
pub struct Picture<'a> {
    pub sides: Vec<PictureSide>,
    /// Kinds that did them good, the most liked first.
    pub liked: Vec<StepKind>,
    /// Kinds that did not.
    pub less_liked: Vec<StepKind>,
    /// Kinds nothing is known of yet, or that are neither.
    pub open: Vec<StepKind>,
    pub pausing: Vec<PausedStep<'a>>,
    /// Whether things are kept soft after something was too much.
    pub softened: bool,
    /// Days from one suggestion that comes by itself to the next.
    pub interval: u32,
}

/// From which liking on a kind counts as liked, or as less liked: as the scheduler gives it for a reason.
const LIKED: f64 = 0.15;
/// A variance clearly below the one at the start (.64): answers have spoken.
const LEARNT: f64 = 0.45;

impl<'a> Picture<'a> {
    pub fn of(person: &Person, library: &'a Library, today: &Today) -> Self {
        let sides = person.capacity().into_iter().zip(person.doubts()).enumerate();
        let liking = person.liking();
        let by_liking = |fits: fn(f64) -> bool| {
            let mut kinds: Vec<StepKind> =
                StepKind::ALL.into_iter().filter(|kind| fits(liking[*kind as usize])).collect();
            kinds.sort_by(|a, b| liking[*b as usize].total_cmp(&liking[*a as usize]));
            kinds
        };
        let pausing = person.pauses(today).filter_map(|(step, size, days)| {
            let size = size.and_then(Size::from_number);
            Some(PausedStep { step: library.step(step)?, size, days })
        });
        Self {
            sides: sides
                .map(|(side, (mean, doubt))| PictureSide { side, ease: ease(mean), learnt: doubt < LEARNT })
                .collect(),
            liked: by_liking(|liking| liking > LIKED),
            less_liked: by_liking(|liking| liking < -LIKED),
            open: by_liking(|liking| liking.abs() <= LIKED),
            pausing: pausing.collect(),
            softened: person.softened(today),
            interval: person.interval(),
        }
    }
}

/// In words: about what the anchors of the library ask (a message 1.1, an invitation 1.8).
fn ease(mean: f64) -> SideEase {
    match mean {
        mean if mean < 0.9 => SideEase::ALot,
        mean if mean < 1.5 => SideEase::Courage,
        mean if mean < 2.2 => SideEase::Small,
        _ => SideEase::Mostly,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_have_words() {
        assert_eq!(Correction::from_word("side-2-easier"), Some(Correction::Side { side: 2, easier: true }));
        assert_eq!(
            Correction::from_word("be_near-less"),
            Some(Correction::Kind { kind: StepKind::BeNear, more: false })
        );
        assert_eq!(Correction::from_word("again-17"), Some(Correction::Again { step: 17 }));
        assert_eq!(Correction::from_word("fresh"), Some(Correction::Fresh));
        for nonsense in ["", "side-5-easier", "side--harder", "nothing-more", "again-x", "more"] {
            assert_eq!(Correction::from_word(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn a_correction_shows_in_the_picture() {
        let library = Library::load().unwrap();
        let today = Today { day: 0, energy: None, away_days: 0 };
        let mut person = Person::new(library.rungs().len(), &[], None);
        let before = Picture::of(&person, &library, &today);
        assert_eq!(before.open.len(), StepKind::ALL.len());
        Correction::Kind { kind: StepKind::Message, more: true }.tell(&mut person);
        Correction::Side { side: 0, easier: false }.tell(&mut person);
        let after = Picture::of(&person, &library, &today);
        assert_eq!(after.liked, [StepKind::Message]);
        assert_ne!(after.sides[0].ease, before.sides[0].ease);
        assert_eq!(after.sides[1], before.sides[1]);
    }
}
