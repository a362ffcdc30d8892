//! Names out of a file of contacts. Nothing else in it is looked at. Pure.

use std::collections::BTreeSet;

use calcard::vcard::{VCard, VCardKind, VCardProperty, VCardValue};
use calcard::{Entry, Parser};
use unicode_normalization::UnicodeNormalization as _;

use super::card_lines::CardLines;
use super::card_text::PlainProperty;
use super::form::NAME_MOST;
use super::letters::CardLetters;
use super::open_card::{CardProperty, OpenCard};
use crate::base::words::order::by_name;
use crate::model::steps::ContactKind;

/// The most names that are taken from one file.
pub const MOST: usize = 1_000;

/// The most cards that are looked at.
const CARDS_MOST: usize = 20_000;
/// After how many lines it is seen whether anybody still waits.
const A_PART: usize = 1_000;
/// How many names are looked at to guess how they are written.
const UNSAID_MOST: usize = 50;

/// What a file says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FoundNames {
    /// By name, with what sort of company each is.
    pub names: Vec<(String, ContactKind)>,
    /// How letters were taken of which the file does not say how they are written, and a few names in such letters.
    pub taken_as: Option<(CardLetters, Vec<Vec<u8>>)>,
}

/// The names in files of contacts. Two of one name are two, unless the file says that they are one. One card after the other
/// is read, so that none of what is no name takes room. `go_on` is asked now and then, and may end it.
pub fn names<E>(
    files: &[&[u8]],
    letters: Option<CardLetters>,
    mut go_on: impl FnMut() -> Result<(), E>,
) -> Result<FoundNames, E> {
    let mut unsaid = Vec::new();
    cards(files, &mut go_on, |card| {
        unsaid.extend(unsaid_name(&card));
        unsaid.len() < UNSAID_MOST
    })?;
    let taken_as = letters.unwrap_or_else(|| CardLetters::guessed(&unsaid));
    let (mut names, mut known) = (Vec::new(), BTreeSet::new());
    cards(files, &mut go_on, |card| {
        let Some(card) = parsed(&card, taken_as) else { return true };
        if let Some(found) = name(&card) {
            let uid = card.property(&VCardProperty::Uid).and_then(|entry| line(&texts(&entry.values).join(" ")));
            if uid.is_none_or(|uid| known.insert((uid, found.0.clone()))) {
                names.push(found);
            }
        }
        names.len() < MOST
    })?;
    names.sort_by(|one, other| by_name(&one.0, &other.0));
    Ok(FoundNames { names, taken_as: (!unsaid.is_empty()).then_some((taken_as, unsaid)) })
}

/// Hands on one card after the other, until that is enough.
fn cards<E>(
    files: &[&[u8]],
    go_on: &mut impl FnMut() -> Result<(), E>,
    mut each: impl FnMut(Vec<CardProperty>) -> bool,
) -> Result<(), E> {
    let (mut card, mut cards) = (OpenCard::default(), 0);
    for (at, line) in files.iter().flat_map(|file| CardLines::of(file)).enumerate() {
        if at % A_PART == 0 {
            go_on()?;
        }
        if let Some(whole) = card.add(&line) {
            cards += 1;
            if !each(whole) || cards == CARDS_MOST {
                return Ok(());
            }
        }
    }
    if let Some(cut) = card.finish() {
        each(cut);
    }
    Ok(())
}

/// The bytes of a card's name of which nothing says how they are read. How anything else in it is written is of no matter.
fn unsaid_name(card: &[CardProperty]) -> Vec<Vec<u8>> {
    let property = |property: &CardProperty| {
        let plain = plain(property, CardLetters::default())?;
        Some((plain.line.split_once(':')?.0.to_owned(), plain.unsaid?))
    };
    let unsaid: Vec<_> = card.iter().filter_map(property).collect();
    if unsaid.is_empty() {
        return Vec::new();
    }
    let named_by = parsed(card, CardLetters::default()).and_then(|card| Some(called(&card)?.0));
    unsaid.into_iter().filter(|(property, _)| named_by == Some(property.as_str())).map(|(_, bytes)| bytes).collect()
}

fn plain(property: &CardProperty, letters: CardLetters) -> Option<PlainProperty> {
    PlainProperty::of(property, letters.encoding())
}

