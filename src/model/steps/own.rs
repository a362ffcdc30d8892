//! Steps somebody made for themselves. Pure.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{BarrierNotes, Company, Demand, Library, Size, SizedStep, StarterUse, Step, StepKind, needs_words};
use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::sealed::Private;
use crate::base::words::typed::{all_fit, fits};
use crate::model::scheduler::{Felt, SIDES};

/// The most letters a title may have.
pub const TITLE_MOST: usize = 120;
/// Smaller, regular and more.
const SIZES_MOST: usize = 3;
/// The longest that a step may take.
const MINUTES_MOST: u16 = 120;

/// A step in somebody's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OwnStep {
    /// What it is called.
    pub title: String,
    /// What sort of thing it is.
    pub kind: StepKind,
    /// Who it is with.
    pub who: Company,
    /// Why it matters to them; may be empty.
    pub why: String,
    /// Words to begin with; may be empty.
    pub words: String,
    /// Its sizes, smallest first: one to three of them.
    pub sizes: Vec<OwnSize>,
    /// When it was last changed, in milliseconds since 1970.
    pub at: i64,
}

/// One size of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OwnSize {
    /// Which size.
    pub size: Size,
    /// What one does.
    pub does: String,
    /// About how long it takes.
    pub minutes: u16,
    /// How big it feels, if they said.
    pub feels: Option<Felt>,
}

impl Private for OwnStep {
    const NAME: &'static str = "own_steps";
}

impl Bounded for OwnStep {
    fn within_limits(&self) -> bool {
        let does = self.sizes.iter().map(|size| size.does.as_str());
        fits(&self.title, TITLE_MOST)
            && (1..=SIZES_MOST).contains(&self.sizes.len())
            && self.sizes.iter().all(|size| MINUTES_MOST >= size.minutes)
            && all_fit(does.chain([self.why.as_str(), &self.words]))
    }
}

/// The part of the list where steps of one's own stand: after those of the library.
pub const BAND: u8 = 6;

/// The number of the step in this row: never one of the library's, whose numbers are small.
pub fn number(id: Id) -> u32 {
    let [a, b, c, d, ..] = *id.as_bytes();
    u32::from_be_bytes([a, b, c, d]) | 1 << 31
}

impl OwnStep {
    /// As a step like any other. What it asks and gives is taken from the library's steps of its kind and size; what
    /// the person says of it, before and after, then corrects that.
    pub fn into_step(self, id: Id, library: &Library) -> Step {
        let inner = self.who == Company::Nobody;
        let starters: Vec<String> = if self.words.is_empty() { Vec::new() } else { vec![self.words] };
        let used = (!starters.is_empty()).then(|| used(self.kind, inner));
        let sizes = self.sizes.into_iter().map(|own| {
            let typical = Typical::of(library, self.kind, own.size, inner);
            SizedStep {
                size: own.size,
                title: self.title.clone(),
                does: own.does,
                minutes: own.minutes,
                inner,
                occasion: false,
                opened_by: Vec::new(),
                reply: !inner && needs_words(self.kind) && used != Some(StarterUse::Say),
                by_call: false,
                once: false,
                only_for: Vec::new(),
                not_with: BTreeSet::new(),
                feelings: Vec::new(),
                marks: BTreeSet::new(),
                hours: None,
                noticed_by: None,
                around: BTreeSet::new(),
                leads_to: None,
                lead: None,
                hard_with: BTreeSet::new(),
                made_for: BTreeSet::new(),
                flags: Vec::new(),
                good_to_know: None,
                adapt: BarrierNotes::default(),
                demand: Demand::of_sides(typical.demand),
                effort: typical.effort,
                nourish: typical.nourish,
                starters: starters.clone(),
                used,
                feels: own.feels,
            }
        });
        let sizes = sizes.collect();
        Step {
            number: number(id),
            slug: id.to_string(),
            title: self.title.clone(),
            kind: self.kind,
            band: BAND,
            who: [self.who].into(),
            suits: BTreeSet::new(),
            flags: Vec::new(),
            why: self.why,
            good_to_know: None,
            sizes,
            adapt: BarrierNotes::default(),
            own: Some(id),
        }
    }
}

const fn used(kind: StepKind, inner: bool) -> StarterUse {
    match kind {
        _ if inner => StarterUse::Write,
        StepKind::Message | StepKind::Share | StepKind::DoTogether | StepKind::AskHelp | StepKind::Repair => {
            StarterUse::Send
        }
        _ => StarterUse::Say,
    }
}

/// What steps of a kind and size usually ask and give: the mean over the library's.
#[derive(Default)]
struct Typical {
    demand: [f64; SIDES],
    effort: f64,
    nourish: f64,
}

impl Typical {
    fn of(library: &Library, kind: StepKind, size: Size, inner: bool) -> Self {
        let alike = |step: &&Step, one: &SizedStep, kinds: bool| {
            step.own.is_none() && one.size == size && one.inner == inner && (!kinds || step.kind == kind)
        };
        let among = |kinds: bool| {
            let steps = library.sizes();
            Self::mean(steps.filter(|(step, one)| alike(step, one, kinds)).map(|(_, one)| one))
        };
        // Not every kind has, say, a large size that needs nobody: then whatever is as large, of any kind.
        among(true).or_else(|| among(false)).unwrap_or_default()
    }

    fn mean<'a>(sizes: impl Iterator<Item = &'a SizedStep>) -> Option<Self> {
        let (mut sum, mut count) = (Self::default(), 0.0);
        for one in sizes {
            for (side, more) in sum.demand.iter_mut().zip(one.demand.sides()) {
                *side += more;
            }
            sum.effort += one.effort;
            sum.nourish += one.nourish;
            count += 1.0;
        }
        (count > 0.0).then(|| Self {
            demand: sum.demand.map(|side| side / count),
            effort: sum.effort / count,
            nourish: sum.nourish / count,
        })
    }
}
