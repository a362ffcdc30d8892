//! Names out of a file of contacts. Nothing else in it is looked at. Pure.

use std::collections::BTreeMap;

use calcard::vcard::{VCard, VCardKind, VCardProperty, VCardValue};
use calcard::{Entry, Parser};

use super::form::NAME_MOST;
use crate::model::steps::ContactKind;

/// The most names that are taken from one file.
pub const MOST: usize = 1_000;

/// The names in a file of contacts with what sort of company each is, each name once, by the alphabet.
pub fn names(file: &[u8]) -> Vec<(String, ContactKind)> {
    let text = telling(&decoded(file));
    let mut parser = Parser::new(&text);
    let mut names: BTreeMap<String, (String, ContactKind)> = BTreeMap::new();
    // Every entry takes at least one line, so that there cannot be more of them than lines.
    for _ in 0..=text.lines().count() {
        match parser.entry() {
            Entry::Eof => break,
            Entry::VCard(card) => {
                if let Some(found) = name(&card) {
                    names.entry(found.0.to_lowercase()).or_insert(found);
                }
            }
            _ => {}
        }
        if names.len() == MOST {
            break;
        }
    }
    names.into_values().collect()
}

/// The properties that are looked at, and what holds them together.
const LOOKED_AT: [&str; 8] = ["BEGIN", "END", "VERSION", "FN", "N", "NICKNAME", "ORG", "KIND"];
/// How many letters of a line are looked at.
const LINE_MOST: usize = 1_000;

/// The lines that tell a name, without pictures and all else, so that a large file takes no more memory than it has bytes.
fn telling(text: &str) -> String {
    let mut kept = String::new();
    let (mut keeps, mut goes_on) = (false, false);
    for line in text.lines() {
        let name = line.split([':', ';']).next().unwrap_or_default().rsplit('.').next().unwrap_or_default().trim();
        let is_folded = line.starts_with([' ', '\t']) || goes_on;
        keeps = if is_folded { keeps } else { LOOKED_AT.iter().any(|one| one.eq_ignore_ascii_case(name)) };
        // A soft line break of quoted-printable (RFC 2045, 6.7) folds a line too.
        goes_on = keeps && line.ends_with('=') && (goes_on || line.to_ascii_uppercase().contains("QUOTED-PRINTABLE"));
        if keeps {
            kept.extend(line.chars().take(LINE_MOST));
            kept.push_str("\r\n");
        }
    }
    kept
}

