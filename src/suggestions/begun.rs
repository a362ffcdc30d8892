//! What was begun and is still open.

use jiff::civil::Date;

use crate::ids::Id;
use crate::reflections::Attempted;
use crate::sealed::SealedRow;
use crate::sessions::guard::Member;
use crate::steps::Library;
use crate::steps::pages::Shown;

/// Something being tried.
pub struct Trying<'a> {
    /// The attempt.
    pub id: Id,
    /// The step in its size.
    pub shown: Shown<'a>,
    /// Whether it was begun today.
    pub today: bool,
}

/// What is being tried, of what was begun.
#[must_use]
pub fn trying<'a>(library: &'a Library, member: &Member, begun: &[SealedRow<Attempted>], day: Date) -> Vec<Trying<'a>> {
    let open = begun.iter().filter_map(|row| {
        let attempted = row.open(member.keyring()).ok()?;
        let shown = Shown::of(library, member.profile(), attempted.step, attempted.size)?;
        Some(Trying { id: row.id, shown, today: row.day == day })
    });
    open.collect()
}
