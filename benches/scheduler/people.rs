//! Synthetic people: what they can do, how a step feels to them, and whether they take it.
//!
//! The numbers are those of the specification's simulator. Where it leaves one open (how taking,
//! engagement, boredom, leaving and reporting weigh), one was chosen, marked "chosen" here and in
//! `life`, and tuned by hand until steps a week, dropouts and offers taken lay near the reference
//! run. So those columns confirm nothing; compare policies with each other, within this bench.

use handrail::suggestions::scheduler::{Barrier, Energy, Felt, Nourished, Rung};

use super::chance::Chance;
use super::populations::{Population, lowers};

/// One synthetic person in one world, whose steps are a little other than authored.
pub struct Human {
    pub population: Population,
    pub barriers: Vec<Barrier>,
    pub intake: Option<[u8; 5]>,
    pub capacity: [f64; 5],
    pub energy: f64,
    /// 0 (gone) to 1 (keen).
    pub engagement: f64,
    pub chance: Chance,
    start: [f64; 5],
    dip: u32,
    pessimism: f64,
    growth: f64,
    fragility: f64,
    taste: [f64; 12],
    demands: Vec<[f64; 5]>,
    quirks: Vec<f64>,
    done: Vec<(i32, u32, u8)>,
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
        let mut capacity = [0.0; 5].map(|_: f64| chance.normal(2.1, 0.6));
        for barrier in &barriers {
            let weight = chance.between(0.9, 1.6); // chosen
            for (side, lower) in capacity.iter_mut().zip(lowers(*barrier)) {
                *side -= weight * lower;
            }
        }
        if population == Population::InCrisis {
            capacity = capacity.map(|side| side - 0.5); // chosen
        }
        let gives_intake = chance.happens(0.5); // chosen
        let intake = gives_intake.then(|| capacity.map(|side| said_of(side, &mut chance)));
        let anxious = barriers.contains(&Barrier::Anxiety);
        Self {
            population,
            intake,
            start: capacity,
            capacity,
            energy: 0.0,
            engagement: 0.6,
            dip: 0,
            pessimism: chance.normal(if anxious { 0.6 } else { 0.3 }, 0.2), // chosen
            growth: chance.between(0.10, 0.18),
            fragility: chance.between(0.15, 0.35),
            taste: [0.0; 12].map(|_: f64| chance.normal(0.0, 0.3)),
            demands: rungs.iter().map(|rung| truth(rung, &mut chance)).collect(),
            quirks: rungs.iter().map(|_| chance.normal(0.0, 0.35)).collect(),
            done: Vec::new(),
            barriers,
            chance,
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
        let pull = if self.dip > 0 { mean - 1.0 } else { mean };
        let noise = self.chance.normal(0.0, 0.8 * (1.0_f64 - carry * carry).sqrt());
        self.energy = carry * self.energy + (1.0 - carry) * pull + noise;
    }

    /// The word for today's energy, if they check in.
    pub fn says_energy(&mut self) -> Option<Energy> {
        let word = match self.energy {
            energy if energy < -0.8 => Energy::Low,
            energy if energy > 0.8 => Energy::Plenty,
            _ => Energy::Some,
        };
        self.chance.happens(0.85).then_some(word)
    }

    /// How hard a rung really is today, and each side's share in it.
    pub fn strain(&self, at: usize, rung: &Rung) -> (f64, [f64; 5]) {
        let hard = softmax(&self.demands[at], &self.capacity);
        (hard.0 - self.energy * rung.effort + self.quirks[at], hard.1)
    }

    /// How hard it looks beforehand.
    pub fn anticipates(&mut self, at: usize, rung: &Rung) -> f64 {
        self.strain(at, rung).0 + self.pessimism + self.chance.normal(0.0, 0.4)
    }

    /// Whether they take it, given how hard it looks.
    pub fn takes(&mut self, anticipated: f64, rung: &Rung, day: i32) -> bool {
        let (mut same, mut kind) = (0.0, 0.0);
        for &(then, step, of_kind) in &self.done {
            let days = f64::from(day - then);
            same += if step == rung.step { (-days / 8.0).exp() } else { 0.0 };
            kind += if of_kind == rung.kind { (-days / 4.0).exp() } else { 0.0 };
        }
        let boredom = 0.5 * (0.4 * f64::min(kind, 2.0) + same);
        let wish = -1.35 - 1.2 * anticipated.max(-1.5) + 1.5 * self.value(rung) // chosen
            + 2.0 * (self.engagement - 0.5)
            - boredom;
        self.chance.happens(1.0 / (1.0 + (-wish).exp()))
    }