/// UTF-8 as nearly all are, UTF-16 as some old programs write it, and Latin-1 for what is neither.
fn decoded(file: &[u8]) -> String {
    let wide = |of: fn([u8; 2]) -> u16, rest: &[u8]| {
        let units: Vec<u16> = rest.as_chunks::<2>().0.iter().map(|pair| of(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match file {
        [0xff, 0xfe, rest @ ..] => wide(u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => wide(u16::from_be_bytes, rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match str::from_utf8(file) {
            Ok(text) => text.to_owned(),
            Err(_) => file.iter().map(|byte| char::from(*byte)).collect(),
        },
    }
}

/// What somebody is called: the whole name; else its parts; else a nickname or the name of an organisation, which is
/// somewhere rather than somebody. What is only a number or an address is no name.
fn name(card: &VCard) -> Option<(String, ContactKind)> {
    let is_name = |line: &String| !is_number(line) && !is_address(line);
    let first = |property: &VCardProperty| {
        card.properties(property).find_map(|entry| line(&texts(&entry.values).join(" ")).filter(is_name))
    };
    let parts = || {
        let entry = card.property(&VCardProperty::N)?;
        let parts = texts(&entry.values);
        let part = |at: usize| parts.get(at).copied().unwrap_or_default();
        line(&format!("{} {}", part(1), part(0))).filter(is_name)
    };
    let theirs = first(&VCardProperty::Fn).or_else(parts).or_else(|| first(&VCardProperty::Nickname));
    let sort = match card.property(&VCardProperty::Kind).and_then(|entry| entry.values.first()) {
        Some(VCardValue::Kind(VCardKind::Group)) => ContactKind::Group,
        Some(VCardValue::Kind(VCardKind::Org | VCardKind::Location)) => ContactKind::Place,
        _ => ContactKind::Person,
    };
    match theirs {
        Some(name) => Some((name, sort)),
        None => Some((first(&VCardProperty::Org)?, ContactKind::Place)),
    }
}

/// Whether it is a number to call and no more.
fn is_number(line: &str) -> bool {
    line.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-()/.*#".contains(c))
}

/// Whether it is an address for e-mail and no more.
fn is_address(line: &str) -> bool {
    line.contains('@') && !line.contains(' ')
}

fn texts(values: &[VCardValue]) -> Vec<&str> {
    values.iter().map(|value| value.as_text().unwrap_or_default()).collect()
}

/// One line of it, with single spaces, if anything is left that can be read.
fn line(text: &str) -> Option<String> {
    let seen: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line: String = seen.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME_MOST).collect();
    line.chars().any(|c| !c.is_whitespace() && !crate::base::words::is_ignorable(c)).then_some(line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn called(file: &[u8]) -> Vec<String> {
        names(file).into_iter().map(|(name, _)| name).collect()
    }

    fn card(version: &str, lines: &str) -> Vec<u8> {
        format!("BEGIN:VCARD\r\nVERSION:{version}\r\n{lines}\r\nEND:VCARD\r\n").into_bytes()
    }

    #[test]
    fn every_age_of_contacts_file_is_read() {
        assert_eq!(called(&card("4.0", "FN:Noor Haddad\r\nTEL:+44 20 7946 0000")), ["Noor Haddad"]);
        assert_eq!(called(&card("3.0", "N:Haddad;Noor;;;\r\nNOTE:never this")), ["Noor Haddad"]);
        let old = "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB =E5=B0=8F=\r\n=E6=9E=97";
        assert_eq!(called(&card("2.1", old)), ["Zoë 小林"]);
        assert_eq!(called(&card("2.1", "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Ren=E9")), ["René"]);
        assert_eq!(called(&card("3.0", "FN:A rather long nam\r\n e\\, folded")), ["A rather long name, folded"]);
        assert_eq!(called(&card("3.0", "item1.FN:In a group\r\nitem1.EMAIL:a@example.org")), ["In a group"]);
        assert_eq!(called(&card("3.0", "ORG:Allotment Society;Plot 9\r\nTEL:1")), ["Allotment Society Plot 9"]);
        assert_eq!(called(&card("3.0", "TEL:+44 20 7946 0000\r\nEMAIL:a@example.org")), [""; 0]);
    }

    #[test]
    fn groups_and_places_are_what_they_are_and_a_bare_number_is_nobody() {
        let file = [
            card("4.0", "KIND:group\r\nFN:The climbing club"),
            card("4.0", "KIND:org\r\nFN:Town library"),
            card("3.0", "FN:\r\nORG:Bakery Meyer"),
            card("3.0", "FN:Zoe"),
            card("3.0", "FN:anna"),
            card("3.0", "FN:+44 7700 900123"),
            card("3.0", "FN:mum@example.org"),
            card("3.0", "FN:+44 7700 900123\r\nN:Haddad;Noor;;;"),
            card("3.0", "FN:dad@example.org\r\nNICKNAME:Dad"),
            card("3.0", "FN:Anna @ work\r\nORG:Bakery"),
        ];
        let found = names(&file.concat());
        let found: Vec<_> = found.iter().map(|(name, sort)| (name.as_str(), *sort)).collect();
        let sorts = [
            ("anna", ContactKind::Person),
            ("Anna @ work", ContactKind::Person),
            ("Bakery Meyer", ContactKind::Place),
            ("Dad", ContactKind::Person),
            ("Noor Haddad", ContactKind::Person),
            ("The climbing club", ContactKind::Group),
            ("Town library", ContactKind::Place),
            ("Zoe", ContactKind::Person),
        ];
        assert_eq!(found, sorts);
    }

    #[test]
    fn pictures_and_long_lines_take_no_room() {
        let picture = format!("FN:Noor\r\nPHOTO;ENCODING=b:{}\r\n {}", "/9j/".repeat(5_000), "/9j/".repeat(5_000));
        assert_eq!(called(&card("3.0", &picture)), ["Noor"]);
        assert!(telling(&String::from_utf8(card("3.0", &picture)).unwrap()).len() < 100);
        assert!(telling(&format!("FN:{}", ";".repeat(1_000_000))).len() < 2 * LINE_MOST);
    }

    #[test]
    fn letters_of_other_encodings_are_read() {
        let latin = [&b"BEGIN:VCARD\nVERSION:2.1\nFN:Ren\xe9e\nEND:VCARD\n"[..]].concat();
        assert_eq!(called(&latin), ["Renée"]);
        let wide = "\u{feff}BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Łucja\r\nEND:VCARD\r\n";
        let little: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = wide.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(called(&little), ["Łucja"]);
        assert_eq!(called(&big), ["Łucja"]);
    }

    #[test]
    fn each_name_comes_once_and_at_most_so_many() {
        let twice = [card("3.0", "FN:Jo"), card("4.0", "FN:Jo")].concat();
        assert_eq!(called(&twice), ["Jo"]);
        let many: Vec<u8> = (0..1_200).flat_map(|n| card("3.0", &format!("FN:Nr {n}"))).collect();
        assert_eq!(called(&many).len(), MOST);
        assert_eq!(called(&card("3.0", &format!("FN:{}", "é".repeat(500))))[0].chars().count(), NAME_MOST);
    }

    #[test]
    fn what_is_no_contacts_file_has_no_names() {
        let odd: [&[u8]; 7] = [
            b"",
            b"\xff\xfe",
            b"BEGIN:VCARD",
            b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=",
            b"%PDF-1.7 \x00\x01",
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR",
            b"BEGIN:VCARD\nVERSION:3.0\nPHOTO;ENCODING=b:////\nEND:VCARD",
        ];
        for file in odd {
            assert!(called(file).iter().all(|name| !name.is_empty()), "{file:?}");
        }
    }

    proptest! {
        #[test]
        fn no_file_is_too_odd(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let _ = called(&bytes);
        }

        #[test]
        fn no_line_is_too_odd(lines in prop::collection::vec(
            "(FN|N|ORG|KIND|BDAY|TEL|X-A|PHOTO|END|BEGIN|REV|GEO)?(;(CHARSET|ENCODING|TYPE|VALUE)=[A-Za-z0-9-]{0,8}|;[=:;,.\"]{0,3}){0,3}[:;]?.{0,30}", 0..12,
        )) {
            for line in called(&card("2.1", &lines.join("\r\n"))) {
                prop_assert!(!line.is_empty() && line.chars().count() <= NAME_MOST);
            }
        }
    }
}
