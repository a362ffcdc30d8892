//! What a person has told Handrail about themselves, sealed as one row.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::appearance::Appearance;
use super::scheduler::{Barrier, Felt, SIDES};
use super::steps::{Company, Size};
use super::surroundings::{Here, Surroundings};
use super::welcome::WelcomeQuestion;
use crate::base::clock::DAY_TURNS_AT;
use crate::base::ids::MemberId;
use crate::base::vault::{Keyring, SealContext, Sealed};

/// How long the code of a country is.
const COUNTRY_CODE: usize = 2;

/// A person's answers and wishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Profile {
    /// Whether the first questions are over: they were gone through, or are enough. Then nobody invites to them any more.
    pub asked: bool,
    /// Those of them that were answered or skipped.
    pub gone_past: BTreeSet<WelcomeQuestion>,
    /// What gets in the way. Several may be true at once; none is an answer too.
    pub barriers: Vec<Barrier>,
    /// Which of them weighs most.
    pub weighs_most: Option<Barrier>,
    /// "I'm not sure" is an answer of its own.
    pub not_sure: bool,
    /// A recent loss: steps that may sting are left out.
    pub recent_loss: bool,
    /// When that was told, where it is known.
    pub loss_told_on: Option<Date>,
    /// There is someone to be safe from: steps that could bring them closer are left out.
    pub not_safe: bool,
    /// Whether they were asked about these two, and answered, be it with neither.
    pub said_what_could_hurt: bool,
    /// Who is around, and what their days are like.
    pub surroundings: Surroundings,
    /// How much of each side already feels possible, 0 (not now) to 3 (easily), in the scheduler's order of sides.
    pub possible: [Option<u8>; SIDES],
    /// How big the ten cards feel.
    pub cards: Vec<FeltCard>,
    /// Company never to suggest.
    pub never_with: BTreeSet<Company>,
    /// Steps never to suggest, by number.
    pub never: BTreeSet<u32>,
    /// Steps set aside for now, by number.
    pub aside: BTreeSet<u32>,
    /// How many suggestions a week come unasked, 1 to 7; none leaves it to what is taken up.
    pub per_week: Option<u8>,
    /// Days of the week without suggestions, 1 (Monday) to 7.
    pub quiet_days: BTreeSet<i8>,
    /// The hour at which the day turns, 0 to 23.
    pub day_turns_at: i8,
    /// The time zone a browser was in when they left theirs as it is.
    pub zone_left: String,
    /// How Handrail looks and behaves.
    pub appearance: Appearance,
    /// The same before the last change, so that it can be undone.
    pub appearance_before: Option<Appearance>,
    /// The last day on which they said that energy was low.
    pub low_day: Option<Date>,
    /// The published questions they chose, by number.
    pub measures: BTreeSet<u8>,
    /// The last day on which they left *who besides this app?* for another month.
    pub besides_left: Option<Date>,
    /// Whether they know what leaving quickly does not do.
    pub knows_leaving: bool,
    /// How far the list of looks at what they show went when they read it last.
    pub looked: Option<LookAnchor>,
    /// What they wish of the pages of people who matter.
    pub people: ContactWishes,
    /// The country whose help lines are opened first, as its code; empty leaves it to their plan.
    pub help_country: String,
}

/// How big one size of a step feels before anything was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FeltCard {
    /// The step's number.
    pub step: u32,
    /// In which size.
    pub size: Size,
    /// How big it feels.
    pub feels: Felt,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            asked: false,
            gone_past: BTreeSet::new(),
            barriers: Vec::new(),
            weighs_most: None,
            not_sure: false,
            recent_loss: false,
            loss_told_on: None,
            not_safe: false,
            said_what_could_hurt: false,
            surroundings: Surroundings::default(),
            possible: [None; SIDES],
            cards: Vec::new(),
            never_with: BTreeSet::new(),
            never: BTreeSet::new(),
            aside: BTreeSet::new(),
            per_week: None,
            quiet_days: BTreeSet::new(),
            day_turns_at: DAY_TURNS_AT,
            zone_left: String::new(),
            appearance: Appearance::default(),
            appearance_before: None,
            low_day: None,
            measures: BTreeSet::new(),
            besides_left: None,
            knows_leaving: false,
            looked: None,
            people: ContactWishes::default(),
            help_country: String::new(),
        }
    }
}

