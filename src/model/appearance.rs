//! How Handrail looks and behaves for one person: their choices, kept sealed with what else they told.

use serde::{Deserialize, Serialize};

use crate::base::words::form_words;

form_words! {
    /// The colour of the paper.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum Tint {
        /// A cool grey-blue.
        #[default]
        Plain = "plain",
        /// A warm pink white.
        Plaster = "plaster",
        /// A warm yellow white.
        Sand = "sand",
    }
}

form_words! {
    /// Light or dark.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum Theme {
        /// As the device is set.
        #[default]
        Device = "device",
        /// Always light.
        Light = "light",
        /// Always dark.
        Dark = "dark",
    }
}

form_words! {
    /// How large the words are.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum Text {
        /// 18 pixels.
        #[default]
        Regular = "regular",
        /// 21 pixels.
        Large = "large",
        /// 24 pixels.
        Larger = "larger",
    }
}

form_words! {
    /// Whether things may move.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum Motion {
        /// As the device is set.
        #[default]
        Device = "device",
        /// Nothing moves.
        Less = "less",
    }
}

form_words! {
    /// The letters.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum Font {
        /// Atkinson Hyperlegible Next.
        #[default]
        Own = "own",
        /// What the device uses.
        Device = "device",
    }
}

/// One person's choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Appearance {
    /// The colour of the paper.
    pub tint: Tint,
    /// Light or dark.
    pub theme: Theme,
    /// How large the words are.
    pub text: Text,
    /// Whether things may move.
    pub motion: Motion,
    /// The letters.
    pub font: Font,
    /// The language of dates, as a tag of `content/en/dates.toml`; empty is the pages' own.
    pub dates: String,
    /// Low-energy mode, until it is turned off.
    pub low_energy: bool,
    /// Whether *Leave quickly* is on every page.
    pub leave_quickly: bool,
}

impl Default for Appearance {
    fn default() -> Self {
        Self {
            tint: Tint::default(),
            theme: Theme::default(),
            text: Text::default(),
            motion: Motion::default(),
            font: Font::default(),
            dates: String::new(),
            low_energy: false,
            leave_quickly: true,
        }
    }
}
