//! The form of a plan, and what can be wrong with it. Pure.

use std::collections::BTreeMap;

use super::sections::PlanSections;
use crate::base::ids::Id;
use crate::base::words::typed::words;
use crate::model::help::Help;
use crate::model::plan::Plan;

/// What was sent, as it was sent: the id, the revision, the country and the sections, by their names.
pub type SentPlan = BTreeMap<String, String>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is written and no country chosen.
    Empty,
    /// A section is longer than fits: the one with this key.
    Long(String),
}

impl Fault {
    pub fn field(&self) -> &str {
        match self {
            Self::Empty => "country",
            Self::Long(key) => key,
        }
    }

    pub const fn words(&self) -> &'static str {
        match self {
            Self::Empty => "Write a few words in one part, or choose a country. The rest can wait.",
            Self::Long(_) => "That is longer than fits here. 10,000 letters is the most.",
        }
    }
}

pub fn understood(sent: &SentPlan, sections: &PlanSections, help: &Help, at: i64) -> Result<Plan, Vec<Fault>> {
    let (mut parts, mut faults) = (BTreeMap::new(), Vec::new());
    for section in sections.written() {
        match words(sent.get(&section.key).map_or("", String::as_str)) {
            Ok(words) if words.is_empty() => {}
            Ok(words) => drop(parts.insert(section.key.clone(), words)),
            Err(_) => faults.push(Fault::Long(section.key.clone())),
        }
    }
    let country = sent.get("country").and_then(|code| help.country(code));
    let country = country.map(|country| country.code.clone()).unwrap_or_default();
    if faults.is_empty() && parts.is_empty() && country.is_empty() {
        faults.push(Fault::Empty);
    }
    if faults.is_empty() { Ok(Plan { country, parts, at }) } else { Err(faults) }
}

pub fn saying(plan: &Plan, id: Id, revision: i64) -> SentPlan {
    let mut sent = plan.parts.clone();
    sent.extend([("id".to_owned(), id.to_string()), ("revision".to_owned(), revision.to_string())]);
    sent.insert("country".to_owned(), plan.country.clone());
    sent
}
