//! Learns what the scales weigh by: a linear support vector machine for each, by dual coordinate descent with the squared
//! hinge loss (Hsieh, Chang, Lin, Keerthi and Sundararajan, ICML 2008, algorithm 1). The same sentences give the same weights.

use std::collections::HashMap;

use handrail::model::spotting::{SCALES, Scales, Sign};

use crate::sentences::{Example, Label};

/// How dear a sentence on the wrong side is.
const PRICE: f32 = 0.003;
/// How often all sentences are gone over.
const ROUNDS: usize = 30;
/// In how many sentences a sign must stand to be learnt from, and from which weight on, of 127, it is kept.
const SEEN: u32 = 6;
const KEPT_FROM: u8 = 3;

/// The sentences as rows of columns.
struct Rows<'a> {
    examples: &'a [&'a Example],
    passages: Vec<Vec<Vec<u32>>>,
    columns: usize,
}

struct Plane {
    weights: Vec<f32>,
    base: f32,
}

pub fn learn(examples: &[&Example]) -> Scales {
    let signs = signs_of(examples);
    let column: HashMap<Sign, u32> = signs.iter().copied().zip(0..).collect();
    let passages = examples.iter().map(|example| {
        let columns = |signs: &[Sign]| signs.iter().filter_map(|sign| column.get(sign).copied()).collect();
        example.reading.passages.iter().map(|passage| columns(&passage.signs)).collect()
    });
    let rows = Rows { examples, passages: passages.collect(), columns: signs.len() };
    let planes: [Plane; SCALES] = [
        rows.plane(|_| true, |label| label != Label::Innocent),
        rows.plane(|_| true, Label::is_at_risk),
        rows.plane(Label::is_at_risk, |label| label == Label::Danger),
    ];
    let unit =
        planes.each_ref().map(|plane| plane.weights.iter().fold(0.0, |most: f32, one| most.max(one.abs())) / 127.0);
    let weighed = signs.iter().enumerate().map(|(at, sign)| {
        #[expect(clippy::cast_possible_truncation, reason = "a unit is the 127th part of the largest")]
        let in_units = |scale: usize| (planes[scale].weights[at] / unit[scale]).round() as i8;
        (*sign, std::array::from_fn(in_units))
    });
    let kept =
        weighed.filter(|(_, weights): &(Sign, [i8; SCALES])| weights.iter().any(|one| one.unsigned_abs() >= KEPT_FROM));
    Scales::new(planes.each_ref().map(|plane| plane.base), unit, kept.collect())
}

/// All signs that stand in enough passages, in order.
fn signs_of(examples: &[&Example]) -> Vec<Sign> {
    let mut seen: HashMap<Sign, u32> = HashMap::new();
    for sign in examples.iter().flat_map(|example| &example.reading.passages).flat_map(|passage| &passage.signs) {
        *seen.entry(*sign).or_default() += 1;
    }
    let mut signs: Vec<Sign> = seen.into_iter().filter(|(_, times)| *times >= SEEN).map(|(sign, _)| sign).collect();
    signs.sort_unstable();
    signs
}

impl Rows<'_> {
    /// Between those that are and those that are not, among some. Of an entry that is, only its heaviest passage counts, as found
    /// by a first plane, which was learnt from entries of one passage.
    fn plane(&self, among: impl Fn(Label) -> bool, is: impl Fn(Label) -> bool) -> Plane {
        let among: Vec<usize> = (0..self.examples.len()).filter(|at| among(self.examples[*at].label)).collect();
        let rows = |heaviest: &dyn Fn(usize) -> Option<usize>| {
            let mut rows: Vec<(&[u32], bool)> = Vec::new();
            for at in &among {
                if is(self.examples[*at].label) {
                    rows.extend(heaviest(*at).map(|passage| (self.passages[*at][passage].as_slice(), true)));
                } else {
                    rows.extend(self.passages[*at].iter().map(|passage| (passage.as_slice(), false)));
                }
            }
            rows
        };
        let first = descend(&rows(&|at| (self.passages[at].len() == 1).then_some(0)), self.columns);
        descend(&rows(&|at| first.heaviest(&self.passages[at])), self.columns)
    }
}

impl Plane {
    fn sum(&self, row: &[u32]) -> f32 {
        row.iter().map(|column| self.weights[*column as usize]).sum::<f32>() + self.base
    }

    fn heaviest(&self, passages: &[Vec<u32>]) -> Option<usize> {
        (0..passages.len()).max_by(|one, other| self.sum(&passages[*one]).total_cmp(&self.sum(&passages[*other])))
    }
}

#[expect(clippy::cast_precision_loss, reason = "no row has a million columns")]
fn descend(rows: &[(&[u32], bool)], columns: usize) -> Plane {
    let mut plane = Plane { weights: vec![0.0; columns], base: 0.0 };
    let (mut alphas, mut order) = (vec![0.0_f32; rows.len()], (0..rows.len()).collect::<Vec<_>>());
    let slack = 1.0 / (2.0 * PRICE);
    let mut seed = 1;
    for _ in 0..ROUNDS {
        shuffle(&mut order, &mut seed);
        for &at in &order {
            let (row, is) = rows[at];
            let side = if is { 1.0 } else { -1.0 };
            let slope = side * plane.sum(row) - 1.0 + slack * alphas[at];
            let alpha = (alphas[at] - slope / (row.len() as f32 + 1.0 + slack)).max(0.0);
            let step = side * (alpha - alphas[at]);
            alphas[at] = alpha;
            plane.base += step;
            for column in row {
                plane.weights[*column as usize] += step;
            }
        }
    }
    plane
}

/// The same each time (xorshift64; Marsaglia, 2003).
fn shuffle(order: &mut [usize], seed: &mut u64) {
    for last in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        let other = usize::try_from(*seed % (last as u64 + 1)).unwrap_or_default();
        order.swap(last, other);
    }
}
