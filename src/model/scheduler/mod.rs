//! Which small step next: a pure function of what a person has told us.
//!
//! No clock, no I/O, no hidden randomness: the same person, library, day and seed give the same
//! offer. A [`Person`] is a fold over a history of offers, answers and reflections; replaying the
//! history gives the same person again.
//!
//! The way through: [`Person::begin_day`], then [`Person::offer`], then [`Person::shown`] for
//! whatever the person sees of it, then [`Person::reflect`] once they answer. Rest is always an
//! answer, so the caller always shows it beside an offer.
//!
//! The design follows evidence on graded exposure and simulations of synthetic people. It is not
//! a proven benefit for real ones. Where its rules leave room, the gentler reading is taken.

#![warn(missing_docs, clippy::missing_errors_doc)]

pub mod alternatives;
mod barrier;
mod belief;
mod choose;
mod growing;
mod guess;
mod learn;
mod observation;
mod outward;
mod person;
mod picture;
mod rules;
pub mod rung;

pub use alternatives::Alternatives;
pub use person::Person;
pub use rules::LONG_ABSENCE;
pub use rung::Rung;

use serde::{Deserialize, Serialize};

/// The sides on which a step can be demanding: initiation, presence, disclosure, receiving and
/// novelty, always in this order.
pub const SIDES: usize = 5;

/// How many kinds of step there are.
pub const KINDS: usize = 12;

/// How much energy someone says they have today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Energy {
    /// A day on which only tiny rungs are offered.
    Low,
    /// An ordinary day.
    Some,
    /// A day with room to spare.
    Plenty,
}

/// How a step felt, in the person's own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Felt {
    /// Hardly any effort.
    Easy,
    /// Manageable without strain.
    Okay,
    /// Hard, and still all right.
    Stretch,
    /// More than they could carry; always believed.
    TooMuch,
}

/// Whether a step did someone good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Nourished {
    /// It did not.
    No,
    /// It did, somewhat.
    ALittle,
    /// It did.
    Yes,
}

/// Why a step was left, if the person wants to say. Every one of these is a full answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Declined {
    /// Nothing was said.
    Unsaid,
    /// They chose to rest.
    Rest,
    /// The step looked too big.
    TooBig,
    /// Not enough energy today.
    NoEnergy,
    /// The moment for it did not come.
    NoOccasion,
    /// They do not want this step; every size of it pauses.
    NotForMe,
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Outcome {
    /// It was done; both answers are optional.
    Done {
        /// How it felt.
        felt: Option<Felt>,
        /// Whether it did them good.
        nourished: Option<Nourished>,
    },
    /// They came close, which counts as taking it up.
    Nearly,
    /// They left it.
    Left(Declined),
}

/// What gets in the way, as someone says of themselves. Several may hold at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Barrier {
    /// "I'm mostly running on empty."
    LowEnergy,
    /// Fear of how others will react.
    Anxiety,
    /// Little practice so far.
    MissingPractice,
    /// Patterns that once protected them.
    Protective,
    /// A different communication style.
    DifferentStyle,
}

/// What is known of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Today {
    /// The person's local day, counted from any fixed date. Days are compared by their distance,
    /// so that a clock set wrong and then right neither locks nor floods anyone.
    pub day: i32,
    /// Today's check-in, if there was one.
    pub energy: Option<Energy>,
    /// Days since they were last here, told on the first day back only; otherwise 0.
    pub away_days: i32,
}

/// Why this offer, from which the sentence beside it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Why {
    /// One of the first three offers.
    FirstDays,
    /// They were away for two weeks or more.
    WelcomeBack,
    /// The last step was too much.
    AfterTooMuch,
    /// The last ones reached nobody, and this one has somebody in it.
    Outward,
    /// A low day; when resting, nothing asks little enough.
    LowEnergy,
    /// They have liked this before.
    Liked,
    /// A little beyond what is comfortable.
    SmallStretch,
    /// Well within what they know.
    Known,
    /// It is not yet time for another offer.
    FewerWanted,
}

/// What to suggest. Steps are positions in the library that was passed in, each of them allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Offer {
    /// No step for now.
    Rest(Why),
    /// One step, with a way down and a way aside.
    Steps {
        /// The suggestion.
        main: usize,
        /// Clearly easier: a smaller size, or another kind of step.
        smaller: Option<usize>,
        /// Something different of a similar size.
        other: Option<usize>,
        /// Why this one.
        why: Why,
    },
}

/// What is expected of one rung for one person today. Never shown as a number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Guess {
    /// How far capacity exceeds demand: about 1.7 feels easy, .6 okay, -.5 a stretch, -1.5 too
    /// much.
    pub margin: f64,
    /// Standard deviation of the margin.
    pub sd: f64,
    /// Each side's part in what makes it hard, 0..1; together at most 1.
    pub share: [f64; SIDES],
    /// Chance that it will not be too much, 0..1.
    pub manageable: f64,
    /// A cautious `manageable`, one standard deviation down, 0..1.
    pub low: f64,
    /// Chance that it will be easy or okay, 0..1.
    pub comfortable: f64,
}
