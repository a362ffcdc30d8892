//! What company Handrail itself has for somebody.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;

use crate::features::quiet_rooms::doors;
use crate::members::sessions::guard::Member;
use crate::model::profile::Profile;
use crate::model::surroundings::Here;
use crate::records::connections::{self, Connection};
use crate::records::groups::list;
use crate::web::error::PageResult;

/// Somebody with the company there is for them here, as what is left out for them goes by it.
pub async fn profile(read: &mut SqliteConnection, member: &Member) -> PageResult<Profile> {
    Ok(member.profile().with(of(read, member).await?))
}

/// What there is for them now: a group that waits to let them in is none yet, and one that they paused is none for now.
pub async fn of(read: &mut SqliteConnection, member: &Member) -> PageResult<BTreeSet<Here>> {
    let groups = list::items(read, member).await?;
    let supporters = connections::store::all_of_member(read, member.id()).await?;
    let rooms = doors::all(read, member).await?;
    let found = [
        (Here::Group, groups.iter().any(|group| group.is_in && !group.paused)),
        (Here::Supporter, supporters.iter().any(Connection::is_open)),
        (Here::QuietRoom, !rooms.is_empty()),
    ];
    Ok(found.into_iter().filter_map(|(here, is_there)| is_there.then_some(here)).collect())
}
