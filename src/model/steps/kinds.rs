//! The sorts of things steps are: their sizes, kinds, company and words.

use serde::{Deserialize, Serialize};

/// How large a version of a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    pub const fn number(self) -> u8 {
        self as u8
    }

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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
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

impl StepKind {
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

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The word for it in content and addresses.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Company {
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

impl Company {
    pub const ALL: [Self; 6] =
        [Self::Nobody, Self::Close, Self::Acquaintance, Self::Stranger, Self::Group, Self::Professional];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Close => "close",
            Self::Acquaintance => "acquaintance",
            Self::Stranger => "stranger",
            Self::Group => "group",
            Self::Professional => "professional",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|with| with.word() == word)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StarterUse {
    Send,
    Say,
    Write,
}

/// What sort of company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ContactKind {
    /// Somebody.
    Person,
    /// Somewhere.
    Place,
    /// Several people who belong together.
    Group,
    /// An animal.
    Pet,
}
