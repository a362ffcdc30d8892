//! The form of somebody who matters, and what can be wrong with it. Pure.

use serde::Deserialize;

use super::{Channel, Closeness, Contact, Safety, SharedEase};
use crate::base::words::typed::words;
use crate::model::steps::ContactKind;

/// The most letters a name may have.
pub const NAME_MOST: usize = 80;

/// What was sent, as it was sent, so that it can be shown again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The id of the row a new one will make.
    pub id: String,
    /// The revision a change is of.
    pub revision: i64,
    pub name: String,
    pub sort: String,
    /// How well they know each other.
    pub near: String,
    pub easy: Vec<String>,
    /// How contact works.
    pub ways: Vec<String>,
    pub note: String,
    pub unnamed: String,
    /// The private question. What was answered before is not shown again, and stays where nothing is chosen.
    pub safety: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No name.
    Name,
    LongName,
    /// No sort of company.
    Sort,
    /// The note is too long.
    Note,
}

impl Fault {
    pub const fn field(self) -> &'static str {
        match self {
            Self::Name | Self::LongName => "name",
            Self::Sort => "sort",
            Self::Note => "note",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::Name => "Write a name. One that only you understand is fine.",
            Self::LongName => "Make the name shorter. 80 letters is the most.",
            Self::Sort => "Choose a person, a place, a group or a pet.",
            Self::Note => "That is longer than fits here. 10,000 letters is the most.",
        }
    }
}

impl Fields {
    /// The same, with what another tab said to keep somebody safe, which would else be lost unseen.
    pub fn as_careful_as(mut self, theirs: &Contact) -> Self {
        if theirs.has_harmed() {
            self.safety.clear();
        }
        if theirs.unnamed {
            self.unnamed = "yes".into();
        }
        self
    }

    /// What was said of them elsewhere stays as it was.
    pub fn understood(&self, at: i64, earlier: Option<&Contact>) -> Result<Contact, Vec<Fault>> {
        let name = named(&self.name);
        let sort = ContactKind::from_word(&self.sort).ok_or(Fault::Sort);
        let note = words(&self.note).map_err(|_| Fault::Note);
        match (name, sort, note) {
            (Ok(name), Ok(sort), Ok(note)) => Ok(Contact {
                sort,
                near: Closeness::from_word(&self.near),
                easy: self.easy.iter().filter_map(|word| SharedEase::from_word(word)).collect(),
                ways: self.ways.iter().filter_map(|word| Channel::from_word(word)).collect(),
                note,
                unnamed: !self.unnamed.is_empty(),
                safety: self.safety_beside(earlier),
                said: earlier.map(|earlier| earlier.said).unwrap_or_default(),
                said_before: earlier.and_then(|earlier| earlier.said_before),
                earlier_names: earlier.map(|earlier| earlier.earlier_names_of(&name)).unwrap_or_default(),
                ..Contact::named(name, at)
            }),
            (name, sort, note) => Err([name.err(), sort.err(), note.err()].into_iter().flatten().collect()),
        }
    }

    fn safety_beside(&self, earlier: Option<&Contact>) -> Option<Safety> {
        if self.safety.is_empty() { earlier?.safety } else { Safety::from_word(&self.safety) }
    }

    pub fn saying(person: &Contact, revision: i64) -> Self {
        Self {
            id: String::new(),
            revision,
            name: person.name.clone(),
            sort: person.sort.word().to_owned(),
            near: person.near.map_or("", Closeness::word).to_owned(),
            easy: person.easy.iter().map(|ease| ease.word().to_owned()).collect(),
            ways: person.ways.iter().map(|way| way.word().to_owned()).collect(),
            note: person.note.clone(),
            unnamed: if person.unnamed { "yes".to_owned() } else { String::new() },
            safety: String::new(),
        }
    }
}

/// A name as it is kept: one line, not too long.
pub fn named(typed: &str) -> Result<String, Fault> {
    let name = words(typed).map_err(|_| Fault::LongName)?.replace(['\n', '\t'], " ");
    match name.chars().count() {
        0 => Err(Fault::Name),
        1..=NAME_MOST => Ok(name),
        _ => Err(Fault::LongName),
    }
}
