//! Somebody who keeps very much takes it along in several files, each small enough to be taken in again. Pure.

use super::store::RowSize;
use crate::base::ids::Id;

/// The most sealed bytes in one file. What it opens to is less; the file has that three times, for another Handrail, to read
/// and in sheets, and is packed, so that it stays below what is taken in.
pub const PART_MOST: i64 = 7 * 1024 * 1024;

/// The rows between two places, by day and id: after the one, up to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportPart {
    pub after: (String, Id),
    pub to: (String, Id),
}

impl ExportPart {
    pub fn whole() -> Self {
        // No day is written with a letter.
        Self { after: (String::new(), Id::from_bytes([0; 16])), to: ("z".to_owned(), Id::from_bytes([0xff; 16])) }
    }
}

/// Parts of at most so many bytes, of rows by day and id; one larger row is a part of its own.
pub fn parts(rows: &[RowSize], most: i64) -> Vec<ExportPart> {
    let (mut parts, mut part, mut size) = (Vec::new(), ExportPart::whole(), 0);
    let mut last = None;
    for row in rows {
        if let Some(last) = last.take_if(|_| size + row.size > most) {
            parts.push(ExportPart { to: last, ..part.clone() });
            part.after = parts.last().map_or(part.after, |part| part.to.clone());
            size = 0;
        }
        size += row.size;
        last = Some((row.day.clone(), row.id));
    }
    parts.push(part);
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_row_is_in_one_part_and_no_part_is_too_large(sizes in prop::collection::vec(1..20_i64, 0..60)) {
            let row = |(at, size): (usize, &i64)| {
                let id = Id::from_bytes([u8::try_from(at).unwrap(); 16]);
                RowSize { day: format!("2026-01-{:02}", at / 3 + 1), id, size: *size }
            };
            let rows: Vec<RowSize> = sizes.iter().enumerate().map(row).collect();
            let parts = parts(&rows, 30);
            let is_in = |row: &RowSize, part: &ExportPart| {
                let place = (row.day.clone(), row.id);
                (&place.0, place.1.as_bytes()) > (&part.after.0, part.after.1.as_bytes())
                    && (&place.0, place.1.as_bytes()) <= (&part.to.0, part.to.1.as_bytes())
            };
            for row in &rows {
                prop_assert_eq!(parts.iter().filter(|part| is_in(row, part)).count(), 1);
            }
            for part in &parts {
                let within: Vec<i64> = rows.iter().filter(|row| is_in(row, part)).map(|row| row.size).collect();
                prop_assert!(within.iter().sum::<i64>() <= 30);
            }
        }
    }
}
