//! Small groups: a few people who tell one another once a week what they tried, nearly did, or rested from. Whoever looks after
//! one lets people in; what is written is sealed to those who are there that day.

pub mod about_form;
pub mod calendar;
pub mod care;
pub mod feature;
pub mod guide;
pub mod ideas;
pub mod invite;
pub mod join;
pub mod leave;
pub mod list;
pub mod make;
pub mod mine;
pub mod own;
pub mod paths;
pub mod people;
pub mod posts_view;
pub mod removing;
pub mod report;
pub mod round;
pub mod round_form;
pub mod show;
pub mod warm;

use serde::{Deserialize, Serialize};

use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::sealed::{Entry, Private};
use crate::base::words::typed::fits;
use crate::model::group::{RoundOutcome, RoundPost, RoundWish};

/// The most letters a name may have: of a group, or of somebody in it,
pub const NAME_MOST: usize = 60;
/// and a line on what something is about.
pub const NOTE_MOST: usize = 120;
/// The most groups that somebody can be in.
pub const GROUPS_MOST: usize = 10;

/// What somebody wrote for a group, as they keep it themselves. It stays theirs when they leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroupRound {
    /// Which group it was for,
    pub group: Id,
    /// and what that was called.
    pub name: String,
    pub outcome: Option<RoundOutcome>,
    /// May be empty where how it went says enough.
    pub words: String,
    /// What it is about, so that nobody meets it unprepared; may be empty.
    pub content_note: String,
    pub wish: RoundWish,
}

impl Private for GroupRound {
    const NAME: &'static str = "rounds";
}

impl Bounded for GroupRound {
    fn within_limits(&self) -> bool {
        let says = self.outcome.is_some() || !self.words.is_empty();
        let note = fits(&self.content_note, NOTE_MOST) && !self.content_note.contains('\n');
        says && note && fits(&self.name, NAME_MOST) && fits(&self.words, round_form::WORDS_MOST)
    }
}

impl Entry for GroupRound {
    const LIST_PATH: &'static str = paths::LIST;
    const PATH: &'static str = paths::EACH;

    fn words(&self) -> Vec<&str> {
        [self.content_note.as_str(), &self.words].into_iter().filter(|words| !words.is_empty()).collect()
    }

    fn same_content(&self, other: &Self) -> bool {
        self == other
    }

    fn address(id: Id) -> String {
        paths::own(id)
    }

    fn after_restore(id: Id) -> String {
        paths::own(id)
    }
}

impl GroupRound {
    /// What of it goes to the others.
    fn post(&self) -> RoundPost {
        RoundPost {
            outcome: self.outcome,
            words: self.words.clone(),
            content_note: self.content_note.clone(),
            wish: self.wish,
        }
    }
}
