//! The lines that make a card, unfolded, and of them only those that tell a name, so that a large file takes no room beside
//! its own. Pure.

use super::card_lines::{FileLine, LINE_MOST};

/// The most bytes of one card that are kept; what tells a name is far less.
const CARD_MOST: usize = 8 * 1024;
/// The properties that are looked at. The last three are Apple's and Evolution's own, from before there was a `KIND`.
const LOOKED_AT: [&[u8]; 10] = [
    b"FN",
    b"N",
    b"NICKNAME",
    b"ORG",
    b"KIND",
    b"UID",
    b"VERSION",
    b"X-ADDRESSBOOKSERVER-KIND",
    b"X-ABSHOWAS",
    b"X-EVOLUTION-LIST",
];

/// One property of a card, unfolded.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CardProperty {
    pub bytes: Vec<u8>,
    pub was_wide: bool,
}

/// What the last line was, and so what becomes of one that goes on with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum LastLine {
    #[default]
    PassedOver,
    Kept,
    /// Another card follows within this one: whom to ask in their place.
    Agent,
}

/// The lines so far of a card that tell a name, without pictures and all else.
#[derive(Debug, Default)]
pub struct OpenCard {
    is_open: bool,
    /// What stands before each line, where a mail or a report has moved them in.
    indent: Vec<u8>,
    kept: Vec<CardProperty>,
    size: usize,
    last: LastLine,
    /// The last line is in quoted-printable, and ends in a soft break (RFC 2045, 6.7).
    goes_on: bool,
    is_quoted: bool,
    /// How many cards are open within this one.
    within: usize,
}

impl OpenCard {
    /// Adds a line, and gives the card back where that is its end, or the beginning of another.
    pub fn add(&mut self, line: &FileLine<'_>) -> Option<Vec<CardProperty>> {
        if let Some(indent) = indent_of(&line.bytes, b"BEGIN") {
            if self.last == LastLine::Agent {
                (self.within, self.last) = (self.within + 1, LastLine::PassedOver);
                return None;
            }
            let begun = Self { is_open: true, indent: indent.to_vec(), ..Self::default() };
            return std::mem::replace(self, begun).finish();
        }
        if !self.is_open {
            return None;
        }
        if indent_of(&line.bytes, b"END").is_some() {
            if self.within > 0 {
                (self.within, self.last) = (self.within - 1, LastLine::PassedOver);
                return None;
            }
            return std::mem::take(self).finish();
        }
        let text = line.bytes.strip_prefix(self.indent.as_slice()).unwrap_or(&line.bytes);
        if text.trim_ascii().is_empty() {
            self.end_soft_break();
        } else {
            self.take(text, line.was_wide);
        }
        None
    }

    /// What there is of it where nothing more comes; a download that broke off has no end.
    pub fn finish(mut self) -> Option<Vec<CardProperty>> {
        self.end_soft_break();
        self.is_open.then_some(self.kept)
    }

    /// Nothing went on after it, as some phones write it.
    fn end_soft_break(&mut self) {
        if std::mem::take(&mut self.goes_on)
            && self.last == LastLine::Kept
            && let Some(last) = self.kept.last_mut().filter(|last| last.bytes.ends_with(b"="))
        {
            last.bytes.pop();
        }
    }

    fn take(&mut self, text: &[u8], was_wide: bool) {
        // A number must never go on with a name. Of what is passed over, nothing can: not even its words.
        if self.last == LastLine::Kept && begins_property(text) {
            self.end_soft_break();
        }
        let folded = text.strip_prefix(b" ").or_else(|| text.strip_prefix(b"\t"));
        if let Some(more) = if self.goes_on { Some(text) } else { folded } {
            self.extend(more);
        } else {
            let name = name_of(text).unwrap_or_default();
            self.is_quoted = contains(text, b"QUOTED-PRINTABLE");
            self.last = LastLine::PassedOver;
            if is(name, b"AGENT") {
                self.last = LastLine::Agent;
                // A careless program puts the beginning of the other card behind it.
                if contains(text, b"BEGIN:VCARD") && !contains(text, b"END:VCARD") {
                    (self.within, self.last) = (self.within + 1, LastLine::PassedOver);
                }
            } else if self.within == 0 && LOOKED_AT.iter().any(|one| is(name, one)) && self.has_room(text) {
                self.last = LastLine::Kept;
                self.size += text.len();
                self.kept.push(CardProperty { bytes: text.to_vec(), was_wide });
            }
        }
        self.goes_on = text.ends_with(b"=") && (self.is_quoted || self.last == LastLine::Kept && has_quoted(text));
    }

