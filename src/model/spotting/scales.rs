//! The scales: how heavy a sentence is, as learnt from sentences that people made up for it. Each sign has its small weight,
//! and a sentence weighs what its signs weigh together (a linear support vector machine; Hsieh and others, ICML 2008).

use anyhow::Context as _;

use super::signs::Sign;

/// What is weighed: how heavy it is at all, whether it is the heaviest there is, and whether it is somebody else who is to be
/// feared.
pub const SCALES: usize = 3;

/// What a sentence weighs on each scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    pub heavy: f32,
    pub at_risk: f32,
    pub from_other: f32,
}

impl Weight {
    /// How much speaks for the card. What is heavy at all counts half.
    pub fn for_card(&self) -> f32 {
        self.at_risk + 0.5 * self.heavy
    }

    /// How much speaks for the quiet line.
    pub fn for_line(&self) -> f32 {
        self.heavy + 0.3 * self.at_risk
    }
}

/// By how many of its first bits a sign is shelved.
const SHELF_BITS: u32 = 16;

#[derive(Debug)]
pub struct Scales {
    base: [f32; SCALES],
    unit: [f32; SCALES],
    /// In order, each with its weights in units.
    signs: Vec<(Sign, [i8; SCALES])>,
    /// Where each shelf begins.
    shelves: Vec<u32>,
}

impl Scales {
    /// The weights as [`Scales::written`] wrote them.
    pub fn read(bytes: &[u8]) -> anyhow::Result<Self> {
        let (head, rows) = bytes.split_at_checked(8 * SCALES).context("the weights are cut short")?;
        let numbers: Vec<f32> =
            head.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect();
        let signs = rows.chunks_exact(4 + SCALES).map(|row| {
            let weights = std::array::from_fn(|scale| row[4 + scale].cast_signed());
            (Sign::from_le_bytes([row[0], row[1], row[2], row[3]]), weights)
        });
        Ok(Self::new(
            std::array::from_fn(|at| numbers[at]),
            std::array::from_fn(|at| numbers[SCALES + at]),
            signs.collect(),
        ))
    }

    pub fn new(base: [f32; SCALES], unit: [f32; SCALES], mut signs: Vec<(Sign, [i8; SCALES])>) -> Self {
        signs.sort_unstable();
        let mut shelves = vec![0; (1 << SHELF_BITS) + 1];
        for (sign, _) in &signs {
            shelves[shelf(*sign) + 1] += 1;
        }
        for at in 1..shelves.len() {
            shelves[at] += shelves[at - 1];
        }
        Self { base, unit, signs, shelves }
    }

    /// As bytes: three bases, three units, and then each sign with its three weights.
    pub fn written(&self) -> Vec<u8> {
        let head = self.base.iter().chain(&self.unit).flat_map(|number| number.to_le_bytes());
        let rows = self.signs.iter().flat_map(|(sign, weights)| {
            sign.to_le_bytes().into_iter().chain(weights.iter().map(|weight| weight.cast_unsigned()))
        });
        head.chain(rows).collect()
    }

    pub fn weigh(&self, signs: &[Sign]) -> Weight {
        let mut sums = [0_i32; SCALES];
        for weights in signs.iter().filter_map(|sign| self.of(*sign)) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i32::from(*weight);
            }
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "a sentence has some thousand signs, each of 127 units at the most"
        )]
        let [heavy, at_risk, from_other] = std::array::from_fn(|at| self.base[at] + self.unit[at] * sums[at] as f32);
        Weight { heavy, at_risk, from_other }
    }

    fn of(&self, sign: Sign) -> Option<&[i8; SCALES]> {
        let (from, to) = (self.shelves[shelf(sign)] as usize, self.shelves[shelf(sign) + 1] as usize);
        self.signs[from..to].iter().find(|(here, _)| *here == sign).map(|(_, weights)| weights)
    }
}

const fn shelf(sign: Sign) -> usize {
    (sign >> (Sign::BITS - SHELF_BITS)) as usize
}
