//! What was begun and is still open.

use jiff::civil::Date;

use crate::base::ids::Id;
use crate::base::sealed::SealedRow;
use crate::members::sessions::guard::Member;
use crate::model::reflection::Attempt;
use crate::model::steps::{Library, StepView};

pub struct OpenAttempt<'a> {
    pub id: Id,
    pub shown: StepView<'a>,
    /// Whether it was begun today.
    pub today: bool,
}

/// What is being tried, of what was begun.
pub fn trying<'a>(
    library: &'a Library,
    member: &Member,
    begun: &[SealedRow<Attempt>],
    day: Date,
) -> Vec<OpenAttempt<'a>> {
    let open = begun.iter().filter_map(|row| {
        let attempted = row.open(member.keyring()).ok()?;
        let shown = StepView::of(library, member.profile(), attempted.step, attempted.size)?;
        Some(OpenAttempt { id: row.id, shown, today: row.day == day })
    });
    open.collect()
}
