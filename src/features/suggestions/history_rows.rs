//! Everything somebody has told so far, read and opened in one go.

use std::collections::BTreeSet;

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::feelings::LONELY;
use super::here;
use crate::base::clock::day_number;
use crate::base::ids::Id;
use crate::base::words::days_before;
use crate::features::people::mentions;
use crate::members::sessions::guard::Member;
use crate::model::history::History;
use crate::model::ladder::Ladder;
use crate::model::picture::CorrectionEntry;
use crate::model::profile::Profile;
use crate::model::reflection::{Attempt, AttemptOutcome, Reflection, Reply};
use crate::model::scheduler::{Declined, Felt, Nourished};
use crate::model::step_records::Ground;
use crate::model::steps::{Library, Size};
use crate::model::suggestion::{Suggestion, SuggestionAnswer};
use crate::model::surroundings::Here;
use crate::records::suggestions::store;
use crate::records::{entries, ladders, personal_library, reflections};
use crate::web::app::App;
use crate::web::error::PageResult;

/// A suggestion, as far as how often and how varied they are needs it.
#[derive(Clone, Copy, Debug)]
pub struct PastOffer {
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// The step's number.
    pub step: u32,
    pub size: Size,
    /// The local day.
    pub day: Date,
    pub asked: bool,
    /// Whether it was answered.
    pub answered: bool,
    /// What spoke for it.
    pub ground: Option<Ground>,
    /// Whether energy was low that day.
    pub low: bool,
    /// Whether it was left: something else, or not today.
    pub left: bool,
    /// Whether they turned from it: left it, or asked for something smaller.
    pub turned_from: bool,
    /// Whether there was nobody for it.
    pub nobody: bool,
    /// Whether it was not for them.
    pub not_for_me: bool,
    /// Whether it was too big.
    pub too_big: bool,
    /// Whether there was no occasion for it.
    pub no_occasion: bool,
}

/// Something that was done.
#[derive(Clone, Copy, Debug)]
pub struct PastDeed {
    pub step: u32,
    pub size: Size,
    /// The day it was tried on.
    pub day: Date,
    pub felt: Option<Felt>,
    pub nourished: Option<Nourished>,
    /// When that was said, in milliseconds since 1970.
    pub at: i64,
    /// Whether it waits for a reply that has not come.
    pub unanswered: bool,
}

/// What somebody told, their steps, and their order of them.
#[derive(Clone, Debug)]
pub struct HistoryRows {
    /// Everybody's steps and their own.
    pub library: Library,
    /// What happened. The corrections are beside it, so that one can be left out.
    pub history: History,
    pub offers: Vec<PastOffer>,
    pub ladder: Ladder,
    /// Steps that were done and felt easy or okay.
    pub went_well: BTreeSet<u32>,
    /// What was done, in order.
    pub done: Vec<PastDeed>,
    /// What they came close to, and did not do.
    pub nearly: Vec<PastDeed>,
    /// What they said how it felt of, done or nearly, in the order it was said.
    pub felt: Vec<PastDeed>,
    /// What they chose as their feeling at the last check-in, and when.
    pub feeling: Option<(Date, String)>,
    /// The last day on which they said that they are lonely.
    pub lonely_on: Option<Date>,
    pub corrections: Vec<(Id, i32, CorrectionEntry)>,
    /// Whether they keep people, and meet none of them in the flesh.
    pub far_away: bool,
    /// What company there is for them here.
    pub here: BTreeSet<Here>,
}

#[cfg(test)]
impl PastOffer {
    /// One of which nothing else is known.
    pub const fn of(step: u32, size: Size, day: Date) -> Self {
        Self {
            at: 0,
            step,
            size,
            day,
            asked: false,
            answered: false,
            ground: None,
            low: false,
            left: false,
            turned_from: false,
            nobody: false,
            not_for_me: false,
            too_big: false,
            no_occasion: false,
        }
    }
}

impl PastOffer {
    /// What counts of a suggestion of that day.
    pub fn told(suggested: &Suggestion, day: Date, low: bool) -> Self {
        let Suggestion { at, step, size, asked, answer, ground, .. } = *suggested;
        let why = answer.and_then(|answered| answered.what.left());
        Self {
            at,
            step,
            size,
            day,
            asked,
            answered: answer.is_some(),
            ground,
            low,
            left: why.is_some(),
            turned_from: answer.is_some_and(|answered| answered.what != SuggestionAnswer::Try),
            nobody: answer.is_some_and(|answered| answered.nobody),
            not_for_me: why == Some(Declined::NotForMe),
            too_big: why == Some(Declined::TooBig),
            no_occasion: why == Some(Declined::NoOccasion) && !answer.is_some_and(|answered| answered.nobody),
        }
    }

