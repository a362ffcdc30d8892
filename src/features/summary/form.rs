//! What somebody chooses for a summary, and what can be wrong with it. Pure.

use jiff::civil::Date;
use serde::Deserialize;

use crate::base::words::days_before;
use crate::base::words::typed::{self, one_line};
use crate::records::grants::GrantTerms;

/// The days it is of at first, before today.
const AT_FIRST: i32 = 13;
/// The longest name on it, in letters.
const NAME_MOST: usize = 80;

/// What was sent, as it was sent, so that it can be shown again.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The id of the consent it may be shown by.
    pub id: String,
    pub from: String,
    pub to: String,
    pub reflections: String,
    /// Whether what was written on look backs goes along.
    pub notes: String,
    pub ladder: String,
    /// The numbers of those that go in.
    pub measures: Vec<String>,
    pub bring: String,
    /// Some words of their own at its head.
    pub words: String,
    /// What they want to be called on it.
    pub called: String,
    /// Whether people’s names go along.
    pub names: String,
    /// Whether it is to be chosen anew rather than seen.
    pub change: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    From,
    To,
    Long,
    LongName,
    /// Nothing was ticked or written.
    Nothing,
    /// There is nothing of it in these days.
    Empty,
}

impl Fault {
    pub const fn field(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::To => "to",
            Self::Long => "words",
            Self::LongName => "called",
            Self::Nothing | Self::Empty => "reflections",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::From | Self::To => "Choose a day up to today.",
            Self::Long => "That is longer than fits here. 10,000 letters is the most.",
            Self::LongName => "This name is long. Use 80 letters or fewer.",
            Self::Nothing => "Tick one thing, or write a few words.",
            Self::Empty => "There is nothing of this in these days. Choose other days, or tick something else.",
        }
    }
}

/// What goes into a summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryChoices {
    pub from: Date,
    pub to: Date,
    pub reflections: bool,
    pub notes: bool,
    pub ladder: bool,
    pub measures: Vec<u8>,
    pub bring: bool,
    pub words: String,
    pub called: String,
    pub names: bool,
}

impl Fields {
    /// The last two weeks, and nothing in them yet.
    pub fn at_first(today: Date) -> Self {
        Self { from: days_before(today, AT_FIRST).to_string(), to: today.to_string(), ..Self::default() }
    }

    /// With which measures are ticked.
    pub fn holds(&self, measure: u8) -> bool {
        self.measures.iter().any(|number| number.parse() == Ok(measure))
    }

    pub fn understood(&self, today: Date) -> Result<SummaryChoices, Fault> {
        let day = |typed: &str| typed::day(typed, today).ok().flatten();
        let (from, to) = (day(&self.from).ok_or(Fault::From)?, day(&self.to).ok_or(Fault::To)?);
        let is_ticked = |box_: &str| !box_.is_empty();
        let choices = SummaryChoices {
            // The other way round, they are the same days.
            from: from.min(to),
            to: from.max(to),
            reflections: is_ticked(&self.reflections),
            notes: is_ticked(&self.notes),
            ladder: is_ticked(&self.ladder),
            measures: self.measures.iter().filter_map(|number| number.parse().ok()).collect(),
            bring: is_ticked(&self.bring),
            words: typed::words(&self.words).map_err(|_| Fault::Long)?,
            called: one_line(&self.called, NAME_MOST).map_err(|_| Fault::LongName)?,
            names: is_ticked(&self.names),
        };
        if choices.has_something() { Ok(choices) } else { Err(Fault::Nothing) }
    }

    /// What goes along from page to page, by name. Each goes by a form, and in no address.
    pub fn carried(&self) -> Vec<(&'static str, &str)> {
        let each = [
            ("id", &self.id),
            ("from", &self.from),
            ("to", &self.to),
            ("reflections", &self.reflections),
            ("notes", &self.notes),
            ("ladder", &self.ladder),
            ("bring", &self.bring),
            ("words", &self.words),
            ("called", &self.called),
            ("names", &self.names),
        ];
        let measures = self.measures.iter().map(|number| ("measures", number));
        each.into_iter()
            .chain(measures)
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name, value.as_str()))
            .collect()
    }
}

impl SummaryChoices {
    const fn has_something(&self) -> bool {
        self.reflections || self.ladder || !self.measures.is_empty() || self.bring || !self.words.is_empty()
    }

    pub fn covers(&self, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// What stays behind, as a consent says it.
    pub fn terms(&self) -> GrantTerms {
        GrantTerms { names: self.names, without_note: !self.notes, ..GrantTerms::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::words::typed::ticked;

    const TODAY: Date = Date::constant(2026, 11, 30);

    fn sent(change: impl FnOnce(&mut Fields)) -> Result<SummaryChoices, Fault> {
        let mut fields = Fields { bring: ticked(true), ..Fields::at_first(TODAY) };
        change(&mut fields);
        fields.understood(TODAY)
    }

    #[test]
    fn it_is_of_two_weeks_unless_somebody_says_otherwise_and_of_no_day_to_come() {
        let days = |change: fn(&mut Fields)| sent(change).map(|choices| (choices.from, choices.to));
        assert_eq!(days(|_| {}), Ok((Date::constant(2026, 11, 17), TODAY)));
        assert_eq!(days(|f| f.from = "2026-03-01".into()), Ok((Date::constant(2026, 3, 1), TODAY)));
        let turned = days(|f| (f.from, f.to) = ("2026-11-20".into(), "2026-11-10".into()));
        assert_eq!(turned, Ok((Date::constant(2026, 11, 10), Date::constant(2026, 11, 20))));
        for not in ["", "2026-12-01", "1999-01-01", "monday"] {
            assert_eq!(sent(|f| f.from = not.into()), Err(Fault::From), "{not}");
            assert_eq!(sent(|f| f.to = not.into()), Err(Fault::To), "{not}");
        }
    }

    #[test]
    fn it_holds_what_was_ticked_and_something() {
        assert_eq!(sent(|f| f.bring.clear()), Err(Fault::Nothing));
        assert_eq!(sent(|f| (f.bring, f.notes) = (String::new(), ticked(true))), Err(Fault::Nothing));
        assert!(sent(|f| (f.bring, f.words) = (String::new(), "a word".into())).is_ok());
        let measures = sent(|f| f.measures = vec!["2".into(), "x".into(), "7".into()]).map(|choices| choices.measures);
        assert_eq!(measures, Ok(vec![2, 7]));
        assert_eq!(sent(|f| f.words = "x".repeat(10_001)), Err(Fault::Long));
        assert_eq!(sent(|f| f.called = "x".repeat(81)), Err(Fault::LongName));
        let terms = sent(|f| f.names = ticked(true)).unwrap().terms();
        assert!(terms.names && terms.without_note);
    }

    #[test]
    fn all_of_it_goes_along() {
        let fields = Fields { measures: vec!["1".into(), "2".into()], words: "a\nb".into(), ..Fields::at_first(TODAY) };
        let carried = fields.carried();
        assert_eq!(carried.iter().filter(|(name, _)| *name == "measures").count(), 2);
        assert!(carried.contains(&("words", "a\nb")) && carried.iter().all(|(name, _)| *name != "bring"));
    }
}
