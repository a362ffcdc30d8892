//! The steadying plan as it is kept. There is one at the most; the latest counts.

use sqlx::SqliteConnection;

use super::entries::store;
use crate::base::sealed::SealedRow;
use crate::members::sessions::guard::Member;
use crate::model::plan::Plan;
use crate::web::error::PageResult;

/// Somebody's plan, where they have one that opens.
pub async fn latest(read: &mut SqliteConnection, member: &Member) -> PageResult<Option<(SealedRow<Plan>, Plan)>> {
    let rows = store::all::<Plan>(read, member.id()).await?;
    let opened = rows.into_iter().filter_map(|row| row.open(member.keyring()).ok().map(|plan| (row, plan)));
    Ok(opened.max_by_key(|(_, plan)| plan.at))
}
