//! Words for a message, put together from what is authored: the sorts of messages there are, and their parts. Pure.

pub mod compose;
pub mod feature;
pub mod form;
pub mod kept;
pub mod pages;
pub mod paths;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::base::content;
use crate::base::words::form_words;

form_words! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum MessagePurpose {
        Hello = "hello",
        /// A piece of one's day.
        Share = "share",
        Invite = "invite",
        AskHelp = "ask-help",
        Thanks = "thanks",
        LateReply = "late-reply",
        /// A truer answer than *fine*.
        Honest = "honest",
        Sorry = "sorry",
    }
}

form_words! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Relation {
        Friend = "friend",
        Family = "family",
        Acquaintance = "acquaintance",
        Group = "group",
        /// A helper by profession.
        Helper = "helper",
    }
}

form_words! {
    /// How long it has been.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Gap {
        Days = "days",
        Weeks = "weeks",
        Months = "months",
        Years = "years",
    }
}

form_words! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Tone {
        Plain = "plain",
        Warm = "warm",
        Light = "light",
    }
}

form_words! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Length {
        /// A line or two.
        Short = "short",
        /// A few more.
        Longer = "longer",
    }
}

form_words! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Part {
        Greeting = "greeting",
        Opener = "opener",
        /// What it is about.
        Heart = "heart",
        /// The easy way out.
        Closer = "closer",
    }
}

form_words! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Slot {
        Thing = "thing",
        When = "when",
    }
}

/// One authored part of a message. What is left out of it means all.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fragment {
    /// Its name, for ever.
    pub id: String,
    pub part: Part,
    /// Its words, with `{name}`, `{thing}` and `{when}`.
    pub text: String,
    #[serde(default)]
    pub purposes: Vec<MessagePurpose>,
    #[serde(default)]
    pub relations: Vec<Relation>,
    #[serde(default)]
    pub gaps: Vec<Gap>,
    #[serde(default)]
    pub tones: Vec<Tone>,
    /// Whether it fits a short message.
    pub short: bool,
    #[serde(default)]
    pub needs: Vec<Slot>,
}

#[derive(Clone, Debug)]
pub struct Fragments(Vec<Fragment>);

/// What is given is one line each, and may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageWishes {
    pub purpose: MessagePurpose,
    pub relation: Relation,
    /// How long it has been, if they said.
    pub gap: Option<Gap>,
    pub tone: Tone,
    pub length: Length,
    pub name: String,
    pub thing: String,
    pub when: String,
}

static FRAGMENTS: LazyLock<anyhow::Result<Fragments>> = LazyLock::new(Fragments::load);

impl Fragments {
    /// The ones there are, read once.
    pub fn shared() -> anyhow::Result<&'static Self> {
        content::loaded(&FRAGMENTS)
    }

    pub fn load() -> anyhow::Result<Self> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct FragmentsFile {
            fragments: Vec<Fragment>,
        }
        let FragmentsFile { fragments } = content::toml("composer.toml")?;
        let names: BTreeSet<&str> = fragments.iter().map(|one| one.id.as_str()).collect();
        anyhow::ensure!(names.len() == fragments.len(), "composer.toml: an id stands twice");
        Ok(Self(fragments))
    }

    pub fn iter(&self) -> impl Iterator<Item = &Fragment> {
        self.0.iter()
    }
}

impl MessageWishes {
    /// Whether it is something heavy for somebody known a little, after years: they may worry, or not answer.
    pub fn want_a_hello_first(&self) -> bool {
        let heavy = self.purpose == MessagePurpose::Honest;
        heavy && self.relation == Relation::Acquaintance && self.gap == Some(Gap::Years)
    }

    /// The same as a hello, where one comes first.
    pub fn hello_first(self) -> Self {
        if self.want_a_hello_first() { Self { purpose: MessagePurpose::Hello, ..self } } else { self }
    }
}

impl Fragment {
    /// Where it was not said how long it has been, only what speaks of no time; it may be months, so it ends as after months.
    pub fn fits(&self, wishes: &MessageWishes) -> bool {
        let gap = wishes.gap.or((self.part == Part::Closer).then_some(Gap::Months));
        (self.purposes.is_empty() || self.purposes.contains(&wishes.purpose))
            && (self.relations.is_empty() || self.relations.contains(&wishes.relation))
            && (self.gaps.is_empty() || gap.is_some_and(|gap| self.gaps.contains(&gap)))
            && (self.tones.is_empty() || self.tones.contains(&wishes.tone))
            && (self.short || wishes.length == Length::Longer)
    }

    pub fn says_name(&self) -> bool {
        self.text.contains("{name}")
    }
}
