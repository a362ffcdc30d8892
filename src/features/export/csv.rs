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

/// Writes a sheet of these rows, with their names above.
pub fn sheet(into: &mut impl Write, rows: impl Iterator<Item = impl Serialize>) -> anyhow::Result<()> {
    let mut writer = csv::Writer::from_writer(into);
    for row in rows {
        writer.serialize(row)?;
    }
    Ok(writer.flush()?)
}

/// Words as a cell. A spreadsheet takes what begins with one of these signs for a formula and may run it, also where
/// the words came from somebody else (<https://owasp.org/www-community/attacks/CSV_Injection>).
pub fn cell(words: &str) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{words}") } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_keeps_commas_quotes_and_lines_and_runs_nothing() {
        let words = |words: &str| EntryLine { day: "2026-11-22".into(), kind: "moments".into(), words: cell(words) };
        let mut made = Vec::new();
        sheet(&mut made, [words("a, \"b\"\nc"), words("=HYPERLINK(1)")].into_iter()).unwrap();
        assert_eq!(
            String::from_utf8(made).unwrap(),
            "day,kind,words\n2026-11-22,moments,\"a, \"\"b\"\"\nc\"\n2026-11-22,moments,'=HYPERLINK(1)\n"
        );
    }
}