    /// Does it: it feels like something, does some good, and changes what they can do.
    pub fn does(&mut self, at: usize, rung: &Rung, day: i32) -> Lived {
        let (strain, share) = self.strain(at, rung);
        let luck = if self.chance.happens(0.03) { 1.5 } else { 0.0 }; // how bad: chosen
        let felt_strain = strain + self.chance.normal(0.0, 0.6) + luck;
        let felt = word_for(felt_strain);
        let gain =
            if felt == Felt::TooMuch { -self.fragility } else { self.growth * (-felt_strain.powi(2) / 1.28).exp() };
        for (side, share) in self.capacity.iter_mut().zip(share) {
            *side += gain * share;
        }
        let good = if felt == Felt::TooMuch { 0.2 } else { 1.0 };
        let value = self.value(rung) * good;
        let change = if felt == Felt::TooMuch { -0.3 } else { 0.13 * value };
        self.feels(change);
        self.pessimism -= 0.02 * (self.pessimism - 0.1); // expectations soften
        self.done.push((day, rung.step, rung.kind));
        Lived { felt, value }
    }

    /// Engagement follows value and overwhelm, and fades by itself.
    pub fn feels(&mut self, change: f64) {
        self.engagement = (self.engagement + change).clamp(0.0, 1.0);
    }

    /// Whether this is the day they stop coming.
    pub fn drops_out(&mut self) -> bool {
        self.chance.happens(0.028 * (-5.0 * self.engagement).exp()) // chosen
    }

    /// The word they report for how it felt.
    pub fn reports(&mut self, felt: Felt) -> Felt {
        const WORDS: [Felt; 4] = [Felt::Easy, Felt::Okay, Felt::Stretch, Felt::TooMuch];
        match self.population {
            Population::AlwaysOkay => Felt::Okay,
            Population::AlwaysEasy => Felt::Easy,
            Population::RandomAnswers => *self.chance.of(&WORDS),
            _ if self.chance.happens(0.12) => {
                let at = WORDS.iter().position(|&word| word == felt).unwrap_or(1);
                let up = if self.chance.happens(0.5) { at + 1 } else { at.saturating_sub(1) };
                WORDS[up.min(3)]
            }
            _ => felt,
        }
    }

    pub fn reports_good(&mut self, value: f64) -> Nourished {
        match value + self.chance.normal(0.0, 0.1) {
            good if good < 0.15 => Nourished::No,
            good if good < 0.35 => Nourished::ALittle,
            _ => Nourished::Yes,
        }
    }

    /// Mean growth over the sides since the start.
    pub fn grown(&self) -> f64 {
        self.capacity.iter().zip(self.start).map(|(now, then)| now - then).sum::<f64>() / 5.0
    }

    fn value(&self, rung: &Rung) -> f64 {
        (rung.nourish * (1.0 + self.taste[usize::from(rung.kind)])).max(0.0)
    }
}

pub fn word_for(strain: f64) -> Felt {
    match strain {
        strain if strain < -1.2 => Felt::Easy,
        strain if strain < 0.15 => Felt::Okay,
        strain if strain < 1.0 => Felt::Stretch,
        _ => Felt::TooMuch,
    }
}

/// The soft maximum of demand over capacity, and each side's share.
pub fn softmax(demands: &[f64; 5], capacity: &[f64; 5]) -> (f64, [f64; 5]) {
    let mut share = [0.0; 5];
    for ((part, demand), side) in share.iter_mut().zip(demands).zip(capacity) {
        *part = if *demand > 0.0 { (1.5 * (demand - side)).exp() } else { 0.0 };
    }
    let sum = (-4.5_f64).exp() + share.iter().sum::<f64>();
    (sum.ln() / 1.5, share.map(|part| part / sum))
}

fn truth(rung: &Rung, chance: &mut Chance) -> [f64; 5] {
    rung.demand.map(|d| if d > 0.0 { (d + chance.normal(0.0, 0.3)).max(0.05) } else { 0.0 })
}

fn said_of(side: f64, chance: &mut Chance) -> u8 {
    let said = ((side - 0.5) / 0.8 + chance.normal(0.0, 0.6)).round();
    (0..=3).min_by(|a, b| (f64::from(*a) - said).abs().total_cmp(&(f64::from(*b) - said).abs())).unwrap_or(1)
}
