//! Steps: what one could do, in up to three sizes each: those of the library, and those somebody made for themselves.

pub mod approach;
pub mod hours;
pub mod kinds;
pub mod library;
pub mod opening;
pub mod own;
pub mod safety;
pub mod view;

use std::collections::BTreeSet;

use serde::Deserialize;

pub use approach::Approach;
pub use hours::NeededHour;
pub use kinds::{Around, Company, ContactKind, LifeNow, Mark, Nourishment, Size, StarterUse, StepKind};
pub use library::Library;
pub use opening::{OpenedBy, Opening};
pub use safety::{CautionWhen, Exclusion, Flag, Situation};
pub use view::{StepView, has_words, needs_words};

use super::scheduler::{Barrier, Felt, Rung, SIDES};
use crate::base::ids::Id;

/// The five demands, 0 (none) to 5, as authored.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demand {
    pub initiation: f64,
    /// Being seen.
    pub presence: f64,
    pub disclosure: f64,
    /// Letting someone give.
    pub receiving: f64,
    pub novelty: f64,
}

impl Demand {
    /// In the order of the scheduler's sides.
    pub const fn sides(&self) -> [f64; SIDES] {
        [self.initiation, self.presence, self.disclosure, self.receiving, self.novelty]
    }

    /// From the order of the scheduler's sides.
    pub const fn of_sides([initiation, presence, disclosure, receiving, novelty]: [f64; SIDES]) -> Self {
        Self { initiation, presence, disclosure, receiving, novelty }
    }
}

/// From which presence on somebody is there.
const IN_PERSON: f64 = 0.5;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizedStep {
    pub size: Size,
    /// What this size asks, as a heading.
    pub title: String,
    pub does: String,
    pub minutes: u16,
    /// Whether it needs nobody and is seen by nobody.
    pub inner: bool,
    /// Whether it waits for an occasion: somebody who offers, asks or comes by. Otherwise it can be done at will.
    #[serde(default)]
    pub occasion: bool,
    /// What opens it for some time, once it was done: that is the occasion.
    #[serde(default)]
    pub opened_by: Vec<Opening>,
    /// Whether an answer may come to it later: words, or a sign in their place, go to somebody who can write back.
    #[serde(default)]
    pub reply: bool,
    /// Whether it is a call, or arranges one.
    #[serde(default)]
    pub by_call: bool,
    /// Whether it sets something up, so that it is not suggested again for long once it was done.
    #[serde(default)]
    pub once: bool,
    /// For whom alone it is suggested, by a word for what gets in the way, for what days are like, or for a recent loss.
    #[serde(default)]
    pub only_for: Vec<String>,
    /// Whoever told of one of these has no need of it.
    #[serde(default)]
    pub not_with: BTreeSet<Around>,
    /// On which feelings alone it comes, where one was told that day.
    #[serde(default)]
    pub feelings: Vec<String>,
    /// What else bears on when it comes by itself.
    #[serde(default)]
    pub marks: BTreeSet<Mark>,
    /// At which hours it can be done, where that does not follow from what it asks.
    pub hours: Option<NeededHour>,
    /// Who would notice, where it reaches somebody.
    pub noticed_by: Option<String>,
    /// With whom it can be done, any one of them; empty where it needs nobody.
    #[serde(default)]
    pub around: BTreeSet<Around>,
    /// The size that follows, where this one prepares it.
    pub leads_to: Option<Size>,
    /// The question that leads on to it.
    pub lead: Option<String>,
    /// In which lives it can hardly be done.
    #[serde(default)]
    pub hard_with: BTreeSet<LifeNow>,
    /// For which lives it is made.
    #[serde(default)]
    pub made_for: BTreeSet<LifeNow>,
    /// What to be careful about in this size: keys of `flags.toml`, besides those of the step.
    #[serde(default)]
    pub flags: Vec<String>,
    pub good_to_know: Option<String>,
    /// Words for what gets in the way, where they belong to this size alone.
    #[serde(default)]
    pub adapt: BarrierNotes,
    pub demand: Demand,
    /// What it costs, 0 to 1.
    pub effort: f64,
    /// What it can give, 0 to 1.
    pub nourish: f64,
    #[serde(default)]
    pub starters: Vec<String>,
    /// What to do with them; there where starters are.
    #[serde(rename = "use")]
    pub used: Option<StarterUse>,
    /// How big it feels to the person who made it, if they said.
    #[serde(skip)]
    pub feels: Option<Felt>,
}

impl SizedStep {
    pub fn is(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }

    /// Whether it is done once, or prepares: it need not come again for long.
    pub const fn sets_up(&self) -> bool {
        self.once || self.leads_to.is_some()
    }

