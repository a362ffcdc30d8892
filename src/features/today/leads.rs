//! Going on from what was prepared: the size it leads to, offered for some days.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::open_attempts::OpenAttempt;
use crate::base::ids::Id;
use crate::base::words::days_before;
use crate::members::sessions::guard::Member;
use crate::model::reflection::AttemptOutcome;
use crate::model::steps::{Library, Size, StepView};
use crate::records::portion::{A_PAGE, Before};
use crate::records::reflections::store;
use crate::web::error::PageResult;
use crate::web::form::new_id;

/// For how many days after it was prepared.
const FOR_DAYS: i32 = 2;

/// What was prepared, and what it leads on to.
pub struct LeadOn<'a> {
    /// The id of the attempt it would be.
    pub id: Id,
    pub question: &'a str,
    pub next: StepView<'a>,
}

/// What was prepared, where that is the latest thing they told of and it was not gone on with, unless what it leads to is left out for them.
pub async fn lead_on<'a>(
    library: &'a Library,
    read: &mut SqliteConnection,
    member: &Member,
    day: Date,
    trying: &[OpenAttempt<'_>],
) -> PageResult<Option<LeadOn<'a>>> {
    if member.is_low() {
        return Ok(None);
    }
    let mut told = Vec::new();
    let until = Before::after(day, None);
    for pair in store::looked_back(read, member.id(), days_before(day, FOR_DAYS), &until, A_PAGE).await? {
        let reflected = pair.reflection.and_then(|row| row.open(member.keyring()).ok());
        if let (Ok(attempted), Some(reflected)) = (pair.attempt.open(member.keyring()), reflected) {
            told.push((reflected.at, attempted.step, attempted.size, reflected.outcome));
        }
    }
    let open = |step: u32| trying.iter().any(|one| one.shown.step.number == step);
    let latest = told.into_iter().max_by_key(|(at, ..)| *at);
    let prepared = latest.filter(|(_, step, _, outcome)| *outcome == AttemptOutcome::Did && !open(*step));
    Ok(prepared.and_then(|(_, step, size, _)| after(library, member, step, size)))
}

fn after<'a>(library: &'a Library, member: &Member, step: u32, size: Size) -> Option<LeadOn<'a>> {
    let prepared = library.step(step)?.size(size)?;
    let next = StepView::of(library, member.profile(), step, prepared.leads_to?)?;
    Some(LeadOn { id: new_id(), question: prepared.lead.as_deref()?, next }).filter(|lead| lead.next.left_out.is_none())
}
