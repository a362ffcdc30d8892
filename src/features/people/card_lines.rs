//! The lines of a contacts file, and the card they make: only what tells a name, so that a large file takes no room beside its
//! own. Pure.

/// The most bytes of one card that are looked at; what tells a name is far less.
const CARD_MOST: usize = 8 * 1024;
/// The properties that are looked at, and what holds them together.
const LOOKED_AT: [&str; 8] = ["BEGIN", "END", "VERSION", "FN", "N", "NICKNAME", "ORG", "KIND"];
/// How many letters of a line are looked at.
const LINE_MOST: usize = 1_000;

/// The lines so far of a card that tell a name, without pictures and all else.
#[derive(Default)]
pub struct OpenCard {
    kept: String,
    keeps: bool,
    goes_on: bool,
}

impl OpenCard {
    /// Adds a line, and gives the card back where that is its end, or the beginning of another.
    pub fn add(&mut self, line: &str) -> Option<String> {
        let is = |mark: &str| line.trim().eq_ignore_ascii_case(mark);
        let unended = is("BEGIN:VCARD").then(|| std::mem::take(self).kept);
        self.keep(line);
        let ended = is("END:VCARD").then(|| std::mem::take(self).kept);
        let whole = unended.map(|card| card + "END:VCARD\r\n").or(ended);
        whole.filter(|card| card.starts_with(['B', 'b']))
    }

    fn keep(&mut self, line: &str) {
        let name = line.split([':', ';']).next().unwrap_or_default().rsplit('.').next().unwrap_or_default().trim();
        let is_folded = line.starts_with([' ', '\t']) || self.goes_on;
        let is_looked_at = || LOOKED_AT.iter().any(|one| one.eq_ignore_ascii_case(name));
        self.keeps = if is_folded { self.keeps } else { is_looked_at() };
        // A soft line break of quoted-printable (RFC 2045, 6.7) folds a line too.
        let is_quoted = || self.goes_on || line.to_ascii_uppercase().contains("QUOTED-PRINTABLE");
        self.goes_on = self.keeps && line.ends_with('=') && is_quoted();
        // What ends it is kept however long it is.
        let has_room = self.kept.len() + line.len() < CARD_MOST || name.eq_ignore_ascii_case("END");
        if self.keeps && has_room {
            self.kept.push_str(line);
            self.kept.push_str("\r\n");
        }
    }
}

/// The lines of a file, decoded one by one: UTF-8 as nearly all are, UTF-16 as some old programs write it, and Latin-1 for
/// what is neither. Of each line only so much as is looked at.
pub struct CardLines<'a> {
    rest: &'a [u8],
    encoding: LineEncoding,
}

#[derive(Clone, Copy)]
enum LineEncoding {
    Utf8,
    Latin1,
    Utf16([u8; 2], fn([u8; 2]) -> u16),
}

impl<'a> CardLines<'a> {
    pub fn of(file: &'a [u8]) -> Self {
        let (rest, encoding) = match file {
            [0xff, 0xfe, rest @ ..] => (rest, LineEncoding::Utf16(*b"\n\0", u16::from_le_bytes)),
            [0xfe, 0xff, rest @ ..] => (rest, LineEncoding::Utf16(*b"\0\n", u16::from_be_bytes)),
            [0xef, 0xbb, 0xbf, rest @ ..] => (rest, LineEncoding::Utf8),
            _ if str::from_utf8(file).is_ok() => (file, LineEncoding::Utf8),
            _ => (file, LineEncoding::Latin1),
        };
        Self { rest, encoding }
    }

    /// The bytes up to the end of the line, and what follows it.
    fn split(&self) -> (&'a [u8], &'a [u8]) {
        let (at, wide) = match self.encoding {
            LineEncoding::Utf16(end, _) => {
                (self.rest.as_chunks::<2>().0.iter().position(|unit| *unit == end).map(|at| at * 2), 2)
            }
            _ => (self.rest.iter().position(|byte| *byte == b'\n'), 1),
        };
        let Some((line, rest)) = at.and_then(|at| self.rest.split_at_checked(at)) else { return (self.rest, &[]) };
        (line, rest.get(wide..).unwrap_or_default())
    }
}

impl Iterator for CardLines<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        if self.rest.is_empty() {
            return None;
        }
        let (line, rest) = self.split();
        self.rest = rest;
        // No letter takes more than four bytes.
        let line = line.get(..4 * LINE_MOST).unwrap_or(line);
        let mut text: String = match self.encoding {
            LineEncoding::Utf8 => String::from_utf8_lossy(line).chars().take(LINE_MOST).collect(),
            LineEncoding::Latin1 => line.iter().map(|byte| char::from(*byte)).take(LINE_MOST).collect(),
            LineEncoding::Utf16(_, of) => char::decode_utf16(line.as_chunks::<2>().0.iter().map(|pair| of(*pair)))
                .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
                .take(LINE_MOST)
                .collect(),
        };
        if text.ends_with('\r') {
            text.pop();
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is kept of a card that goes on and on.
    fn kept(text: &str) -> usize {
        let mut open = OpenCard::default();
        CardLines::of(text.as_bytes()).for_each(|line| open.keep(&line));
        open.kept.len()
    }

    #[test]
    fn pictures_long_lines_and_cards_without_end_take_no_room() {
        let picture = "/9j/".repeat(5_000);
        assert!(kept(&format!("BEGIN:VCARD\nFN:Noor\nPHOTO;ENCODING=b:{picture}\n {picture}\n")) < 100);
        assert!(kept(&format!("FN:{}", ";".repeat(1_000_000))) < 2 * LINE_MOST);
        assert!(kept(&"FN:a\n".repeat(100_000)) < 2 * CARD_MOST);
    }
}
