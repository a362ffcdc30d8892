//! Synthetic people: what they can do, how a step feels to them, and what it changes.
//!
//! Each lives in a world of their own, whose steps are a little other than authored. The numbers are those of the
//! specification's simulator; where it leaves one open, ours is marked "ours" (see `main` for how they were chosen).

use handrail::model::scheduler::{Barrier, Felt, Rung, SIDES};

use super::answers::word_for;
use super::chance::Chance;
use super::populations::{Population, lowers};

/// One synthetic person in one world.
pub struct Human {
    pub population: Population,
    pub barriers: Vec<Barrier>,
    pub capacity: [f64; SIDES],
    pub energy: f64,
    /// 0 (gone) to 1 (keen).
    pub engagement: f64,
    /// How much harder than it is a step looks beforehand.
    pub pessimism: f64,
    pub chance: Chance,
    start: [f64; SIDES],
    dip: u32,
    growth: f64,
    fragility: f64,
    /// How much they like each kind, and, for each rung, its step.
    tastes: [f64; 12],
    likings: Vec<f64>,
    /// What each rung really asks, and how much harder than for others its step is for them.
    demands: Vec<[f64; SIDES]>,
    quirks: Vec<f64>,
    pub(super) done: Vec<(i32, u32, u8)>,
}

/// What it was really like.
pub struct Lived {
    pub felt: Felt,
    pub value: f64,
}

impl Human {
    pub fn new(population: Population, seed: u64, rungs: &[Rung]) -> Self {
        let mut chance = Chance::new(seed);
        let barriers = population.barriers(&mut chance);
        let mut capacity = [0.0; SIDES].map(|_: f64| chance.normal(2.1, 0.6));
        for barrier in &barriers {
            let weight = chance.between(0.7, 1.3); // ours
            for (side, lower) in capacity.iter_mut().zip(lowers(*barrier)) {
                *side -= weight * lower;
            }
        }
        if population == Population::InCrisis {
            capacity = capacity.map(|side| side - 0.5); // ours
        }
        let anxious = barriers.contains(&Barrier::Anxiety);
        Self {
            population,
            start: capacity,
            capacity,
            energy: 0.0,
            engagement: 0.6, // ours
            dip: 0,
            pessimism: chance.normal(if anxious { 0.6 } else { 0.3 }, 0.2), // ours
            growth: chance.between(0.10, 0.18),
            fragility: chance.between(0.15, 0.35),
            tastes: [0.0; 12].map(|_: f64| chance.normal(0.0, 0.3)), // ours
            likings: per_step(rungs, 0.25, &mut chance),             // ours
            demands: rungs.iter().map(|rung| truth(rung, &mut chance)).collect(),
            quirks: per_step(rungs, 0.35, &mut chance),
            done: Vec::new(),
            barriers,
            chance,
        }
    }

    /// On one day in the middle, life turns: everything is harder from then on, and does not come back by itself (ours).
    pub fn turns(&mut self, day: i32) {
        if self.population == Population::Collapse && day == 60 {
            self.capacity = self.capacity.map(|side| side - 1.0);
        }
    }

    /// A night passes: energy drifts, and the depressed dip for 4 to 13 days.
    pub fn sleep(&mut self) {
        let heavy = matches!(self.population, Population::Depressed | Population::InCrisis);
        let (carry, mean) = if heavy { (0.85, -1.2) } else { (0.7, 0.0) };
        if self.dip == 0 && heavy && self.chance.happens(0.03) {
            self.dip = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13][self.chance.index(10)];
        }
        self.dip = self.dip.saturating_sub(1);
        let pull = if self.dip > 0 { mean - 1.0 } else { mean }; // how deep a dip: ours
        let spread = 0.8; // ours
        let noise = self.chance.normal(0.0, spread * (1.0_f64 - carry * carry).sqrt());
        self.energy = carry * self.energy + (1.0 - carry) * pull + noise;
    }

    /// How hard a rung really is today, and each side's share in it.
    pub fn strain(&self, at: usize, rung: &Rung) -> (f64, [f64; SIDES]) {
        let hard = softmax(&self.demands[at], &self.capacity);
        (hard.0 - self.energy * rung.effort + self.quirks[at], hard.1)
    }

    /// Does it: it feels like something, does some good, and changes what they can do.
    pub fn does(&mut self, at: usize, rung: &Rung, day: i32) -> Lived {
        let (strain, share) = self.strain(at, rung);
        let luck = if self.chance.happens(0.03) { 2.0 } else { 0.0 }; // how bad: ours
        let felt_strain = strain + self.chance.normal(0.0, 0.6) + luck;
        let felt = word_for(felt_strain);
        let grows = self.growth * (-felt_strain.powi(2) / 1.28).exp();
        let gain = if felt == Felt::TooMuch { -self.fragility } else { grows };
        for (side, share) in self.capacity.iter_mut().zip(share) {
            *side += gain * share;
        }
        let value = if felt == Felt::TooMuch { 0.0 } else { self.value(at, rung) }; // too much does no good: ours
        self.remembers(felt, value);
        self.done.push((day, rung.step, rung.kind));
        Lived { felt, value }
    }

    /// How nourishing a rung is to them.
    pub fn value(&self, at: usize, rung: &Rung) -> f64 {
        let taste = self.tastes[usize::from(rung.kind)] + self.likings[at];
        (rung.nourish * (1.0 + taste)).max(0.0)
    }

    /// Mean growth over the sides since the start.
    pub fn grown(&self) -> f64 {
        self.capacity.iter().zip(self.start).map(|(now, then)| now - then).sum::<f64>() / 5.0
    }
}

/// The soft maximum of demand over capacity, and each side's share.
pub fn softmax(demands: &[f64; SIDES], capacity: &[f64; SIDES]) -> (f64, [f64; SIDES]) {
    let mut share = [0.0; SIDES];
    for ((part, demand), side) in share.iter_mut().zip(demands).zip(capacity) {
        *part = if *demand > 0.0 { (1.5 * (demand - side)).exp() } else { 0.0 };
    }
    let sum = (-4.5_f64).exp() + share.iter().sum::<f64>();
    (sum.ln() / 1.5, share.map(|part| part / sum))
}

fn truth(rung: &Rung, chance: &mut Chance) -> [f64; SIDES] {
    rung.demand.map(|d| if d > 0.0 { (d + chance.normal(0.0, 0.3)).max(0.05) } else { 0.0 })
}

/// For each rung a number that is the same for all sizes of its step.
fn per_step(rungs: &[Rung], sd: f64, chance: &mut Chance) -> Vec<f64> {
    let sizes = rungs.chunk_by(|one, next| one.step == next.step);
    sizes.flat_map(|sizes| vec![chance.normal(0.0, sd); sizes.len()]).collect()
}
