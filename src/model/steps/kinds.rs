//! The sorts of things steps are: their sizes, kinds, company and words.

use serde::{Deserialize, Serialize};

use crate::base::words::form_words;

form_words! {
    /// How large a version of a step is.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    #[serde(rename_all = "lowercase")]
    pub enum Size {
        /// What can be done on a bad day.
        Smaller = "smaller",
        /// The step as it is usually meant.
        Regular = "regular",
        /// A little further.
        More = "more",
    }
}

impl Size {
    /// The scheduler's number for it, 0 to 2.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The one with this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

form_words! {
    /// What sort of thing a step is. The position is the scheduler's number for it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    #[serde(rename_all = "snake_case")]
    pub enum StepKind {
        /// Attention to oneself or to everyday belonging.
        Notice = "notice",
        /// A greeting or text.
        Message = "message",
        /// Offering a piece of one's day.
        Share = "share",
        /// Company without talk.
        BeNear = "be_near",
        /// A shared activity, or the invitation to it.
        DoTogether = "do_together",
        /// Asking for something finite.
        AskHelp = "ask_help",
        /// Saying something true that is usually hidden.
        BeHonest = "be_honest",
        /// Places organised by topic.
        SharedInterest = "shared_interest",
        /// Letting in what is offered.
        Receive = "receive",
        /// Writing, settling, making.
        SelfConnection = "self_connection",
        /// Rekindling, mending, or stepping back.
        Repair = "repair",
        /// With a professional or formal helper.
        Therapy = "therapy",
    }
}

/// What bears on when a size comes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// It belongs to a low day alone, and may come on one in whatever size.
    LowDay,
    /// However small, it is for a day that is not low.
    FairDay,
    /// One leaves home for it.
    Out,
    /// It laughs or plays.
    Playful,
    /// It is at a place where the same people meet again.
    SamePeople,
    /// It has nobody in it, or nobody who would see who it was, and is no rest either.
    Pastime,
    /// It looks at what hurts: a harsh thought, a hurt, being lonely, who is near.
    Heavy,
    /// It asks what being close, or being lonely, is like.
    Closeness,
    /// It asks for help by profession, or draws back from somebody: it comes once they looked for it themselves.
    OnAsking,
    /// It is said to one of a group, or to all of it.
    InAGroup,
    /// What it sends can as well be said, or shown, when one meets.
    AloudToo,
    /// It can as well be by phone, or each at home.
    ApartToo,
    /// It says itself that it is not the first time.
    Again,
    /// It belongs to the days after somebody was met.
    AfterMeeting,
    /// It goes back to earlier years, or to people from then.
    LongAgo,
}

form_words! {
    /// Who a step is with.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    #[serde(rename_all = "lowercase")]
    pub enum Company {
        /// Oneself.
        Nobody = "nobody",
        /// Somebody one trusts.
        Close = "close",
        /// Somebody one knows a little.
        Acquaintance = "acquaintance",
        /// Somebody one does not know.
        Stranger = "stranger",
        /// Several at once.
        Group = "group",
        /// A helper by profession.
        Professional = "professional",
    }
}

form_words! {
    /// Whom somebody has around, and with whom a size can be done: any one of its own is enough.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    #[serde(rename_all = "lowercase")]
    pub enum Around {
        /// Friends or family one feels safe with.
        Close = "close",
        /// People one knows a little.
        Acquaintances = "acquaintances",
        /// People one works or studies with.
        Colleagues = "colleagues",
        /// People who live near.
        Neighbours = "neighbours",
        /// Several who belong together, and oneself among them.
        Group = "group",
        /// Somebody who helps by profession.
        Helper = "helper",
        /// People one meets on a screen only: everybody can.
        Online = "online",
        /// Whoever is at the till, the desk or the other end of a line: no tie is needed.
        Anyone = "anyone",
    }
}

impl Around {
    /// Whether no tie is needed.
    pub const fn is_stranger(self) -> bool {
        matches!(self, Self::Online | Self::Anyone)
    }
}

form_words! {
    /// What somebody's days are like, where that bears on what can be done.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    #[serde(rename_all = "lowercase")]
    pub enum LifeNow {
        /// Awake when others sleep.
        Nights = "nights",
        /// Caring for somebody at home.
        Caring = "caring",
        /// On wheels, or unable to walk or stand for long.
        Wheels = "wheels",
        /// With little money.
        Money = "money",
    }
}

form_words! {
    /// What was good about a step.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    #[serde(rename_all = "lowercase")]
    pub enum Nourishment {
        /// A tie to somebody.
        Friend = "friend",
        /// Something that comes again.
        Ritual = "ritual",
        /// A laugh.
        Laugh = "laugh",
        /// Quiet presence.
        Quiet = "quiet",
        /// Being of use.
        Use = "use",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StarterUse {
    Send,
    Say,
    Write,
}

form_words! {
    /// What sort of company.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    #[serde(rename_all = "lowercase")]
    pub enum ContactKind {
        /// Somebody.
        Person = "person",
        /// Somewhere.
        Place = "place",
        /// Several people who belong together.
        Group = "group",
        /// An animal.
        Pet = "pet",
    }
}
