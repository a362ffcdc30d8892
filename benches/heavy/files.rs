//! Files that were made to do harm, and the worst one member can do.

use std::io::Write as _;

use handrail::features::export::archive::{DATA, Packing};
use jiff::civil::date;

use super::server::Browser;

const IMPORT: &str = "/settings/import";
const CONTACTS: &str = "/people/import";
const MIB: usize = 1024 * 1024;

/// What it is, where it is sent, and how it is made.
type Hostile = (&'static str, &'static str, fn() -> Vec<u8>);

/// A little less than a contacts file may have.
const MOST: usize = 16 * MIB - 1024;

pub const HOSTILE: [Hostile; 22] = [
    ("body: a list of objects, 28 MiB", IMPORT, || body(&format!("[{}1]", "{\"\":0},".repeat(4 * MIB)))),
    ("body: objects in 1 MiB", IMPORT, || body(&format!("[{}1]", "{\"\":0},".repeat(140_000)))),
    ("body: depth without end", IMPORT, || body(&"[".repeat(20 * MIB))),
    ("body: one word of 31 MiB", IMPORT, || body(&format!("{{\"words\":\"{}\",\"at\":1}}", "a".repeat(31 * MIB)))),
    ("body: one name of 31 MiB", IMPORT, || body(&format!("{{\"{}\":1}}", "a".repeat(31 * MIB)))),
    ("rows: 340,000 tiny ones", IMPORT, || packed(&export(&tiny(0..340_000)))),
    ("rows: 20,000 tiny ones", IMPORT, || packed(&export(&tiny(0..20_000)))),
    ("rows: as many large ones as fit", IMPORT, || packed(&export(&large(0..750)))),
    ("zip: 32 MiB of nothing", IMPORT, || packed(&" ".repeat(32 * MIB))),
    ("zip: 256 MiB of nothing", IMPORT, bomb),
    ("zip: many files in it", IMPORT, many_files),
    ("zip: 31 MiB with a list of 65,000 files", IMPORT, long_list),
    ("zip: 31 MiB of chance", IMPORT, || chance(31 * MIB)),
    ("contacts: one card of names", CONTACTS, || card(&"FN:a\n".repeat(MOST / 5)).into_bytes()),
    ("contacts: one line", CONTACTS, || card(&format!("FN:{}\n", "a".repeat(MOST - 100))).into_bytes()),
    ("contacts: parts of one name", CONTACTS, || card(&format!("N:{}\n", ";".repeat(MOST - 100))).into_bytes()),
    ("contacts: folded without end", CONTACTS, || {
        card(&format!("FN:a\n{}", " b\n".repeat(MOST / 3 - 30))).into_bytes()
    }),
    ("contacts: cards without end", CONTACTS, || "BEGIN:VCARD\n".repeat(MOST / 12).into_bytes()),
    ("contacts: empty cards", CONTACTS, || card("").repeat(MOST / 35).into_bytes()),
    ("contacts: Latin-1", CONTACTS, || latin(&card("FN:Ren~\nNOTE:~~~~~~~~\n").repeat(MOST / 60))),
    ("contacts: names in 30 KiB each", CONTACTS, || card(&"FN:a\n".repeat(6_000)).repeat(MOST / 30_040).into_bytes()),
    ("contacts: UTF-16", CONTACTS, || {
        let cards = "BEGIN:VCARD\nFN:a\n".repeat(MIB / 4);
        [vec![0xff, 0xfe], cards.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
    }),
];

fn body(body: &str) -> Vec<u8> {
    packed(&export(&row(1, body)))
}

fn card(lines: &str) -> String {
    format!("BEGIN:VCARD\nVERSION:3.0\n{lines}END:VCARD\n")
}

fn latin(text: &str) -> Vec<u8> {
    text.bytes().map(|byte| if byte == b'~' { 0xe9 } else { byte }).collect()
}

/// A life as large as may be brought in at once: many rows, some of them large.
pub fn many() -> [Vec<u8>; 2] {
    [packed(&export(&tiny(1_000_000..1_048_000))), packed(&export(&large(2_000_000..2_000_500)))]
}

pub const WORST: usize = 16;

/// The worst of one kind, once.
pub fn worst(member: &Browser, kind: usize) -> u16 {
    let spotted: String = ["thought", "situation", "feeling", "speaks_for", "against", "friend", "fairer", "expected"]
        .map(|field| format!("{field}={}", "self-harm+".repeat(1_000)))
        .join("&");
    match kind {
        0 => member.send_file(IMPORT, &packed(&export(&tiny(0..50_000)))),
        1 => member.send_file(IMPORT, &packed(&export(&tiny(1_000_000..1_048_000)))),
        2 => member.send_file(CONTACTS, &"BEGIN:VCARD\nFN:a\nEND:VCARD\n".repeat(600_000).into_bytes()),
        3 => member.post("/settings/export", "part=1"),
        4 => member.get("/moments/draw"),
        5 => member.post("/thoughts", &spotted),
        6 => member.get("/story"),
        7 => member.get("/today/picture"),
        8 => member.get("/moments"),
        9 => member.post("/suggestions", ""),
        _ => {
            let found = member.ask_for_search("unheard-of");
            member.get(&found)
        }
    }
}

fn export(rows: &str) -> String {
    format!(r#"{{"format":"handrail-export","version":1,"zone":"UTC","profile":{{}},"rows":{{"moments":[{rows}]}}}}"#)
}

fn row(number: usize, body: &str) -> String {
    format!(r#"{{"id":"{:032x}","day":"2026-11-20","body":{body}}}"#, number as u128 * 0x9e37_79b9_7f4a_7c15)
}

fn tiny(range: std::ops::Range<usize>) -> String {
    range.map(|number| row(number, r#"{"words":"a","at":1}"#)).collect::<Vec<_>>().join(",")
}

fn large(range: std::ops::Range<usize>) -> String {
    let words = "\u{1f33f}".repeat(10_000);
    range.map(|number| row(number, &format!(r#"{{"words":"{words}","at":1}}"#))).collect::<Vec<_>>().join(",")
}

fn packed(json: &str) -> Vec<u8> {
    let mut files = Packing::begun(date(2026, 11, 22).at(12, 0, 0, 0));
    files.file(DATA).unwrap().write_all(json.as_bytes()).unwrap();
    files.finish().unwrap()
}

/// Far more than may come out of one.
fn bomb() -> Vec<u8> {
    let mut files = Packing::begun(date(2026, 11, 22).at(12, 0, 0, 0));
    let file = files.file(DATA).unwrap();
    for _ in 0..256 {
        file.write_all(&vec![b' '; MIB]).unwrap();
    }
    files.finish().unwrap()
}

fn many_files() -> Vec<u8> {
    let mut files = Packing::begun(date(2026, 11, 22).at(12, 0, 0, 0));
    for number in 0..60_000 {
        files.file(&number.to_string()).unwrap();
    }
    files.finish().unwrap()
}

/// Nothing but a list of files: each of its entries names one of no bytes.
fn long_list() -> Vec<u8> {
    let entry = [&b"PK\x01\x02"[..], &[0; 24], &[1, 0], &[0; 16], b"a"].concat();
    let count = 65_000_u16;
    let mut list = entry.repeat(usize::from(count));
    let size = u32::try_from(list.len()).unwrap();
    let mut long = vec![0; 31 * MIB - list.len()];
    let start = u32::try_from(long.len()).unwrap();
    long.append(&mut list);
    long.extend([&b"PK\x05\x06"[..], &[0; 4], &count.to_le_bytes(), &count.to_le_bytes()].concat());
    long.extend([&size.to_le_bytes()[..], &start.to_le_bytes(), &[0; 2]].concat());
    long
}

fn chance(many: usize) -> Vec<u8> {
    let mut state = 7_u64;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    b"PK".iter().copied().chain(std::iter::repeat_with(next).take(many)).collect()
}