    /// Whether it looks up, drafts, plans, chooses or only passes the time: that is for a day with some energy.
    pub fn is_for_a_fair_day(&self) -> bool {
        let prepares = self.leads_to.is_some() && !self.is(Mark::LowDay);
        prepares || self.is(Mark::FairDay) || self.is(Mark::Pastime)
    }

    /// Whether it asks a place, a scheme or a helper something that is answered once.
    pub fn enquires(&self) -> bool {
        self.once && self.reply && self.around.iter().any(|one| one.is_stranger() || *one == Around::Helper)
    }

    /// Whether somebody is there in the flesh, or on a screen.
    pub fn has_somebody_there(&self) -> bool {
        self.demand.presence >= IN_PERSON
    }

    /// Whether somebody living answers, or is met, whom one need not know.
    pub fn is_answered_or_met(&self) -> bool {
        let answered = self.reply || self.used == Some(StarterUse::Say);
        let met = self.has_somebody_there() && !self.around.contains(&Around::Online);
        !self.inner && self.around.contains(&Around::Anyone) && (answered || met)
    }

    /// Whether it can be done from home, sitting down: it is words that are sent, or all of it is on a screen.
    pub fn can_be_done_at_home(&self) -> bool {
        let sent = self.reply && self.used == Some(StarterUse::Send);
        (sent || self.around.iter().eq(&[Around::Online])) && !self.occasion && !self.is(Mark::Out)
    }

    /// Whether it is for whoever told of a loss.
    pub fn honours_a_loss(&self) -> bool {
        self.only_for.iter().any(|word| word == safety::RECENT_LOSS)
    }

    /// Whether it is done with nobody one knows: alone, or with strangers.
    pub fn is_with_nobody_known(&self) -> bool {
        self.inner || (!self.around.is_empty() && self.around.iter().all(|one| one.is_stranger()))
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BarrierNotes {
    practice: Option<String>,
    anxiety: Option<String>,
    style: Option<String>,
    protective: Option<String>,
    low_energy: Option<String>,
}

impl BarrierNotes {
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

/// A step of the library, or one somebody made for themselves.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its number, for ever.
    pub number: u32,
    /// Its address: the name of its file.
    #[serde(skip)]
    pub slug: String,
    pub title: String,
    pub kind: StepKind,
    /// Which part of the library it stands in, 0 (nobody needed) to 5 (let someone in).
    pub band: u8,
    pub who: BTreeSet<Company>,
    /// Whether it suits a place or a pet somebody told of, which are then named beside it.
    #[serde(default)]
    pub suits: BTreeSet<ContactKind>,
    /// What to be careful about in every size: keys of `flags.toml`.
    pub flags: Vec<String>,
    pub why: String,
    pub good_to_know: Option<String>,
    /// Its sizes, smallest first: all three in the library, at least one in a step of one's own.
    pub sizes: Vec<SizedStep>,
    #[serde(default)]
    pub adapt: BarrierNotes,
    /// The row it is kept in, where somebody made it for themselves.
    #[serde(skip)]
    pub own: Option<Id>,
}

impl Step {
    pub fn size(&self, size: Size) -> Option<&SizedStep> {
        self.sizes.iter().find(|one| one.size == size)
    }

    /// What one of its sizes asks, as a heading; of a size it no longer has, its own title.
    pub fn heading(&self, size: Size) -> &str {
        self.size(size).map_or(&self.title, |size| &size.title)
    }

    /// What to be careful about in one of its sizes.
    pub fn flags_of<'a>(&'a self, size: &'a SizedStep) -> impl Iterator<Item = &'a str> {
        self.flags.iter().chain(&size.flags).map(String::as_str)
    }

    /// With whom a size is done, or the one it prepares.
    pub fn around<'a>(&'a self, size: &'a SizedStep) -> &'a BTreeSet<Around> {
        &self.meant(size).around
    }

    /// A size, or the one it prepares.
    pub fn meant<'a>(&'a self, size: &'a SizedStep) -> &'a SizedStep {
        size.leads_to.and_then(|next| self.size(next)).unwrap_or(size)
    }

    /// The size in which it is usually meant.
    pub fn usual(&self) -> Option<&SizedStep> {
        self.size(Size::Regular).or(self.sizes.first())
    }

    /// About how long it takes as it is usually meant.
    pub fn minutes(&self) -> u16 {
        self.usual().map_or(0, |one| one.minutes)
    }

    pub fn rungs(&self) -> impl Iterator<Item = Rung> + '_ {
        self.sizes.iter().map(|one| Rung {
            step: self.number,
            size: one.size.number(),
            kind: self.kind as u8,
            demand: one.demand.sides(),
            effort: one.effort,
            nourish: one.nourish,
            inner: one.inner,
        })
    }
}
