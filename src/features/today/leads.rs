//! Going on from what was prepared: the size it leads to, offered for some days.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::open_attempts::OpenAttempt;
use crate::base::ids::Id;
use crate::base::sealed::SealedRow;
use crate::members::sessions::guard::Member;
use crate::model::reflection::{Attempt, AttemptOutcome, Reflection};
use crate::model::scheduler::Felt;
use crate::model::steps::{Library, Size, StepView};
use crate::web::form::new_id;

/// What was prepared, and what it leads on to.
pub struct LeadOn<'a> {
    /// The id of the attempt it would be.
    pub id: Id,
    pub question: &'a str,
    pub next: StepView<'a>,
}

/// What was prepared last and was not gone on with, unless it was too much, what was told last was, or what it leads to is
/// left out for them. It stays until then, whatever else is told meanwhile.
pub fn lead_on<'a>(
    library: &'a Library,
    member: &Member,
    told: &[SealedRow<Reflection>],
    tried: &[SealedRow<Attempt>],
    trying: &[OpenAttempt<'_>],
) -> Option<LeadOn<'a>> {
    if member.is_low() {
        return None;
    }
    let both = tried.iter().filter_map(|tried| {
        let told = told.iter().find(|told| told.id == tried.id)?;
        Some((told.open(member.keyring()).ok()?, tried.open(member.keyring()).ok()?))
    });
    let mut lately: Vec<(Reflection, Attempt)> = both.collect();
    lately.sort_by_key(|(reflected, _)| Reverse(reflected.at));
    if lately.first().is_some_and(|(reflected, _)| reflected.felt == Some(Felt::TooMuch)) {
        return None;
    }
    let mut gone_on: BTreeSet<u32> = trying.iter().map(|one| one.shown.step.number).collect();
    lately.iter().find_map(|(reflected, attempted)| {
        let well = reflected.outcome == AttemptOutcome::Did && reflected.felt != Some(Felt::TooMuch);
        let last = gone_on.insert(attempted.step);
        (well && last).then(|| after(library, member, attempted.step, attempted.size)).flatten()
    })
}

fn after<'a>(library: &'a Library, member: &Member, step: u32, size: Size) -> Option<LeadOn<'a>> {
    let prepared = library.step(step)?.size(size)?;
    let next = StepView::of(library, member.profile(), step, prepared.leads_to?)?;
    Some(LeadOn { id: new_id(), question: prepared.lead.as_deref()?, next }).filter(|lead| lead.next.left_out.is_none())
}