    /// Whether they said why not this one: a mere *not today* is no such thing.
    pub const fn was_turned_down(&self) -> bool {
        self.too_big || self.not_for_me || self.no_occasion || self.nobody
    }
}

impl PastDeed {
    /// What was told of one that was tried on a day.
    pub const fn of(day: Date, attempted: &Attempt, told: &Reflection) -> Self {
        Self {
            step: attempted.step,
            size: attempted.size,
            day,
            felt: told.felt,
            nourished: told.nourishing,
            at: told.at,
            unanswered: matches!(told.outcome, AttemptOutcome::NoReplyYet) && !matches!(told.reply, Some(Reply::Came)),
        }
    }

    pub fn was_fine(&self) -> bool {
        matches!(self.felt, Some(Felt::Easy | Felt::Okay))
    }

    pub fn was_too_much(&self) -> bool {
        self.felt == Some(Felt::TooMuch)
    }
}

impl HistoryRows {
    /// Rows that do not open are passed over.
    pub async fn read(app: &App, read: &mut SqliteConnection, member: &Member) -> PageResult<Self> {
        let (library, keyring, owner) =
            (personal_library::library(app, read, member).await?, member.keyring(), member.id());
        let (mut history, mut offers, mut went_well) = (History::default(), Vec::new(), BTreeSet::new());
        let (mut done, mut nearly, mut tried) = (Vec::<PastDeed>::new(), Vec::new(), Vec::<PastDeed>::new());
        let (mut feeling, mut lonely_on): (Option<(Date, String)>, Option<Date>) = (None, None);
        for row in store::check_ins(read, owner).await? {
            if let Ok(check_in) = row.open(keyring) {
                history.add_check_in(day_number(row.day), &check_in);
                if check_in.feeling.as_deref() == Some(LONELY) {
                    lonely_on = lonely_on.max(Some(row.day));
                }
                if feeling.as_ref().is_none_or(|(day, _)| *day <= row.day) {
                    feeling = check_in.feeling.map(|feeling| (row.day, feeling));
                }
            }
        }
        for row in store::suggestions(read, owner).await? {
            if let Ok(suggested) = row.open(keyring) {
                history.add_suggestion(day_number(row.day), &suggested, &library);
                offers.push(PastOffer::told(&suggested, row.day, history.today(day_number(row.day)).is_low()));
            }
        }
        for pair in reflections::store::pairs(read, owner).await? {
            let Ok(attempted) = pair.attempt.open(keyring) else { continue };
            let reflected = pair.reflection.and_then(|row| Some((day_number(row.day), row.open(keyring).ok()?)));
            let reflected = reflected.as_ref().map(|(day, reflected)| (*day, reflected));
            history.add_attempt(day_number(pair.attempt.day), &attempted, reflected, &library);
            if let Some((_, reflected)) = reflected.filter(|(_, reflected)| reflected.was_tried()) {
                tried.push(PastDeed::of(pair.attempt.day, &attempted, reflected));
                let among = if reflected.was_done() { &mut done } else { &mut nearly };
                among.extend(tried.last());
            }
            if reflected.is_some_and(|(_, reflected)| reflected.went_well()) {
                went_well.insert(attempted.step);
            }
        }
        done.sort_by_key(|deed| deed.day);
        tried.retain(|deed| deed.felt.is_some());
        tried.sort_by_key(|deed| deed.at);
        let corrections = entries::store::all(read, owner).await?;
        let corrections =
            corrections.iter().filter_map(|row| Some((row.id, day_number(row.day), row.open(keyring).ok()?)));
        let (ladder, corrections) = (ladders::current(read, member).await?, corrections.collect());
        Ok(Self {
            library,
            history,
            offers,
            ladder,
            went_well,
            done,
            nearly,
            felt: tried,
            feeling,
            lonely_on,
            corrections,
            far_away: mentions::all_are_far_away(read, member).await?,
            here: here::of(read, member).await?,
        })
    }

    /// The same without one of the corrections, if it is there.
    pub fn without(&self, correction: Id) -> Option<Self> {
        let mut without = self.clone();
        without.corrections.retain(|(id, ..)| *id != correction);
        (without.corrections.len() < self.corrections.len()).then_some(without)
    }

    /// Whether `day` is one they wanted quiet, or its week has had as many unasked suggestions as they wanted.
    pub fn is_enough(&self, profile: &Profile, day: Date) -> bool {
        let since = days_before(day, 6);
        let unasked = self.offers.iter().filter(|offer| !offer.asked && (since..=day).contains(&offer.day)).count();
        profile.is_quiet(day) || profile.per_week.is_some_and(|most| unasked >= usize::from(most))
    }
}
