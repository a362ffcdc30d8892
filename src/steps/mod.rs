//! Steps: what one could do, in three sizes each. Pure but for [`library`], which reads the embedded content.

pub mod library;
pub mod pages;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use library::Library;

use crate::accounts::profile::Profile;
use crate::suggestions::scheduler::{Barrier, Rung};

/// How large a version of a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    /// What can be done on a bad day.
    Smaller,
    /// The step as it is usually meant.
    Regular,
    /// A little further.
    More,
}

impl Size {
    /// All three, smallest first; the position is the scheduler's number for it.
    pub const ALL: [Self; 3] = [Self::Smaller, Self::Regular, Self::More];

    /// The scheduler's number for it, 0 to 2.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The size a form names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "smaller" => Some(Self::Smaller),
            "regular" => Some(Self::Regular),
            "more" => Some(Self::More),
            _ => None,
        }
    }
}

/// What sort of thing a step is. The position is the scheduler's number for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Attention to oneself or to everyday belonging.
    Notice,
    /// A greeting or text.
    Message,
    /// Offering a piece of one's day.
    Share,
    /// Company without talk.
    BeNear,
    /// A shared activity, or the invitation to it.
    DoTogether,
    /// Asking for something finite.
    AskHelp,
    /// Saying something true that is usually hidden.
    BeHonest,
    /// Places organised by topic.
    SharedInterest,
    /// Letting in what is offered.
    Receive,
    /// Writing, settling, making.
    SelfConnection,
    /// Rekindling, mending, or stepping back.
    Repair,
    /// With a professional or formal helper.
    Therapy,
}

impl Kind {
    /// All twelve, in the order of the scheduler's numbers.
    pub const ALL: [Self; 12] = [
        Self::Notice,
        Self::Message,
        Self::Share,
        Self::BeNear,
        Self::DoTogether,
        Self::AskHelp,
        Self::BeHonest,
        Self::SharedInterest,
        Self::Receive,
        Self::SelfConnection,
        Self::Repair,
        Self::Therapy,
    ];

    /// The word for it in content and addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Message => "message",
            Self::Share => "share",
            Self::BeNear => "be_near",
            Self::DoTogether => "do_together",
            Self::AskHelp => "ask_help",
            Self::BeHonest => "be_honest",
            Self::SharedInterest => "shared_interest",
            Self::Receive => "receive",
            Self::SelfConnection => "self_connection",
            Self::Repair => "repair",
            Self::Therapy => "therapy",
        }
    }
}

/// Who a step is with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum With {
    /// Oneself.
    Nobody,
    /// Somebody one trusts.
    Close,
    /// Somebody one knows a little.
    Acquaintance,
    /// Somebody one does not know.
    Stranger,
    /// Several at once.
    Group,
    /// A helper by profession.
    Professional,
}

/// What to do with a starter's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Use {
    /// Send them to somebody.
    Send,
    /// Say them aloud.
    Say,
    /// Write them for oneself.
    Write,
}

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

/// What to be careful about, in words, and when to leave a step out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// A short heading.
    pub title: String,
    /// What to know.
    pub note: String,
    /// For whom a step that carries it is not suggested.
    #[serde(default)]
    pub hide_when: Vec<Situation>,
}

/// The two things that are asked before anything could hurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Situation {
    /// A recent loss.
    RecentLoss,
    /// Someone to be safe from.
    NotSafe,
}

impl Situation {
    fn holds(self, profile: &Profile) -> bool {
        match self {
            Self::RecentLoss => profile.recent_loss,
            Self::NotSafe => profile.not_safe,
        }
    }
}

/// Why a step is not suggested to someone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// They asked never to be offered it.
    Never,
    /// It could hurt in their situation.
    For(Situation),
}

/// Whether, and why, `step` is never suggested to someone. After a loss, company, what others give and time with
/// oneself stay, since these can carry; with someone to be safe from, nothing that mends a close tie is offered.
#[must_use]
pub fn left_out(step: &Step, flags: impl Fn(&str) -> Option<Flag>, profile: &Profile) -> Option<LeftOut> {
    if profile.never.contains(&step.number) {
        return Some(LeftOut::Never);
    }
    if profile.not_safe && step.kind == Kind::Repair && step.who.contains(&With::Close) {
        return Some(LeftOut::For(Situation::NotSafe));
    }
    let carries = matches!(step.kind, Kind::Receive | Kind::BeNear | Kind::SelfConnection);
    step.flags
        .iter()
        .filter_map(|key| flags(key))
        .flat_map(|flag| flag.hide_when)
        .find(|situation| situation.holds(profile) && !(carries && *situation == Situation::RecentLoss))
        .map(LeftOut::For)
}
