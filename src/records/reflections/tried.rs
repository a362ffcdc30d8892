//! Which steps somebody has tried so far.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;

use super::store;
use crate::base::words::days_before;
use crate::members::sessions::guard::Member;
use crate::model::outward;
use crate::model::reflection::Reflection;
use crate::model::steps::Library;

/// Steps by number, as far as the latest of what was told goes back.
#[derive(Clone, Debug, Default)]
pub struct TriedSteps {
    /// Done, or nearly.
    pub tried: BTreeSet<u32>,
    /// Done, and easy or okay.
    pub went_well: BTreeSet<u32>,
}

/// Whether all that reached somebody in the last weeks stayed with a helper.
pub async fn stay_with_helper(read: &mut SqliteConnection, library: &Library, member: &Member) -> sqlx::Result<bool> {
    let since = days_before(member.today(), outward::LOOKED_BACK);
    let mut reached = Vec::new();
    for pair in store::pairs(read, member.id()).await?.into_iter().filter(|pair| pair.attempt.day >= since) {
        let told = pair.reflection.and_then(|row| row.open(member.keyring()).ok());
        let Some((told, attempted)) = told.zip(pair.attempt.open(member.keyring()).ok()) else { continue };
        reached.extend(library.reached(&attempted, &told));
    }
    Ok(outward::stays_with_helper(reached))
}

/// What somebody told of their attempts. What does not open is passed over.
pub async fn steps(read: &mut SqliteConnection, member: &Member) -> sqlx::Result<TriedSteps> {
    let mut steps = TriedSteps::default();
    for pair in store::pairs(read, member.id()).await? {
        let told = pair.reflection.and_then(|row| row.open(member.keyring()).ok());
        let Some(told) = told.filter(Reflection::was_tried) else { continue };
        let Ok(attempted) = pair.attempt.open(member.keyring()) else { continue };
        steps.tried.insert(attempted.step);
        if told.went_well() {
            steps.went_well.insert(attempted.step);
        }
    }
    Ok(steps)
}