impl Profile {
    /// What to go by when a stored profile does not open, or is gone: the careful answer to what could hurt, and
    /// to be asked again.
    pub fn unreadable() -> Self {
        Self { recent_loss: true, not_safe: true, ..Self::default() }
    }

    /// The same for somebody for whom there is this company here.
    pub fn with(&self, here: BTreeSet<Here>) -> Self {
        let surroundings = Surroundings { here, ..self.surroundings.clone() };
        Self { surroundings, ..self.clone() }
    }

    /// What gets in the way, the one that weighs most first.
    pub fn barriers_by_weight(&self) -> impl Iterator<Item = Barrier> + '_ {
        let most = self.weighs_most.filter(|most| self.barriers.contains(most));
        most.into_iter().chain(self.barriers.iter().copied().filter(move |barrier| Some(*barrier) != most))
    }

    /// Whether it is known what could hurt, or else a loss may have happened that nobody was told of.
    pub const fn knows_what_could_hurt(&self) -> bool {
        self.said_what_could_hurt || self.recent_loss
    }

    /// Whether a day is one of those without suggestions.
    pub fn is_quiet(&self, day: Date) -> bool {
        self.quiet_days.contains(&day.weekday().to_monday_one_offset())
    }

    /// Whether every answer is one that could have been given here; a file from elsewhere may say anything.
    pub fn is_sound(&self) -> bool {
        self.possible.iter().flatten().all(|possible| *possible <= 3)
            && self.per_week.is_none_or(|many| (1..=7).contains(&many))
            && self.quiet_days.iter().all(|day| (1..=7).contains(day))
            && (0..24).contains(&self.day_turns_at)
            && self.help_country.len() <= COUNTRY_CODE
    }

    /// These answers in place of `earlier` ones, from which everything stays that keeps somebody safe.
    pub fn as_careful_as(mut self, earlier: &Self) -> Self {
        self.not_safe |= earlier.not_safe;
        self.recent_loss |= earlier.recent_loss;
        self.loss_told_on = self.loss_told_on.max(earlier.loss_told_on);
        self.never.extend(&earlier.never);
        self.never_with.extend(&earlier.never_with);
        self.appearance.leave_quickly |= earlier.appearance.leave_quickly;
        // The list of another place is another one.
        self.looked.clone_from(&earlier.looked);
        self
    }

    pub fn opened(keyring: &Keyring, owner: MemberId, revision: i64, sealed: &Sealed<Self>) -> Self {
        keyring.open(&Self::place(owner, revision), sealed).unwrap_or_else(|_| Self::unreadable())
    }

    pub fn place(owner: MemberId, revision: i64) -> SealContext {
        SealContext { table: "profiles", row: *owner.0.as_bytes(), revision }
    }
}

/// The last line of a list that only grows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LookAnchor {
    /// Its number.
    pub number: i64,
    /// What it vouches for the lines before it with.
    pub link: [u8; 32],
}

/// What a person wishes of these pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ContactWishes {
    /// Whether to show with whom it has been a while. Off until it is asked for.
    pub a_while: bool,
    /// A person is named at most once in so many days; 0 is never.
    pub every: u8,
}

impl ContactWishes {
    /// The numbers of days to choose from.
    pub const EVERY: [u8; 5] = [3, 5, 10, 30, 0];
}

impl Default for ContactWishes {
    fn default() -> Self {
        Self { a_while: false, every: 5 }
    }
}
