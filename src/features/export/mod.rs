//! Yours to take: everything a person has here, as a file they can read, and that another Handrail takes in whole.
//! `docs/export.schema.json` describes it.

pub mod archive;
pub mod csv;
pub mod feature;
pub mod html;
pub mod import;
mod new_ids;
pub mod pages;
pub mod parts;
pub mod paths;
pub mod reading;
#[cfg(test)]
mod schema;
pub mod store;
pub mod take_in;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sqlx::SqliteConnection;

use parts::ExportPart;

use crate::base::ids::Id;
use crate::base::zones;
use crate::members::sessions::guard::Member;
use crate::model::profile::Profile;
use crate::records::registry::Registry;
use crate::web::error::PageResult;

pub const FORMAT: &str = "handrail-export";
/// The version of its shape. A change that an older Handrail could not read raises it.
pub const VERSION: u32 = 1;

/// Everything somebody has, or one part of it, opened.
#[derive(Debug, Serialize)]
pub struct Export {
    /// [`FORMAT`].
    pub format: &'static str,
    /// [`VERSION`].
    pub version: u32,
    pub exported_at: Timestamp,
    /// Their IANA time zone.
    pub zone: String,
    pub profile: Profile,
    /// Their rows, by table or kind.
    pub rows: BTreeMap<&'static str, Vec<ExportedRow>>,
    /// How many of their rows do not open, and so are not in it.
    pub unopened: usize,
}

/// One private row, opened.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExportedRow {
    /// Its id, which what belongs together shares.
    pub id: Id,
    /// The local day it belongs to.
    pub day: Date,
    /// Whether it is still open, where that can be said of it.
    #[serde(default)]
    pub open: bool,
    /// When it was removed, in seconds since 1970, while it can still be brought back.
    #[serde(default)]
    pub removed_at: Option<i64>,
    /// What it says, in the shape of its table.
    pub body: Box<RawValue>,
}

/// The rows of `part`, opened one by one.
pub async fn of(
    registry: &Registry,
    read: &mut SqliteConnection,
    member: &Member,
    part: &ExportPart,
    now: Timestamp,
) -> PageResult<Export> {
    let (mut rows, mut unopened) = (BTreeMap::<_, Vec<_>>::new(), 0);
    for found in store::rows(read, member.id(), part).await? {
        let store::ExportRow { table, open, removed_at, row } = found;
        let (id, day) = (row.id, row.day());
        let table = registry.table(&table);
        match table.and_then(|table| Some((table.name, table.open(member.keyring(), row, removed_at.is_some()).ok()?)))
        {
            Some((name, body)) => rows.entry(name).or_default().push(ExportedRow { id, day, open, removed_at, body }),
            None => unopened += 1,
        }
    }
    Ok(Export {
        format: FORMAT,
        version: VERSION,
        exported_at: now,
        zone: zones::name(member.zone()).into(),
        profile: member.profile().clone(),
        rows,
        unopened,
    })
}