fn parsed(card: &[CardProperty], letters: CardLetters) -> Option<VCard> {
    let mut text = String::from("BEGIN:VCARD\r\n");
    let mut properties: Vec<_> = card.iter().filter_map(|property| plain(property, letters)).collect();
    properties.sort_by_key(|property| property.preference);
    for property in properties {
        text.push_str(&property.line);
        text.push_str("\r\n");
    }
    text.push_str("END:VCARD\r\n");
    match Parser::new(&text).entry() {
        Entry::VCard(card) => Some(card),
        _ => None,
    }
}

/// What somebody is called, and by which property: the whole name; else its parts; else a nickname or the name of an
/// organisation, which is somewhere rather than somebody. What is only a number or an address is no name.
fn called(card: &VCard) -> Option<(&'static str, String)> {
    let is_name = |line: &String| !is_number(line) && !is_address(line);
    let first = |property: &VCardProperty| {
        card.properties(property).find_map(|entry| line(&texts(&entry.values).join(" ")).filter(is_name))
    };
    let parts = || {
        let entry = card.property(&VCardProperty::N)?;
        let parts = texts(&entry.values);
        let part = |at: usize| parts.get(at).map(String::as_str).unwrap_or_default();
        // Where no blank stands between them, the family comes first.
        let whole = if [part(0), part(1)].into_iter().all(is_east_asian) {
            format!("{}{}", part(0), part(1))
        } else {
            format!("{} {}", part(1), part(0))
        };
        let names = line(&whole).or_else(|| line(part(2)));
        names.filter(is_name)
    };
    let whole = first(&VCardProperty::Fn).map(|name| ("FN", name));
    whole
        .or_else(|| Some(("N", parts()?)))
        .or_else(|| Some(("NICKNAME", first(&VCardProperty::Nickname)?)))
        .or_else(|| Some((ORGANISATION, first(&VCardProperty::Org)?)))
}

/// The property that names somewhere rather than somebody.
const ORGANISATION: &str = "ORG";

/// What somebody is called, and what sort of company they are.
fn name(card: &VCard) -> Option<(String, ContactKind)> {
    let (named_by, name) = called(card)?;
    let sort = match card.property(&VCardProperty::Kind).and_then(|entry| entry.values.first()) {
        Some(VCardValue::Kind(VCardKind::Group)) => ContactKind::Group,
        Some(VCardValue::Kind(VCardKind::Org | VCardKind::Location)) => ContactKind::Place,
        _ if says(card, "X-ADDRESSBOOKSERVER-KIND", "group") || says(card, "X-EVOLUTION-LIST", "true") => {
            ContactKind::Group
        }
        _ if says(card, "X-ABSHOWAS", "company") => ContactKind::Place,
        _ => ContactKind::Person,
    };
    Some((name, if named_by == ORGANISATION { ContactKind::Place } else { sort }))
}

/// Whether it says this under a name that is no standard's.
fn says(card: &VCard, name: &str, value: &str) -> bool {
    let text = card.property(&VCardProperty::Other(name.to_owned())).and_then(|entry| entry.values.first());
    text.and_then(VCardValue::as_text).is_some_and(|text| text.trim().eq_ignore_ascii_case(value))
}

/// Whether it is a number to call and no more.
fn is_number(line: &str) -> bool {
    line.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-()/.*#".contains(c))
}

/// Whether it is an address for e-mail and no more.
fn is_address(line: &str) -> bool {
    line.contains('@') && !line.contains(' ')
}

/// Whether it is written in the letters of China, Japan or Korea alone.
fn is_east_asian(part: &str) -> bool {
    let is_one = |c: char| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '가'..='힣' | '々');
    !part.trim().is_empty() && part.trim().chars().all(is_one)
}

/// Whether it only says which way letters run, or nothing at all: copied along, and seen by nobody.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// What each part says; one may be of several names.
fn texts(values: &[VCardValue]) -> Vec<String> {
    let text = |value: &VCardValue| match value {
        VCardValue::Component(names) => names.join(" "),
        value => value.as_text().unwrap_or_default().to_owned(),
    };
    values.iter().map(text).collect()
}

/// One line of it, with single spaces, if anything is left that can be read.
fn line(text: &str) -> Option<String> {
    let seen: String = text.nfc().filter(|c| !is_unseen(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let seen = seen.trim();
    let unquoted = seen.strip_prefix('"').and_then(|seen| seen.strip_suffix('"'));
    let seen = unquoted.filter(|seen| !seen.contains('"')).unwrap_or(seen);
    let line: String = seen.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME_MOST).collect();
    line.chars().any(|c| !c.is_whitespace() && !crate::base::words::is_ignorable(c)).then_some(line)
}

#[cfg(test)]
mod tests;
