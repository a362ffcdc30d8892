//! The one file: packed, and looked into again. Knows no person and no database.

use std::io::{BufRead as _, BufReader, Cursor, Read, Write};

use encoding_rs::{Encoding, UTF_8};
use jiff::civil::DateTime;
use zip::read::Config;
use zip::unstable::read::ZipIterable;
use zip::write::SimpleFileOptions;
use zip::{ZipReadOptions, ZipWriter};

use crate::records::quota::NoRoom;

/// The file in it that another Handrail takes in.
pub const DATA: &str = "handrail.json";
/// The most files in one that is taken in: ours has seven, and packing it anew may add a few.
const FILES_MOST: usize = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No file was chosen.
    None,
    /// It is no zip file, or no export is in it.
    NotOurs,
    /// It is a zip file of which the end did not come.
    Cut,
    /// Another zip file is in it.
    PackedTwice,
    /// It is larger than may be sent, more comes out of it, or it has more rows than anybody keeps.
    TooLarge,
    /// A later Handrail made it.
    TooNew,
    /// Something in it is not as an export has it.
    Unsound,
    /// Older rows of theirs wait for a lost code, and could be the same ones.
    Waiting,
    NoRoom(NoRoom),
    /// It has more of one kind than one person can have.
    TooMany,
}

impl Fault {
    pub const fn words(self) -> &'static str {
        match self {
            Self::None => "Choose the file first.",
            Self::NotOurs => "This is not a file that Handrail made. Choose the one whose name begins with handrail.",
            Self::Cut => "This file did not come whole. Take it from the other Handrail once more, then bring it in.",
            Self::PackedTwice => {
                "Another file is packed in this one. Unpack it first, then choose the one whose name begins with handrail."
            }
            Self::TooLarge => "This file is larger than Handrail can take in. Nothing was changed.",
            Self::TooNew => "A newer Handrail made this file. Ask whoever runs this one to update it, then try again.",
            Self::Waiting => {
                "Older notes of yours still wait for their recovery code. Use it first, or bring this file in once 30 days have gone by."
            }
            Self::Unsound => {
                "Something in this file is not as it should be. Nothing was brought in, and nothing was changed."
            }
            Self::TooMany => {
                "With this file there would be more quiet rooms than anybody can have here. What came before them was brought in, and what was here stayed as it is. Remove some of yours, then bring it in again, and the rest follows."
            }
            Self::NoRoom(NoRoom::InFirstWeek) => {
                "In your first week there is less room here, so not all of it fitted. What fitted was brought in, and what was here stayed as it is. Bring this file in again in a week, and the rest follows."
            }
            Self::NoRoom(NoRoom::UsedUp) => {
                "There is not enough room for all of it. What fitted was brought in, and what was here stayed as it is. What you remove makes room 30 days later. Then bring this file in again, and the rest follows."
            }
        }
    }
}

/// A file being packed.
pub struct Packing {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
}

impl Packing {
    pub fn begun(at: DateTime) -> Self {
        let options = SimpleFileOptions::default().last_modified_time(dated(at));
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), options }
    }

    /// Begins the next file in it, to be written into.
    pub fn file(&mut self, name: &str) -> anyhow::Result<&mut impl Write> {
        self.zip.start_file(name, self.options)?;
        Ok(&mut self.zip)
    }

    pub fn finish(self) -> anyhow::Result<Vec<u8>> {
        Ok(self.zip.finish()?.into_inner())
    }
}

/// A time as zip files have it; the earliest there, in 1980, where it has none for this one.
fn dated(at: DateTime) -> zip::DateTime {
    let small = |part: i8| u8::try_from(part).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    let (month, day) = (small(at.month()), small(at.day()));
    zip::DateTime::from_date_and_time(year, month, day, small(at.hour()), small(at.minute()), small(at.second()))
        .unwrap_or_default()
}

/// What some editors put before a text.
const BOM: &[u8] = b"\xef\xbb\xbf";
/// How a zip file begins.
const ZIP: &[u8] = b"PK\x03\x04";

/// Hands what is to be taken in to `read`, as it comes out of the file. Its list of files is gone through one by one, so that
/// a long one takes no room. Some systems unpack files by themselves, and put a folder around what they pack again.
pub fn unpacked<T>(file: &[u8], read: impl FnOnce(&mut dyn Read) -> T) -> Result<T, Fault> {
    if file.is_empty() {
        return Err(Fault::None);
    }
    if let Some(text) = widened(file) {
        return Ok(read(&mut Cursor::new(text)));
    }
    let text = file.strip_prefix(BOM).unwrap_or(file);
    if text.first() == Some(&b'{') {
        return Ok(read(&mut Cursor::new(text)));
    }
    let unread = if file.starts_with(ZIP) { Fault::Cut } else { Fault::NotOurs };
    let mut zip = ZipIterable::try_new(Cursor::new(file), Config::default()).map_err(|_| unread)?;
    if zip.len() > FILES_MOST {
        return Err(Fault::NotOurs);
    }
    let (mut files, mut packed_twice) = (zip.files().map_err(|_| Fault::NotOurs)?.filter_map(Result::ok), false);
    let data = files.find(|file| {
        packed_twice |= file.name_raw().to_ascii_lowercase().ends_with(b".zip");
        is_data(file.name_raw())
    });
    let data = data.ok_or(if packed_twice { Fault::PackedTwice } else { Fault::NotOurs })?;
    let mut body = Cursor::new(file);
    let data = data.with_reader(&mut body, ZipReadOptions::default()).map_err(|_| Fault::NotOurs)?;
    let mut data = BufReader::new(data);
    if data.fill_buf().is_ok_and(|begin| begin.starts_with(BOM)) {
        data.consume(BOM.len());
    }
    Ok(read(&mut data))
}

/// A text that an editor saved in wide letters, as it was.
fn widened(file: &[u8]) -> Option<Vec<u8>> {
    let (letters, mark) = Encoding::for_bom(file).filter(|(letters, _)| *letters != UTF_8)?;
    let text = letters.decode_without_bom_handling(file.get(mark..)?).0;
    text.starts_with('{').then(|| text.into_owned().into_bytes())
}

/// Whether a file in it is the one to be taken in: in whichever folder, also where somebody or a system gave it a longer name,
/// such as *handrail (1).json*. Macs put a file beside each that begins with `._`.
fn is_data(name: &[u8]) -> bool {
    let name = name.rsplit(|byte| matches!(byte, b'/' | b'\\')).next().unwrap_or_default();
    let (begin, end) = DATA.as_bytes().split_at(DATA.len() - ".json".len());
    let begins = name.get(..begin.len()).is_some_and(|found| found.eq_ignore_ascii_case(begin));
    let ends = name.len() >= DATA.len()
        && name.get(name.len() - end.len()..).is_some_and(|found| found.eq_ignore_ascii_case(end));
    begins && ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_to_take_in_is_found_however_it_was_packed_anew() {
        for name in
            ["handrail.json", "my life/handrail.json", "a\\b\\handrail.json", "Handrail (1).JSON", "handrail-2.json"]
        {
            assert!(is_data(name.as_bytes()), "{name}");
        }
        for name in
            ["", "schema.json", "__MACOSX/._handrail.json", "handrail.json/", "handrail.jso", "book.html", "handrail"]
        {
            assert!(!is_data(name.as_bytes()), "{name}");
        }
    }
}
