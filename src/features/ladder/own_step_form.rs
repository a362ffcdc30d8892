//! The form of a step of one's own, and what can be wrong with it. Pure.

use serde::Deserialize;

use crate::base::words::typed::{TooLong, words};
use crate::model::scheduler::Felt;
use crate::model::steps::own::{OwnSize, OwnStep, TITLE_MOST};
use crate::model::steps::{Company, Size, StepKind};

/// How long a size may take, as the form offers it.
pub const MINUTES: [u16; 6] = [2, 5, 15, 30, 60, 120];

/// What was sent, as it was sent, so that it can be shown again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The id of the row a new one will make.
    pub id: String,
    /// The revision a change is of.
    pub revision: i64,
    pub title: String,
    pub kind: String,
    pub who: String,
    pub why: String,
    /// Words to begin with.
    pub words: String,
    /// What one does, in the three sizes.
    pub smaller: String,
    pub regular: String,
    pub more: String,
    pub smaller_minutes: String,
    pub regular_minutes: String,
    pub more_minutes: String,
    pub smaller_feels: String,
    pub regular_feels: String,
    pub more_feels: String,
    /// What stood for all who would read one that is for a group.
    pub readers: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has no name.
    Title,
    LongTitle,
    /// Not one size says what one does.
    Empty,
    Long,
    /// It is of no kind.
    Kind,
    /// Nobody is named that it is with.
    Who,
}

impl Fault {
    pub const fn field(self) -> &'static str {
        match self {
            Self::Title | Self::LongTitle => "title",
            Self::Empty => "smaller",
            Self::Long => "why",
            Self::Kind => "kind",
            Self::Who => "who",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::Title => "Give it a name. A few words are enough.",
            Self::LongTitle => "Make the name shorter. 120 letters is the most.",
            Self::Empty => "Say what you would do. One size is enough.",
            Self::Long => "That is longer than fits here. 10,000 letters is the most.",
            Self::Kind => "Choose what kind of thing it is.",
            Self::Who => "Choose who it is with. Just you is fine.",
        }
    }
}

impl From<TooLong> for Fault {
    fn from(_: TooLong) -> Self {
        Self::Long
    }
}

impl Fields {
    pub fn understood(&self, at: i64) -> Result<OwnStep, Vec<Fault>> {
        let title = words(&self.title).map_err(|_| Fault::LongTitle).and_then(|title| titled(&title));
        let kind = StepKind::from_word(&self.kind).ok_or(Fault::Kind);
        let who = Company::from_word(&self.who).ok_or(Fault::Who);
        let sizes = self.sizes();
        let (why, begin) = (words(&self.why).map_err(Fault::from), words(&self.words).map_err(Fault::from));
        match (title, kind, who, sizes, why, begin) {
            (Ok(title), Ok(kind), Ok(who), Ok(sizes), Ok(why), Ok(words)) => {
                Ok(OwnStep { title, kind, who, why, words, sizes, at })
            }
            (title, kind, who, sizes, why, begin) => {
                let faults = [title.err(), kind.err(), who.err(), sizes.err(), why.err().or(begin.err())];
                Err(faults.into_iter().flatten().collect())
            }
        }
    }

    fn sizes(&self) -> Result<Vec<OwnSize>, Fault> {
        let rows = [
            (Size::Smaller, &self.smaller, &self.smaller_minutes, &self.smaller_feels),
            (Size::Regular, &self.regular, &self.regular_minutes, &self.regular_feels),
            (Size::More, &self.more, &self.more_minutes, &self.more_feels),
        ];
        let mut sizes = Vec::new();
        for (size, does, minutes, feels) in rows {
            let does = words(does)?;
            if !does.is_empty() {
                let minutes = minutes.parse().ok().filter(|sent| MINUTES.contains(sent));
                let feels = Felt::optional(feels).unwrap_or_default();
                sizes.push(OwnSize { size, does, minutes: minutes.unwrap_or(15), feels });
            }
        }
        if sizes.is_empty() { Err(Fault::Empty) } else { Ok(sizes) }
    }

    pub fn saying(step: &OwnStep, revision: i64) -> Self {
        let size = |size: Size| step.sizes.iter().find(|one| one.size == size);
        let does = |at: Size| size(at).map_or_else(String::new, |one| one.does.clone());
        let minutes = |at: Size| size(at).map_or_else(String::new, |one| one.minutes.to_string());
        let feels = |at: Size| size(at).and_then(|one| one.feels).map_or("", Felt::word).to_owned();
        Self {
            id: String::new(),
            revision,
            title: step.title.clone(),
            kind: step.kind.word().to_owned(),
            who: step.who.word().to_owned(),
            why: step.why.clone(),
            words: step.words.clone(),
            smaller: does(Size::Smaller),
            regular: does(Size::Regular),
            more: does(Size::More),
            smaller_minutes: minutes(Size::Smaller),
            regular_minutes: minutes(Size::Regular),
            more_minutes: minutes(Size::More),
            smaller_feels: feels(Size::Smaller),
            regular_feels: feels(Size::Regular),
            more_feels: feels(Size::More),
            readers: String::new(),
        }
    }
}

fn titled(title: &str) -> Result<String, Fault> {
    match title.chars().count() {
        0 => Err(Fault::Title),
        1..=TITLE_MOST => Ok(title.replace('\n', " ")),
        _ => Err(Fault::LongTitle),
    }
}
