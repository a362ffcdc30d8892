//! The names of the people somebody keeps, which stay behind unless they are let along.

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::base::sealed::Private;
use crate::members::sessions::guard::Member;
use crate::model::shown::called_by;
use crate::model::steps::ContactKind;
use crate::records::entries::store as entries;
use crate::web::error::PageResult;

/// As much of somebody who is kept as has to be known here.
#[derive(Serialize, Deserialize)]
struct NamedContact {
    name: String,
    #[serde(default)]
    earlier_names: Vec<String>,
    sort: ContactKind,
}

impl Private for NamedContact {
    const NAME: &'static str = "people";
}

/// The names of all people, removed ones too: what was written of them stays. Those they had before they were renamed are
/// theirs as well, and so is what somebody with two names is mostly called.
pub async fn all(read: &mut SqliteConnection, member: &Member) -> PageResult<Vec<String>> {
    let rows = entries::all_kept::<NamedContact>(read, member.id()).await?;
    let people = rows
        .into_iter()
        .filter_map(|row| row.open(member.keyring()).ok())
        .filter(|one| one.sort == ContactKind::Person);
    let every = people.flat_map(|one| std::iter::once(one.name).chain(one.earlier_names));
    Ok(every.flat_map(called_by).collect())
}
