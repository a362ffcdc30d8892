//! Reading very many rows in portions, so that no reader is held and no room taken for all of them at once.

use futures_util::{Stream, TryStreamExt as _};
use jiff::civil::Date;

use crate::base::db::{PART_BYTES, PART_ROWS};
use crate::base::ids::Id;
use crate::base::sealed::StoredRow;

/// The most rows in one, and the most bytes of them before that.
const ROWS: usize = 2_000;
const BYTES: usize = 4 * 1024 * 1024;

/// How much is read at once, at the most.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    pub rows: i64,
    pub bytes: i64,
}

/// The most of one sort that are read together, the latest of them: one a day for more than ten years, and as much as
/// thousands of people, or years of looking back, take.
pub const TOGETHER: Most = Most { rows: TOGETHER_MOST, bytes: 2 * 1024 * 1024 };
pub const TOGETHER_MOST: i64 = 4_000;

/// The most of one sort that a page shows in full. Written out as a page, the sharpest of letters take five times as much.
pub const A_PAGE: Most = Most { rows: 200, bytes: 512 * 1024 };

/// The most that is taken away in one write.
pub const A_PART: Most = Most { rows: PART_ROWS, bytes: PART_BYTES };

/// The first of many rows.
#[derive(Debug)]
pub struct FirstRows<T> {
    pub rows: Vec<T>,
    /// Whether others follow.
    pub more: bool,
}

/// Where the portion before ended, going from the latest day to the earliest.
#[derive(Clone, Debug)]
pub struct Before {
    pub day: String,
    pub id: Id,
}

/// Before which every other one is.
const LAST: Id = Id::from_bytes([0xff; 16]);

impl Before {
    /// Before which everything is.
    pub fn end() -> Self {
        // No day is written with a letter.
        Self { day: "z".to_owned(), id: LAST }
    }

    /// All of a day, and what is before it; or of that day only what is before this one.
    pub fn after(day: Date, id: Option<Id>) -> Self {
        Self { day: day.to_string(), id: id.unwrap_or(LAST) }
    }
}

/// As many of these rows as are read together.
pub async fn together<T>(
    rows: impl Stream<Item = sqlx::Result<T>> + Unpin,
    size: impl Fn(&T) -> usize,
) -> sqlx::Result<Vec<T>> {
    Ok(first(rows, TOGETHER, size).await?.rows)
}

/// The first of these rows, of which one is always among them, however large it is.
pub async fn first<T>(
    mut rows: impl Stream<Item = sqlx::Result<T>> + Unpin,
    most: Most,
    size: impl Fn(&T) -> usize,
) -> sqlx::Result<FirstRows<T>> {
    let [rows_most, bytes_most] = [most.rows, most.bytes].map(|most| usize::try_from(most).unwrap_or_default());
    let (mut first, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.try_next().await? {
        bytes += size(&row);
        if first.len() == rows_most || bytes > bytes_most && !first.is_empty() {
            return Ok(FirstRows { rows: first, more: true });
        }
        first.push(row);
    }
    Ok(FirstRows { rows: first, more: false })
}

impl Most {
    /// As many rows, but no more than so many.
    pub const fn rows(self, rows: i64) -> Self {
        Self { rows, ..self }
    }

    /// Whether one of `size` bytes more fits beside so many rows of so many bytes.
    pub fn has_room_for(self, size: usize, (rows, bytes): (i64, i64)) -> bool {
        let bytes = bytes.saturating_add(i64::try_from(size).unwrap_or(i64::MAX));
        rows == 0 || rows < self.rows && bytes <= self.bytes
    }

    /// With the one that tells whether there are others.
    pub const fn and_one(self) -> i64 {
        self.rows.saturating_add(1)
    }
}

impl<T> FirstRows<T> {
    /// The same rows as something else.
    pub fn map<U>(self, each: impl FnMut(T) -> U) -> FirstRows<U> {
        FirstRows { rows: self.rows.into_iter().map(each).collect(), more: self.more }
    }
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
