//! Random people, libraries and histories, in orders no page would ever produce.

use handrail::model::scheduler::{Barrier, Declined, Energy, Felt, Nourished, Outcome, Person, Rung};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Everything that happens to one person.
#[derive(Debug, Clone)]
pub struct History {
    pub rungs: Vec<Rung>,
    pub barriers: Vec<Barrier>,
    pub intake: Option<[u8; 5]>,
    pub acts: Vec<Act>,
}

/// One thing that happens.
#[derive(Debug, Clone)]
pub enum Act {
    /// Days pass; from 14 on they were away. Not every day is begun.
    Wait { days: i32, energy: Option<Energy>, begin: bool },
    /// An offer is wanted; some part of it is shown, and perhaps answered at once.
    Offer { asked: bool, seed: u64, follow: Follow },
    /// A step is shown and answered that nobody offered.
    Own { at: Index, outcome: Outcome, offered: bool },
    /// A rung is shown out of turn.
    Shown { at: Index, asked: bool },
    /// Something smaller is wished for, out of turn.
    Smaller { at: Index },
    /// A card is sorted.
    Placed { at: Index, felt: Felt },
    /// The picture is told about, or corrected.
    Corrected(Correction),
}

/// What someone says of the picture itself.
#[derive(Debug, Clone, Copy)]
pub enum Correction {
    Told { side: usize, how: u8 },
    Side { side: usize, easier: bool },
    Kind { kind: usize, more: bool },
    LiftPause { step: u32 },
}

/// What someone does with an offer.
#[derive(Debug, Clone)]
pub enum Follow {
    Ignore,
    Main(Option<Outcome>),
    Smaller(Option<Outcome>),
    Other(Declined, Option<Outcome>),
}

pub fn history() -> impl Strategy<Value = History> {
    let intake = option::of(any::<[u8; 5]>());
    (library(), vec(select(&BARRIERS), 0..4), intake, vec(act(), 1..60))
        .prop_map(|(rungs, barriers, intake, acts)| History { rungs, barriers, intake, acts })
}

/// A library of one to eight steps in three sizes, from nothing at all to the deepest.
pub fn library() -> impl Strategy<Value = Vec<Rung>> {
    let demand = || prop_oneof![2 => Just(0.0), 3 => 0.0..1.2, 2 => 0.0..4.7];
    let demands = [demand(), demand(), demand(), demand(), demand()];
    let step = (demands, 0_u8..12, 0.0..0.6_f64, 0.0..1.0_f64, proptest::bool::weighted(0.3));
    vec(step, 1..8).prop_map(|steps| {
        let mut rungs = Vec::new();
        for (step, (demand, kind, effort, nourish, inner)) in (1..).zip(steps) {
            for (size, part) in (0..).zip([0.2, 0.6, 1.0]) {
                let demand = demand.map(|side| side * part);
                let effort = effort * part;
                rungs.push(Rung { step, size, kind, demand, effort, nourish, inner });
            }
        }
        rungs.push(BREATH);
        rungs
    })
}

/// Always within reach, so that no history ends in rest alone.
const BREATH: Rung = Rung { step: 0, size: 0, kind: 9, demand: [0.0; 5], effort: 0.05, nourish: 0.1, inner: true };

const BARRIERS: [Barrier; 5] =
    [Barrier::LowEnergy, Barrier::Anxiety, Barrier::MissingPractice, Barrier::Protective, Barrier::DifferentStyle];

pub fn energy() -> impl Strategy<Value = Option<Energy>> {
    option::of(select(&[Energy::Low, Energy::Some, Energy::Plenty]))
}

pub fn felt() -> impl Strategy<Value = Felt> {
    select(&[Felt::Easy, Felt::Okay, Felt::Okay, Felt::Stretch, Felt::TooMuch])
}

pub fn outcome() -> impl Strategy<Value = Outcome> {
    let nourished = select(&[Nourished::No, Nourished::ALittle, Nourished::Yes]);
    let done = (option::weighted(0.85, felt()), option::of(nourished))
        .prop_map(|(felt, nourished)| Outcome::Done { felt, nourished });
    prop_oneof![6 => done, 1 => Just(Outcome::Nearly), 3 => declined().prop_map(Outcome::Left)]
}

fn declined() -> impl Strategy<Value = Declined> {
    use Declined::{NoEnergy, NoOccasion, NotForMe, Rest, TooBig, Unsaid};
    select(&[Unsaid, Rest, TooBig, NoEnergy, NoOccasion, NotForMe])
}

fn act() -> impl Strategy<Value = Act> {
    let days = prop_oneof![8 => Just(1), 3 => 2..9, 1 => 9..40];
    let at = any::<Index>;
    prop_oneof![
        8 => (days, energy(), proptest::bool::weighted(0.9))
            .prop_map(|(days, energy, begin)| Act::Wait { days, energy, begin }),
        10 => (proptest::bool::weighted(0.4), any::<u64>(), follow())
            .prop_map(|(asked, seed, follow)| Act::Offer { asked, seed, follow }),
        2 => (at(), outcome(), any::<bool>())
            .prop_map(|(at, outcome, offered)| Act::Own { at, outcome, offered }),
        1 => (at(), any::<bool>()).prop_map(|(at, asked)| Act::Shown { at, asked }),
        1 => at().prop_map(|at| Act::Smaller { at }),
        1 => (at(), felt()).prop_map(|(at, felt)| Act::Placed { at, felt }),
        1 => correction().prop_map(Act::Corrected),
    ]
}

pub fn correction() -> impl Strategy<Value = Correction> {
    prop_oneof![
        (0..6_usize, any::<u8>()).prop_map(|(side, how)| Correction::Told { side, how }),
        (0..6_usize, any::<bool>()).prop_map(|(side, easier)| Correction::Side { side, easier }),
        (0..13_usize, any::<bool>()).prop_map(|(kind, more)| Correction::Kind { kind, more }),
        (0..9_u32).prop_map(|step| Correction::LiftPause { step }),
    ]
}

impl Correction {
    pub fn tell(self, person: &mut Person) {
        match self {
            Self::Told { side, how } => person.told(side, how),
            Self::Side { side, easier } => person.correct_side(side, easier),
            Self::Kind { kind, more } => person.correct_kind(kind, more),
            Self::LiftPause { step } => person.lift_pause(step),
        }
    }
}

fn follow() -> impl Strategy<Value = Follow> {
    let answer = || option::weighted(0.9, outcome());
    prop_oneof![
        1 => Just(Follow::Ignore),
        5 => answer().prop_map(Follow::Main),
        2 => answer().prop_map(Follow::Smaller),
        2 => (declined(), answer()).prop_map(|(why, answer)| Follow::Other(why, answer)),
    ]
}
