//! The forms of a question and of its answer, and what can be wrong with them. Pure.

use jiff::SignedDuration;
use serde::Deserialize;

use super::{FriendSays, NAME_MOST, QUESTION_MOST, SentAnswer, WORDS_MOST};
use crate::base::words::form_words;
use crate::base::words::typed::{fits, one_line, words};

form_words! {
    /// How long a link can be answered.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum QuestionTime {
        Week = "week",
        TwoWeeks = "two-weeks",
        Month = "month",
    }
}

impl QuestionTime {
    pub const fn lasts(self) -> SignedDuration {
        SignedDuration::from_hours(match self {
            Self::Week => 7 * 24,
            Self::TwoWeeks => 14 * 24,
            Self::Month => 30 * 24,
        })
    }
}

/// What was sent of a question, as it was sent, so that it can be shown again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The form it comes by.
    pub id: String,
    pub words: String,
    /// What whoever asks is called.
    pub name: String,
    pub ends: String,
    /// What they are trying with it.
    pub attempt: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Empty,
    Long,
    LongName,
    /// There are as many as can be open.
    Many,
    /// A friend has tapped no answer.
    Says,
    /// What a friend adds is too long.
    LongWords,
    /// Very many answers came from where this one did.
    Wait,
}

impl Fault {
    pub const fn field(self) -> &'static str {
        match self {
            Self::Empty | Self::Long | Self::Many | Self::LongWords => "words",
            Self::LongName => "name",
            Self::Says | Self::Wait => "answer",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Write what you would like to ask.",
            Self::Long => "Make it shorter. 1,000 letters is the most.",
            Self::LongName => "Make the name shorter. 60 letters is the most.",
            Self::Many => "Twenty questions are open already. Close one first.",
            Self::Says => "Choose one of the answers.",
            Self::LongWords => "Make it shorter. 900 letters is the most.",
            Self::Wait => "A lot came at once. Wait a minute, then answer again.",
        }
    }
}

/// A question as it is to be sent.
pub struct NewQuestion {
    pub question: String,
    pub from: String,
    pub lasts: SignedDuration,
}

impl Fields {
    pub fn understood(&self) -> Result<NewQuestion, Vec<Fault>> {
        let question = match words(&self.words) {
            Ok(question) if question.is_empty() => Err(Fault::Empty),
            Ok(question) if fits(&question, QUESTION_MOST) => Ok(question),
            _ => Err(Fault::Long),
        };
        let from = one_line(&self.name, NAME_MOST).map_err(|_| Fault::LongName);
        let lasts = QuestionTime::from_word(&self.ends).unwrap_or(QuestionTime::TwoWeeks).lasts();
        match (question, from) {
            (Ok(question), Ok(from)) => Ok(NewQuestion { question, from, lasts }),
            (question, from) => Err([question.err(), from.err()].into_iter().flatten().collect()),
        }
    }
}

/// What a friend sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct FriendFields {
    /// The form it comes by, so that one that is sent twice is one answer.
    pub id: String,
    pub answer: String,
    pub words: String,
}

impl FriendFields {
    pub fn understood(&self) -> Result<SentAnswer, Fault> {
        let says = FriendSays::from_word(&self.answer).ok_or(Fault::Says)?;
        let words = words(&self.words).ok().filter(|words| fits(words, WORDS_MOST)).ok_or(Fault::LongWords)?;
        Ok(SentAnswer { says, words })
    }
}
