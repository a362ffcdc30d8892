//! The form that asks what a message is to be like. Every part of it can be left as it is.

use serde::Deserialize;

use super::{Gap, Length, MessagePurpose, MessageWishes, Relation, Tone};
use crate::base::words::typed::{one_line, words};
use crate::model::steps::{Company, Step, StepKind};

/// The longest name, in characters.
pub const NAME_MOST: usize = 60;
pub const THING_MOST: usize = 140;
pub const WHEN_MOST: usize = 80;
/// How many changed messages stay in sight.
const MINE_MOST: usize = 3;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub purpose: String,
    pub relation: String,
    pub gap: String,
    pub tone: String,
    pub length: String,
    pub name: String,
    pub thing: String,
    pub when: String,
    /// Decides the order in which words come.
    pub seed: String,
    /// How often other words were asked for.
    pub turn: String,
    /// Messages they had changed, to stay in sight beside others.
    pub mine: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Name,
    Thing,
    When,
}

impl Fault {
    pub const fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Thing => "thing",
            Self::When => "when",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::Name => "That name is longer than fits here. 60 letters is the most.",
            Self::Thing => "Say it in fewer words. 140 letters is the most.",
            Self::When => "Say when in fewer words. 80 letters is the most.",
        }
    }
}

impl Fields {
    /// What fits a step before anything was said. Nothing is claimed of how long it has been.
    pub fn for_step(step: &Step) -> Self {
        Self {
            purpose: purpose(step).word().to_owned(),
            relation: relation(step).word().to_owned(),
            tone: Tone::Plain.word().to_owned(),
            length: Length::Short.word().to_owned(),
            ..Self::default()
        }
    }

    /// The messages they had changed, the latest first; what is empty or does not fit is left out.
    pub fn changed(&self) -> impl Iterator<Item = String> + '_ {
        let fit = self.mine.iter().rev().filter_map(|typed| words(typed).ok()).filter(|words| !words.is_empty());
        fit.take(MINE_MOST)
    }

    /// A choice that is none of them counts as the step's own.
    pub fn understood(&self, step: &Step) -> Result<MessageWishes, Vec<Fault>> {
        let name = one_line(&self.name, NAME_MOST).map(|line| trimmed(&line)).map_err(|_| Fault::Name);
        let thing = one_line(&self.thing, THING_MOST).map(|line| trimmed(&line)).map_err(|_| Fault::Thing);
        let when = one_line(&self.when, WHEN_MOST).map(|line| trimmed(&line)).map_err(|_| Fault::When);
        match (name, thing, when) {
            (Ok(name), Ok(thing), Ok(when)) => Ok(MessageWishes {
                purpose: MessagePurpose::from_word(&self.purpose).unwrap_or_else(|| purpose(step)),
                relation: Relation::from_word(&self.relation).unwrap_or_else(|| relation(step)),
                gap: Gap::from_word(&self.gap),
                tone: Tone::from_word(&self.tone).unwrap_or(Tone::Plain),
                length: Length::from_word(&self.length).unwrap_or(Length::Short),
                name,
                thing,
                when,
            }),
            (name, thing, when) => Err([name.err(), thing.err(), when.err()].into_iter().flatten().collect()),
        }
    }
}

fn purpose(step: &Step) -> MessagePurpose {
    match (step.slug.as_str(), step.kind) {
        ("waiting-reply", _) => MessagePurpose::LateReply,
        ("sorry-went-quiet", _) => MessagePurpose::Sorry,
        ("lost-touch", _) => MessagePurpose::Hello,
        (_, StepKind::Share | StepKind::SharedInterest) => MessagePurpose::Share,
        (_, StepKind::DoTogether) => MessagePurpose::Invite,
        (_, StepKind::AskHelp) => MessagePurpose::AskHelp,
        (_, StepKind::BeHonest | StepKind::Repair) => MessagePurpose::Honest,
        (_, StepKind::Receive) => MessagePurpose::Thanks,
        _ => MessagePurpose::Hello,
    }
}

/// The closest of those it is with.
fn relation(step: &Step) -> Relation {
    match step.who.iter().find(|with| **with != Company::Nobody) {
        Some(Company::Acquaintance | Company::Stranger) => Relation::Acquaintance,
        Some(Company::Group) => Relation::Group,
        Some(Company::Professional) => Relation::Helper,
        _ => Relation::Friend,
    }
}

/// Without the stop at its end: the sentence it goes into has its own.
fn trimmed(line: &str) -> String {
    line.trim_end_matches(['.', ',', ';', ':', '!', '?', '…', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::steps::Library;

    fn step(slug: &str) -> Step {
        Library::load().unwrap().by_slug(slug).unwrap().clone()
    }

    #[test]
    fn what_is_typed_fits_into_a_sentence() {
        let fields = Fields { thing: " the\r\nconcert ?! ".into(), when: "on Saturday.".into(), ..Fields::default() };
        let wishes = fields.understood(&step("plain-hello")).unwrap();
        assert_eq!((wishes.thing.as_str(), wishes.when.as_str()), ("the concert", "on Saturday"));
    }

    #[test]
    fn a_step_brings_what_it_is_for() {
        let purposes = ["plain-hello", "practical-hand", "waiting-reply", "low-key-invite"]
            .map(|slug| Fields::for_step(&step(slug)).purpose);
        assert_eq!(purposes, ["hello", "ask-help", "late-reply", "invite"]);
    }

    #[test]
    fn each_thing_that_is_too_long_is_said() {
        let long = "x".repeat(200);
        let fields = Fields { name: long.clone(), when: long, ..Fields::default() };
        assert_eq!(fields.understood(&step("plain-hello")).unwrap_err(), [Fault::Name, Fault::When]);
    }
}
