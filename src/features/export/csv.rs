//! The same for a spreadsheet: one row a day, a step or an entry.

use std::io::Write;

use serde::Serialize;

#[derive(Serialize)]
pub struct CheckInLine {
    pub day: String,
    pub energy: String,
    pub feeling: String,
}

#[derive(Serialize)]
pub struct ReflectionLine {
    pub day: String,
    /// The step's title.
    pub step: String,
    pub outcome: String,
    pub guess: String,
    pub felt: String,
    pub nourishing: String,
    pub note: String,
}

/// Anything else that was written, as a row of a sheet.
#[derive(Serialize)]
pub struct EntryLine {
    pub day: String,
    pub kind: String,
    pub words: String,
}

/// Tells a spreadsheet that a file is UTF-8; without it, some read each letter beyond English as two wrong ones.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// What begins a formula, in both widths.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A sheet of these rows, with their names above. No first line names the separator: only one program reads such a line, and
/// then it no longer heeds the mark, while others show it as a row.
pub fn sheet(into: &mut impl Write, rows: impl Iterator<Item = impl Serialize>) -> anyhow::Result<()> {
    into.write_all(MARK)?;
    let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(into);
    for row in rows {
        writer.serialize(row)?;
    }
    Ok(writer.flush()?)
}

/// Words as a cell. A spreadsheet takes what begins with one of these signs for a formula and may run it, also where the
/// words came from somebody else (<https://owasp.org/www-community/attacks/CSV_Injection>). Where it takes another sign than
/// the comma to part cells, or reads no quotes, a cell can begin in the middle of the words.
pub fn cell(words: &str) -> String {
    let mut guarded = String::with_capacity(words.len());
    let mut begins = true;
    for c in words.chars() {
        if begins && SIGNS.contains(&c) {
            guarded.push('\'');
        }
        begins = matches!(c, ',' | ';' | '\t' | '\n' | '\r' | '"') || begins && (c.is_whitespace() || c.is_control());
        guarded.push(c);
    }
    guarded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn made(words: &str) -> String {
        let row = EntryLine { day: "2026-11-22".into(), kind: "moments".into(), words: cell(words) };
        let mut made = Vec::new();
        sheet(&mut made, [row].into_iter()).unwrap();
        String::from_utf8(made).unwrap()
    }

    #[test]
    fn a_sheet_keeps_commas_quotes_and_lines_and_runs_nothing() {
        let head = "\u{feff}\"day\",\"kind\",\"words\"\n\"2026-11-22\",\"moments\",";
        for (words, shown) in [
            ("a, \"b\"\nc", "a, \"\"b\"\"\nc"),
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("a;=1+1\n \u{a0}＝2", "a;'=1+1\n \u{a0}'＝2"),
            ("1 + 1 = 2, at home", "1 + 1 = 2, at home"),
        ] {
            assert_eq!(made(words), format!("{head}\"{shown}\"\n"));
        }
    }

    proptest! {
        #[test]
        fn no_cell_begins_a_formula_whatever_parts_the_cells(words in "[ab;,\t\n\r\" '=+@＝＋－＠\u{a0}\u{b}-]{0,24}") {
            for (separator, quotes) in [b',', b';', b'\t'].into_iter().flat_map(|one| [(one, true), (one, false)]) {
                let text = made(&words);
                let text = text.trim_start_matches('\u{feff}');
                let mut reader = csv::ReaderBuilder::new();
                reader.delimiter(separator).quoting(quotes).flexible(true).has_headers(false);
                for row in reader.from_reader(text.as_bytes()).records() {
                    for found in &row.unwrap() {
                        let begins = found.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '"');
                        prop_assert!(!begins.starts_with(SIGNS), "{found:?} of {words:?}");
                    }
                }
            }
        }
    }
}
