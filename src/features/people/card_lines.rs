//! The lines of a contacts file, in bytes of narrow letters, so that nothing is read before it is whole. Pure.

use std::borrow::Cow;

/// How many bytes of a line are looked at; what tells a name is far less.
pub const LINE_MOST: usize = 4_000;

/// How wide a letter is. Some old programs write UTF-16, with a mark before it or without, and files are joined by hand.
#[derive(Clone, Copy, Debug)]
enum LetterWidth {
    Narrow,
    Wide(fn([u8; 2]) -> u16),
}

const LITTLE: LetterWidth = LetterWidth::Wide(u16::from_le_bytes);
const BIG: LetterWidth = LetterWidth::Wide(u16::from_be_bytes);

/// What may stand before a file, or before one that was joined to another, and how wide its letters are. Some have two.
const MARKS: [(&[u8], LetterWidth); 3] =
    [(b"\xef\xbb\xbf", LetterWidth::Narrow), (b"\xff\xfe", LITTLE), (b"\xfe\xff", BIG)];

/// How a card begins in each width.
const BEGINNINGS: [(&[u8], LetterWidth); 3] =
    [(b"BEGIN:", LetterWidth::Narrow), (b"B\0E\0G\0I\0N\0:\0", LITTLE), (b"\0B\0E\0G\0I\0N\0:", BIG)];

/// One line as it stands in the file, without what ends it.
#[derive(Debug, PartialEq, Eq)]
pub struct FileLine<'a> {
    pub bytes: Cow<'a, [u8]>,
    /// It was wide, and so it is UTF-8 by now, whatever it says of itself.
    pub was_wide: bool,
}

pub struct CardLines<'a> {
    rest: &'a [u8],
    width: LetterWidth,
    /// What stood behind the end of a card in its line.
    joined: Option<FileLine<'a>>,
}

impl<'a> CardLines<'a> {
    pub const fn of(file: &'a [u8]) -> Self {
        Self { rest: file, width: LetterWidth::Narrow, joined: None }
    }

    /// Looks whether another file begins here, and passes over its mark.
    fn notice_beginning(&mut self) {
        let past = |rest: &'a [u8]| MARKS.iter().find_map(|(mark, width)| Some((rest.strip_prefix(*mark)?, *width)));
        while let Some((rest, width)) = past(self.rest) {
            (self.rest, self.width) = (rest, width);
        }
        let begins = |begin: &[u8]| self.rest.get(..begin.len()).is_some_and(|found| found.eq_ignore_ascii_case(begin));
        if let Some((_, width)) = BEGINNINGS.iter().find(|(begin, _)| begins(begin)) {
            self.width = *width;
        }
    }

    /// The bytes up to the end of the line, and what follows it. Old Macs end a line with a carriage return alone.
    fn split(&self) -> (&'a [u8], &'a [u8]) {
        let (at, ends) = match self.width {
            LetterWidth::Narrow => {
                let at = self.rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(self.rest.len());
                (at, line_end(self.rest.iter().skip(at).copied().map(u16::from)))
            }
            LetterWidth::Wide(of) => {
                let letters = || self.rest.as_chunks::<2>().0.iter().map(|pair| of(*pair));
                let at = letters().position(|letter| matches!(letter, 0x0d | 0x0a)).unwrap_or(self.rest.len());
                (at.saturating_mul(2).min(self.rest.len()), 2 * line_end(letters().skip(at)))
            }
        };
        let (line, rest) = self.rest.split_at_checked(at).unwrap_or((self.rest, &[]));
        (line, rest.get(ends..).unwrap_or_default())
    }
}

/// How many letters end a line. One that went from system to system may end in two carriage returns and a line feed.
fn line_end(letters: impl Iterator<Item = u16>) -> usize {
    let next: Vec<u16> = letters.take(3).collect();
    match next.as_slice() {
        [0x0d, 0x0d, 0x0a] => 3,
        [0x0d, 0x0a, ..] => 2,
        _ => 1,
    }
}

impl<'a> Iterator for CardLines<'a> {
    type Item = FileLine<'a>;

