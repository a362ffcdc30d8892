//! People, places, groups and pets that matter: what is easy with each, and what contact costs and gives.

pub mod card_lines;
pub mod card_text;
pub mod contact_list;
pub mod contact_log;
pub mod cost_benefit;
pub mod edit;
pub mod feature;
pub mod form;
pub mod import;
pub mod import_pages;
pub mod letters;
pub mod matching;
pub mod mentioned;
pub mod mentions;
pub mod open_card;
pub mod pages;
pub mod paths;
pub mod relative_time;
pub mod rhythm_form;
pub mod rhythm_pages;
pub mod rhythms;
pub mod show;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::sealed::{Entry, Private};
use crate::base::words::form_words;
use crate::base::words::typed::{all_fit, fits};
use crate::model::steps::{Company, ContactKind};

/// Somebody or something that matters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Contact {
    /// A name only they need to understand.
    pub name: String,
    /// What sort of company it is.
    pub sort: ContactKind,
    /// How well they know each other, if they said.
    #[serde(default)]
    pub near: Option<Closeness>,
    /// What is easy together. Nothing said leaves it open.
    #[serde(default)]
    pub easy: BTreeSet<SharedEase>,
    /// How contact works best. Nothing said leaves it open.
    #[serde(default)]
    pub ways: BTreeSet<Channel>,
    /// In their own words; may be empty.
    #[serde(default)]
    pub note: String,
    /// Never named beside a step. Why is not asked.
    #[serde(default)]
    pub unnamed: bool,
    /// Whether this one has frightened, controlled or harmed them, if they said.
    #[serde(default)]
    pub safety: Option<Safety>,
    /// What they say it costs and gives, which goes before what was learnt.
    #[serde(default)]
    pub said: CostBenefit,
    /// The same before the last change, so that it can be undone.
    #[serde(default)]
    pub said_before: Option<CostBenefit>,
    /// What they were called here before, the latest last: what was written of them then stays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier_names: Vec<String>,
    /// When it was last changed, in milliseconds since 1970.
    pub at: i64,
}

/// How many earlier names of somebody are known.
const EARLIER_MOST: usize = 10;

impl Private for Contact {
    const NAME: &'static str = "people";
}

impl Bounded for Contact {
    fn within_limits(&self) -> bool {
        let earlier = self.earlier_names.len() <= EARLIER_MOST
            && self.earlier_names.iter().all(|name| fits(name, form::NAME_MOST));
        earlier && fits(&self.name, form::NAME_MOST) && all_fit([self.note.as_str()])
    }
}

impl Entry for Contact {
    const LIST_PATH: &'static str = paths::LIST;

    fn after_restore(id: Id) -> String {
        paths::person(id)
    }

    fn words(&self) -> Vec<&str> {
        [self.name.as_str(), &self.note].into_iter().filter(|words| !words.is_empty()).collect()
    }

    fn same_content(&self, other: &Self) -> bool {
        let timeless = |one: &Self| Self { at: 0, said_before: None, earlier_names: Vec::new(), ..one.clone() };
        timeless(self) == timeless(other)
    }
}

impl Contact {
    /// Somebody of whom nothing but the name is known.
    pub fn named(name: String, at: i64) -> Self {
        Self {
            name,
            sort: ContactKind::Person,
            near: None,
            easy: BTreeSet::new(),
            ways: BTreeSet::new(),
            note: String::new(),
            unnamed: false,
            safety: None,
            said: CostBenefit::default(),
            said_before: None,
            earlier_names: Vec::new(),
            at,
        }
    }

    /// The names they had before, for one that is called `name` from now on.
    pub fn earlier_names_of(&self, name: &str) -> Vec<String> {
        let before = (self.name != name).then(|| self.name.clone());
        let kept = self.earlier_names.iter().filter(|one| *one != name && before.as_ref() != Some(*one)).cloned();
        let mut names: Vec<_> = kept.chain(before.clone()).collect();
        names.drain(..names.len().saturating_sub(EARLIER_MOST));
        names
    }

    pub fn has_harmed(&self) -> bool {
        self.safety == Some(Safety::Harmed)
    }

    /// Whether they may ever be named of our own accord. With `careful`, which holds where there is someone to be safe
    /// from, only those of whom it was said that they are safe.
    pub fn may_be_named(&self, careful: bool) -> bool {
        let is_safe =
            !careful || self.safety == Some(Safety::Safe) || matches!(self.sort, ContactKind::Place | ContactKind::Pet);
        !self.unnamed && !self.has_harmed() && is_safe
    }
}

form_words! {
    /// How well two people know each other.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum Closeness {
        /// Somebody close.
        Close = "close",
        /// Known a bit.
        Acquaintance = "acquaintance",
    }
}

form_words! {
    /// What can be easy together.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum SharedEase {
        /// A little talk about not much.
        LightChat = "light-chat",
        /// Being there without words.
        Silence = "silence",
        /// A hand with something.
        PracticalHelp = "practical-help",
        /// Something done side by side.
        SharedActivity = "shared-activity",
    }
}

form_words! {
    /// How contact can work.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum Channel {
        /// In writing.
        Message = "message",
        /// By voice.
        Call = "call",
        /// In one place.
        FaceToFace = "face-to-face",
        /// In a game, a chat room, a shared screen.
        Online = "online",
    }
}

form_words! {
    /// What was said to the one private question.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum Safety {
        /// Nothing to fear.
        Safe = "no",
        /// They frightened, controlled or harmed, or a court says no contact.
        Harmed = "yes",
    }
}

/// What contact with somebody costs and gives; none where it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CostBenefit {
    /// What it costs.
    pub costs: Option<Amount>,
    /// What it gives.
    pub gives: Option<Amount>,
}

form_words! {
    /// How much, in words.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum Amount {
        /// Little.
        Little = "little",
        /// Some.
        Some = "some",
        /// Much.
        Much = "much",
    }
}

impl Closeness {
    /// The same as company for a step.
    pub const fn with(self) -> Company {
        match self {
            Self::Close => Company::Close,
            Self::Acquaintance => Company::Acquaintance,
        }
    }
}

impl CostBenefit {
    /// This, and where it says nothing what `other` says.
    pub fn or(self, other: Self) -> Self {
        Self { costs: self.costs.or(other.costs), gives: self.gives.or(other.gives) }
    }

    /// Whether it says nothing.
    pub const fn is_open(self) -> bool {
        self.costs.is_none() && self.gives.is_none()
    }
}
