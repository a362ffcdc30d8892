//! What a property of a card says, in letters: by what it says of itself, else UTF-8, else as the file is taken to be
//! written. `calcard` takes text and knows few of the old ways to write it, so that all are undone before it reads a card.
//! Pure.

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::open_card::{CardProperty, has_quoted, name_of};

/// A property in plain letters.
#[derive(Debug, PartialEq, Eq)]
pub struct PlainProperty {
    /// As a line of a card.
    pub line: String,
    /// Where several say the same, which of them is meant first: 1 to 100 (RFC 6350, 5.3).
    pub preference: u8,
    /// The bytes that neither the card nor UTF-8 says how to read.
    pub unsaid: Option<Vec<u8>>,
}

impl PlainProperty {
    /// Reads a property. `ansi` is how letters are written of which nothing is said.
    pub fn of(property: &CardProperty, ansi: &'static Encoding) -> Option<Self> {
        let (head, value) = parted(&property.bytes);
        let name = str::from_utf8(name_of(&property.bytes)?).ok()?.to_ascii_uppercase();
        let parameters: Vec<&[u8]> = split(head, b';').skip(1).map(<[u8]>::trim_ascii).collect();
        if parameters.iter().any(|one| is_base64(one)) {
            let line = String::from_utf8_lossy(&property.bytes).into_owned();
            return Some(Self { line, preference: LEAST_PREFERRED, unsaid: None });
        }
        let said = parameters.iter().find_map(|one| charset(one));
        let unquoted = unquoted(value, said.is_none_or(|said| said != ISO_2022_JP && !is_wide(said)));
        let is_quoted = parameters.iter().any(|one| is_quoted_printable(one))
            || has_quoted(value) && (said.is_some() || is_quoted_unsaid(value, &unquoted));
        let bytes = if is_quoted { unquoted } else { value.to_vec() };
        // Wide letters stand in no line of narrow ones, unless they were quoted.
        let said = said.filter(|said| is_quoted || !property.was_wide && !is_wide(said));
        let (text, unsaid) = match read(&bytes, said) {
            Some(text) => (text, None),
            None => (ansi.decode_without_bom_handling(&bytes).0.into_owned(), Some(bytes)),
        };
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let preference = parameters.iter().find_map(|one| preference(one)).unwrap_or(LEAST_PREFERRED);
        Some(Self { line: format!("{name}:{text}"), preference, unsaid })
    }
}

/// Where nothing is said, it is the last (RFC 6350, 5.3).
const LEAST_PREFERRED: u8 = 101;

/// Which place a parameter gives: `PREF=1` to `100`, or the bare word or the type of older cards.
fn preference(parameter: &[u8]) -> Option<u8> {
    let is_word = |value: &[u8]| value.split(|byte| *byte == b',').any(|one| one.eq_ignore_ascii_case(b"PREF"));
    match value_of(parameter, b"PREF") {
        Some(value) if parameter.contains(&b'=') => str::from_utf8(value).ok()?.parse().ok(),
        _ => value_of(parameter, b"TYPE").is_some_and(is_word).then_some(1),
    }
}

/// What stands before the first colon, and what behind it. One within quotes is part of what stands before.
fn parted(line: &[u8]) -> (&[u8], &[u8]) {
    let colon = |within_quotes: bool| {
        let mut is_within = false;
        line.iter().position(|byte| {
            is_within ^= *byte == b'"' && within_quotes;
            *byte == b':' && !is_within
        })
    };
    let at = colon(true).or_else(|| colon(false)).unwrap_or(line.len());
    let (head, rest) = line.split_at_checked(at).unwrap_or((line, &[]));
    (head, rest.get(1..).unwrap_or_default())
}

fn split(head: &[u8], by: u8) -> impl Iterator<Item = &[u8]> {
    let mut is_within = false;
    head.split(move |byte| {
        is_within ^= *byte == b'"';
        *byte == by && !is_within
    })
}

