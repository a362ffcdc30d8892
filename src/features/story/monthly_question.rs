//! *Who besides this app knew how you were this month?* Asked once a month, answered or left. Pure. Nobody is an answer.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::paths;
use crate::base::bounded::Bounded;
use crate::base::sealed::{Entry, Private};
use crate::base::words::form_words;
use crate::base::words::typed::all_fit;
use crate::base::words::typed::words;

/// After how many days it may be asked again.
const A_MONTH: i32 = 28;

form_words! {
    /// Who knew.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum Knew {
        /// One person.
        One = "one",
        /// More than one.
        More = "more",
        /// Nobody, for now.
        Nobody = "nobody",
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MonthlyAnswer {
    /// Who knew, if they said.
    pub knew: Option<Knew>,
    /// In their own words; may be empty.
    pub words: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

impl Private for MonthlyAnswer {
    const NAME: &'static str = "besides";
}

impl Bounded for MonthlyAnswer {
    fn within_limits(&self) -> bool {
        all_fit(self.words())
    }
}

impl Entry for MonthlyAnswer {
    const LIST_PATH: &'static str = paths::STORY;
    const PATH: &'static str = paths::BESIDES;

    fn words(&self) -> Vec<&str> {
        Some(self.words.as_str()).filter(|words| !words.is_empty()).into_iter().collect()
    }

    fn same_content(&self, other: &Self) -> bool {
        (self.knew, &self.words) == (other.knew, &other.words)
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The id the answer will have.
    pub id: String,
    pub knew: String,
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Empty,
    Long,
}

impl Fault {
    pub const fn field(self) -> &'static str {
        match self {
            Self::Empty => "knew",
            Self::Long => "words",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Choose one, or write a few words. Leaving it is fine too.",
            Self::Long => "That is longer than fits here. 10,000 letters is the most.",
        }
    }
}

impl Fields {
    pub fn understood(&self, at: i64) -> Result<MonthlyAnswer, Fault> {
        let (knew, words) = (Knew::from_word(&self.knew), words(&self.words).map_err(|_| Fault::Long)?);
        if knew.is_none() && words.is_empty() { Err(Fault::Empty) } else { Ok(MonthlyAnswer { knew, words, at }) }
    }
}

/// Whether it may be asked today: somebody has been here for a month, and has neither answered nor waved it away since.
pub fn may_ask(today: Date, first: Option<Date>, answered: Option<Date>, waved: Option<Date>) -> bool {
    let since = today.saturating_sub(A_MONTH.days());
    first.is_some_and(|first| first <= since) && answered.max(waved).is_none_or(|last| last <= since)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 22);

    fn ago(days: i32) -> Date {
        TODAY.saturating_sub(days.days())
    }

    #[test]
    fn it_is_asked_once_a_month_and_not_of_somebody_new() {
        assert!(may_ask(TODAY, Some(ago(28)), None, None) && !may_ask(TODAY, Some(ago(27)), None, None));
        assert!(!may_ask(TODAY, None, None, None));
        assert!(
            !may_ask(TODAY, Some(ago(90)), Some(ago(27)), None)
                && !may_ask(TODAY, Some(ago(90)), Some(ago(60)), Some(ago(1)))
        );
        assert!(may_ask(TODAY, Some(ago(90)), Some(ago(28)), Some(ago(40))));
    }

    #[test]
    fn nobody_is_an_answer_and_so_are_words_alone() {
        let said = |knew: &str, words: &str| {
            Fields { knew: knew.into(), words: words.into(), ..Fields::default() }.understood(7)
        };
        assert_eq!(said("nobody", ""), Ok(MonthlyAnswer { knew: Some(Knew::Nobody), words: String::new(), at: 7 }));
        assert_eq!(said("", " Ana "), Ok(MonthlyAnswer { knew: None, words: "Ana".into(), at: 7 }));
        assert_eq!(said("everybody", ""), Err(Fault::Empty));
    }
}
