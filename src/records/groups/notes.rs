//! What somebody keeps of their place in a group, sealed for themselves.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::base::ids::Id;
use crate::base::sealed::Private;
use crate::base::vault::{SealContext, Sealed, VaultError, system_rng};
use crate::members::sessions::guard::Member;
use crate::model::group::{GroupFacts, ReadingPace};
use crate::web::error::PageResult;

/// What somebody keeps of their place in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupNotes {
    /// What they are called there.
    pub called: String,
    /// The group as it was when they last came.
    pub facts: GroupFacts,
    /// By whose invitation they came.
    #[serde(default)]
    pub invited_by: Option<Id>,
    #[serde(default)]
    pub pace: ReadingPace,
    /// Whether they rest from it.
    #[serde(default)]
    pub paused: bool,
    /// What they do not want to see, by the ids of letters,
    #[serde(default)]
    pub hidden: BTreeSet<Id>,
    /// and of whom they see nothing.
    #[serde(default)]
    pub muted: BTreeSet<Id>,
    /// Whom they would like as a buddy.
    #[serde(default)]
    pub chosen: BTreeSet<Id>,
    /// Whom they wrote to before: everybody else is new to them.
    #[serde(default)]
    pub met: BTreeSet<Id>,
    /// The last line of what was done that they read, and what it vouches for the lines before it with.
    #[serde(default)]
    pub log_read: Option<(i64, [u8; 32])>,
    /// Where they read one thing a day: on which day which one, and when that was written, in seconds since 1970.
    #[serde(default)]
    pub read: Option<(Date, i64, Id)>,
}

impl GroupNotes {
    /// What somebody begins with.
    pub const fn new(called: String, facts: GroupFacts) -> Self {
        Self {
            called,
            facts,
            invited_by: None,
            pace: ReadingPace::All,
            paused: false,
            hidden: BTreeSet::new(),
            muted: BTreeSet::new(),
            chosen: BTreeSet::new(),
            met: BTreeSet::new(),
            log_read: None,
            read: None,
        }
    }
}

impl Private for GroupNotes {
    const NAME: &'static str = "memberships";
}

/// Somebody's place in a group as the database holds it.
#[derive(Debug)]
pub struct Membership {
    pub place: Id,
    /// Whether the group sleeps, since it came out of a backup.
    pub asleep: bool,
    /// Whether they were removed, and have not read why yet.
    pub ended: bool,
    pub(super) revision: i64,
    pub(super) sealed: Sealed<GroupNotes>,
}

impl Membership {
    /// What its owner keeps of it.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] for anybody else.
    pub fn open(&self, member: &Member) -> Result<GroupNotes, VaultError> {
        member.keyring().open(&notes_place(self.place, self.revision), &self.sealed)
    }
}

const fn notes_place(place: Id, revision: i64) -> SealContext {
    SealContext { table: GroupNotes::NAME, row: *place.as_bytes(), revision }
}

/// Seals what somebody keeps of a group.
pub fn seal_notes(member: &Member, place: Id, revision: i64, notes: &GroupNotes) -> PageResult<Sealed<GroupNotes>> {
    Ok(member.keyring().seal(&mut system_rng(), &notes_place(place, revision), notes)?)
}