/// A parameter's value, or the parameter where it stands bare, as vCard 2.1 lets it.
fn value_of<'a>(parameter: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let value = match parameter.iter().position(|byte| *byte == b'=').and_then(|at| parameter.split_at_checked(at)) {
        Some((found, value)) if found.trim_ascii().eq_ignore_ascii_case(name) => value.get(1..)?,
        Some(_) => return None,
        None => parameter,
    };
    let value = value.trim_ascii();
    let value = value.strip_prefix(b"\"").unwrap_or(value);
    Some(value.strip_suffix(b"\"").unwrap_or(value))
}

fn is_quoted_printable(parameter: &[u8]) -> bool {
    value_of(parameter, b"ENCODING")
        .is_some_and(|value| value.eq_ignore_ascii_case(b"QUOTED-PRINTABLE") || value.eq_ignore_ascii_case(b"Q"))
}

fn is_base64(parameter: &[u8]) -> bool {
    value_of(parameter, b"ENCODING")
        .is_some_and(|value| value.eq_ignore_ascii_case(b"BASE64") || value.eq_ignore_ascii_case(b"B"))
}

/// Whether what looks quoted is so, though nothing says it: it reads as UTF-8, or each stands in a word as letters do.
fn is_quoted_unsaid(value: &[u8], unquoted: &[u8]) -> bool {
    let is_in_word = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| value.get(before));
        let after = at.checked_add(3).and_then(|after| value.get(after));
        before.is_some_and(u8::is_ascii_alphabetic) || after.is_some_and(u8::is_ascii_lowercase)
    };
    let mut all = value.iter().enumerate().filter(|(_, byte)| **byte == b'=');
    str::from_utf8(unquoted).is_ok() || all.all(|(at, _)| is_in_word(at))
}

/// The charset a parameter names, by any of the names browsers know, and by those of code pages.
fn charset(parameter: &[u8]) -> Option<&'static Encoding> {
    parameter.contains(&b'=').then_some(())?;
    let label = value_of(parameter, b"CHARSET")?;
    Encoding::for_label_no_replacement(label).or_else(|| {
        let page: String = str::from_utf8(label).ok()?.chars().filter(char::is_ascii_digit).collect();
        let label = match page.as_str() {
            "932" => "shift_jis",
            "936" => "gbk",
            "949" => "euc-kr",
            "950" => "big5",
            "65001" => "utf-8",
            page => return Encoding::for_label(format!("windows-{page}").as_bytes()),
        };
        Encoding::for_label(label.as_bytes())
    })
}

/// Bytes out of quoted-printable. A semicolon that was quoted parts nothing, and gets a mark that says so; in no narrow charset but
/// `ISO-2022-JP` is its byte ever part of another letter.
fn unquoted(value: &[u8], marks: bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((first, after)) = rest.split_first() {
        let quoted = after.split_at_checked(2).filter(|_| *first == b'=');
        let byte = quoted.and_then(|(pair, _)| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok());
        if byte == Some(b';') && marks {
            bytes.push(b'\\');
        }
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { quoted.map_or(after, |(_, after)| after) } else { after };
    }
    bytes
}

/// The letters of bytes, as far as they or the card say how they are written.
fn read(bytes: &[u8], said: Option<&'static Encoding>) -> Option<String> {
    let utf8 = str::from_utf8(bytes);
    let said = match said {
        // What says Latin-1 and reads as UTF-8 is from a program that always says Latin-1.
        Some(said) if said == WINDOWS_1252 && utf8.is_ok() => None,
        Some(said) if is_wide(said) => return wide(bytes),
        None if bytes.windows(2).any(|part| part == b"\x1b$") => Some(ISO_2022_JP),
        said => said.filter(|said| *said != UTF_8),
    };
    if let Some(text) = said.and_then(|said| said.decode_without_bom_handling_and_without_replacement(bytes)) {
        return Some(text.into_owned());
    }
    match utf8 {
        Ok(text) => Some(text.to_owned()),
        // Cut within its last letter.
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
            let whole = bytes.get(..error.valid_up_to())?;
            (!whole.is_ascii()).then(|| String::from_utf8_lossy(whole).into_owned())
        }
        Err(_) => None,
    }
}

fn is_wide(said: &Encoding) -> bool {
    said == UTF_16LE || said == UTF_16BE
}