    fn next(&mut self) -> Option<FileLine<'a>> {
        let line = self.joined.take().or_else(|| self.read())?;
        let Some((end, begin)) = joined_at(&line.bytes) else { return Some(line) };
        let (bytes, was_wide) = (line.bytes.into_owned(), line.was_wide);
        let part = |part: &[u8]| FileLine { bytes: part.to_vec().into(), was_wide };
        self.joined = bytes.get(begin..).map(part);
        bytes.get(..end).map(part)
    }
}

/// Where a card ends in its line, and where another begins behind it: files without a last line end were joined.
fn joined_at(line: &[u8]) -> Option<(usize, usize)> {
    let is_at = |at: usize, words: &[u8]| {
        line.get(at..).and_then(|rest| rest.get(..words.len())).is_some_and(|found| found.eq_ignore_ascii_case(words))
    };
    let begin = (END.len()..line.len()).find(|at| is_at(*at, BEGIN))?;
    let end = line.iter().take(begin).rposition(u8::is_ascii_alphanumeric)?.checked_add(1)?;
    is_at(end.checked_sub(END.len())?, END).then_some((end, begin))
}

const END: &[u8] = b"END:VCARD";
const BEGIN: &[u8] = b"BEGIN:VCARD";

impl<'a> CardLines<'a> {
    fn read(&mut self) -> Option<FileLine<'a>> {
        self.notice_beginning();
        if self.rest.is_empty() {
            return None;
        }
        let (line, rest) = self.split();
        self.rest = rest;
        let line = line.get(..LINE_MOST).unwrap_or(line);
        Some(match self.width {
            LetterWidth::Narrow => FileLine { bytes: line.into(), was_wide: false },
            LetterWidth::Wide(of) => {
                let letters = char::decode_utf16(line.as_chunks::<2>().0.iter().map(|pair| of(*pair)));
                let text: String = letters.map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
                FileLine { bytes: text.into_bytes().into(), was_wide: true }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(file: &[u8]) -> Vec<String> {
        CardLines::of(file).map(|line| String::from_utf8_lossy(&line.bytes).into_owned()).collect()
    }

    fn wide(text: &str, of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(of).collect()
    }

    #[test]
    fn lines_end_as_every_system_ends_them() {
        assert_eq!(lines(b"a\r\nb\nc\rd\r\n\r\ne"), ["a", "b", "c", "d", "", "e"]);
        assert_eq!(lines(&wide("\u{feff}a\r\nb\nc\rłd", u16::to_be_bytes)), ["a", "b", "c", "łd"]);
        assert_eq!(lines(b"a\r\r\nb\r\n\r\nc"), ["a", "b", "", "c"]);
    }

    #[test]
    fn a_card_begins_behind_the_end_of_another() {
        for between in ["", " ", "\x1a", "\u{feff}", " \x1a "] {
            let file = format!("FN:a\nend:vcard{between}BEGIN:VCARD\nFN:b");
            let ends = ["FN:a", "end:vcard", "BEGIN:VCARD", "FN:b"];
            assert_eq!(lines(file.as_bytes()), ends, "{between:?}");
            let wide = [b"\xff\xfe".to_vec(), wide(&file, u16::to_le_bytes)].concat();
            assert_eq!(lines(&wide), ends, "{between:?}");
        }
        assert_eq!(lines(b"NOTE:END:VCARD, then BEGIN:VCARD"), ["NOTE:END:VCARD, then BEGIN:VCARD"]);
    }

    #[test]
    fn each_file_of_several_is_as_wide_as_it_is() {
        let narrow = "\u{feff}\u{feff}begin:ł\r\n".as_bytes().to_vec();
        let little = wide("BEGIN:ł\r\n", u16::to_le_bytes);
        let big = wide("\u{feff}BEGIN:ł\r\n", u16::to_be_bytes);
        for file in [[&narrow[..], &little, &big].concat(), [&big[..], &narrow, &little].concat()] {
            assert!(lines(&file).iter().all(|line| line.eq_ignore_ascii_case("begin:ł")), "{:?}", lines(&file));
            assert_eq!(lines(&file).len(), 3);
        }
    }
}
