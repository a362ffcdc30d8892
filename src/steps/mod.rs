//! Steps: what one could do, in three sizes each. Pure but for [`library`], which reads the embedded content.

pub mod library;
pub mod pages;
pub mod safety;
pub mod sorts;

use std::collections::BTreeSet;

use serde::Deserialize;

pub use library::Library;
pub use safety::{Flag, LeftOut, Situation};
pub use sorts::{Kind, Size, Use, With};

use crate::suggestions::scheduler::{Barrier, Rung};

/// The five demands, 0 (none) to 5, as authored.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demand {
    /// Starting something.
    pub initiation: f64,
    /// Being seen.
    pub presence: f64,
    /// Saying something personal.
    pub disclosure: f64,
    /// Letting someone give.
    pub receiving: f64,
    /// Something new.
    pub novelty: f64,
}

/// One size of a step.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizedStep {
    /// Which size.
    pub size: Size,
    /// What one does.
    pub does: String,
    /// About how long it takes.
    pub minutes: u16,
    /// Whether it needs nobody and is seen by nobody.
    pub inner: bool,
    /// What it asks.
    pub demand: Demand,
    /// What it costs, 0 to 1.
    pub effort: f64,
    /// What it can give, 0 to 1.
    pub nourish: f64,
    /// Words to begin with.
    #[serde(default)]
    pub starters: Vec<String>,
    /// What to do with them; there where starters are.
    #[serde(rename = "use")]
    pub used: Option<Use>,
}

/// Words for somebody with a particular barrier.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Adapt {
    practice: Option<String>,
    anxiety: Option<String>,
    style: Option<String>,
    protective: Option<String>,
    low_energy: Option<String>,
}

impl Adapt {
    /// The words for one barrier, where the step has some.
    #[must_use]
    pub fn words(&self, barrier: Barrier) -> Option<&str> {
        match barrier {
            Barrier::LowEnergy => &self.low_energy,
            Barrier::Anxiety => &self.anxiety,
            Barrier::MissingPractice => &self.practice,
            Barrier::Protective => &self.protective,
            Barrier::DifferentStyle => &self.style,
        }
        .as_deref()
    }
}

/// A step of the library.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its number, for ever.
    pub number: u32,
    /// Its address: the name of its file.
    #[serde(skip)]
    pub slug: String,
    /// What it is called.
    pub title: String,
    /// The same as a noun phrase with its article, for the middle of a sentence.
    pub short: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// Which part of the library it stands in, 0 (nobody needed) to 5 (let someone in).
    pub band: u8,
    /// Who it is with.
    pub who: BTreeSet<With>,
    /// What to be careful about: keys of `flags.toml`.
    pub flags: Vec<String>,
    /// Why it can help.
    pub why: String,
    /// What to know before.
    pub good_to_know: Option<String>,
    /// Its three sizes, smallest first.
    pub sizes: [SizedStep; 3],
    /// Words for particular barriers.
    #[serde(default)]
    pub adapt: Adapt,
}

impl Step {
    /// One of its sizes.
    #[must_use]
    pub fn size(&self, size: Size) -> &SizedStep {
        let [smaller, regular, more] = &self.sizes;
        match size {
            Size::Smaller => smaller,
            Size::Regular => regular,
            Size::More => more,
        }
    }

    /// Its sizes as the scheduler sees them.
    pub fn rungs(&self) -> impl Iterator<Item = Rung> + '_ {
        self.sizes.iter().map(|one| Rung {
            step: self.number,
            size: one.size.number(),
            kind: self.kind as u8,
            demand: [
                one.demand.initiation,
                one.demand.presence,
                one.demand.disclosure,
                one.demand.receiving,
                one.demand.novelty,
            ],
            effort: one.effort,
            nourish: one.nourish,
            inner: one.inner,
        })
    }
}
