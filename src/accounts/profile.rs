//! What a person has told Handrail about themselves, sealed as one row.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{MemberId, store};
use crate::app::App;
use crate::clock::DAY_TURNS_AT;
use crate::sessions::guard::Member;
use crate::suggestions::scheduler::Barrier;
use crate::vault::{Keyring, Place, Sealed, system_rng};
use crate::web::error::Answer;

/// A person's answers and wishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Whether *what gets in the way* was answered or skipped, so that it is not asked again by itself.
    pub asked: bool,
    /// What gets in the way. Several may be true at once; none is an answer too.
    pub barriers: Vec<Barrier>,
    /// "I'm not sure" is an answer of its own.
    pub not_sure: bool,
    /// A recent loss: steps that may sting are left out.
    pub recent_loss: bool,
    /// There is someone to be safe from: steps that could bring them closer are left out.
    pub not_safe: bool,
    /// Steps never to suggest, by number.
    pub never: BTreeSet<u32>,
    /// The hour at which the day turns, 0 to 23.
    pub day_turns_at: i8,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            asked: false,
            barriers: Vec::new(),
            not_sure: false,
            recent_loss: false,
            not_safe: false,
            never: BTreeSet::new(),
            day_turns_at: DAY_TURNS_AT,
        }
    }
}

impl Profile {
    /// What to go by when a stored profile does not open: the careful answer to what could hurt, and
    /// to be asked again.
    #[must_use]
    pub fn unreadable() -> Self {
        Self { recent_loss: true, not_safe: true, ..Self::default() }
    }

    /// A stored profile, opened.
    #[must_use]
    pub fn opened(keyring: &Keyring, owner: MemberId, revision: i64, sealed: &Sealed<Self>) -> Self {
        keyring.open(&Self::place(owner, revision), sealed).unwrap_or_else(|_| Self::unreadable())
    }

    /// Where a person's profile is sealed.
    #[must_use]
    fn place(owner: MemberId, revision: i64) -> Place {
        Place { table: "profiles", row: *owner.0.as_bytes(), revision }
    }
}

/// Changes what is stored of someone as it stands now, which another tab may have changed since their page was made.
///
/// # Errors
/// If the database or the vault fails.
pub async fn change(app: &App, member: &Member, change: impl FnOnce(&mut Profile)) -> Answer<()> {
    let mut write = app.db.write().await?;
    let stored = store::profile(&mut write, member.id()).await?;
    let (revision, mut profile) = match stored {
        Some((revision, sealed)) => (revision, Profile::opened(member.keyring(), member.id(), revision, &sealed)),
        None => (0, Profile::default()),
    };
    change(&mut profile);
    let next = revision + 1;
    let sealed = member.keyring().seal(&mut system_rng(), &Profile::place(member.id(), next), &profile)?;
    store::save_profile(&mut write, member.id(), next, &sealed).await?;
    write.commit().await?;
    Ok(())
}