    /// Goes on with the last line.
    fn extend(&mut self, more: &[u8]) {
        let has_room = self.has_room(more);
        let Some(last) = self.kept.last_mut().filter(|_| self.last == LastLine::Kept) else { return };
        if has_room && last.bytes.len() < LINE_MOST {
            if self.goes_on {
                last.bytes.pop();
            }
            last.bytes.extend_from_slice(more);
            self.size += more.len();
        }
    }

    const fn has_room(&self, text: &[u8]) -> bool {
        self.size + text.len() <= CARD_MOST
    }
}

/// Whether a line has letters in quoted-printable that are no plain ones, said or not.
pub fn has_quoted(text: &[u8]) -> bool {
    text.windows(3)
        .any(|part| matches!(part, [b'=', b'8'..=b'9' | b'A'..=b'F' | b'a'..=b'f', last] if last.is_ascii_hexdigit()))
}

/// Whether a line begins as properties do: a name, perhaps in a group and with parameters, and a colon.
fn begins_property(line: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let length = line.iter().take_while(|byte| is_part(byte)).count();
    line.first().is_some_and(u8::is_ascii_alphabetic)
        && match line.get(length) {
            Some(b':') => true,
            Some(b';') => line.contains(&b':'),
            _ => false,
        }
}

/// What stands before this mark of a card, where the line says nothing else; mails put their own signs there.
fn indent_of<'a>(line: &'a [u8], mark: &[u8]) -> Option<&'a [u8]> {
    let at = line.iter().position(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'>' | b'|'))?;
    let (indent, rest) = line.split_at_checked(at)?;
    let rest = rest.split_at_checked(mark.len()).filter(|(found, _)| is(found, mark))?.1;
    let what = rest.trim_ascii_start().strip_prefix(b":")?.trim_ascii();
    is(what, b"VCARD").then_some(indent)
}

/// The name of a property, without the group it may stand in.
pub fn name_of(line: &[u8]) -> Option<&[u8]> {
    line.contains(&b':').then_some(())?;
    let name = line.split(|byte| matches!(byte, b':' | b';')).next()?;
    Some(name.rsplit(|byte| *byte == b'.').next()?.trim_ascii())
}

fn is(found: &[u8], name: &[u8]) -> bool {
    found.eq_ignore_ascii_case(name)
}

fn contains(text: &[u8], what: &[u8]) -> bool {
    text.windows(what.len()).any(|part| is(part, what))
}

#[cfg(test)]
mod tests {
    use super::super::card_lines::CardLines;
    use super::*;

    /// What is kept of a card that goes on and on.
    fn kept(text: &str) -> usize {
        let mut open = OpenCard::default();
        for line in CardLines::of(text.as_bytes()) {
            let _ = open.add(&line);
        }
        open.kept.iter().map(|property| property.bytes.len()).sum()
    }

    #[test]
    fn a_line_begins_a_property_or_goes_on_with_a_name() {
        for line in ["TEL:1", "TEL;CELL:0151", "item1.X-ABLABEL:a", "tel;type=\"a:b\":1", "X-A;B;C=D:"] {
            assert!(begins_property(line.as_bytes()), "{line}");
        }
        for line in ["=C3=BCrgen", "Marie;;;", "of a house: big", " TEL:1", "0151", ":", ""] {
            assert!(!begins_property(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn pictures_long_lines_and_cards_without_end_take_no_room() {
        let picture = "/9j/".repeat(5_000);
        assert!(kept(&format!("BEGIN:VCARD\nFN:Noor\nPHOTO;ENCODING=b:{picture}\n {picture}\n")) < 100);
        assert!(kept(&format!("BEGIN:VCARD\nFN:{}", ";".repeat(1_000_000))) <= CARD_MOST);
        assert!(kept(&format!("BEGIN:VCARD\n{}", "FN:a\n".repeat(100_000))) <= CARD_MOST);
        assert!(kept(&format!("BEGIN:VCARD\nFN:a\n{}", " b\n".repeat(100_000))) <= CARD_MOST);
    }
}
