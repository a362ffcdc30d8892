//! The sections of a plan, as they are authored. Pure.

use anyhow::ensure;
use serde::Deserialize;

use crate::base::content;

/// The section that the program fills in, from the country somebody chose.
pub const HELP_LINES: &str = "help_lines";
/// The section that names people.
pub const PEOPLE: &str = "could_tell";

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanSections {
    pub title: String,
    pub lead: String,
    pub print_note: String,
    /// In the order they are read.
    pub sections: Vec<PlanSection>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanSection {
    /// Its name in forms.
    pub key: String,
    pub title: String,
    pub hint: String,
    pub examples: Vec<String>,
}

impl PlanSection {
    /// Whether the program fills it in.
    pub fn is_filled_in(&self) -> bool {
        self.key == HELP_LINES
    }
}

impl PlanSections {
    pub fn load() -> anyhow::Result<Self> {
        let all: Self = content::toml("plan.toml")?;
        for known in [HELP_LINES, PEOPLE] {
            ensure!(all.sections.iter().any(|section| section.key == known), "content/en/plan.toml lacks {known}");
        }
        Ok(all)
    }

    pub fn written(&self) -> impl Iterator<Item = &PlanSection> {
        self.sections.iter().filter(|section| !section.is_filled_in())
    }
}
