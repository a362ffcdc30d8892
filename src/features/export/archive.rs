//! The one file: packed, and looked into again. Knows no person and no database.

use std::io::{Cursor, Read as _, Write as _};

use jiff::civil::DateTime;
use serde::Deserialize;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{Export, FORMAT, VERSION};

/// The file in it that another Handrail takes in.
const DATA: &str = "handrail.json";
/// The most that may come out of it, in bytes: far above years of writing, so that a small file cannot fill the memory.
const DATA_MOST: u64 = 32 * 1024 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No file was chosen.
    None,
    /// It is no zip file, or no export is in it.
    NotOurs,
    /// More than [`DATA_MOST`] came out of it.
    TooLarge,
    /// A later Handrail made it.
    TooNew,
    /// Something in it is not as an export has it.
    Unsound,
    /// Older rows of theirs wait for a lost code, and could be the same ones.
    Waiting,
}

impl Fault {
    pub const fn words(self) -> &'static str {
        match self {
            Self::None => "Choose the file first.",
            Self::NotOurs => "This is not a file that Handrail made. Choose the one whose name begins with handrail.",
            Self::TooLarge => "This file is larger than Handrail can take in. Nothing was changed.",
            Self::TooNew => "A newer Handrail made this file. Ask whoever runs this one to update it, then try again.",
            Self::Waiting => {
                "Older notes of yours still wait for their recovery code. Use it first, or bring this file in once 30 days have gone by."
            }
            Self::Unsound => {
                "Something in this file is not as it should be. Nothing was brought in, and nothing was changed."
            }
        }
    }
}

pub fn pack(files: &[(&str, Vec<u8>)], at: DateTime) -> anyhow::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(dated(at));
    for (name, bytes) in files {
        zip.start_file(*name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// A time as zip files have it; the earliest there, in 1980, where it has none for this one.
fn dated(at: DateTime) -> zip::DateTime {
    let small = |part: i8| u8::try_from(part).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    let (month, day) = (small(at.month()), small(at.day()));
    zip::DateTime::from_date_and_time(year, month, day, small(at.hour()), small(at.minute()), small(at.second()))
        .unwrap_or_default()
}

/// The export as the file that is taken in again.
pub fn data(export: &Export) -> anyhow::Result<(&'static str, Vec<u8>)> {
    Ok((DATA, serde_json::to_vec_pretty(export)?))
}

/// What an export says of itself, whatever else is in it.
#[derive(Deserialize)]
struct ExportHead {
    format: String,
    version: u64,
}

pub fn unpack(bytes: &[u8]) -> Result<Export, Fault> {
    if bytes.is_empty() {
        return Err(Fault::None);
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::NotOurs)?;
    let file = zip.by_name(DATA).map_err(|_| Fault::NotOurs)?;
    let mut data = Vec::new();
    file.take(DATA_MOST + 1).read_to_end(&mut data).map_err(|_| Fault::NotOurs)?;
    if data.len() as u64 > DATA_MOST {
        return Err(Fault::TooLarge);
    }
    let head: ExportHead = serde_json::from_slice(&data).map_err(|_| Fault::NotOurs)?;
    match (head.format.as_str(), head.version) {
        (FORMAT, version) if version > u64::from(VERSION) => Err(Fault::TooNew),
        (FORMAT, _) => serde_json::from_slice(&data).map_err(|_| Fault::Unsound),
        _ => Err(Fault::NotOurs),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOON: DateTime = DateTime::constant(2026, 11, 22, 12, 0, 0, 0);

    fn zipped(data: &str) -> Vec<u8> {
        pack(&[(DATA, data.into())], NOON).unwrap()
    }

    #[test]
    fn what_is_no_export_is_told_apart() {
        assert_eq!(unpack(b""), Err(Fault::None));
        assert_eq!(unpack(b"PK\x03\x04 and so on"), Err(Fault::NotOurs));
        assert_eq!(unpack(&pack(&[("photo.jpg", vec![1, 2, 3])], NOON).unwrap()), Err(Fault::NotOurs));
        assert_eq!(unpack(&zipped("{}")), Err(Fault::NotOurs));
        assert_eq!(unpack(&zipped(r#"{"format":"handrail-export","version":2}"#)), Err(Fault::TooNew));
        assert_eq!(unpack(&zipped(r#"{"format":"handrail-export","version":1}"#)), Err(Fault::Unsound));
    }

    #[test]
    fn a_small_file_that_would_fill_the_memory_is_refused() {
        let bomb = " ".repeat(usize::try_from(DATA_MOST).unwrap() + 2);
        let packed = zipped(&bomb);
        assert!(packed.len() < 1024 * 1024);
        assert_eq!(unpack(&packed), Err(Fault::TooLarge));
    }

    proptest! {
        #[test]
        fn no_file_brings_it_down(bytes in proptest::collection::vec(any::<u8>(), 0..400), cut in 0..200_usize) {
            let _ = unpack(&bytes);
            let mut damaged = zipped(r#"{"format":"handrail-export","version":1}"#);
            damaged.truncate(cut);
            prop_assert!(unpack(&damaged).is_err());
        }
    }
}
