//! The groups that there are for somebody.

use sqlx::SqliteConnection;

use super::store;
use crate::base::ids::Id;
use crate::members::roles::guard::{Admission, admission};
use crate::members::sessions::guard::Member;
use crate::web::error::PageResult;
use crate::web::route::Who;

/// Whether somebody may begin a group, and look after one.
pub fn may_lead(member: &Member) -> bool {
    admission(member, Who::Facilitator) == Admission::Granted
}

/// A group that somebody is in, as it was when they last came.
pub struct GroupItem {
    pub id: Id,
    pub name: String,
    pub paused: bool,
    /// Whether they are in it, or wait to be let in.
    pub is_in: bool,
}

/// All that somebody is in; one that does not open is left out.
pub async fn items(read: &mut SqliteConnection, member: &Member) -> PageResult<Vec<GroupItem>> {
    let rows = store::all(read, member.id()).await?.into_iter().filter(|row| !row.ended);
    Ok(rows
        .filter_map(|row| {
            let notes = row.open(member).ok()?;
            let is_in = notes.facts.person(member.id().0).is_some();
            Some(GroupItem { id: row.place, name: notes.facts.about.name, paused: notes.paused, is_in })
        })
        .collect())
}
