//! A question that a friend without an account can answer by a link: yes, another time, or can't but I care.

pub mod ask;
pub mod feature;
pub mod folding;
pub mod form;
pub mod friend;
pub mod paths;
pub mod questions;
pub mod read;
pub mod store;
pub mod unread;

use serde::{Deserialize, Serialize};

use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::sealed::{Entry, Private};
use crate::base::vault::PublicKey;
use crate::base::words::form_words;
use crate::base::words::typed::fits;

/// The most letters a question may have, a name, and what a friend adds.
pub const QUESTION_MOST: usize = 1_000;
pub const NAME_MOST: usize = 60;
pub const WORDS_MOST: usize = 900;

form_words! {
    /// What a friend taps.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    #[serde(rename_all = "kebab-case")]
    pub enum FriendSays {
        Yes = "yes",
        AnotherTime = "another-time",
        /// Can't, but they care.
        Cannot = "cannot",
    }
}

/// What whoever holds the link reads. The key is the link's own, and stands in here so that no other can be put in its place.
#[derive(Debug, Serialize, Deserialize)]
pub struct QuestionPage {
    pub question: String,
    /// What its sender is called, as they wrote it; may be empty.
    pub from: String,
    key: [u8; 32],
}

impl QuestionPage {
    pub const fn new(question: String, from: String, key: &PublicKey) -> Self {
        Self { question, from, key: *key.as_bytes() }
    }

    /// The key that answers are sealed to.
    pub const fn key(&self) -> PublicKey {
        PublicKey::from_stored(self.key)
    }
}

/// What its sender keeps of a question.
#[derive(Debug, Serialize, Deserialize)]
pub struct AskedQuestion {
    pub question: String,
    pub from: String,
    /// What they were trying with it.
    pub attempt: Option<Id>,
    /// The form it came by, so that one that is sent twice asks once.
    pub form: Id,
}

/// An answer on its way, as it is sealed to the link.
#[derive(Debug, Serialize, Deserialize)]
pub struct SentAnswer {
    pub says: FriendSays,
    pub words: String,
}

/// An answer that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FriendAnswer {
    pub question: String,
    pub says: FriendSays,
    /// What they added; may be empty.
    pub words: String,
    /// Whether it may hurt to read what they added, so that it stays shut until it is opened.
    pub folded: bool,
    /// When it came, in milliseconds since 1970.
    pub at: i64,
}

impl Private for FriendAnswer {
    const NAME: &'static str = "friend_answers";
}

impl Bounded for FriendAnswer {
    fn within_limits(&self) -> bool {
        fits(&self.question, QUESTION_MOST) && fits(&self.words, WORDS_MOST)
    }
}

impl Entry for FriendAnswer {
    const LIST_PATH: &'static str = paths::LIST;

    /// What is folded is not found by searching either.
    fn words(&self) -> Vec<&str> {
        let added = Some(self.words.as_str()).filter(|words| !self.folded && !words.is_empty());
        std::iter::once(self.question.as_str()).chain(added).collect()
    }

    fn same_content(&self, other: &Self) -> bool {
        self == other
    }
}
