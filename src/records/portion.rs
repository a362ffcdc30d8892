//! Reading very many rows in portions, so that no reader is held and no room taken for all of them at once.

use futures_util::{Stream, TryStreamExt as _};

use crate::base::ids::Id;
use crate::base::sealed::StoredRow;

/// The most rows in one, and the most bytes of them before that.
const ROWS: usize = 2_000;
const BYTES: usize = 4 * 1024 * 1024;

/// The most of one sort that are read together, the latest of them: one a day for more than ten years.
pub const TOGETHER_MOST: i64 = 4_000;

/// The most bytes of them: as much as thousands of people, or years of looking back, take.
pub const TOGETHER_BYTES: usize = 2 * 1024 * 1024;

/// The most that are shown of what was removed, of each sort.
pub const REMOVED_MOST: i64 = 500;

/// Where the portion before ended, going from the latest day to the earliest.
#[derive(Clone, Debug)]
pub struct Before {
    pub day: String,
    pub id: Id,
}

impl Before {
    /// Before which everything is.
    pub fn end() -> Self {
        // No day is written with a letter.
        Self { day: "z".to_owned(), id: Id::from_bytes([0xff; 16]) }
    }
}

/// As many of these rows as are read together.
pub async fn together<T>(
    mut rows: impl Stream<Item = sqlx::Result<T>> + Unpin,
    size: impl Fn(&T) -> usize,
) -> sqlx::Result<Vec<T>> {
    let (mut read, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.try_next().await? {
        bytes += size(&row);
        if bytes > TOGETHER_BYTES && !read.is_empty() {
            break;
        }
        read.push(row);
    }
    Ok(read)
}

/// As many of these rows as fit into one.
pub async fn portion<T>(
    mut rows: impl Stream<Item = sqlx::Result<T>> + Unpin,
    stored: impl Fn(&T) -> &StoredRow,
) -> sqlx::Result<Vec<T>> {
    let (mut portion, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.try_next().await? {
        bytes += stored(&row).body.len();
        portion.push(row);
        if portion.len() == ROWS || bytes >= BYTES {
            break;
        }
    }
    Ok(portion)
}
