//! Going on from what was prepared: the size it leads to, asked about at once, and on one other day.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;
use serde::Deserialize;

use super::day::DayRecords;
use super::open_attempts::OpenAttempt;
use super::{check_in, paths};
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::model::reflection::{Attempt, AttemptOutcome, Reflection};
use crate::model::scheduler::{Energy, Felt};
use crate::model::steps::{Library, SizedStep, StepView};
use crate::model::suggestion::CheckIn;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, new_id};

/// What was prepared, and what it leads on to.
pub struct LeadOn<'a> {
    /// The id of the attempt it would be.
    pub id: Id,
    pub question: &'a str,
    /// What was prepared.
    pub after: &'a SizedStep,
    pub next: StepView<'a>,
    /// Whether it was told of just now, and not on another day.
    pub at_once: bool,
}

/// Something that was told of.
struct ToldOf {
    id: Id,
    day: Date,
    attempted: Attempt,
    reflected: Reflection,
}

/// What was prepared and neither gone on with nor left: as it is told of, and once more on the first day after that is not
/// low. Not where it, or what was told last, was too much, or what it leads to is left out for them.
pub fn lead_on<'a>(
    library: &'a Library,
    member: &Member,
    found: &DayRecords,
    today: &CheckIn,
    trying: &[OpenAttempt<'_>],
    kept: Option<Id>,
) -> Option<LeadOn<'a>> {
    let told = told(member, found);
    let last = told.first().filter(|last| !member.is_low() && last.reflected.felt != Some(Felt::TooMuch))?;
    let begun = found.begun.iter().filter_map(|row| Some((row.day, row.open(member.keyring()).ok()?)));
    let begun: Vec<(Date, CheckIn)> = begun.collect();
    let left = |one: &ToldOf| {
        let since = begun.iter().filter(|(day, _)| *day >= one.day).map(|(_, check_in)| check_in);
        since.chain([today]).any(|check_in| check_in.not_on.contains(&one.attempted.step))
    };
    let asked_again = |one: &ToldOf| {
        let fair = |check_in: &CheckIn| check_in.energy != Some(Energy::Low);
        begun.iter().any(|(day, check_in)| *day > one.day && fair(check_in))
    };
    let mut gone_on: BTreeSet<u32> = trying.iter().map(|one| one.shown.step.number).collect();
    told.iter().find_map(|one| {
        let at_once = kept == Some(one.id) && one.reflected.at >= last.reflected.at;
        let again = one.day < member.today() && !asked_again(one);
        let well = one.reflected.outcome == AttemptOutcome::Did && one.reflected.felt != Some(Felt::TooMuch);
        let latest = gone_on.insert(one.attempted.step);
        let leads = well && latest && (at_once || again) && !left(one);
        leads.then(|| after(library, member, &one.attempted, at_once)).flatten()
    })
}

/// What was told of these days, the latest first.
fn told(member: &Member, found: &DayRecords) -> Vec<ToldOf> {
    let both = found.tried.iter().filter_map(|tried| {
        let told = found.told.iter().find(|told| told.id == tried.id)?;
        let (reflected, attempted) = (told.open(member.keyring()).ok()?, tried.open(member.keyring()).ok()?);
        Some(ToldOf { id: told.id, day: told.day, attempted, reflected })
    });
    let mut told: Vec<ToldOf> = both.collect();
    told.sort_by_key(|one| Reverse(one.reflected.at));
    told
}

fn after<'a>(library: &'a Library, member: &Member, attempted: &Attempt, at_once: bool) -> Option<LeadOn<'a>> {
    let after = library.step(attempted.step)?.size(attempted.size)?;
    let next = StepView::of(library, member.profile(), attempted.step, after.leads_to?)?;
    let lead = LeadOn { id: new_id(), question: after.lead.as_deref()?, after, next, at_once };
    Some(lead).filter(|lead| lead.next.left_out.is_none())
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    step: Option<u32>,
}

/// Leaves it at what was prepared.
pub async fn leave(State(app): State<App>, member: Member, Form(fields): Form<Fields>) -> PageResult {
    let mut write = app.db.write().await?;
    if let Some(mut today) = check_in::kept(&mut write, &member).await? {
        today.not_on.extend(fields.step);
        check_in::keep(&mut write, &member, &today).await?;
        write.commit().await?;
    }
    Ok(Redirect::to(paths::NOW).into_response())
}
