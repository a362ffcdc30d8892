//! What an export says, read as it comes out of the file: one row at a time, each of a bounded size, so that no file fills
//! the memory. Knows no person and no database.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read};

use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::archive::{Fault, unpacked};
use super::{ExportedRow, FORMAT, VERSION};
use crate::model::profile::Profile;
use crate::records::quota;
use crate::web::error::PageError;

/// The most that may come out of a file, in bytes: twice what one of ours can hold.
const DATA_MOST: usize = 32 * 1024 * 1024;
/// The most that one row may say, in bytes of JSON: as much as a sealed row holds, and what stands around it.
const ROW_MOST: usize = 1024 * 1024 + 4 * 1024;
/// The most for anything else: a name, their answers and settings, what an older Handrail does not know.
const OTHER_MOST: usize = 256 * 1024;

/// What an export says beside its rows.
#[derive(Debug)]
pub struct Told {
    pub zone: String,
    pub profile: Profile,
}

/// Why a file is not taken in.
pub enum Refusal {
    /// Something is wrong with it.
    Fault(Fault),
    /// It cannot be done now.
    Page(PageError),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl<E: Into<PageError>> From<E> for Refusal {
    fn from(problem: E) -> Self {
        Self::Page(problem.into())
    }
}

/// Does something with a row, given the name of its table.
type WithRow<'a> = &'a mut dyn FnMut(&str, ExportedRow) -> Result<(), Refusal>;

/// Reads an export, handing on each row. Where `row` refuses one, that is the end of it.
pub fn read(file: &[u8], row: WithRow<'_>) -> Result<Told, Refusal> {
    unpacked(file, |data| {
        let (left, all) = (Cell::new(OTHER_MOST), Cell::new(DATA_MOST));
        let metered = Metered { data: BufReader::new(data), left: &left, all: &all };
        let mut json = serde_json::Deserializer::from_reader(metered);
        let mut reading = ImportReading::begun(&left, row);
        let read = json.deserialize_map(&mut reading).and_then(|()| json.end());
        reading.outcome(read.is_ok(), all.get() == 0)
    })?
}

/// Lets so much through before the next value begins, and so much in all.
struct Metered<'a, R> {
    data: BufReader<R>,
    left: &'a Cell<usize>,
    all: &'a Cell<usize>,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = into.len().min(self.left.get()).min(self.all.get());
        let into = into.get_mut(..most).filter(|into| !into.is_empty()).ok_or(io::ErrorKind::FileTooLarge)?;
        let read = self.data.read(into)?;
        self.left.set(self.left.get() - read);
        self.all.set(self.all.get() - read);
        Ok(read)
    }
}

/// The whole document.
struct ImportReading<'a> {
    left: &'a Cell<usize>,
    row: WithRow<'a>,
    rows: i64,
    /// Whether it has said that it is an export.
    is_ours: bool,
    zone: Option<String>,
    profile: Option<Profile>,
    stopped: Option<Refusal>,
}

impl<'a> ImportReading<'a> {
    fn begun(left: &'a Cell<usize>, row: WithRow<'a>) -> Self {
        Self { left, row, rows: 0, is_ours: false, zone: None, profile: None, stopped: None }
    }

    fn stop<S: serde::de::Error>(&mut self, why: impl Into<Refusal>) -> S {
        self.stopped = Some(why.into());
        S::custom("stopped")
    }

    fn outcome(self, is_whole: bool, is_too_large: bool) -> Result<Told, Refusal> {
        match (self.stopped, self.zone, self.profile) {
            (Some(stopped), ..) => Err(stopped),
            _ if is_too_large => Err(Fault::TooLarge.into()),
            _ if !self.is_ours => Err(Fault::NotOurs.into()),
            (None, Some(zone), Some(profile)) if is_whole => Ok(Told { zone, profile }),
            _ => Err(Fault::Unsound.into()),
        }
    }

    fn take(&mut self, table: &str, row: ExportedRow) -> Result<(), Refusal> {
        self.rows += 1;
        if self.rows > quota::ROWS { Err(Fault::TooLarge.into()) } else { (self.row)(table, row) }
    }
}

impl<'de> Visitor<'de> for &mut ImportReading<'_> {
    type Value = ();

    fn expecting(&self, into: &mut fmt::Formatter<'_>) -> fmt::Result {
        into.write_str("an export")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            self.left.set(OTHER_MOST);
            match name.as_str() {
                "format" => {
                    self.is_ours = map.next_value::<String>()? == FORMAT;
                    if !self.is_ours {
                        return Err(self.stop(Fault::NotOurs));
                    }
                }
                "version" => {
                    if map.next_value::<u64>()? > u64::from(VERSION) {
                        return Err(self.stop(Fault::TooNew));
                    }
                }
                "zone" => self.zone = Some(map.next_value()?),
                "profile" => self.profile = Some(map.next_value()?),
                "rows" => map.next_value_seed(Tables(self))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
            self.left.set(OTHER_MOST);
        }
        Ok(())
    }
}

/// The rows, by the names of their tables.
struct Tables<'r, 'a>(&'r mut ImportReading<'a>);

impl<'de> DeserializeSeed<'de> for Tables<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Tables<'_, '_> {
    type Value = ();

    fn expecting(&self, into: &mut fmt::Formatter<'_>) -> fmt::Result {
        into.write_str("tables of rows")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(table) = map.next_key::<String>()? {
            map.next_value_seed(Rows(self.0, &table))?;
            self.0.left.set(OTHER_MOST);
        }
        Ok(())
    }
}

/// The rows of one table.
struct Rows<'r, 'a>(&'r mut ImportReading<'a>, &'r str);

impl<'de> DeserializeSeed<'de> for Rows<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_, '_> {
    type Value = ();

    fn expecting(&self, into: &mut fmt::Formatter<'_>) -> fmt::Result {
        into.write_str("rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        let Self(reading, table) = self;
        loop {
            reading.left.set(ROW_MOST);
            let Some(row) = rows.next_element::<ExportedRow>()? else { return Ok(()) };
            reading.take(table, row).map_err(|why| reading.stop(why))?;
        }
    }
}
