//! What is said of what was spotted.

use std::collections::BTreeMap;

use anyhow::Context as _;
use serde::Deserialize;

use super::{Category, Level, SpottingResult};
use crate::base::content;

#[derive(Debug)]
pub struct SpottingWords {
    cards: BTreeMap<Category, SupportCard>,
    quiet: QuietLine,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportCard {
    pub title: String,
    pub text: String,
    /// The button of somebody who meant something else.
    pub dismiss: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuietLine {
    line: String,
    worried: String,
    pub link: String,
    pub to: String,
}

impl SpottingWords {
    pub fn load() -> anyhow::Result<Self> {
        let mut all: toml::Table = content::toml("spotting/cards.toml")?;
        let quiet = all.remove("quiet").context("content/en/spotting/cards.toml has no quiet line")?.try_into()?;
        let cards: BTreeMap<Category, SupportCard> = all.try_into()?;
        anyhow::ensure!(cards.len() == 6, "content/en/spotting/cards.toml lacks a card");
        Ok(Self { cards, quiet })
    }

    /// The card for what was spotted, where it is to be a card.
    pub fn card(&self, spotted: SpottingResult) -> Option<&SupportCard> {
        self.cards.get(&spotted.category).filter(|_| spotted.level == Level::Card)
    }

    pub fn line(&self, spotted: SpottingResult) -> &str {
        if spotted.category == Category::WorriedAboutOther { &self.quiet.worried } else { &self.quiet.line }
    }

    pub const fn quiet(&self) -> &QuietLine {
        &self.quiet
    }
}
