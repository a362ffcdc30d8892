//! Where the day stands: what is open, what is being tried, or rest.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::day::DayRecords;
use super::open_attempts::OpenAttempt;
use crate::base::clock::day_number;
use crate::base::ids::Id;
use crate::features::people::mentions::Mention;
use crate::features::received::card::OfferedCard;
use crate::features::suggestions::reason_text::{DayLimits, Reasons};
use crate::members::sessions::guard::Member;
use crate::model::scheduler::{Energy, LONG_ABSENCE, Why};
use crate::model::steps::{Flag, Library, StepView};
use crate::model::suggestion::{CheckIn, Suggestion, SuggestionAnswer};
use crate::records::suggestions::store::{self, StoredSuggestion};
use crate::web::error::PageResult;

pub enum TodayState<'a> {
    /// Not checked in yet; `back` after two weeks or more.
    CheckIn {
        back: bool,
    },
    Offer(Box<OfferView<'a>>),
    /// A step that somebody who accompanies them offers.
    Given(Box<OfferedCard>),
    /// Something is being tried, and nothing else is open.
    Trying,
    /// Nothing more today, with a sentence why where it was not their own choice.
    Resting {
        why: Option<&'a str>,
    },
    LookedBack,
}

pub struct OfferView<'a> {
    pub id: Id,
    pub shown: StepView<'a>,
    /// What was asked for or said of the one it is in place of.
    pub in_place: Option<&'a str>,
    pub why: String,
    /// How much energy there is today, if they said.
    pub energy: Option<Energy>,
    pub back: bool,
    /// Whether whom to choose is to be said: nobody knows yet, or there is somebody to be safe from.
    pub whom_matters: bool,
    /// Whom it could be with.
    pub perhaps: Option<Mention>,
}

/// How many words a caution and why may have together.
const BOTH: usize = 12;

/// The flag of steps for which one chooses somebody safe.
const WHOM_TO_CHOOSE: &str = "people_safety";
/// The flag of what may sting after one.
const AFTER_A_LOSS: &str = "grief";

impl OfferView<'_> {
    /// What matters before trying today. Whom to choose is not said where somebody of theirs is named.
    pub fn caution(&self) -> Option<&Flag> {
        let mut notes = self.shown.notes.iter();
        let matters = |key: &str| match key {
            WHOM_TO_CHOOSE => self.perhaps.is_none() && self.whom_matters,
            // Who told of a loss is not shown it at all.
            AFTER_A_LOSS => false,
            _ => true,
        };
        let speaks_of_it = |flag: &Flag| flag.matters(self.shown.size, self.energy);
        notes.find(|(key, flag)| matters(key) && speaks_of_it(flag)).map(|(_, flag)| *flag)
    }

    /// Whether why stands at first sight: beside a caution only where both are short, as a first screen holds few words.
    pub fn says_why(&self) -> bool {
        let words = |said: &str| said.split_whitespace().count();
        self.caution().is_none_or(|flag| words(&flag.title) + words(&self.why) <= BOTH)
    }
}

pub async fn before_the_check_in<'a>(
    read: &mut SqliteConnection,
    member: &Member,
    day: Date,
) -> PageResult<TodayState<'a>> {
    let last = store::last_day_before(read, member.id(), day).await?;
    Ok(TodayState::CheckIn { back: last.is_some_and(|last| day_number(day) - day_number(last) >= LONG_ABSENCE) })
}

pub fn standing<'a>(
    reasons: &'a Reasons,
    library: &'a Library,
    member: &Member,
    check_in: &CheckIn,
    found: &DayRecords,
    trying: &[OpenAttempt<'_>],
    kept: Option<Id>,
) -> TodayState<'a> {
    let (day, mut closed) = (member.today(), Vec::new());
    for StoredSuggestion { row, open } in &found.suggestions {
        let Ok(suggested) = row.open(member.keyring()) else { continue };
        if *open && let Some(offered) = offered(reasons, library, member, check_in, row.id, &suggested) {
            return TodayState::Offer(Box::new(offered));
        }
        closed.push(suggested);
    }
    if trying.iter().any(|one| one.today) {
        return TodayState::Trying;
    }
    let told = told_on(member, found, day);
    if kept.is_some_and(|kept| told.iter().any(|(id, _)| *id == kept)) {
        return TodayState::LookedBack;
    }
    if let Some(why) = check_in.rest {
        let profile = member.profile();
        let (low, limited) = (member.is_low(), profile.per_week.is_some());
        let said =
            reasons.rest(why, DayLimits { quiet: profile.is_quiet(day), low, limited }, day.day().unsigned_abs());
        return TodayState::Resting { why: Some(said) };
    }
    let answered = closed.iter().filter_map(|suggested| suggested.answer);
    let answered = answered.map(|answer| (answer.at, matches!(answer.what, SuggestionAnswer::Rest(_))));
    // What they did of themselves, or because somebody offered it, answers no suggestion.
    let last = answered.chain(told.iter().map(|(_, at)| (*at, false))).max_by_key(|(at, _)| *at);
    if last.is_none_or(|(_, rested)| rested) { TodayState::Resting { why: None } } else { TodayState::LookedBack }
}

/// What was looked back on that day, and when.
fn told_on(member: &Member, found: &DayRecords, day: Date) -> Vec<(Id, i64)> {
    let told = found.told.iter().filter(|row| row.day == day);
    told.filter_map(|row| Some((row.id, row.open(member.keyring()).ok()?.at))).collect()
}

fn offered<'a>(
    reasons: &'a Reasons,
    library: &'a Library,
    member: &Member,
    check_in: &CheckIn,
    id: Id,
    suggested: &Suggestion,
) -> Option<OfferView<'a>> {
    let shown = StepView::of(library, member.profile(), suggested.step, suggested.size)?;
    let [turn, ..] = *id.as_bytes();
    Some(OfferView {
        id,
        in_place: reasons.in_place(suggested),
        why: reasons.offer(library, suggested, shown.size, check_in.energy, turn),
        energy: check_in.energy,
        back: suggested.why == Why::WelcomeBack,
        perhaps: None,
        whom_matters: member.profile().not_safe || !member.profile().said_what_could_hurt,
        shown,
    })
}
