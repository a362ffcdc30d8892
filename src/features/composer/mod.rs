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

/// A sort of thing with one word for each: the same in content and in forms.
macro_rules! sort {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $one:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $one),+
        }

        impl $name {
            /// All of them, in the order a form asks.
            pub const ALL: &'static [Self] = &[$(Self::$one),+];

            /// The word for it.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$one => $word),+
                }
            }

            /// The one with this word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

sort! {
    /// What a message is for.
    Purpose {
        /// Only a hello.
        Hello = "hello",
        /// A piece of one's day.
        Share = "share",
        /// Would you come along?
        Invite = "invite",
        /// Would you help?
        AskHelp = "ask-help",
        /// Thank you.
        Thanks = "thanks",
        /// An answer that took its time.
        LateReply = "late-reply",
        /// A truer answer than *fine*.
        Honest = "honest",
        /// Sorry.
        Sorry = "sorry",
    }
}

sort! {
    /// Who it is to.
    Relation {
        /// A friend.
        Friend = "friend",
        /// Somebody of the family.
        Family = "family",
        /// Somebody one knows a little.
        Acquaintance = "acquaintance",
        /// Several at once.
        Group = "group",
        /// A helper by profession.
        Helper = "helper",
    }
}

sort! {
    /// How long it has been.
    Gap {
        /// Days.
        Days = "days",
        /// Weeks.
        Weeks = "weeks",
        /// Months.
        Months = "months",
        /// Years.
        Years = "years",
    }
}

sort! {
    /// How it sounds.
    Tone {
        /// Plain.
        Plain = "plain",
        /// Warm.
        Warm = "warm",
        /// Light.
        Light = "light",
    }
}

sort! {
    /// How long it is.
    Length {
        /// A line or two.
        Short = "short",
        /// A few more.
        Longer = "longer",
    }
}

sort! {
    /// Which part of a message a fragment is.
    Part {
        /// Hello.
        Greeting = "greeting",
        /// What comes before it.
        Opener = "opener",
        /// What it is about.
        Heart = "heart",
        /// The easy way out.
        Closer = "closer",
    }
}

sort! {
    /// What a fragment takes in.
    Slot {
        /// What it is about.
        Thing = "thing",
        /// When.
        When = "when",
    }
}

/// One authored part of a message. What is left out of it means all.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fragment {
    /// Its name, for ever.
    pub id: String,
    /// Which part it is.
    pub part: Part,
    /// Its words, with `{name}`, `{thing}` and `{when}`.
    pub text: String,
    /// What it is for.
    #[serde(default)]
    pub purposes: Vec<Purpose>,
    /// Who it is to.
    #[serde(default)]
    pub relations: Vec<Relation>,
    /// After how long.
    #[serde(default)]
    pub gaps: Vec<Gap>,
    /// How it sounds.
    #[serde(default)]
    pub tones: Vec<Tone>,
    /// Whether it fits a short message.
    pub short: bool,
    /// What must be given for it.
    #[serde(default)]
    pub needs: Vec<Slot>,
}

/// All of them.
#[derive(Clone, Debug)]
pub struct Fragments(Vec<Fragment>);

/// What a message is to be like. What is given is one line each, and may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageWishes {
    /// What it is for.
    pub purpose: Purpose,
    /// Who it is to.
    pub relation: Relation,
    /// How long it has been, if they said.
    pub gap: Option<Gap>,
    /// How it sounds.
    pub tone: Tone,
    /// How long it is.
    pub length: Length,
    /// What to call them.
    pub name: String,
    /// What it is about.
    pub thing: String,
    /// When.
    pub when: String,
}

static FRAGMENTS: LazyLock<anyhow::Result<Fragments>> = LazyLock::new(Fragments::load);

impl Fragments {
    /// The ones there are, read once.
    pub fn shared() -> anyhow::Result<&'static Self> {
        content::loaded(&FRAGMENTS)
    }

    /// Reads the embedded fragments.
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

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Fragment> {
        self.0.iter()
    }
}

impl Fragment {
    /// Whether it may stand in such a message. Where it was not said how long it has been, only what speaks of no time.
    pub fn fits(&self, wishes: &MessageWishes) -> bool {
        (self.purposes.is_empty() || self.purposes.contains(&wishes.purpose))
            && (self.relations.is_empty() || self.relations.contains(&wishes.relation))
            && (self.gaps.is_empty() || wishes.gap.is_some_and(|gap| self.gaps.contains(&gap)))
            && (self.tones.is_empty() || self.tones.contains(&wishes.tone))
            && (self.short || wishes.length == Length::Longer)
    }

    /// Whether it calls somebody by name.
    pub fn says_name(&self) -> bool {
        self.text.contains("{name}")
    }
}