/// Wide letters, as their mark says, else as most of their halves do: names are seldom long in letters whose first half is
/// the larger.
fn wide(bytes: &[u8]) -> Option<String> {
    let zeros = |at: usize| bytes.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let order = if zeros(1) > zeros(0) { UTF_16LE } else { UTF_16BE };
    let (text, _, is_broken) = order.decode(bytes);
    (!is_broken).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(bytes: &[u8]) -> String {
        let property = CardProperty { bytes: bytes.to_vec(), was_wide: false };
        PlainProperty::of(&property, WINDOWS_1252).unwrap().line
    }

    #[test]
    fn a_line_is_read_by_what_it_says_of_itself() {
        for (bytes, said) in [
            (&b"FN;CHARSET=SHIFT_JIS:\x89\xd4\x8eq"[..], "花子"),
            (b"FN;charset=\"windows-1251\":\xce\xeb\xe5\xed\xe0", "Олена"),
            (b"FN;CHARSET=CP936:\xcd\xf5\xce\xb0", "王伟"),
            (b"FN;CHARSET=CP1250:\xa3ucja", "Łucja"),
            (b"FN;CHARSET=ISO-2022-JP;ENCODING=QUOTED-PRINTABLE:=1B$B;3ED=1B(B", "山田"),
            (b"FN:\x1b$B;3ED\x1b(B", "山田"),
            (b"FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=83\\;x", "ソ;x"),
            (b"FN;CHARSET=ISO-8859-1:J\xc3\xbcrgen", "Jürgen"),
            (b"FN;CHARSET=UTF-8:Jos\xe9", "José"),
            (b"FN;CHARSET=UTF-16:J\xc3\xbcrgen Ny", "Jürgen Ny"),
            (b"FN;CHARSET=UTF-16:Ren\xe9", "René"),
            (b"FN;CHARSET=UTF-16;ENCODING=QUOTED-PRINTABLE:=FE=FF=01=41=00a", "Ła"),
            (b"FN;CHARSET=UTF-16;ENCODING=QUOTED-PRINTABLE:J=00=F8=00", "Jø"),
            (b"FN;CHARSET=UTF-16;ENCODING=QUOTED-PRINTABLE:=FF=FE=3B=4E", "主"),
            (b"FN;CHARSET=UTF-16BE;ENCODING=QUOTED-PRINTABLE:=00J=00=F8", "Jø"),
            (b"FN;CHARSET=NONSENSE:Jos\xe9", "José"),
            (b"item2.fn;quoted-printable:J=C3=BCrgen", "Jürgen"),
            (b"FN:J=C3=BCrgen", "Jürgen"),
            (b"FN:Bj=F8rn Jensen", "Bjørn Jensen"),
            (b"FN:=C9lodie", "Élodie"),
            (b"FN:Band =ABC", "Band =ABC"),
            (b"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Ren=E9=0D=0A", "René  "),
            (b"FN;X-A=\"b:c\";CHARSET=UTF-8:No\xc3\xbcr", "Noür"),
            (b"FN;X-A=\"b:Noor", "Noor"),
            (b"FN:Nora O\x92Shea", "Nora O’Shea"),
            (b"FN:Zo\xc3\xab \xc3", "Zoë "),
        ] {
            assert_eq!(plain(bytes), format!("FN:{said}"), "{}", bytes.escape_ascii());
        }
        assert_eq!(plain(b"N;ENCODING=QUOTED-PRINTABLE:a=3Bb;c"), "N:a\\;b;c", "a quoted semicolon parts nothing");
    }

    #[test]
    fn what_is_left_unsaid_is_told() {
        let of = |bytes: &[u8]| {
            let property = CardProperty { bytes: bytes.to_vec(), was_wide: false };
            PlainProperty::of(&property, WINDOWS_1252).unwrap().unsaid
        };
        assert_eq!(of(b"FN:Ren\xe9e"), Some(b"Ren\xe9e".to_vec()));
        assert_eq!(of("FN:Renée".as_bytes()), None);
        assert_eq!(of(b"FN;CHARSET=ISO-8859-1:Ren\xe9e"), None);
    }
}
