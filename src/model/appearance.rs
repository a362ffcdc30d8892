//! How Handrail looks and behaves for one person: their choices, kept sealed with what else they told.

use serde::{Deserialize, Serialize};

/// A choice between a few words; the first is what everybody begins with.
macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $($(#[$says:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum $name {
            #[default]
            $($(#[$says])* $variant,)+
        }

        impl $name {
            /// The word for it in forms and in the page's attributes.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The reverse of `word`; a word that is none of the choices leaves things as they `were`.
            pub fn from_word(word: &str, were: Self) -> Self {
                match word { $($word => Self::$variant,)+ _ => were }
            }

            /// Whether somebody chose another than everybody begins with.
            pub fn is_chosen(self) -> bool {
                self != Self::default()
            }
        }
    };
}

choice! {
    /// The colour of the paper.
    Tint {
        /// A cool grey-blue.
        Plain = "plain",
        /// A warm pink white.
        Plaster = "plaster",
        /// A warm yellow white.
        Sand = "sand",
    }
}

choice! {
    /// Light or dark.
    Theme {
        /// As the device is set.
        Device = "device",
        /// Always light.
        Light = "light",
        /// Always dark.
        Dark = "dark",
    }
}

choice! {
    /// How large the words are.
    Text {
        /// 18 pixels.
        Regular = "regular",
        /// 21 pixels.
        Large = "large",
        /// 24 pixels.
        Larger = "larger",
    }
}

choice! {
    /// Whether things may move.
    Motion {
        /// As the device is set.
        Device = "device",
        /// Nothing moves.
        Less = "less",
    }
}

choice! {
    /// The letters.
    Font {
        /// Atkinson Hyperlegible Next.
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
