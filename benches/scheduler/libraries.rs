//! The steps people are offered: the real ones, or made-up ones that fill the scale evenly, so that what the library
//! does and what the scheduler does can be told apart.

use handrail::model::scheduler::Rung;
use handrail::model::steps::{Library, Size};
use serde::Deserialize;

/// Rungs, and which of them are the ten cards.
pub type Steps = (Vec<Rung>, Vec<usize>);

/// The authored cards.
#[derive(Deserialize)]
struct Cards {
    cards: Vec<Card>,
}

#[derive(Deserialize)]
struct Card {
    step: String,
    size: Size,
}

/// Every size of every authored step.
#[expect(clippy::expect_used, reason = "without a library there is nothing to measure")]
pub fn real() -> Steps {
    let library = Library::load().expect("the embedded steps");
    let cards: Cards = toml::from_str(include_str!("../../content/en/cards.toml")).expect("the cards");
    let at = |card: &Card| library.rung(library.by_slug(&card.step)?.number, card.size);
    (library.rungs().to_vec(), cards.cards.iter().filter_map(at).collect())
}

/// The anchors of the specification in order of load: demands, effort, nourishment, whether it is inner.
type Anchor = ([f64; 5], f64, f64, bool);

const ANCHORS: [Anchor; 18] = [
    ([0.0, 0.0, 0.0, 0.0, 0.0], 0.05, 0.10, true),
    ([0.0, 0.0, 0.4, 0.0, 0.0], 0.10, 0.16, true),
    ([0.6, 0.0, 0.0, 0.0, 0.0], 0.10, 0.25, false),
    ([0.4, 0.0, 0.2, 0.0, 0.0], 0.10, 0.15, false),
    ([0.0, 0.0, 0.0, 0.8, 0.0], 0.10, 0.25, false),
    ([0.0, 0.5, 0.0, 0.0, 0.4], 0.15, 0.18, false),
    ([1.1, 0.0, 0.4, 0.0, 0.0], 0.15, 0.40, false),
    ([0.0, 1.5, 0.0, 0.0, 0.0], 0.30, 0.40, false),
    ([0.9, 0.8, 0.0, 0.0, 0.9], 0.20, 0.25, false),
    ([1.8, 1.0, 0.0, 0.0, 0.0], 0.30, 0.45, false),
    ([1.6, 0.0, 0.4, 0.0, 1.6], 0.25, 0.35, false),
    ([0.0, 0.8, 2.0, 0.0, 0.0], 0.30, 0.55, false),
    ([1.8, 0.0, 0.0, 1.6, 0.0], 0.30, 0.45, false),
    ([0.0, 1.4, 0.0, 2.4, 0.0], 0.30, 0.55, false),
    ([1.8, 0.0, 3.0, 1.2, 0.0], 0.50, 0.75, false),
    ([1.0, 2.6, 0.0, 0.0, 3.0], 0.75, 0.55, false),
    ([2.4, 3.0, 2.0, 0.0, 0.0], 0.80, 0.90, false),
    ([0.0, 2.4, 4.6, 2.8, 0.0], 0.70, 1.00, false),
];

/// Eighty steps in three sizes. The largest of each lies somewhere on the way along the anchors, evenly over all of it;
/// the others lie about a third and two thirds of that way. The first few ask nothing. The cards are ten of the largest.
pub fn even() -> Steps {
    let steps = 1..=80_u32;
    let sizes =
        |step: u32| [1.0 / 3.0, 2.0 / 3.0, 1.0].map(|part| f64::max(0.0, 17.7 * part * f64::from(step) / 80.0 - 0.7));
    let rungs = steps.flat_map(|step| (0..).zip(sizes(step)).map(move |(size, place)| on_the_way(place, step, size)));
    (rungs.collect(), (0..10).map(|card| 3 * (11 + 6 * card) + 2).collect())
}

/// The rung at a place between 0, the first anchor, and 17, the last.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place lies between 0 and 17")]
fn on_the_way(place: f64, step: u32, size: u8) -> Rung {
    let below = (place.floor() as usize).min(ANCHORS.len() - 2);
    let part = place - place.floor().min(16.0);
    let (from, to) = (&ANCHORS[below], &ANCHORS[below + 1]);
    let mix = |a: f64, b: f64| a + part * (b - a);
    let mut demand = from.0;
    for (side, to) in demand.iter_mut().zip(to.0) {
        *side = mix(*side, to);
    }
    let kind = (step % 12) as u8;
    let (effort, nourish) = (mix(from.1, to.1), mix(from.2, to.2));
    Rung { step, size, kind, demand, effort, nourish, inner: from.3 && to.3 }
}
