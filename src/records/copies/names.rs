//! The names of the people somebody keeps, which stay behind unless they are let along.

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::base::ids::Id;
use crate::base::sealed::Private;
use crate::members::sessions::guard::Member;
use crate::model::shown::called_by;
use crate::model::steps::ContactKind;
use crate::records::entries::untyped::{UntypedEntry, store};
use crate::web::error::PageResult;

/// As much of somebody who is kept as has to be known here.
#[derive(Serialize, Deserialize)]
struct NamedContact {
    name: String,
    #[serde(default)]
    earlier_names: Vec<String>,
    sort: ContactKind,
}

/// The kind that people are kept as.
pub const PEOPLE: &str = "people";

impl Private for NamedContact {
    const NAME: &'static str = PEOPLE;
}

/// Before which no row is.
const FIRST: Id = Id::from_bytes([0; 16]);

/// The names of all people, removed ones too: what was written of them stays.
pub async fn all(read: &mut SqliteConnection, member: &Member) -> PageResult<Vec<String>> {
    those(read, member, |_| true).await
}

/// The names of those who were removed, which the file will not know for long.
pub async fn removed(read: &mut SqliteConnection, member: &Member) -> PageResult<Vec<String>> {
    those(read, member, |row| row.removed).await
}

/// Those they had before they were renamed are theirs as well, and so is what somebody with two names is mostly called. However
/// many there are, none is passed over.
async fn those(
    read: &mut SqliteConnection,
    member: &Member,
    wanted: impl Fn(&UntypedEntry) -> bool,
) -> PageResult<Vec<String>> {
    let (mut names, mut after) = (Vec::new(), FIRST);
    loop {
        let rows = store::kept_after(read, member.id(), NamedContact::NAME, after).await?;
        let Some(last) = rows.last() else { return Ok(names) };
        after = last.row.id;
        let rows = rows.into_iter().filter(&wanted);
        let opened = rows.filter_map(|row| row.typed::<NamedContact>().open(member.keyring()).ok());
        let people = opened.filter(|one| one.sort == ContactKind::Person);
        names.extend(people.flat_map(|one| std::iter::once(one.name).chain(one.earlier_names)).flat_map(called_by));
    }
}
