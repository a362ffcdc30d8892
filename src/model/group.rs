//! A small group: what it is called and who is in it, and what is written there. Pure.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::standing_times::StandingTimes;
use crate::base::ids::Id;
use crate::base::look_alike::NameLook;
use crate::base::words::form_words;
use crate::base::zones;

/// Above this many, two groups are kinder than one: with more, some only listen.
pub const GOOD_MOST: usize = 12;
/// The most people that one can have.
pub const PEOPLE_MOST: usize = 24;
/// From how many who wrote on what a week was like may be summed up, so that a sum says nothing of anybody.
pub const SUM_FROM: usize = 5;

form_words! {
    /// What somebody is in a group.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum GroupPart {
        Member = "member",
        /// Looks after it, and lets people in.
        Facilitator = "facilitator",
    }
}

/// Somebody in a group, as whoever looks after it let them in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupPerson {
    pub id: Id,
    /// The public key of the pair they write and read with.
    pub key: [u8; 32],
    /// What they are called here, which is not their sign-in name.
    pub called: String,
    pub part: GroupPart,
    pub since: Date,
    /// Which invitation they came by, as half of its digest. Whoever comes again, by another, is let in again.
    #[serde(default)]
    pub came_by: Option<Id>,
}

/// What a group says of itself, as those who look after it keep it. Each of its people has it sealed for themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupFacts {
    /// Grows with each change, so that nobody is shown an older state as the present one.
    pub number: i64,
    pub about: GroupAbout,
    pub people: Vec<GroupPerson>,
    /// Who was in it before, since what they wrote may still be there.
    #[serde(default)]
    pub former: Vec<GroupPerson>,
}

/// What can be said of a group; all but its name may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupAbout {
    pub name: String,
    /// Whom it is for, and what for.
    pub purpose: String,
    /// How it goes.
    pub customs: String,
    /// Where they meet, in words.
    pub whereabouts: String,
    /// When they meet.
    pub meets: Option<StandingTimes>,
    /// When it can be written in; always where this is none.
    pub open: Option<StandingTimes>,
    /// The zone these hours are in.
    pub zone: String,
    /// What its people agreed on, a line each.
    pub agreements: String,
    /// When they last looked at that together.
    pub agreed_on: Option<Date>,
    /// Whether each writes at most once a day.
    pub slow: bool,
    /// Who looks in when, where several look after it.
    pub rota: String,
}

form_words! {
    /// How it went.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum RoundOutcome {
        Tried = "tried",
        Nearly = "nearly",
        Rested = "rested",
    }
}

form_words! {
    /// What somebody would like from whoever reads it.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub enum RoundWish {
        #[default]
        Listen = "listen",
        /// Ideas are welcome.
        Ideas = "ideas",
    }
}

form_words! {
    /// What can be sent back to whoever wrote, and nothing else.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Warmth {
        Glad = "glad",
        Know = "know",
        Took = "took",
        With = "with",
    }
}

impl Warmth {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Glad => "Glad you wrote",
            Self::Know => "I know this too",
            Self::Took => "That took something",
            Self::With => "Thinking of you",
        }
    }
}

form_words! {
    /// How much of a group somebody reads at once.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum ReadingPace {
        #[default]
        All = "all",
        OneADay = "one-a-day",
        Titles = "titles",
    }
}

/// What somebody wrote in a round, as it is sealed to those who were there that day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundPost {
    pub outcome: Option<RoundOutcome>,
    pub words: String,
    /// What it is about, so that nobody meets it unprepared; may be empty.
    pub content_note: String,
    pub wish: RoundWish,
}

/// How the people of a group are to be called there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupHello {
    pub called: String,
}

/// Something that should be looked at, with a copy of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupReport {
    /// Who wrote it.
    pub about: Id,
    /// What was written; empty where it is of no one thing.
    pub copy: String,
    /// Why; may be empty.
    pub words: String,
}

impl GroupPerson {
    /// Whether they are who has this key now, and came by this invitation.
    pub fn is(&self, key: &[u8; 32], link: &[u8; 32]) -> bool {
        self.key == *key && self.came_by == Some(Id::half_of(link))
    }
}

impl GroupFacts {
    pub fn person(&self, id: Id) -> Option<&GroupPerson> {
        self.people.iter().find(|one| one.id == id)
    }

    /// Somebody who is in it, or was.
    pub fn anybody(&self, id: Id) -> Option<&GroupPerson> {
        self.person(id).or_else(|| self.former.iter().find(|one| one.id == id))
    }

    pub fn is_facilitator(&self, id: Id) -> bool {
        self.person(id).is_some_and(|one| one.part == GroupPart::Facilitator)
    }

    /// Whether somebody else in it, or who was, is called so, or so that it looks the same.
    pub fn is_taken(&self, called: &str, by_others_than: Id) -> bool {
        let look = NameLook::of(called);
        let mut others = self.people.iter().chain(&self.former).filter(|one| one.id != by_others_than);
        others.any(|one| look.is_like(&NameLook::of(&one.called)))
    }

    /// The same for somebody who comes and was not let in yet: whatever they were here before is over.
    pub fn before_letting_in(mut self, who: Id) -> Self {
        let earlier: Vec<_> = self.people.extract_if(.., |one| one.id == who).collect();
        self.former.retain(|one| one.id != who);
        self.former.extend(earlier);
        self
    }

    pub fn facilitators(&self) -> impl Iterator<Item = &GroupPerson> {
        self.people.iter().filter(|one| one.part == GroupPart::Facilitator)
    }
}

impl GroupAbout {
    /// The zone its hours are in.
    pub fn zone(&self) -> TimeZone {
        zones::of_hours(&self.zone)
    }
}

/// How the people of a week answered, where enough wrote for it to be a sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WeekSum {
    pub wrote: usize,
    pub tried: usize,
    pub nearly: usize,
    pub rested: usize,
}

impl WeekSum {
    /// How many wrote words alone.
    pub const fn in_words(self) -> usize {
        self.wrote - self.tried - self.nearly - self.rested
    }

    /// Of what each author said, one by one; the last of each counts.
    pub fn of(said: impl IntoIterator<Item = (Id, Option<RoundOutcome>)>) -> Option<Self> {
        let by_author: BTreeMap<_, _> = said.into_iter().collect();
        let mut sum = Self { wrote: by_author.len(), ..Self::default() };
        for outcome in by_author.into_values().flatten() {
            *match outcome {
                RoundOutcome::Tried => &mut sum.tried,
                RoundOutcome::Nearly => &mut sum.nearly,
                RoundOutcome::Rested => &mut sum.rested,
            } += 1;
        }
        (sum.wrote >= SUM_FROM).then_some(sum)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn id(number: u8) -> Id {
        Id::from_bytes([number; 16])
    }

    proptest! {
        #[test]
        fn a_sum_needs_five_who_wrote_and_counts_each_once(wrote in prop::collection::vec((0u8..8, prop::option::of(0usize..3)), 0..30)) {
            let said: Vec<_> = wrote.iter().map(|(who, what)| (id(*who), what.map(|at| RoundOutcome::ALL[at]))).collect();
            let authors: BTreeSet<_> = wrote.iter().map(|(who, _)| *who).collect();
            match WeekSum::of(said) {
                None => prop_assert!(authors.len() < SUM_FROM),
                Some(sum) => {
                    prop_assert_eq!(sum.wrote, authors.len());
                    prop_assert!(sum.tried + sum.nearly + sum.rested <= sum.wrote);
                }
            }
        }
    }
}
