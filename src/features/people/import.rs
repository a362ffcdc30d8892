//! Names out of a file of contacts. Nothing else in it is looked at. Pure.

use std::collections::BTreeMap;

use calcard::vcard::{VCard, VCardKind, VCardProperty, VCardValue};
use calcard::{Entry, Parser};

use super::card_lines::{CardLines, OpenCard};
use super::form::NAME_MOST;
use crate::model::steps::ContactKind;

/// The most names that are taken from one file.
pub const MOST: usize = 1_000;

/// The most cards that are looked at.
const CARDS_MOST: usize = 20_000;
/// After how many lines it is seen whether anybody still waits.
const A_PART: usize = 1_000;

/// The names in a file of contacts with what sort of company each is, each name once, by the alphabet. One card after the other
/// is read, so that none of what is no name takes room. `go_on` is asked now and then, and may end it.
pub fn names<E>(file: &[u8], mut go_on: impl FnMut() -> Result<(), E>) -> Result<Vec<(String, ContactKind)>, E> {
    let mut names: BTreeMap<String, (String, ContactKind)> = BTreeMap::new();
    let (mut card, mut cards) = (OpenCard::default(), 0);
    for (at, line) in CardLines::of(file).enumerate() {
        if at % A_PART == 0 {
            go_on()?;
        }
        if let Some(whole) = card.add(&line) {
            cards += 1;
            if let Some(found) = parsed(&whole) {
                names.entry(found.0.to_lowercase()).or_insert(found);
            }
        }
        if names.len() == MOST || cards == CARDS_MOST {
            break;
        }
    }
    Ok(names.into_values().collect())
}

fn parsed(card: &str) -> Option<(String, ContactKind)> {
    match Parser::new(card).entry() {
        Entry::VCard(card) => name(&card),
        _ => None,
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

    fn found(file: &[u8]) -> Vec<(String, ContactKind)> {
        names(file, || Ok::<_, ()>(())).unwrap()
    }

    fn called(file: &[u8]) -> Vec<String> {
        found(file).into_iter().map(|(name, _)| name).collect()
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
        let found = found(&file.concat());
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
    fn a_name_among_pictures_and_long_lines_is_found() {
        let picture = format!("FN:Noor\r\nPHOTO;ENCODING=b:{}\r\n {}", "/9j/".repeat(5_000), "/9j/".repeat(5_000));
        assert_eq!(called(&card("3.0", &picture)), ["Noor"]);
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
    fn cards_without_end_are_cards_and_it_ends_when_nobody_waits() {
        let unended = b"BEGIN:VCARD\nVERSION:3.0\nFN:Noor\nBEGIN:VCARD\nVERSION:3.0\nFN:Zoe\nEND:VCARD\nFN:nobody\n";
        assert_eq!(called(unended), ["Noor", "Zoe"]);
        let empty = b"BEGIN:VCARD\nEND:VCARD\n".repeat(30_000);
        let mut asked = 0;
        let ended = names(&empty, || {
            asked += 1;
            if asked > 3 { Err(asked) } else { Ok(()) }
        });
        assert_eq!(ended, Err(4));
        let late = [empty, card("3.0", "FN:Jo")].concat();
        assert_eq!(called(&late), [""; 0], "after so many cards it is enough");
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
